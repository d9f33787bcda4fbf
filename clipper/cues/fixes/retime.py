"""Cues -> the same cues at times that keep a profile's limits, as far as times alone can.

What a cue's words need of time is only guessed from their number, so cues begin where they began: what moves is when
they vanish. Only where several begin at once do they share the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from clipper.cues.checks.times import count_cue_characters
from clipper.cues.profile import Profile
from clipper.model import Cue


def order_cues(cues: Sequence[Cue], profile: Profile) -> list[Cue]:
    """The cues in order of their start, none before 0, none over another: each ends a gap before the next begins.

    A cue that ends before it begins gets the time that its text needs.
    """
    ordered = sorted(cues, key=lambda cue: max(0, cue.start_ms))
    starts = _spread([max(0, cue.start_ms) for cue in ordered], ordered, profile)
    placed = []
    for cue, start_ms, following_ms in zip(ordered, starts, [*starts[1:], None], strict=True):
        end_ms = cue.end_ms if cue.end_ms > start_ms else start_ms + needed_ms(cue, profile)
        if following_ms is not None:
            end_ms = min(end_ms, following_ms - profile.min_gap_ms)
        placed.append(replace(cue, start_ms=start_ms, end_ms=end_ms))
    return placed


def retime_cues(cues: Sequence[Cue], profile: Profile) -> list[Cue]:
    """``order_cues``, and each on screen for as long as its text needs if the silence behind it is that long.

    No cue stays longer than the longest time; a gap that is too small to rest in is closed to the smallest. Doing it
    twice changes nothing more.
    """
    placed = order_cues(cues, profile)
    starts: list[int | None] = [cue.start_ms for cue in placed]
    return [_set_end(cue, following, profile) for cue, following in zip(placed, [*starts[1:], None], strict=True)]


def needed_ms(cue: Cue, profile: Profile) -> int:
    """How long a cue must stay to be read, within the longest time that a cue may."""
    needed = profile.reading_ms(count_cue_characters(cue), len(cue.text.split()))
    return min(needed, profile.max_duration_ms)


def _set_end(cue: Cue, following_ms: int | None, profile: Profile) -> Cue:
    end_ms = max(cue.end_ms, cue.start_ms + needed_ms(cue, profile))
    latest_ms = cue.start_ms + profile.max_duration_ms
    end_ms = min(end_ms, latest_ms)
    if following_ms is not None:
        room_ms = following_ms - profile.min_gap_ms
        if following_ms - end_ms < profile.chain_below_ms and room_ms <= latest_ms:
            end_ms = room_ms
        end_ms = min(end_ms, room_ms)
    return replace(cue, end_ms=end_ms)


def _spread(starts: list[int], cues: Sequence[Cue], profile: Profile) -> list[int]:
    """The starts with a frame and a gap between any two: cues that begin closer share the time by their length."""
    least_ms = profile.min_gap_ms + -(-1000 // profile.rate.fps)
    spread: list[int] = []
    while len(spread) < len(starts):
        first = len(spread)
        end = first + 1
        while end < len(starts) and starts[end] < starts[first] + (end - first) * least_ms:
            end += 1
        crowd = cues[first:end]
        wanted_ms = max(
            max(cue.end_ms for cue in crowd) - starts[first],
            sum(needed_ms(cue, profile) + profile.min_gap_ms for cue in crowd),
            len(crowd) * least_ms,
        )
        room_ms = min(wanted_ms, starts[end] - starts[first]) if end < len(starts) else wanted_ms
        spare_ms = room_ms - len(crowd) * least_ms
        lengths = [0, *accumulate(max(1, count_cue_characters(cue)) for cue in crowd)]
        spread += [
            starts[first] + least_ms * number + spare_ms * lengths[number] // lengths[-1]
            for number in range(len(crowd))
        ]
    return spread
