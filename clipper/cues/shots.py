"""Cues and the picture's cuts: a cue that begins or ends near one is moved to it, by Netflix's published zones.

Half a second on either side of a cut is its zone [N-TG], [SE]. An in-time behind the cut goes to it; one shortly before
goes to it too, or half a second before it. An out-time before the cut goes to two frames before it; one behind goes
there as well if nobody speaks any more, else half a second behind it. No cue ends on the cut. BBC: start on the first
frame of a shot, end on the last.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from clipper.cues.profile import Profile
from clipper.cues.timing import Speech
from clipper.model import Span

ZONE_MS = 500
"""How far the zone of a cut reaches on either side: 12 frames at 24 a second, and it scales with the rate [N-TG]."""

_NEAR_MS = 292
"""An in-time this shortly before a cut goes to it, an earlier one half a second before: 7 of 12 frames at 24 [SE]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Zones:
    """Cuts in frames, rising; how far their zones and the inner ones reach, the gap before a cut, how long cues are."""

    cuts: Sequence[int]
    reach: int
    near: int
    gap: int
    shortest: int
    longest: int

    def before(self, frame: int) -> int | None:
        """The last cut at or before a frame."""
        at = bisect_right(self.cuts, frame)
        return self.cuts[at - 1] if at else None

    def after(self, frame: int) -> int | None:
        """The first cut at or behind a frame."""
        at = bisect_left(self.cuts, frame)
        return self.cuts[at] if at < len(self.cuts) else None


def snap_to_shots(
    spans: Sequence[Span], speeches: Sequence[Speech], shots_ms: Sequence[int], profile: Profile
) -> list[Span]:
    """The cues' times with those near a cut moved; order, gaps and the limits of duration stay kept.

    Args:
        spans: When each cue is on screen, on frames.
        speeches: What each shows.
        shots_ms: When a new shot begins.
        profile: The gap before a cut, the limits, and the frame rate.
    """
    rate = profile.rate
    if not shots_ms:
        return list(spans)
    zones = _Zones(
        cuts=sorted({rate.nearest_frame(shot) for shot in shots_ms}),
        reach=rate.nearest_frame(ZONE_MS),
        near=rate.frame_at_or_before(_NEAR_MS),
        gap=profile.min_gap_frames,
        shortest=rate.frame_at_or_after(profile.min_duration_ms),
        longest=max(1, rate.frame_at_or_before(profile.max_duration_ms)),
    )
    ins = [rate.nearest_frame(span.start_ms) for span in spans]
    outs = [rate.nearest_frame(span.end_ms) for span in spans]
    said = [rate.frame_at_or_after(speech.span.end_ms) for speech in speeches]
    for number in range(len(spans)):
        _move_in(number, ins, outs, said, zones)
    for number in range(len(spans)):
        _move_out(number, ins, outs, said, zones)
    return [
        span if (ins[n], outs[n]) == _frames(span, profile) else
        Span(start_ms=rate.start_ms(ins[n]), end_ms=rate.start_ms(outs[n]))
        for n, span in enumerate(spans)
    ]  # fmt: skip


def _frames(span: Span, profile: Profile) -> tuple[int, int]:
    return profile.rate.nearest_frame(span.start_ms), profile.rate.nearest_frame(span.end_ms)


def _move_in(number: int, ins: list[int], outs: list[int], said: Sequence[int], zones: _Zones) -> None:
    """Move an in-time to the cut in whose zone it lies, if the cue in front can make room without losing speech."""
    old = ins[number]
    behind, ahead = zones.before(old), zones.after(old + 1)
    wished: list[int] = []
    if behind is not None and old - behind <= zones.reach:
        wished = [behind]
    elif ahead is not None and ahead - old < zones.reach:
        near, far = ahead, ahead - zones.reach
        wished = [near, far] if ahead - old <= zones.near else [far, near]
    for new in wished:
        least = said[number - 1] + zones.gap if number else 0
        long_enough = zones.shortest <= outs[number] - new <= zones.longest
        if new >= max(0, least) and (long_enough or new == old) and new < said[number]:
            ins[number] = new
            if number:
                outs[number - 1] = min(outs[number - 1], new - zones.gap)
            return


def _move_out(number: int, ins: list[int], outs: list[int], said: Sequence[int], zones: _Zones) -> None:
    """Move an out-time to two frames before the cut in whose zone it lies, or well behind it where somebody speaks."""
    old = outs[number]
    latest = ins[number + 1] - zones.gap if number + 1 < len(ins) else old + zones.reach
    behind, ahead = zones.before(old), zones.after(old + 1)
    wished: list[int] = []
    if behind is not None and old - behind < zones.reach:
        wished = [behind - zones.gap, behind + zones.reach]
    elif ahead is not None and ahead - old <= zones.reach:
        wished = [ahead - zones.gap]
    for new in wished:
        if said[number] <= new <= latest and zones.shortest <= new - ins[number] <= zones.longest:
            outs[number] = new
            return
