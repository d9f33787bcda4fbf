from __future__ import annotations

import numpy as np
import pytest

from clipper.align.graph import Spot
from clipper.align.refine import refine_words
from clipper.model import silent
from clipper.model.sound import Calibration, Energy, Hearing
from tests.unit.align.emission_maker import make_emissions
from tests.unit.align.phone_toy import ToyModel, make_cepstra

FRAMES = 60


@pytest.mark.parametrize(("early_ms", "late_ms"), [(0, 0), (55, 20)])
def test_a_rough_place_is_moved_by_what_was_measured_of_the_model(early_ms: int, late_ms: int) -> None:
    """Seen where the phone model finds no path: thirty phones do not fit, and the rough place stands."""
    calibration = Calibration(early_ms=early_ms, late_ms=late_ms)
    hearing = Hearing(
        emissions=make_emissions([""] * FRAMES, calibration=calibration),
        cepstra=make_cepstra([("SIL", 2 * FRAMES)]),
        energy=Energy(db=np.full(4 * FRAMES, -70, np.float32), hop=80),
        samples=320 * FRAMES,
    )
    (edges,) = refine_words(
        [Spot(first=30, end=32, phones=("K", "AE") * 15, score=-0.1)], hearing, ToyModel(), progress=silent
    )
    assert edges is not None
    assert not edges.agreed
    assert abs(edges.start_ms - (600 - early_ms)) < 10
    assert abs(edges.end_ms - (640 + late_ms)) < 10
