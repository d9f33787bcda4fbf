from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clipper.publish.scale import Scale


@given(st.integers(-100_000, 100_000), st.integers(1, 40 * 3_600_000))
def test_ticks_are_few_round_and_inside(first_ms: int, length_ms: int) -> None:
    ticks = Scale(first_ms=first_ms, last_ms=first_ms + length_ms).ticks()
    assert len(ticks) <= 7
    assert length_ms < 1000 or all(tick.ms % 1000 == 0 for tick in ticks)
    assert all(0 <= tick.at <= 100 for tick in ticks)


def test_a_scale_runs_from_nought_to_a_hundred() -> None:
    scale = Scale(first_ms=1000, last_ms=3000)
    assert [scale.at(ms) for ms in (1000, 2000, 3000)] == [0, 50, 100]
    assert [tick.ms for tick in Scale(first_ms=0, last_ms=95_084).ticks()] == [0, 30_000, 60_000, 90_000]


def test_a_scale_without_length_still_has_places() -> None:
    assert Scale(first_ms=0, last_ms=0).at(0) == 0
