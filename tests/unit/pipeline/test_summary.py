from __future__ import annotations

from dataclasses import replace

import pytest

from clipper.model import Alignment, Span, TimedWord, WordStatus
from clipper.pipeline.summary import Summary, summarise
from clipper.review import diagnose
from tests.talks import talk


def summary_of(alignment: Alignment) -> Summary:
    return summarise(alignment, diagnose(alignment))


def with_headers(alignment: Alignment, *headers_ms: int | None) -> Alignment:
    turns = tuple(
        replace(turn, header_ms=header_ms)
        for turn, header_ms in zip(alignment.transcript.turns, headers_ms, strict=True)
    )
    return replace(alignment, transcript=replace(alignment.transcript, turns=turns))


def test_words_are_counted_by_status_and_annotations_stand_outside_the_coverage() -> None:
    alignment = talk("one two [laughter] lost", "three", unspoken=frozenset({"lost"}))
    words = list(alignment.words)
    words[1] = TimedWord(status=WordStatus.INTERPOLATED, span=words[1].span)
    summary = summary_of(replace(alignment, words=tuple(words), untranscribed=(Span(start_ms=0, end_ms=700),)))
    assert (summary.words, summary.aligned, summary.interpolated) == (5, 2, 1)
    assert (summary.not_spoken, summary.unsearched) == (1, 1)
    assert summary.coverage == summary.text_coverage == 3 / 4
    assert summary.turns == 2
    assert summary.speakers == ("Ada Brandt", "Milo Quist")
    assert summary.untranscribed_ms == 700


def test_a_text_of_annotations_misses_nothing() -> None:
    assert summary_of(talk("[music] [applause]")).coverage == 1.0


def test_the_worst_header_and_the_median_are_told() -> None:
    # The turns begin at 1000, 1800 and 2600 ms.
    summary = summary_of(with_headers(talk("a b", "c d", "e f"), 1100, 1500, 2650))
    assert (summary.header_error_ms, summary.header_error_turn) == (-300, 1)
    assert summary.header_offset_ms == 50


@pytest.mark.parametrize("headers_ms", [(None, None), (None, 5000)])
def test_turns_without_a_header_or_a_first_word_tell_nothing(headers_ms: tuple[int | None, int | None]) -> None:
    summary = summary_of(with_headers(talk("a b", "lost d", unspoken=frozenset({"lost"})), *headers_ms))
    assert summary.header_error_ms is summary.header_error_turn is summary.header_offset_ms is None
