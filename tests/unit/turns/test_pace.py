from __future__ import annotations

from clipper.model import Span, TimedWord, Word, WordStatus
from clipper.turns import Pace

WORDS = [Word(text=text, start_char=0, end_char=len(text)) for text in ("four", "eight888,", "(laughs)", "ab")]


def placed(start_ms: int, end_ms: int, status: WordStatus = WordStatus.ALIGNED) -> TimedWord:
    return TimedWord(status=status, span=Span(start_ms=start_ms, end_ms=end_ms))


def pace(last: TimedWord) -> Pace:
    nobody = TimedWord(status=WordStatus.UNSEARCHED)
    return Pace.of(WORDS, [placed(0, 400), placed(400, 1200), nobody, last])


def test_a_word_needs_what_the_letters_of_heard_words_take() -> None:
    measured = pace(TimedWord(status=WordStatus.NOT_SPOKEN))
    assert [measured.needed_ms(index) for index in range(4)] == [400, 800, 0, 200]


def test_a_word_is_at_ease_where_it_was_heard_or_has_half_the_room_it_needs() -> None:
    guessed = WordStatus.INTERPOLATED
    assert pace(placed(1200, 1250)).is_at_ease(3)
    assert pace(placed(1200, 1300, guessed)).is_at_ease(3)
    assert not pace(placed(1200, 1299, guessed)).is_at_ease(3)
    assert not pace(TimedWord(status=WordStatus.NOT_SPOKEN)).is_at_ease(3)


def test_where_nothing_was_heard_a_usual_pace_is_taken() -> None:
    silent = [TimedWord(status=WordStatus.NOT_SPOKEN)] * 4
    assert Pace.of(WORDS, silent).needed_ms(0) == 280
