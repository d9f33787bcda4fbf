from __future__ import annotations

import pytest

from clipper.align.give_way import Border, give_way
from clipper.model import Span, TimedWord, WordStatus

WITHIN = Span(start_ms=0, end_ms=10_000)
LOST = TimedWord(status=WordStatus.NOT_SPOKEN)


def word(start_ms: int, end_ms: int) -> TimedWord:
    span = Span(start_ms=start_ms, end_ms=end_ms)
    return TimedWord(status=WordStatus.ALIGNED, span=span, confidence=0.9, start_error_ms=20, end_error_ms=30)


ROW = [word(1000, 1300), word(1300, 1400), word(1400, 2000), word(2500, 3000)]


def times(words: list[TimedWord]) -> list[tuple[int, int] | None]:
    return [(word.span.start_ms, word.span.end_ms) if word.span else None for word in words]


def settle(*borders: Border, row: list[TimedWord] = ROW, within: Span = WITHIN) -> list[TimedWord]:
    return give_way(row, borders, [300] * len(row), within=within)


def test_without_a_border_nothing_moves() -> None:
    assert settle() == ROW


def test_a_pinned_start_is_certain_and_its_neighbour_ends_there_at_the_latest() -> None:
    words = settle(Border(word=2, time_ms=1360, starts=True))
    assert times(words) == [(1000, 1300), (1300, 1360), (1360, 2000), (2500, 3000)]
    assert words[2].status is WordStatus.ALIGNED
    assert (words[2].confidence, words[2].start_error_ms, words[2].end_error_ms) == (1.0, 0, 30)
    assert words[1].status is WordStatus.ALIGNED
    assert (words[1].confidence, words[1].start_error_ms, words[1].end_error_ms) == (0.9, 20, 30 + 40)
    assert (words[0], words[3]) == (ROW[0], ROW[3])


def test_a_pushed_word_keeps_a_little_and_pushes_on() -> None:
    words = settle(Border(word=2, time_ms=1310, starts=True))
    assert times(words) == [(1000, 1260), (1260, 1310), (1310, 2000), (2500, 3000)]
    assert words[1].status is WordStatus.INTERPOLATED
    assert words[0].status is WordStatus.ALIGNED


def test_a_later_start_pushes_the_words_behind_it() -> None:
    words = settle(Border(word=1, time_ms=1450, starts=True))
    assert times(words) == [(1000, 1300), (1450, 1500), (1500, 2000), (2500, 3000)]


def test_a_word_pinned_far_from_where_it_was_found_takes_its_usual_time() -> None:
    assert times(settle(Border(word=3, time_ms=6000, starts=True)))[3] == (6000, 6300)
    assert times(settle(Border(word=3, time_ms=5000, ends=True), row=[LOST, *ROW[1:]])) == [
        None, (1300, 1400), (4700, 5000), None,
    ]  # fmt: skip


def test_a_word_that_was_not_found_is_fitted_in_before_the_next_one() -> None:
    row = [ROW[0], LOST, ROW[2]]
    assert times(settle(Border(word=1, time_ms=1310, starts=True), row=row)) == [
        (1000, 1300),
        (1310, 1400),
        (1400, 2000),
    ]


def test_a_word_on_the_wrong_side_of_a_border_loses_its_place() -> None:
    words = settle(Border(word=3, time_ms=1350, starts=True))
    assert times(words) == [(1000, 1250), (1250, 1300), (1300, 1350), (1350, 1650)]
    words = settle(Border(word=3, time_ms=900, starts=True))
    assert words[2] == LOST
    assert times(words)[3] == (900, 1200)


def test_a_phrase_lies_between_its_pinned_edges() -> None:
    words = settle(Border(word=1, time_ms=1320, starts=True), Border(word=3, time_ms=1900, ends=True))
    assert times(words) == [(1000, 1300), (1320, 1400), (1400, 1900), (2500, 3000)]
    assert (words[1].start_error_ms, words[1].end_error_ms) == (0, 30)
    assert (words[2].start_error_ms, words[2].end_error_ms, words[2].confidence) == (20, 0, 1.0)


def test_one_word_may_be_pinned_at_both_edges_and_the_next_follow_at_once() -> None:
    words = settle(
        Border(word=1, time_ms=1200, starts=True),
        Border(word=2, time_ms=1250, ends=True),
        Border(word=2, time_ms=1250, starts=True),
    )
    assert times(words) == [(1000, 1200), (1200, 1250), (1250, 2000), (2500, 3000)]


def test_words_without_any_room_give_up_their_places() -> None:
    words = settle(Border(word=0, time_ms=1500, starts=True), Border(word=3, time_ms=1580, starts=True))
    assert times(words) == [(1500, 1580), None, None, (1580, 1880)]


def test_no_word_leaves_the_recording() -> None:
    words = settle(Border(word=3, time_ms=2990, starts=True), within=Span(start_ms=0, end_ms=3000))
    assert times(words)[3] == (2990, 3000)


@pytest.mark.parametrize("status", [WordStatus.UNSEARCHED, WordStatus.NOT_SPOKEN])
def test_words_without_a_time_stay_as_they_are(status: WordStatus) -> None:
    row = [ROW[0], TimedWord(status=status), ROW[2]]
    assert settle(Border(word=2, time_ms=1350, starts=True), row=row)[1] == TimedWord(status=status)
