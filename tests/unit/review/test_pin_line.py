from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipper.model import Transcript
from clipper.review import format_pin
from tests.strategies import transcripts
from tests.talks import talk


def pin(turn: str, word: int, time_ms: int | None = 3_723_450) -> str | None:
    return format_pin(talk(turn).transcript, word, time_ms)


@pytest.mark.parametrize(
    ("turn", "word", "phrase"),
    [
        ("one two three", 1, "two"),
        ("the cat and the dog", 3, "the dog"),
        ("the cat saw the cat run", 3, "the cat run"),
        ("The cat, the dog", 2, "the dog"),  # case and commas tell nothing apart
        ("so — then so on", 3, "so on"),
        ("so — on so on they go", 0, "so — on so"),  # nor does a dash
        ("it's on its way", 0, "it's on"),
    ],
)
def test_the_phrase_is_the_shortest_run_that_stands_once_in_its_turn(turn: str, word: int, phrase: str) -> None:
    assert pin(turn, word) == f"{phrase} @ turn 1 = 1:02:03.450"


def test_the_last_of_three_noes_cannot_be_told() -> None:
    assert pin("no no no", 2) is None
    assert pin("no no no", 0) == "no no no @ turn 1 = 1:02:03.450"


def test_turns_count_from_one_and_only_the_own_turn_is_looked_at() -> None:
    assert format_pin(talk("a b", "a b").transcript, 2, 0) == "a @ turn 2 = 0:00:00.000"


def test_a_word_without_a_time_is_pinned_as_not_spoken() -> None:
    assert pin("one two", 1, None) == "two @ turn 1 = not spoken"


@given(transcripts(), st.data())
def test_the_line_names_the_word_it_stands_for(transcript: Transcript, data: st.DataObject) -> None:
    word = data.draw(st.integers(0, len(transcript.words) - 1))
    line = format_pin(transcript, word, 1)
    if line is None:
        return
    phrase, turn = re.fullmatch(r"(.+) @ turn (\d+) = 0:00:00\.001", line, flags=re.DOTALL).groups()  # type: ignore[union-attr]
    inside = transcript.turns[int(turn) - 1]
    texts = [one.text for one in transcript.words[inside.first_word : inside.end_word]]
    length = len(phrase.split(" "))
    starts = [k for k in range(len(texts)) if " ".join(texts[k : k + length]) == phrase]
    assert starts == [word - inside.first_word]
