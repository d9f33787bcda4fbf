"""A subtitle file's own cues at the times of their words: every cue kept, in its order, none rewritten."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from clipper.cues.checks.times import count_cue_characters
from clipper.cues.profile import Profile
from clipper.cues.spoken import SpokenCue, find_spoken
from clipper.cues.timing import Speech, time_cues
from clipper.model import Alignment, Cue, CueTrack, Span

_SAME_LEVEL_MS = 1_000
"""Neighbouring cues whose errors differ by less drift apart; by more, something was cut in between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """The cues at their new times; ``guessed`` are the indices of those whose words were not found."""

    track: CueTrack
    guessed: tuple[int, ...]


def sync_cues(track: CueTrack, alignment: Alignment, profile: Profile) -> Synced:
    """Put every cue where its words are said.

    Cues appear with their first word and vanish as ours do (`time_cues`). A cue whose words are not found moves as its
    neighbours do.

    Args:
        track: As read from a file's text.
        alignment: Of the transcript that was read from the same text.
        profile: The limits of times, and the frame rate.
    """
    spoken = find_spoken(track, alignment)
    offsets = _Offsets(track.cues, spoken)
    spans = [_place(cue, said, offsets, profile) for cue, said in zip(track.cues, spoken, strict=True)]
    placed = _give_way(spans, [bool(said.found) for said in spoken], profile)
    times = _squeeze_in(_time_placed(track.cues, placed, profile, alignment.duration_ms), profile)
    cues = [
        replace(cue, start_ms=time.start_ms, end_ms=time.end_ms) for cue, time in zip(track.cues, times, strict=True)
    ]
    guessed = tuple(index for index, said in enumerate(spoken) if not said.found)
    return Synced(track=replace(track, cues=tuple(cues)), guessed=guessed)


def _give_way(spans: Sequence[Span], found: Sequence[bool], profile: Profile) -> list[Span | None]:
    """The same, but what was not found lies between the found cues around it; None if it has no time there.

    Such cues are of a passage that was cut from the recording: they must not push those whose words are said.
    """
    ends = accumulate((span.end_ms if is_found else 0 for span, is_found in zip(spans, found, strict=True)), max)
    placed: list[Span | None] = []
    next_ms: int | None = None
    for span, is_found, free_from in reversed(list(zip(spans, found, ends, strict=True))):
        if is_found:
            next_ms = span.start_ms
            placed.append(span)
            continue
        start_ms, end_ms = max(span.start_ms, free_from), max(span.end_ms, free_from)
        if next_ms is None:
            placed.append(Span(start_ms=start_ms, end_ms=end_ms))
        elif start_ms > next_ms - _least_ms(profile):
            placed.append(None)
        else:
            placed.append(Span(start_ms=start_ms, end_ms=min(end_ms, next_ms)))
    return placed[::-1]


def _time_placed(
    cues: Sequence[Cue], placed: Sequence[Span | None], profile: Profile, duration_ms: int
) -> list[Span | None]:
    """When each cue that has a place is on screen."""
    spoken = [(cue, span) for cue, span in zip(cues, placed, strict=True) if span]
    starts = accumulate((span.start_ms for _, span in spoken), max)  # a file's order is kept
    speeches = [
        Speech(span=Span(start_ms=start, end_ms=max(start, span.end_ms)), needed_ms=_needed_ms(cue, profile))
        for start, (cue, span) in zip(starts, spoken, strict=True)
    ]
    # Cues of what an excerpt does not hold lie behind its end, and stay there.
    duration_ms = max([duration_ms, *(speech.span.end_ms + profile.linger_ms for speech in speeches)])
    times = iter(time_cues(speeches, profile, duration_ms=duration_ms))
    return [next(times) if span else None for span in placed]


def _squeeze_in(times: Sequence[Span | None], profile: Profile) -> list[Span]:
    """Cues without a place share what is free in front of the next one that has one, if need be a few ms each."""
    squeezed: list[Span] = []
    waiting = 0
    for timed in times:
        span = timed
        if span is None:
            waiting += 1
            continue
        if waiting:
            before = squeezed[-1] if squeezed else Span(start_ms=0, end_ms=0)
            free_from = max(before.start_ms + 1, min(before.end_ms, span.start_ms - 2 * waiting)) if squeezed else 0
            step = max(1, min((span.start_ms - free_from) // waiting, _least_ms(profile)))
            next_ms = max(span.start_ms, free_from + step * waiting)  # no room at all: a few ms late
            span = Span(start_ms=next_ms, end_ms=max(span.end_ms, next_ms + 1))
            starts = [next_ms - step * number for number in range(waiting, 0, -1)]
            if squeezed:
                squeezed[-1] = Span(start_ms=before.start_ms, end_ms=min(before.end_ms, max(free_from, starts[0])))
            squeezed += [Span(start_ms=start, end_ms=start + max(1, step // 2)) for start in starts]
            waiting = 0
        squeezed.append(span)
    return squeezed


def _least_ms(profile: Profile) -> int:
    """A frame on screen, and the gap behind it."""
    return profile.min_gap_ms - (-1000 // profile.rate.fps)


class _Offsets:
    """How much later than in the old file cues are said around a time of it."""

    def __init__(self, cues: Sequence[Cue], spoken: Sequence[SpokenCue]) -> None:
        known = sorted(
            (cue.start_ms, said.first.span.start_ms - cue.start_ms)
            for cue, said in zip(cues, spoken, strict=True)
            if said.first and said.first.span
        )
        self._times = [time_ms for time_ms, _ in known]
        self._offsets = [offset_ms for _, offset_ms in known]

    def at(self, time_ms: int) -> int:
        """The offset at an old time: between its neighbours' on a drift, that of the nearer where they lie apart."""
        if not self._times:
            return 0
        at = bisect_right(self._times, time_ms)
        left, right = max(0, at - 1), min(at, len(self._times) - 1)
        (before_ms, before), (after_ms, after) = ((self._times[index], self._offsets[index]) for index in (left, right))
        if before_ms >= after_ms:
            return before
        if abs(after - before) < _SAME_LEVEL_MS and before_ms <= time_ms <= after_ms:
            return before + (after - before) * (time_ms - before_ms) // (after_ms - before_ms)
        return before if time_ms - before_ms <= after_ms - time_ms else after


def _place(cue: Cue, said: SpokenCue, offsets: _Offsets, profile: Profile) -> Span:
    """When a cue's words are said; edges whose words were not found are placed as the neighbours are."""
    duration_ms = max(0, cue.duration_ms)
    start_ms = cue.start_ms + offsets.at(cue.start_ms)
    end_ms = cue.end_ms + offsets.at(cue.end_ms)
    spans = [word.span for word in said.found if word.span]
    if not spans:
        start_ms = max(0, start_ms)
        # It will linger as the others do, and did so in the file.
        return Span(start_ms=start_ms, end_ms=start_ms + max(0, duration_ms - profile.linger_ms))
    first, last = spans[0].start_ms, max(span.end_ms for span in spans)
    if not said.first:
        first = max(0, min(max(start_ms, first - duration_ms), first))
    if not said.last:
        last = max(last, min(end_ms - profile.linger_ms, last + duration_ms))
    return Span(start_ms=first, end_ms=max(first, last))


def _needed_ms(cue: Cue, profile: Profile) -> int:
    return profile.reading_ms(count_cue_characters(cue), len(cue.text.split()))
