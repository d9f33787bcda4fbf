from __future__ import annotations

from fractions import Fraction

import pytest

from clipper.model import FrameRate


@pytest.mark.parametrize(
    ("written", "fps"),
    [
        ("25", "25"),
        ("23.976", "24000/1001"),
        ("23.98", "24000/1001"),
        ("29.97", "30000/1001"),
        ("59.94", "60000/1001"),
        ("24000/1001", "24000/1001"),
        ("12.5", "12.5"),
        (" 60 ", "60"),
    ],
)
def test_rates_are_read_as_people_write_them(written: str, fps: str) -> None:
    assert FrameRate.parse(written).fps == Fraction(fps)


@pytest.mark.parametrize("written", ["", "fast", "0", "-25", "100000", "nan", "inf"])
def test_what_is_no_rate_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"rate|Invalid literal|NaN|infinity"):
        FrameRate.parse(written)
