"""The quantile regression behind the error intervals, and what is left out together."""

from __future__ import annotations

import numpy as np
import pytest

from clipper.align.intervals import Side
from tests.bench.interval_fit import KINDS, QUANTILE, Row, conditions, fit, strangers

UNTOUCHED = {"clean", "wrong-words", "cleaned"}  # the sound of the voices themselves


def test_nine_tenths_of_the_errors_lie_within_where_they_are_wide_and_where_they_are_not() -> None:
    rng = np.random.default_rng(1)
    known = rng.uniform(0, 1, 4000)
    errors = rng.normal(0, 20 * np.exp(known))
    rows = [
        Row(
            recording=f"{n % 2}",
            condition="toy",
            voice="A",
            side=Side.START,
            known=np.array([1.0, k]),
            error_ms=float(error),
        )
        for n, (k, error) in enumerate(zip(known, errors, strict=True))
    ]
    within = np.abs(errors) <= np.exp(np.array([row.known for row in rows]) @ fit(rows))
    for part in (known < 0.5, known >= 0.5):
        assert within[part].mean() == pytest.approx(QUANTILE, abs=0.02)


def test_every_condition_but_the_untouched_sound_is_left_out_with_its_kind() -> None:
    names = tuple(name for group in KINDS.values() for name in group)
    assert {name for name in conditions() if not name.startswith(names)} == UNTOUCHED


def test_a_stranger_is_no_kind_of_what_is_learned_from() -> None:
    assert "hum" in strangers()
    assert not any(name.startswith("hum") for name in conditions())
