from __future__ import annotations

import numpy as np
import pytest

from clipper.align.pauses import end_beside_pause, start_beside_pause
from clipper.model.sound import Energy


def energy(speech_from: int, speech_until: int, length: int = 2000) -> Energy:
    """Rows of 5 ms: -70 dB, and -20 dB while somebody speaks."""
    rows = np.full(length // 5, -70.0, np.float32)
    rows[speech_from // 5 : speech_until // 5] = -20.0
    return Energy(db=rows, hop=80)


@pytest.mark.parametrize("rough", [470, 500, 530])
def test_a_start_moves_to_where_the_energy_rises(rough: int) -> None:
    found = start_beside_pause(energy(500, 900), edge_ms=rough, pause_from_ms=0, word_end_ms=900, rise=0.4)
    assert abs(found - 500) <= 5


@pytest.mark.parametrize("rough", [870, 900, 1000])
def test_an_end_moves_to_where_the_energy_falls(rough: int) -> None:
    found = end_beside_pause(energy(500, 900), edge_ms=rough, pause_until_ms=1500, word_start_ms=500, rise=0.4)
    assert abs(found - 900) <= 5


def test_without_a_rise_the_edge_stays() -> None:
    flat = Energy(db=np.full(400, -50.0, np.float32), hop=80)
    assert start_beside_pause(flat, edge_ms=500, pause_from_ms=0, word_end_ms=900, rise=0.4) == 500


def test_an_edge_at_the_very_end_of_the_recording_stays_inside() -> None:
    found = end_beside_pause(energy(500, 2000), edge_ms=2000, pause_until_ms=2000, word_start_ms=1500, rise=0.4)
    assert 1500 <= found <= 2000


def ramp(floor_db: float, *, length: int = 2000) -> Energy:
    """A pause with this floor; from 450 to 550 ms the sound grows to -20 dB, evenly in dB."""
    at = np.arange(length // 5) * 5
    return Energy(db=np.interp(at, (450, 550), (floor_db, -20.0)).astype(np.float32), hop=80)


def test_a_start_lies_where_the_energy_has_risen_by_its_share() -> None:
    low, high = (
        start_beside_pause(ramp(-70.0), edge_ms=500, pause_from_ms=0, word_end_ms=900, rise=rise) for rise in (0.2, 0.8)
    )
    assert abs(low - 470) <= 10
    assert abs(high - 530) <= 10


@pytest.mark.parametrize(("floor_db", "share"), [(-70.0, 1.0), (-40.0, 0.5), (-30.0, 0.0), (-25.0, 0.0)])
def test_the_less_a_word_stands_out_the_less_its_energy_moves_the_edge(floor_db: float, share: float) -> None:
    """From 10 dB (nothing) to 30 dB (all the way)."""
    rows = np.full(400, floor_db, np.float32)
    rows[100:180] = -20.0
    found = start_beside_pause(Energy(db=rows, hop=80), edge_ms=540, pause_from_ms=0, word_end_ms=900, rise=0.4)
    assert abs((540 - found) / 40 - share) <= 0.15
