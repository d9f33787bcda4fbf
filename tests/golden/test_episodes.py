"""An EPISODE.json of every schema that clipper ever wrote: tests/golden/episodes/. They are never made anew."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from clipper.model import Alignment, Evidence, Overlap, Pin, Span
from clipper.store.episode_document import SCHEMA, decode_alignment, encode_alignment

FOLDER = Path(__file__).parent / "episodes"


def text_of(schema: int) -> str:
    return (FOLDER / f"schema-{schema}.json").read_text("utf-8")


def load(schema: int) -> Alignment:
    return decode_alignment(text_of(schema), source=f"schema-{schema}.json")


def test_there_is_one_for_every_schema() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == [
        f"schema-{number}.json" for number in range(1, SCHEMA + 1)
    ]


@pytest.mark.parametrize("schema", range(1, SCHEMA + 1))
def test_the_same_talk_is_read_from_each(schema: int) -> None:
    assert json.loads(text_of(schema))["schema"] == schema
    old, new = load(schema), load(SCHEMA)
    assert old.transcript == new.transcript
    assert old.recordings == new.recordings
    assert [(word.status, word.span) for word in old.words] == [(word.status, word.span) for word in new.words]
    assert old.untranscribed == new.untranscribed
    assert [replace(repeat, spans=()) for repeat in old.repeats] == [replace(r, spans=()) for r in new.repeats]


def test_the_newest_is_written_as_it_was_read() -> None:
    assert encode_alignment(load(SCHEMA), version="0.1.0") == text_of(SCHEMA)


def test_before_schema_2_nothing_was_pinned() -> None:
    assert load(1).pins == ()
    assert load(2).pins == (
        Pin(first_word=1, end_word=2),
        Pin(first_word=9, end_word=10, start_ms=1840, end_ms=2080),
    )


def test_before_schema_3_nobody_looked_who_speaks() -> None:
    assert load(2).repaired is None
    assert load(2).turns == load(2).transcript.turns
    assert load(2).changes == ()
    assert [turn.end_word for turn in load(3).turns] == [9, 14]
    assert [change.evidence for change in load(3).changes] == [((Evidence.VOICE, 14.2), (Evidence.SENTENCE, 0.9))]
    assert [load(3).speaker_of(word) for word in (8, 9)] == [load(3).turns[0].speaker, load(3).turns[1].speaker]


def test_before_schema_4_nobody_was_heard_at_once() -> None:
    assert load(3).overlaps == ()
    assert load(4).overlaps == (Overlap(first=0, second=1, span=Span(start_ms=1700, end_ms=1900)),)


def test_before_schema_2_a_repeat_had_no_places_of_its_words() -> None:
    assert [repeat.places for repeat in load(1).repeats] == [{}]
    assert [repeat.places for repeat in load(2).repeats] == [
        {3: Span(start_ms=7600, end_ms=7800), 4: Span(start_ms=7820, end_ms=8100)}
    ]
