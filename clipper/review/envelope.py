"""A recording's loudness, coarse enough to be drawn: three hours are two million rows of energy."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from clipper.model.envelope import Envelope
from clipper.model.sound import SAMPLE_RATE, Energy

_MOST_COLUMNS = 2000  # more than a page has pixels to show
_LOW, _MIDDLE = 10, 50  # percentiles


def reduce_energy(energy: Energy) -> Envelope:
    """The envelope of a recording in at most 2000 columns of equal length."""
    rows = len(energy.db)
    columns = max(1, min(_MOST_COLUMNS, rows))
    edges = np.linspace(0, rows, columns + 1).astype(np.int64)
    levels = np.array([_levels(energy.db[start:end]) for start, end in pairwise(edges)])
    low, middle, high = (tuple(column) for column in np.rint(levels).astype(int).T.tolist())
    duration_ms = rows * energy.hop * 1000 // SAMPLE_RATE
    return Envelope(duration_ms=duration_ms, low=low, middle=middle, high=high)


def _levels(db: npt.NDArray[np.float32]) -> tuple[float, float, float]:
    if not len(db):
        return (-100.0, -100.0, -100.0)
    low, middle = np.percentile(db, (_LOW, _MIDDLE))
    return float(low), float(middle), float(db.max())
