from __future__ import annotations

from dataclasses import replace

import pytest

from clipper.model import Alignment, Repeat, Span
from clipper.review.repeats import place_repeats, unexplained_speech
from tests.talks import talk


def span(start_ms: int, end_ms: int) -> Span:
    return Span(start_ms=start_ms, end_ms=end_ms)


def again(alignment: Alignment, first: int, end: int, *places: Span) -> Alignment:
    repeats = tuple(Repeat(first_word=first, end_word=end, span=place, score=0.8) for place in places)
    return replace(alignment, repeats=repeats)


TALK = talk("a b", "c d", "e f", start_ms=30_000)  # words every 400 ms from 30,000


def test_a_repeat_is_placed_by_its_turns_and_by_its_own_time() -> None:
    (placed,) = place_repeats(again(TALK, 1, 4, span(500, 9000)))
    assert (placed.first_word, placed.end_word, placed.turn, placed.end_turn) == (1, 4, 0, 2)
    assert (placed.span, placed.own) == (span(500, 9000), span(30_400, 31_500))


@pytest.mark.parametrize(
    ("place", "is_cold_open"),
    [
        (span(500, 9000), True),
        (span(29_000, 30_000), True),
        (span(29_000, 30_100), False),
        (span(32_000, 33_000), False),
    ],
)
def test_a_cold_open_lies_before_all_that_is_found_of_the_text(place: Span, is_cold_open: bool) -> None:
    assert [placed.is_cold_open for placed in place_repeats(again(TALK, 4, 6, place))] == [is_cold_open]


def test_words_without_a_place_of_their_own_are_no_cold_open() -> None:
    alignment = talk("a b", "lost lost", start_ms=30_000, unspoken=frozenset({"lost"}))
    (placed,) = place_repeats(again(alignment, 2, 4, span(500, 9000)))
    assert placed.own is None
    assert not placed.is_cold_open


def test_repeats_are_told_in_order_of_time() -> None:
    placed = place_repeats(again(TALK, 0, 2, span(5000, 6000), span(500, 900)))
    assert [one.span for one in placed] == [span(500, 900), span(5000, 6000)]


@pytest.mark.parametrize(
    ("repeats", "left"),
    [
        ([], [span(500, 9000)]),
        ([span(600, 8900)], []),
        ([span(600, 7900)], [span(7900, 9000)]),
        ([span(3000, 4000)], [span(500, 3000), span(4000, 9000)]),
        ([span(500, 3000), span(3500, 6000)], [span(6000, 9000)]),
        ([span(9000, 9500)], [span(500, 9000)]),
    ],
)
def test_what_is_left_of_speech_without_text_is_what_no_repeat_explains(repeats: list[Span], left: list[Span]) -> None:
    alignment = replace(TALK, untranscribed=(span(500, 9000), span(40, 90)))
    assert unexplained_speech(again(alignment, 0, 2, *repeats)) == (*left, span(40, 90))
