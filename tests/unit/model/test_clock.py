from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipper.model.clock import clock, exact_clock
from clipper.text.readers.clock import read_clock


@pytest.mark.parametrize(
    ("ms", "text"),
    [
        (0, "0:00.0"),
        (49, "0:00.0"),
        (50, "0:00.1"),
        (59_949, "0:59.9"),
        (59_950, "1:00.0"),
        (754_321, "12:34.3"),
        (3_599_960, "1:00:00.0"),
        (3_723_450, "1:02:03.5"),
        (36_000_000, "10:00:00.0"),
        (-1500, "-0:01.5"),
    ],
)
def test_a_time_is_written_as_people_write_it(ms: int, text: str) -> None:
    assert clock(ms) == text


@pytest.mark.parametrize(("ms", "text"), [(0, "0:00.000"), (123_450, "2:03.450"), (3_723_450, "1:02:03.450")])
def test_an_exact_time_has_hours_where_there_are_some(ms: int, text: str) -> None:
    assert exact_clock(ms) == text


@given(st.integers(0, 100 * 86_400_000))
def test_an_exact_time_is_read_back_to_the_millisecond(ms: int) -> None:
    assert read_clock(exact_clock(ms)) == ms
