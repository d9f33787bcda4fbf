from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from clipper.model.sound import Energy
from clipper.review import reduce_energy


def energy(*db: float) -> Energy:
    return Energy(db=np.array(db, np.float32), hop=80)


def test_each_column_keeps_its_loudest_row_and_its_median() -> None:
    rows = np.full(4000 * 100, -60, np.float32)
    rows[200 * 7] = -3
    envelope = reduce_energy(Energy(db=rows, hop=80))
    assert len(envelope.middle) == 2000
    assert envelope.high[7] == -3
    assert set(envelope.middle) == set(envelope.low) == {-60}
    assert envelope.duration_ms == 2_000_000


@given(st.lists(st.floats(-90, 0, width=32), min_size=1, max_size=5000))
def test_a_column_is_ordered_and_none_is_louder_than_the_recording(rows: list[float]) -> None:
    envelope = reduce_energy(energy(*rows))
    assert len(envelope.low) == min(2000, len(rows))
    for low, middle, high in zip(envelope.low, envelope.middle, envelope.high, strict=True):
        assert low <= middle <= high
    assert max(envelope.high) == round(max(rows))


def test_a_recording_without_sound_has_an_envelope_too() -> None:
    assert reduce_energy(energy()).high == (-100,)
