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

    The span reaches from the first to the last word that is heard together with another's; what one says while the
    other pauses is none. Words found in one recording follow each other: overlaps are known where speakers have tracks
    of their own.
    """
    spans = [[word.span for word in timed[turn.first_word : turn.end_word] if word.span] for turn in turns]
    placed = sorted((own[0].start_ms, number) for number, own in enumerate(spans) if own)
    found: list[Overlap] = []
    going: list[int] = []
    for start_ms, number in placed:
        going = [before for before in going if spans[before][-1].end_ms > start_ms]
        found += [
            Overlap(first=min(before, number), second=max(before, number), span=both)
            for before in going
            if turns[before].speaker != turns[number].speaker and (both := _both(spans[before], spans[number]))
        ]
        going.append(number)
    yield from sorted(found, key=lambda overlap: overlap.span)


def _both(one: Sequence[Span], other: Sequence[Span]) -> Span | None:
    """From the first to the last moment at which a word of each is heard; each list is in order of time."""
    shared: list[Span] = []
    at = 0
    for span in one:
        while at < len(other) and other[at].end_ms <= span.start_ms:
            at += 1
        for heard in other[at:]:
            if heard.start_ms >= span.end_ms:
                break
            start_ms, end_ms = max(span.start_ms, heard.start_ms), min(span.end_ms, heard.end_ms)
            shared.append(Span(start_ms=start_ms, end_ms=end_ms))
    return Span(start_ms=shared[0].start_ms, end_ms=shared[-1].end_ms) if shared else None
