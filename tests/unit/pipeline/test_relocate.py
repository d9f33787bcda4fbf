from __future__ import annotations

from clipper.model import Pin, Repeat, Span, TimedWord, WordStatus
from clipper.pipeline.relocate import _shift_pins, _shift_repeats, _shift_spans, _shift_word

SPANS = (Span(start_ms=100, end_ms=300), Span(start_ms=500, end_ms=900))


def test_spans_move_by_the_offset_and_what_leaves_the_recording_is_gone() -> None:
    assert _shift_spans(SPANS, 100, 1000) == (Span(start_ms=200, end_ms=400), Span(start_ms=600, end_ms=1000))
    assert _shift_spans(SPANS, 101, 1000) == (Span(start_ms=201, end_ms=401),)
    assert _shift_spans(SPANS, -101, 1000) == (Span(start_ms=399, end_ms=799),)


def test_a_word_outside_the_new_recording_is_not_spoken_in_it() -> None:
    word = TimedWord(status=WordStatus.ALIGNED, span=SPANS[0], confidence=0.8)
    assert _shift_word(word, 50, 1000) == TimedWord(
        status=WordStatus.ALIGNED, span=Span(start_ms=150, end_ms=350), confidence=0.8
    )
    assert _shift_word(word, -200, 1000) == TimedWord(status=WordStatus.NOT_SPOKEN)
    unsearched = TimedWord(status=WordStatus.UNSEARCHED)
    assert _shift_word(unsearched, -200, 1000) is unsearched


def test_pins_move_with_their_words_and_go_with_them() -> None:
    words = [TimedWord(status=WordStatus.ALIGNED, span=span) for span in SPANS]
    pins = (
        Pin(first_word=0, end_word=1, start_ms=100),
        Pin(first_word=0, end_word=2, start_ms=100, end_ms=900),
        Pin(first_word=1, end_word=2),
    )
    assert _shift_pins(pins, words, 50) == (
        Pin(first_word=0, end_word=1, start_ms=150),
        Pin(first_word=0, end_word=2, start_ms=150, end_ms=950),
        pins[2],
    )
    lost = [words[0], TimedWord(status=WordStatus.NOT_SPOKEN)]
    assert _shift_pins(pins, lost, 50) == (Pin(first_word=0, end_word=1, start_ms=150), pins[2])


def test_repeats_move_with_the_places_of_their_words_and_lose_those_that_leave_the_recording() -> None:
    repeat = Repeat(
        first_word=3, end_word=6, span=Span(start_ms=100, end_ms=900), score=0.8, spans=(SPANS[0], None, SPANS[1])
    )
    (moved,) = _shift_repeats([repeat], 50, 1000)
    assert moved.span == Span(start_ms=150, end_ms=950)
    assert moved.places == {3: Span(start_ms=150, end_ms=350), 5: Span(start_ms=550, end_ms=950)}
    (cut,) = _shift_repeats([repeat], -101, 1000)
    assert cut.span == Span(start_ms=399, end_ms=799)
    assert cut.places == {5: Span(start_ms=399, end_ms=799)}
    assert _shift_repeats([repeat], -501, 1000) == ()
