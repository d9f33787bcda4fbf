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
    starts = list(accumulate((span.start_ms for span in spans), max))  # a file's order is kept
    speeches = [
        Speech(span=Span(start_ms=start, end_ms=max(start, span.end_ms)), needed_ms=_needed_ms(cue, profile))
        for start, span, cue in zip(starts, spans, track.cues, strict=True)
    ]
    # Cues of what an excerpt does not hold lie behind its end, and stay there.
    duration_ms = max(alignment.duration_ms, *(speech.span.end_ms + profile.linger_ms for speech in speeches))
    times = time_cues(speeches, profile, duration_ms=duration_ms)
    cues = [
        replace(cue, start_ms=time.start_ms, end_ms=time.end_ms) for cue, time in zip(track.cues, times, strict=True)
    ]
    guessed = tuple(index for index, said in enumerate(spoken) if not said.found)
    return Synced(track=replace(track, cues=tuple(cues)), guessed=guessed)


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
