from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from clipper.hear.cepstra import CepstraMeter, EnergyMeter
from clipper.model.sound import Cepstra, Energy

SOUND = np.random.default_rng(2).normal(0, 0.05, 12_000).astype(np.float32)


def measure(*blocks: np.ndarray) -> tuple[Cepstra, Energy]:
    cepstra, energy = CepstraMeter(), EnergyMeter()
    for block in blocks:
        cepstra.add(block)
        energy.add(block)
    return cepstra.finish(), energy.finish()


@given(st.lists(st.integers(0, len(SOUND)), max_size=6))
def test_the_way_a_recording_is_cut_into_blocks_does_not_matter(cuts: list[int]) -> None:
    whole, level = measure(SOUND)
    parts, part_level = measure(*np.split(SOUND, sorted(cuts)))
    assert np.allclose(whole.values, parts.values, atol=1e-3)
    assert np.allclose(level.db, part_level.db, atol=1e-3)


def test_rows_cover_the_whole_recording() -> None:
    cepstra, energy = measure(SOUND)
    assert len(cepstra.values) * cepstra.hop >= len(SOUND) - cepstra.hop
    assert len(energy.db) * energy.hop >= len(SOUND) - 2 * energy.hop


def test_energy_rises_where_sound_begins() -> None:
    silence = np.zeros(8000, np.float32)
    _, energy = measure(np.concatenate([silence, SOUND]))
    first = int(np.flatnonzero(energy.db > -60)[0])
    assert abs(first * energy.hop - 8000) <= 2 * energy.hop


def test_an_empty_recording_is_measured_as_silence() -> None:
    cepstra, energy = measure()
    assert len(cepstra.values) >= 1
    assert energy.db.max() < -90


def test_digital_silence_does_not_change_the_sound_beside_it() -> None:
    """A gated track, or silence in front: the mean that is removed is that of the sound."""
    alone, _ = measure(SOUND)
    behind, _ = measure(np.zeros(80_000, np.float32), SOUND)
    inner = slice(5, len(alone.values) - 10)
    moved = np.abs(behind.values[500:][inner] - alone.values[inner])
    assert moved.max() < 2  # the two rows on the border count; with the silence in the mean it is 105
