"""A clip in milliseconds -> the frames and samples that are cut: exact, pure.

Ms become frame and sample numbers here and nowhere else. Cut at a time between two frames, ffmpeg stamps the next frame
with 0 while the sound starts at once: 22 ms apart in the median, 39 at worst (clips.md 3.1). So the cut begins at the
start of the frame that is on screen and ends at the end of one, and picture and sound leave together. What of the sound
lies before or after the wished edge in those outer frames is silenced, for a neighbouring word may be in it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from clipper.model.clip import Clip
from clipper.model.frame_rate import FrameRate
from clipper.model.span import round_half_up

OUTPUT_RATE = 48_000
"""Hz of all sound that is written: what video, AAC, Opus and every player take without resampling."""

HALF_MS = Fraction(1, 2000)
"""Seconds. A wished time this near a frame's start came from that frame, rounded to ms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trim:
    """What is cut, in the cut file's own frames and samples (at ``OUTPUT_RATE``).

    ``start`` is the moment of the recording's timeline, in seconds, that plays first; where sound begins before the
    picture it may lie up to a frame before 0, in silence. ``frames`` at ``rate`` are the
    picture (both None without one), ``samples`` the sound, of which ``first_sample..end_sample`` is heard, with a fade
    of ``fade_samples`` inside each end.
    """

    start: Fraction
    rate: FrameRate | None
    frames: int | None
    samples: int
    first_sample: int
    end_sample: int
    fade_samples: int

    @property
    def seconds(self) -> Fraction:
        """Exact length."""
        if self.rate is not None and self.frames is not None:
            return self.rate.seconds(self.frames)
        return Fraction(self.samples, OUTPUT_RATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameGrid:
    """When a recording's frames are shown: frame 0 at ``start`` seconds of its timeline, then at ``rate``."""

    start: Fraction
    rate: FrameRate


def write_seconds(time: Fraction) -> str:
    """Seconds as ffmpeg reads them, to the microsecond and never through a float."""
    sign, micros = "-" if time < 0 else "", abs(round_half_up(time * 1_000_000))
    return f"{sign}{micros // 1_000_000}.{micros % 1_000_000:06d}"


def resolve_trim(clip: Clip, grid: FrameGrid | None, output_rate: FrameRate | None = None) -> Trim:
    """Resolve a clip into frames and samples.

    Args:
        clip: What is wished.
        grid: The source's frames; None cuts sound alone, exactly at the wished ms.
        output_rate: The rate to be written; the grid's own by default.
    """
    wished_start, wished_end = Fraction(clip.span.start_ms, 1000), Fraction(clip.span.end_ms, 1000)
    if grid is None:
        start, rate, frames, length = wished_start, None, None, wished_end - wished_start
    else:
        rate = output_rate or grid.rate
        frame = math.floor((wished_start - grid.start + HALF_MS) * grid.rate.fps)  # below 0 before the picture begins
        start = grid.start + grid.rate.seconds(frame)
        frames = max(1, math.ceil((wished_end - start - HALF_MS) * rate.fps))
        length = rate.seconds(frames)
    samples = max(1, round_half_up(length * OUTPUT_RATE))
    first = min(samples - 1, max(0, round_half_up((wished_start - start) * OUTPUT_RATE)))
    end = min(samples, max(first + 1, round_half_up((wished_end - start) * OUTPUT_RATE)))
    return Trim(
        start=start,
        rate=rate,
        frames=frames,
        samples=samples,
        first_sample=first,
        end_sample=end,
        fade_samples=max(1, min(clip.fade_ms * OUTPUT_RATE // 1000, (end - first) // 2)),
    )
