"""What the index of a folder keeps of an episode is all that a search needs."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given

from clipper.clips import QuoteIndex
from clipper.model import Alignment, Repeat, Span, Turn
from clipper.pipeline.find_job import Search, search
from clipper.pipeline.searchable import Packed, Searchable, index_episode, make_searchable, pack_episode, unpack_episode
from tests.strategies import alignments
from tests.talks import talk

TALK = talk("welcome back [laughter] to the show", "it cost $5 million and 64 feet of cable", "and that was cheap")
AGAIN = Repeat(first_word=0, end_word=4, span=Span(start_ms=1000, end_ms=1900), score=0.9, spans=(
    Span(start_ms=1000, end_ms=1300), None, None, Span(start_ms=1500, end_ms=1900)))  # fmt: skip


def kept(alignment: Alignment, name: str = "") -> Searchable:
    packed = pack_episode(alignment)
    vocabulary = ["another", *sorted(set(packed.units))]
    return unpack(packed, vocabulary, name, alignment.transcript.language)


def unpack(packed: Packed, vocabulary: list[str], name: str = "", language: str = "en") -> Searchable:
    units = np.array([vocabulary.index(unit) for unit in packed.units], dtype=np.int64)
    return unpack_episode(name, language, units, vocabulary, (packed.told, packed.numbers))


@given(alignment=alignments())
def test_the_index_of_what_is_kept_is_that_of_the_episode(alignment: Alignment) -> None:
    one, other = kept(alignment), make_searchable(alignment)
    for field in fields(QuoteIndex):
        if field.name != "say":
            assert np.array_equal(getattr(one.index, field.name), getattr(other.index, field.name)), field.name
    assert [(turn.speaker, turn.first_word, turn.end_word) for turn in one.turns] == [
        (turn.speaker, turn.first_word, turn.end_word) for turn in alignment.turns
    ]
    assert one.index.say(["64"]) == index_episode(alignment).say(["64"])


@pytest.mark.parametrize("wanted", ["sixty-four feet of rope", "back to the show it cost", "welcome back"])
def test_a_match_is_described_as_from_the_document(wanted: str) -> None:
    alignment = replace(TALK, repeats=(AGAIN,), untranscribed=())
    asked = Search(wanted=wanted, context=2)
    assert search([kept(alignment, "a")], asked) == search([make_searchable(alignment, "a")], asked)


def test_repaired_turns_are_those_that_are_kept() -> None:
    turns = tuple(replace(turn, header_char=0) for turn in TALK.transcript.turns)
    repaired = (replace(turns[0], end_word=3), replace(turns[1], first_word=3), *turns[2:])
    assert [turn.end_word for turn in kept(replace(TALK, repaired=repaired)).turns] == [3, 15, 19]


def test_the_language_and_the_speakers_are_told_beside_it() -> None:
    assert pack_episode(TALK).labels == '{"language": "en", "speakers": ["Ada Brandt", "Milo Quist"]}'


def test_an_episode_longer_than_a_month_keeps_its_times() -> None:
    late = talk("welcome back", start_ms=2**33)
    alignment, moved = kept(late).stretch(1, 2)
    assert ([word.span for word in alignment.words], moved) == ([late.words[1].span], 1)


def test_parts_that_do_not_belong_together_are_refused() -> None:
    packed, other = pack_episode(TALK), pack_episode(talk("another"))
    vocabulary = sorted({*packed.units, *other.units})
    for wrong in (replace(packed, numbers=other.numbers), replace(packed, told=other.told)):
        with pytest.raises((ValueError, KeyError, TypeError, IndexError)):
            unpack(wrong, vocabulary)
    units = np.full(len(packed.units), 10_000)
    with pytest.raises(ValueError, match="not there"):
        unpack_episode("", "en", units, vocabulary, (packed.told, packed.numbers))


def test_a_turn_without_a_speaker_stays_one() -> None:
    alone = replace(TALK.transcript, turns=(Turn(speaker=None, first_word=0, end_word=len(TALK.words)),))
    assert kept(replace(TALK, transcript=alone)).turns[0].speaker is None
