"""Clock times."""

from __future__ import annotations

import pytest

from clipper.text.readers.clock import is_stamp, read_clock, read_stamp


@pytest.mark.parametrize(
    ("written", "ms"),
    [
        ("00:41.200", 41_200),
        ("0:41,2", 41_200),
        ("75:12.5", 4_512_500),
        ("1:02:03.04", 3_723_040),
        ("100:00:00", 360_000_000),
        ("00:00:01.0005", 1_001),
        ("00:00:01.000499", 1_000),
        ("00:01." + "3" * 5000, None),  # Python refuses to count so far
        ("00:00:12:15", 12_000),
        ("00:00:12;15", 12_000),
        ("0:0:2.5", 2_500),
        ("00:60", None),
        ("00:5", None),
        ("1:60:00", None),
        ("41.2", None),
        ("1:2:3:4:5", None),
        (":41", None),
        ("99999:00", None),
        ("00:41.x", None),
    ],
)
def test_a_clock_time_is_read_in_ms_or_not_at_all(written: str, ms: int | None) -> None:
    assert read_clock(written) == ms


def test_a_stamp_has_matching_brackets_and_may_have_an_end() -> None:
    stamp = read_stamp("[00:01.5 --> 00:02] hi", 0)
    assert stamp is not None
    assert (stamp.start_ms, stamp.end_ms, stamp.end_char, stamp.is_bracketed) == (1_500, 2_000, 19, True)
    assert read_stamp("[00:01 hi", 0) is None
    assert read_stamp("[00:01)", 0) is None
    assert read_stamp("00:61", 0) is None
    assert is_stamp(" (00:12:30) ")
    assert not is_stamp("at 12:30")
