"""Words make room for instants that are fixed: none overlaps another, none changes places with another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from clipper.model import Span, TimedWord, WordStatus

SHORTEST_MS = 50
"""What a word that gives way keeps of its length: 1 word in 100 is shorter (709 words of the shared speech, labelled by
hand)."""

LEAST_MS = 30
"""Where less is left for each word, they give up their places instead: the shortest of those words."""

REACH_MS = 300
"""A word found further on the wrong side of a fixed instant is not moved to it: it was found somewhere else."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Border:
    """A fixed instant in a row of words: those before number ``word`` end by ``time_ms``, the others begin from then.

    With ``starts`` word number ``word`` begins exactly then, with ``ends`` the one before it ends exactly then.
    """

    word: int
    time_ms: int
    starts: bool = False
    ends: bool = False


def give_way(
    words: Sequence[TimedWord], borders: Sequence[Border], usual_ms: Sequence[int], *, within: Span
) -> list[TimedWord]:
    """The words with every border obeyed to the millisecond; the others move as little as they must.

    Args:
        words: Words in order, none overlapping another.
        borders: Rising both in words and in time, inside ``within``.
        usual_ms: How long each word usually lasts, for one that is fixed but was not found.
        within: Where all the words lie.

    Returns:
        One entry per word. A word that cannot keep half of its place is interpolated; one that has no place left is
        not spoken.
    """
    marks = [
        Border(word=0, time_ms=within.start_ms), *sorted(borders), Border(word=len(words), time_ms=within.end_ms)
    ]  # fmt: skip
    result: list[TimedWord] = []
    for low, high in pairwise(marks):
        row = slice(low.word, high.word)
        room = Span(start_ms=low.time_ms, end_ms=high.time_ms)
        result += _fit(words[row], usual_ms[row], room, first_fixed=low.starts, last_fixed=high.ends)
    return result


def _fit(
    words: Sequence[TimedWord], usual_ms: Sequence[int], room: Span, *, first_fixed: bool, last_fixed: bool
) -> list[TimedWord]:
    """The words between two borders, within ``room``."""
    last = len(words) - 1
    fixed = ({0} if first_fixed else set()) | ({last} if last_fixed else set())
    near = Span(start_ms=max(0, room.start_ms - REACH_MS), end_ms=room.end_ms + REACH_MS)
    wishes = {i: word.span for i, word in enumerate(words) if word.span and i not in fixed and word.span.overlaps(near)}
    if (len(wishes) + len(fixed)) * LEAST_MS > room.duration_ms:
        wishes = {}
    if first_fixed:
        end_ms = room.end_ms if last == 0 and last_fixed else _far_end(words[0], room, usual_ms[0], wishes)
        wishes[0] = Span(start_ms=room.start_ms, end_ms=end_ms)
    if last_fixed and last not in wishes:
        wishes[last] = Span(start_ms=_far_start(words[last], room, usual_ms[last], wishes), end_ms=room.end_ms)
    places = _make_room(wishes, room)
    return [
        _settle(word, places.get(i), starts=first_fixed and i == 0, ends=last_fixed and i == last)
        for i, word in enumerate(words)
    ]


def _far_end(word: TimedWord, room: Span, usual_ms: int, others: Mapping[int, Span]) -> int:
    """Where a word that begins with ``room`` ends: where it was found to, or else after its usual length."""
    found = word.span
    if found and abs(found.start_ms - room.start_ms) <= REACH_MS and found.end_ms > room.start_ms:
        return found.end_ms
    after = min((span.start_ms for span in others.values()), default=room.end_ms)
    return room.start_ms + min(usual_ms, max(SHORTEST_MS, after - room.start_ms))


def _far_start(word: TimedWord, room: Span, usual_ms: int, others: Mapping[int, Span]) -> int:
    """Where a word that ends with ``room`` begins."""
    found = word.span
    if found and abs(found.end_ms - room.end_ms) <= REACH_MS and found.start_ms < room.end_ms:
        return found.start_ms
    before = max((span.end_ms for span in others.values()), default=room.start_ms)
    return max(room.start_ms, room.end_ms - min(usual_ms, max(SHORTEST_MS, room.end_ms - before)))


def _make_room(wishes: Mapping[int, Span], room: Span) -> dict[int, Span]:
    """Spans in order within ``room``, each as near to its wish as the others let it."""
    order = sorted(wishes)
    shortest = min(SHORTEST_MS, room.duration_ms // max(1, len(order)))
    kept = {i: min(shortest, wishes[i].duration_ms) for i in order}
    spans: dict[int, tuple[int, int]] = {}
    low = room.start_ms
    for i in order:
        start = max(low, wishes[i].start_ms)
        spans[i] = start, max(wishes[i].end_ms, start + kept[i])
        low = spans[i][1]
    high = room.end_ms
    for i in reversed(order):
        start, end = spans[i][0], min(high, spans[i][1])
        spans[i] = min(start, end - kept[i]), end
        high = spans[i][0]
    return {i: Span(start_ms=start, end_ms=end) for i, (start, end) in spans.items()}


def _settle(word: TimedWord, place: Span | None, *, starts: bool, ends: bool) -> TimedWord:
    """The word at its place; ``starts`` and ``ends`` say which of its edges are fixed."""
    if place is None:
        return TimedWord(status=WordStatus.NOT_SPOKEN) if word.span else word
    found = word.span or place
    settled = TimedWord(
        status=WordStatus.ALIGNED,
        span=place,
        confidence=1.0 if starts or ends else word.confidence,
        start_error_ms=0 if starts else _widened(word.start_error_ms, place.start_ms - found.start_ms),
        end_error_ms=0 if ends else _widened(word.end_error_ms, place.end_ms - found.end_ms),
    )
    if starts or ends:
        return settled
    left_ms = min(place.end_ms, found.end_ms) - max(place.start_ms, found.start_ms)
    stays = 2 * left_ms >= found.duration_ms
    return replace(settled, status=word.status if stays else WordStatus.INTERPOLATED)


def _widened(error_ms: int | None, moved_ms: int) -> int | None:
    """The error of an edge that was moved: the interval around its new place still holds the old one."""
    return None if error_ms is None else error_ms + abs(moved_ms)
