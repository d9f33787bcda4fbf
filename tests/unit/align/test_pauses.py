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
    found = start_beside_pause(energy(500, 900), edge_ms=rough, pause_from_ms=0, word_end_ms=900)
    assert abs(found - 500) <= 5


@pytest.mark.parametrize("rough", [870, 900, 1000])
def test_an_end_moves_to_where_the_energy_falls(rough: int) -> None:
    found = end_beside_pause(energy(500, 900), edge_ms=rough, pause_until_ms=1500, word_start_ms=500)
    assert abs(found - 900) <= 5


def test_without_a_rise_the_edge_stays() -> None:
    flat = Energy(db=np.full(400, -50.0, np.float32), hop=80)
    assert start_beside_pause(flat, edge_ms=500, pause_from_ms=0, word_end_ms=900) == 500


def test_an_edge_at_the_very_end_of_the_recording_stays_inside() -> None:
    found = end_beside_pause(energy(500, 2000), edge_ms=2000, pause_until_ms=2000, word_start_ms=1500)
    assert 1500 <= found <= 2000
