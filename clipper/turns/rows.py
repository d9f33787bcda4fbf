"""Rows of cepstra as the voices' mixtures see them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_DELTA = 2  # rows on either side that the slope of a feature is taken from


def with_slopes(values: npt.NDArray[np.floating], places: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """[places, features] cepstra and how they change, of [rows, coefficients]."""
    before, after = neighbours(values, places)
    return np.column_stack([values[places], (values[after] - values[before]) / 2]).astype(np.float64)


def neighbours(
    values: npt.NDArray[np.floating], places: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The rows before and after places, between which a slope is taken."""
    return np.maximum(places - _DELTA, 0), np.minimum(places + _DELTA, len(values) - 1)
