"""Rules about the picture's cuts: when cues appear and vanish near one. All are silent where the cuts are not known."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from clipper.cues.checks.rule import Breach, Seen
from clipper.cues.profile import Profile
from clipper.cues.shots import ZONE_MS
from clipper.model import Cue


def ends_on_shot(seen: Seen) -> Iterator[Breach]:
    """A cue that vanishes on a cut or within a frame before it."""
    frame = seen.profile.rate.nearest_frame
    at = bisect_right(seen.shots_ms, seen.cue.end_ms) - 1
    for shot_ms in seen.shots_ms[max(0, at) : at + 2]:
        frames = frame(shot_ms) - frame(seen.cue.end_ms)
        if frames in (0, 1):
            where = "1 frame before" if frames else "on"
            yield Breach(value=frames, limit=2, message=f"vanishes {where} the cut at {shot_ms} ms")


def appears_near_shot(seen: Seen) -> Iterator[Breach]:
    """A cue that appears within half a second behind a cut, or before one that it outlives."""
    frame, reach = seen.profile.rate.nearest_frame, _reach(seen)
    start, end = frame(seen.cue.start_ms), frame(seen.cue.end_ms)
    behind, ahead = _cuts_around(seen, seen.cue.start_ms)
    if behind is not None and 0 < start - frame(behind) <= reach:
        yield _near("appears", start - frame(behind), "after", behind, 0)
    elif ahead is not None and 0 < frame(ahead) - start < reach and end > frame(ahead):
        yield _near("appears", frame(ahead) - start, "before", ahead, reach)


def vanishes_near_shot(seen: Seen) -> Iterator[Breach]:
    """A cue that vanishes within half a second before a cut (but two frames), or behind one that it began before."""
    frame, reach, gap = seen.profile.rate.nearest_frame, _reach(seen), max(2, seen.profile.min_gap_frames)
    start, end = frame(seen.cue.start_ms), frame(seen.cue.end_ms)
    behind, ahead = _cuts_around(seen, seen.cue.end_ms)
    if ahead is not None and gap < frame(ahead) - end <= reach:
        yield _near("vanishes", frame(ahead) - end, "before", ahead, gap)
    elif behind is not None and 0 < end - frame(behind) < reach and start < frame(behind):
        yield _near("vanishes", end - frame(behind), "after", behind, reach)


def appears_by_shot(cue: Cue, shots_ms: Sequence[int], profile: Profile) -> bool:
    """Whether a cue appears on a cut, or half a second before one."""
    frame = profile.rate.nearest_frame
    return any(frame(shot_ms) - frame(cue.start_ms) in (0, frame(ZONE_MS)) for shot_ms in shots_ms)


def vanishes_by_shot(cue: Cue, shots_ms: Sequence[int], profile: Profile) -> bool:
    """Whether a cue vanishes a gap before a cut, or half a second behind one."""
    frame = profile.rate.nearest_frame
    wanted = (profile.min_gap_frames, -frame(ZONE_MS))
    return any(frame(shot_ms) - frame(cue.end_ms) in wanted for shot_ms in shots_ms)


def _reach(seen: Seen) -> int:
    return seen.profile.rate.nearest_frame(ZONE_MS)


def _cuts_around(seen: Seen, time_ms: int) -> tuple[int | None, int | None]:
    """The last cut at or before a frame, and the first one behind it, in ms."""
    frame, shots = seen.profile.rate.nearest_frame, seen.shots_ms
    at = bisect_left(shots, frame(time_ms) + 1, key=frame)
    return (shots[at - 1] if at else None, shots[at] if at < len(shots) else None)


def _near(verb: str, frames: int, side: str, shot_ms: int, limit: int) -> Breach:
    noun = "frame" if frames == 1 else "frames"
    return Breach(value=frames, limit=limit, message=f"{verb} {frames} {noun} {side} the cut at {shot_ms} ms")
