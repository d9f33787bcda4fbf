"""Where people talk at the same time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clipper.model import Span, TimedWord, Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Turns number ``first`` and ``second`` are both heard in ``span``."""

    first: int
    second: int
    span: Span


def find_overlaps(turns: Sequence[Turn], timed: Sequence[TimedWord]) -> Iterator[Overlap]:
    """Where the words of two turns of different speakers are heard at once, in order of time.

    Words found in one recording follow each other: overlaps are known where speakers have tracks of their own.
    """
    spans = [_hull(timed[turn.first_word : turn.end_word]) for turn in turns]
    placed = sorted((span, number) for number, span in enumerate(spans) if span)
    found: list[Overlap] = []
    going: list[tuple[Span, int]] = []
    for span, number in placed:
        going = [(other, before) for other, before in going if other.end_ms > span.start_ms]
        for other, before in going:
            if turns[before].speaker != turns[number].speaker:
                both = Span(start_ms=span.start_ms, end_ms=min(span.end_ms, other.end_ms))
                found.append(Overlap(first=min(before, number), second=max(before, number), span=both))
        going.append((span, number))
    yield from found


def _hull(words: Sequence[TimedWord]) -> Span | None:
    spans = [word.span for word in words if word.span]
    return Span(start_ms=spans[0].start_ms, end_ms=spans[-1].end_ms) if spans else None
