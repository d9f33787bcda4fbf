"""Text that was not found, passage by passage."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby

from clipper.model import Alignment, Span
from clipper.model.diagnosis import Passage

_SHOWN_WORDS = 8


def find_missing(alignment: Alignment) -> tuple[Passage | None, tuple[Passage, ...], Passage | None]:
    """What was not found: before the part of the text that was matched, within it, and after it.

    Where nothing was found, the whole text lies within. Words pinned as not spoken are settled, not missing.
    """
    within = alignment.matched
    found = [index for index in within if alignment.words[index].span]
    missing = [index for index in alignment.sought if not alignment.words[index].span]
    passages = [_passage(alignment, run) for run in _runs(missing, found)]
    if not found:
        return None, tuple(passages), None
    before = next((passage for passage in passages if passage.first_word < within.start), None)
    after = next((passage for passage in passages if passage.first_word >= within.stop), None)
    return before, tuple(passage for passage in passages if passage.first_word in within), after


def _runs(missing: Sequence[int], found: Sequence[int]) -> Iterator[list[int]]:
    """Missing words between the same found ones; annotations at their ends do not count."""
    for _, run in groupby(missing, key=lambda index: bisect_left(found, index)):
        yield list(run)


def _passage(alignment: Alignment, missing: Sequence[int]) -> Passage:
    transcript, first, end = alignment.transcript, missing[0], missing[-1] + 1
    shown = [word.text for word in transcript.words[first : min(end, first + _SHOWN_WORDS)]]
    return Passage(
        first_word=first,
        end_word=end,
        words=len(missing),
        turn=transcript.turn_of(first),
        end_turn=transcript.turn_of(end - 1) + 1,
        line=transcript.locate(transcript.words[first].start_char)[0],
        text=" ".join(shown) + (" ..." if end - first > _SHOWN_WORDS else ""),
        gap=gap_around(alignment, first, end),
    )


def gap_around(alignment: Alignment, first: int, end: int) -> Span:
    """The stretch of recording between the found words in front of a range of words and behind it."""
    before = next((word.span.end_ms for word in reversed(alignment.words[:first]) if word.span), 0)
    after = next((word.span.start_ms for word in alignment.words[end:] if word.span), alignment.duration_ms)
    return Span(start_ms=before, end_ms=max(before, after))
