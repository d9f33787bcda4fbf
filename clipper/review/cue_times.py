"""What was wrong with a subtitle file's times, in one sentence: an offset, a drift, steps."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from clipper.model.diagnosis import HeaderPattern, HeaderTimes

_RATES = {
    "23.976": Fraction(24000, 1001),
    "24": Fraction(24),
    "25": Fraction(25),
    "29.97": Fraction(30000, 1001),
    "30": Fraction(30),
}
_SAME_RATIO = 0.0005
"""Half of what 24 and 23.976 lie apart; 90 s of cues whose starts scatter by 50 ms tell a ratio to about .0003."""
_LISTED = 6


def name_frame_rates(ratio: float) -> tuple[str, str] | None:
    """The recording's frame rate and the one that a file was timed for, whose times are ``ratio`` times too late.

    None for a ratio that no two usual rates have: 25 / 23.976 is 1.0427.
    """
    named = [
        (abs(float(real / made) - ratio), real_name, made_name)
        for real_name, real in _RATES.items()
        for made_name, made in _RATES.items()
        if real != made
    ]
    distance, real_name, made_name = min(named)
    return (real_name, made_name) if distance < _SAME_RATIO else None


def describe_cue_times(headers: HeaderTimes, cue_of_turn: Sequence[int]) -> str:
    """How a file's times differ from those that were found; ``cue_of_turn`` has each turn's cue, from 0."""
    if headers.pattern is HeaderPattern.DRIFT:
        rates = name_frame_rates(headers.ratio)
        named = f", as where {rates[1]} and {rates[0]} frames a second were mixed up" if rates else ""
        return (
            f"The cues drifted by {100 * (headers.ratio - 1):+.2f} %{named}: "
            f"right time = cue time x {headers.factor:.5f} {_signed(headers.shift_ms)}."
        )
    if headers.pattern is HeaderPattern.STEPS:
        first, *rest = headers.steps
        later = (f"{_late(step.offset_ms)} from cue {cue_of_turn[step.turn] + 1} on" for step in rest)
        steps = [_late(first.offset_ms), *later]
        more = ["..."] if len(steps) > _LISTED else []
        return f"The cues jumped, as at ad breaks: {', '.join(steps[:_LISTED] + more)}."
    if headers.pattern is HeaderPattern.SCATTERED:
        return (
            f"The cues followed no pattern: {_late(headers.offset_ms)} in the median, give or take "
            f"{headers.typical_error_ms / 1000:.2f} s."
        )
    return f"The cues were {_late(headers.offset_ms)} throughout, give or take {headers.typical_error_ms / 1000:.2f} s."


def _late(ms: int) -> str:
    if abs(ms) < 50:
        return "right"
    return f"{abs(ms) / 1000:.2f} s {'late' if ms > 0 else 'early'}"


def _signed(ms: int) -> str:
    return f"{'-' if ms < 0 else '+'} {abs(ms) / 1000:.2f} s"
