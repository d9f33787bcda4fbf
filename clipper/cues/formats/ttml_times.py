"""The time expressions of TTML -> ms (W3C TTML2, section 12.3)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from clipper.model import round_half_up

_CLOCK = re.compile(r"([0-9]{1,9}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,12})|:([0-9]{1,4})(?:\.([0-9]{1,4}))?)?")
_OFFSET = re.compile(r"([0-9]{1,15})(?:\.([0-9]{1,12}))?(h|ms|m|s|f|t)")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeScale:
    """What a document says of its frames and ticks."""

    frame_rate: Fraction = Fraction(30)
    sub_frames: int = 1
    tick_rate: Fraction = Fraction(1)

    def read(self, text: str) -> int | None:
        """The ms of a time expression; None for anything else."""
        clock = _CLOCK.fullmatch(text.strip())
        if clock:
            seconds = Fraction(int(clock[1]) * 3600 + int(clock[2]) * 60 + int(clock[3]))
            seconds += Fraction(f"0.{clock[4] or 0}")
            frames = int(clock[5] or 0) + Fraction(int(clock[6] or 0), self.sub_frames)
            return round_half_up((seconds + frames / self.frame_rate) * 1000)
        offset = _OFFSET.fullmatch(text.strip())
        if not offset:
            return None
        number = Fraction(f"{offset[1]}.{offset[2] or 0}")
        units = {
            "h": Fraction(3600),
            "m": Fraction(60),
            "s": Fraction(1),
            "ms": Fraction(1, 1000),
            "f": 1 / self.frame_rate,
            "t": 1 / self.tick_rate,
        }
        return round_half_up(number * units[offset[3]] * 1000)


def read_time_scale(parameter: Callable[[str], str]) -> TimeScale:
    """The scale by a document's ``ttp:`` attributes (``parameter("frameRate")``, empty where it has none)."""
    frame_rate, sub_frames = _positive(parameter("frameRate"), 30), _positive(parameter("subFrameRate"), 1)
    tick_rate = parameter("tickRate")
    multiplier = re.fullmatch(r"\s*([1-9][0-9]{0,8})[ :]+([1-9][0-9]{0,8})\s*", parameter("frameRateMultiplier"))
    rate = Fraction(frame_rate) * (Fraction(int(multiplier[1]), int(multiplier[2])) if multiplier else 1)
    usual = rate * sub_frames if parameter("frameRate") else Fraction(1)
    return TimeScale(
        frame_rate=rate,
        sub_frames=sub_frames,
        tick_rate=Fraction(_positive(tick_rate, 1)) if tick_rate else usual,
    )


def _positive(text: str, usual: int) -> int:
    return int(text) if re.fullmatch("[1-9][0-9]{0,11}", text.strip()) else usual
