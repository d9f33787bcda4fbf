from __future__ import annotations

from clipper.model import Span, TimedWord, WordStatus
from clipper.pipeline.relocate import _shift_spans, _shift_word

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
