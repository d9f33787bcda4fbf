"""What decides how the tables of cuts read: the meter, the landing and the colours, each on what is known."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from clipper.model import Span
from tests.bench.cut.landing import Landing, measure_landing
from tests.bench.cut.meter import RATE, integrated_lufs, true_peak_dbtp
from tests.timed_media import Measured, master_sound

SPAN = Span(start_ms=2000, end_ms=4000)


def film(first: int, frames: int, start_s: float) -> Measured:
    """Frames of 25 a second and the master's sound from ``start_s``, as a file would hold them."""
    begin = round(start_s * RATE)
    return Measured(
        frames=tuple(range(first, first + frames)),
        frame_times=tuple(Fraction(n, 25) for n in range(frames)),
        sound=master_sound()[begin : begin + frames * RATE // 25],
        sound_start=Fraction(0),
    )


SOURCE = film(0, 250, 0.0)


def land(found: Measured) -> Landing:
    return measure_landing(found, SOURCE, SPAN, start_s=2.0, length_s=2.0)


def test_a_cut_at_its_place_has_no_errors() -> None:
    found = land(film(50, 50, 2.0))
    assert (found.first_wrong, found.last_wrong, found.others_wrong) == (False, False, 0)
    assert (found.sound_ms, found.offset_ms, found.length_ms) == pytest.approx((0, 0, 0), abs=1e-6)


def test_late_pictures_and_early_sound_are_told_apart() -> None:
    late = land(film(51, 50, 2.0))
    assert (late.first_wrong, late.last_wrong, late.others_wrong) == (True, True, 48)
    assert late.offset_ms == pytest.approx(-40)
    early = land(film(50, 50, 1.99))
    assert not early.first_wrong
    assert (early.sound_ms, early.offset_ms) == pytest.approx((10, -10), abs=0.1)


def test_a_missing_frame_is_missed_in_the_length() -> None:
    short = land(film(50, 49, 2.0))
    assert short.last_wrong
    assert short.length_ms == pytest.approx(-40)
    assert measure_landing(replace(SOURCE, combed=3), SOURCE, SPAN, start_s=0.0, length_s=10.0).combed == 3


def test_the_meter_knows_the_standards_own_sine() -> None:
    sine = np.sin(2 * np.pi * 997 * np.arange(5 * RATE) / RATE)[None]
    assert integrated_lufs(sine) == pytest.approx(-3.01, abs=0.02)  # BS.1770: full scale in one channel
    assert integrated_lufs(np.concatenate([sine, sine]) * 0.1) == pytest.approx(-20, abs=0.02)
    assert integrated_lufs(sine[:, : RATE // 3]) is None
    assert integrated_lufs(sine * 1e-5) is None


def test_a_peak_between_samples_is_found() -> None:
    between = np.sin(2 * np.pi * np.arange(RATE) / 4 + np.pi / 4)[None]
    assert np.abs(between).max() < 0.71
    assert true_peak_dbtp(between) == pytest.approx(0, abs=0.05)
