"""Text that was not found, passage by passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from clipper.model import Alignment, Span, WordStatus
from clipper.model.diagnosis import Passage

_SHOWN_WORDS = 8


def find_missing(alignment: Alignment) -> tuple[Passage | None, tuple[Passage, ...], Passage | None]:
    """What was not found: before the first found word, between found words, after the last.

    Where nothing was found, the whole text lies between.
    """
    words = alignment.words
    found = [index for index, word in enumerate(words) if word.span]
    borders = [-1, *found, len(words)]
    passages = {first: _passage(alignment, first, end) for first, end in _runs(alignment, borders)}
    if not found:
        return None, tuple(passages.values()), None
    before = next((passage for first, passage in passages.items() if first < found[0]), None)
    after = next((passage for first, passage in passages.items() if first > found[-1]), None)
    between = tuple(passage for first, passage in passages.items() if found[0] < first < found[-1])
    return before, between, after


def _runs(alignment: Alignment, borders: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and end word of what is missing between neighbouring borders; annotations at its ends do not count."""
    for left, right in pairwise(borders):
        missing = [k for k in range(left + 1, right) if alignment.words[k].status is WordStatus.NOT_SPOKEN]
        if missing:
            yield missing[0], missing[-1] + 1


def _passage(alignment: Alignment, first: int, end: int) -> Passage:
    transcript = alignment.transcript
    shown = [word.text for word in transcript.words[first : min(end, first + _SHOWN_WORDS)]]
    return Passage(
        first_word=first,
        end_word=end,
        words=sum(word.status is WordStatus.NOT_SPOKEN for word in alignment.words[first:end]),
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
