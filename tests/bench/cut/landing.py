"""Where a cut landed, beside where it was wished: by the numbers in its pictures and the place of its sound."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from statistics import mean, median

import numpy as np

from clipper.model import Span
from tests.timed_media import RATE, Measured

ROUNDED_S = 0.0006
"""Containers round time stamps to ms; a frame may stand that much off."""

PIECE_S = 0.2
"""Of sound that is looked for; a clip of half a second has room for it between its fades."""

REACH_S = 1.0
"""How far from its place sound is looked for; 2 for the command that others use."""


@dataclass(frozen=True, kw_only=True)
class Landing:
    """How far a cut is from what was wished.

    ``first_wrong`` and ``last_wrong``: whether another frame than the one on screen stands there; ``others_wrong``
    counts those between. ``sound_ms`` is how far the sound lies from its place, ``offset_ms`` picture against sound,
    ``length_ms`` how far the streams' lengths are from what was planned, and ``combed`` counts frames with two fields.
    """

    first_wrong: bool = False
    last_wrong: bool = False
    others_wrong: int = 0
    sound_ms: float = 0.0
    offset_ms: float = 0.0
    length_ms: float = 0.0
    combed: int = 0


def measure_landing(
    found: Measured,
    source: Measured,
    span: Span,
    *,
    start_s: float,
    length_s: float,
    is_variable: bool = False,
    sound_lag_s: float = 0.0,
) -> Landing:
    """Measure one cut.

    Args:
        found: The cut.
        source: What it was cut from, as a player shows it.
        span: What was wished.
        start_s: The source's time that the cut's 0 stands for.
        length_s: How long the cut should be.
        is_variable: The source's frames stand on no grid: each may be off by half a frame.
        sound_lag_s: What the source's sound lies behind its own clock.
    """
    heard = [_sound_shift(found, at, start_s, sound_lag_s) for at in _places(found)]
    sound_ms = max((abs(shift - start_s) for shift in heard), default=0.0) * 1000
    end_s = float(found.sound_start) + len(found.sound) / RATE
    if not source.frames:
        told = (float(found.sound_end), end_s)  # with or without what an encoder adds: a player knows from the file
        return Landing(sound_ms=sound_ms, length_ms=min((end - length_s for end in told), key=abs) * 1000)
    frame = _frame_s(found)
    slack = frame / 2 + ROUNDED_S if is_variable else ROUNDED_S
    shown = _Shown(source, slack)
    times = [float(time) for time in found.frame_times]
    wrong = [not shown.at(start_s + at, number) for at, number in zip(times, found.frames, strict=True)]
    shift = _picture_shift(found, source, mean if is_variable else median)
    return Landing(
        first_wrong=not found.frames or not shown.at(span.start_ms / 1000, found.frames[0]),
        last_wrong=not found.frames or not shown.at(span.end_ms / 1000 - 2 * ROUNDED_S, found.frames[-1]),
        others_wrong=sum(wrong[1:-1]),
        sound_ms=sound_ms,
        offset_ms=(heard[0] - shift) * 1000 if heard and shift is not None else 0.0,
        length_ms=max(
            (times[-1] + frame - length_s) * 1000 if times else -length_s * 1000,
            (end_s - length_s) * 1000 if len(found.sound) and end_s < length_s else 0.0,
            key=abs,
        ),
        combed=found.combed,
    )


class _Shown:
    """What is on screen when."""

    def __init__(self, source: Measured, slack_s: float) -> None:
        self._frames = source.frames
        self._times = [float(time) for time in source.frame_times]
        self._slack_s = slack_s

    def at(self, time_s: float, number: int) -> bool:
        """Whether ``number`` is on screen at a time, give or take the slack; the first frame stands before it too."""
        first = max(0, bisect_right(self._times, time_s - self._slack_s) - 1)
        last = max(0, bisect_right(self._times, time_s + self._slack_s) - 1)
        if self._slack_s == ROUNDED_S:
            first = last
        return number in self._frames[first : last + 1]


def _places(found: Measured) -> Sequence[float]:
    """Where sound is looked for: after the beginning and before the end, wherever there is some."""
    loud = np.flatnonzero(np.abs(found.sound) > 0.05)
    if not len(loud):
        return []
    first = float(found.sound_start) + loud[0] / RATE + 0.02
    last = float(found.sound_start) + loud[-1] / RATE - 0.02 - PIECE_S
    return [first, last] if last > first else [first] if last > first - PIECE_S / 2 else []


def _sound_shift(found: Measured, at_s: float, start_s: float, lag_s: float) -> float:
    """The source's time of what is heard at ``at_s`` of the cut, as if that were its 0."""
    near = max(0, round((start_s + at_s - lag_s) * RATE))
    sample = found.source_sample(at_s, PIECE_S, near=near, reach=round(REACH_S * RATE))
    return sample / RATE + lag_s - at_s


def _picture_shift(found: Measured, source: Measured, average: Callable[[Iterable[float]], float]) -> float | None:
    """The same of the pictures: the average over those that are new on screen; None where none is known."""
    stands = dict(zip(source.frames, source.frame_times, strict=True))
    shown = list(zip(found.frames, found.frame_times, strict=True))
    new = [(number, at) for (before, _), (number, at) in pairwise(shown) if number != before]
    shifts = [float(stands[number] - at) for number, at in new if number in stands]
    return average(shifts) if shifts else None


def _frame_s(found: Measured) -> float:
    steps = [float(after - before) for before, after in pairwise(found.frame_times)]
    return median(steps) if steps else float(Fraction(1, 25))
