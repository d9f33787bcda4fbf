"""Where people talk at the same time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from clipper.model import Overlap, Span, TimedWord, Turn

_BREATH_MS = 500  # two are still talking at once where one of them pauses for less


def find_overlaps(turns: Sequence[Turn], timed: Sequence[TimedWord]) -> Iterator[Overlap]:
    """Where the words of two turns of different speakers are heard at once, in order of time.

    What one says while the other pauses is none, so two turns may overlap more than once. Words found in one recording
    follow each other: there ``crosstalk`` listens.
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
            if turns[before].speaker != turns[number].speaker
            for both in _join(_shared(spans[before], spans[number]))
        ]
        going.append(number)
    yield from sorted(found, key=lambda overlap: (overlap.span, overlap.first, overlap.second))


def _shared(one: Sequence[Span], other: Sequence[Span]) -> Iterator[Span]:
    """Where a word of each is heard; both lists are in order of time."""
    at = 0
    for span in one:
        while at < len(other) and other[at].end_ms <= span.start_ms:
            at += 1
        for heard in other[at:]:
            if heard.start_ms >= span.end_ms:
                break
            yield Span(start_ms=max(span.start_ms, heard.start_ms), end_ms=min(span.end_ms, heard.end_ms))


def _join(spans: Iterable[Span]) -> list[Span]:
    """Spans without the short pauses between them."""
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1].gap_to(span) < _BREATH_MS:
            joined[-1] = joined[-1].hull(span)
        else:
            joined.append(span)
    return joined
