from __future__ import annotations

import pytest

from clipper.model.diagnosis import HeaderPattern, HeaderStep, HeaderTimes
from clipper.review.cue_times import describe_cue_times, name_frame_rates

MIXED_UP = "as where 23.976 and 25 frames a second were mixed up"


@pytest.mark.parametrize(
    ("ratio", "named"),
    [
        (25 / 23.976, ("25", "23.976")),
        (23.976 / 25, ("23.976", "25")),
        (25 / 24, ("25", "24")),
        (1.001, ("24", "23.976")),
        (30 / 25, ("30", "25")),
        (1.02, None),
    ],
)
def test_frame_rates_that_were_mixed_up_are_named(ratio: float, named: tuple[str, str] | None) -> None:
    assert name_frame_rates(ratio) == named


@pytest.mark.parametrize(
    ("headers", "sentence"),
    [
        (
            HeaderTimes(times=(), pattern=HeaderPattern.OFFSET, typical_error_ms=20, offset_ms=5_000),
            "The cues were 5.00 s late throughout, give or take 0.02 s.",
        ),
        (
            HeaderTimes(times=(), pattern=HeaderPattern.RIGHT, typical_error_ms=10, offset_ms=-20),
            "The cues were right throughout, give or take 0.01 s.",
        ),
        (
            HeaderTimes(times=(), pattern=HeaderPattern.DRIFT, typical_error_ms=10, ratio=25 / 23.976),
            f"The cues drifted by +4.27 %, {MIXED_UP}: right time = cue time x 0.95904 + 0.00 s.",
        ),
        (
            HeaderTimes(
                times=(),
                pattern=HeaderPattern.STEPS,
                typical_error_ms=10,
                steps=(HeaderStep(turn=0, offset_ms=0), HeaderStep(turn=2, offset_ms=-30_000)),
            ),
            "The cues jumped, as at ad breaks: right, 30.00 s early from cue 2 on.",
        ),
        (
            HeaderTimes(times=(), pattern=HeaderPattern.SCATTERED, typical_error_ms=4_000, offset_ms=-7_000),
            "The cues followed no pattern: 7.00 s early in the median, give or take 4.00 s.",
        ),
    ],
)
def test_a_pattern_is_told_in_a_sentence(headers: HeaderTimes, sentence: str) -> None:
    assert describe_cue_times(headers, [0, 0, 1]) == sentence
