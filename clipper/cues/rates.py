"""The frame rate of a track, told by its times."""

from __future__ import annotations

from collections.abc import Sequence

from clipper.model import Cue, FrameRate

_RATES = tuple(map(FrameRate.parse, ("23.976", "24", "25", "29.97", "30", "50", "59.94", "60")))
"""The slowest first: what lies on frames of 25 a second lies on those of 50 as well."""
_MOST = 0.95  # of the times: by chance one in 42 lies on a frame of 24 a second
_FEWEST = 6  # cues that tell


def guess_rate(cues: Sequence[Cue]) -> FrameRate | None:
    """The slowest usual rate on whose frames the cues begin and end; None if there is none, or too few cues."""
    times = [time_ms for cue in cues for time_ms in (cue.start_ms, cue.end_ms)]
    if len(cues) < _FEWEST:
        return None
    return next((rate for rate in _RATES if _share_on_frames(times, rate) >= _MOST), None)


def _share_on_frames(times: Sequence[int], rate: FrameRate) -> float:
    return sum(rate.start_ms(rate.nearest_frame(time_ms)) == time_ms for time_ms in times) / len(times)
