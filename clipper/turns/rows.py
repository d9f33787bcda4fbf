"""Rows of cepstra as the voices' mixtures see them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from clipper.model.sound import SAMPLE_RATE, Hearing, add_cepstra
from clipper.turns.mixture import Singles, find_moments

Whole = npt.NDArray[np.int64]

_DELTA = 2  # rows on either side that the slope of a feature is taken from


def row_ms(hearing: Hearing) -> float:
    """How long a row of cepstra lasts."""
    return 1000 * hearing.cepstra.hop / SAMPLE_RATE


def row_levels(hearing: Hearing) -> npt.NDArray[np.float32]:
    """[rows] the level of each row of cepstra in dBFS, as far as both were measured."""
    level = hearing.energy.db[:: hearing.cepstra.hop // hearing.energy.hop]
    return level[: len(hearing.cepstra.values)]


def moments_at(cepstra: npt.NDArray[np.float32], places: Whole) -> Singles:
    """Those of the rows ``places``: of their cepstra and of the slopes of these."""
    before, after = _around(cepstra, places)
    return find_moments(np.concatenate([cepstra[places], (cepstra[after] - cepstra[before]) / 2], axis=1))


def moments_at_once(
    cepstra: npt.NDArray[np.float32], one: Whole, other: Whole, louder_db: npt.NDArray[np.float64]
) -> Singles:
    """The same of rows ``one`` that are heard together with rows ``other``, which are so much louder."""
    pairs = zip((one, *_around(cepstra, one)), (other, *_around(cepstra, other)), strict=True)
    now, before, after = (add_cepstra(cepstra[ours], cepstra[theirs], louder_db) for ours, theirs in pairs)
    return find_moments(np.concatenate([now, (after - before) / 2], axis=1))


def _around(cepstra: npt.NDArray[np.float32], places: Whole) -> tuple[Whole, Whole]:
    return np.maximum(places - _DELTA, 0), np.minimum(places + _DELTA, len(cepstra) - 1)
