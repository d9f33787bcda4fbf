"""Mixtures of Gaussians: how the sound of a recording is spread, and how one voice's differs from it.

Speaker recognition by adapted mixtures (Reynolds, Quatieri, Dunn 2000): one mixture is fitted to everybody's sound,
and for each voice its means are moved towards that voice's rows, the further the more rows there are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_ROUNDS = 12
_LEAST_SPREAD = 0.05  # of a feature's variance over all rows: a component of few rows must not collapse onto them
_RELEVANCE = 12.0  # rows of a component that weigh as much as everybody's mean (Reynolds: 8 to 20 differ little)
_AT_ONCE = 20_000  # rows: the table of their scores is held at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixture:
    """``weights`` [size], ``means`` and ``variances`` [size, features]."""

    weights: Floats
    means: Floats
    variances: Floats

    def score(self, rows: Floats) -> Floats:
        """[rows] log-likelihoods."""
        parts = [_log_sum(self._joint(rows[at : at + _AT_ONCE])) for at in range(0, len(rows), _AT_ONCE)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def count(self, rows: Floats) -> Counts:
        """How much of ``rows`` belongs to each component."""
        total = Counts.nothing(*self.means.shape)
        for at in range(0, len(rows), _AT_ONCE):
            part = rows[at : at + _AT_ONCE]
            joint = self._joint(part)
            share = np.exp(joint - _log_sum(joint)[:, None])
            total += Counts(rows=share.sum(axis=0), sums=share.T @ part, squares=share.T @ part**2)
        return total

    def adapt(self, counts: Counts) -> Mixture:
        """The mixture of a voice whose rows were counted: everybody's, with its means moved towards that voice's."""
        means = (counts.sums + _RELEVANCE * self.means) / (counts.rows + _RELEVANCE)[:, None]
        weights = counts.rows + _RELEVANCE * self.weights
        return Mixture(weights=weights / weights.sum(), means=means, variances=self.variances)

    def _joint(self, rows: Floats) -> Floats:
        """[rows, size] log of weight times density."""
        precision = 1.0 / self.variances
        constant = np.log(self.weights) - 0.5 * (np.log(2 * np.pi * self.variances) + self.means**2 * precision).sum(1)
        joint: Floats = constant + rows @ (self.means * precision).T - 0.5 * (rows**2) @ precision.T
        return joint


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a mixture is re-estimated from: the rows of each component [size], their sums and squares [size, features].

    Counts of different rows add up, and a part can be taken out of the whole again.
    """

    rows: Floats
    sums: Floats
    squares: Floats

    @staticmethod
    def nothing(size: int, features: int) -> Counts:
        """The counts of no row."""
        return Counts(rows=np.zeros(size), sums=np.zeros((size, features)), squares=np.zeros((size, features)))

    def __add__(self, other: Counts) -> Counts:
        return Counts(rows=self.rows + other.rows, sums=self.sums + other.sums, squares=self.squares + other.squares)

    def __sub__(self, other: Counts) -> Counts:
        return Counts(rows=self.rows - other.rows, sums=self.sums - other.sums, squares=self.squares - other.squares)


def fit_mixture(rows: Floats, *, size: int) -> Mixture:
    """A mixture of ``size`` components for rows, of which there must be as many at least; the same for the same rows.

    Raises:
        ValueError: If there are fewer rows.
    """
    if len(rows) < size:
        raise ValueError(f"{len(rows)} rows do not make {size} components")
    spread = rows.var(axis=0) + 1e-9
    mixture = Mixture(
        weights=np.full(size, 1.0 / size),
        means=rows[np.linspace(0, len(rows) - 1, size).astype(int)],
        variances=np.tile(spread, (size, 1)),
    )
    for _ in range(_ROUNDS):  # expectation maximisation
        counts = mixture.count(rows)
        held = counts.rows[:, None] + 1e-6
        means = counts.sums / held
        variances = np.maximum(counts.squares / held - means**2, _LEAST_SPREAD * spread)
        weights = np.maximum(counts.rows, 1e-3)
        mixture = Mixture(weights=weights / weights.sum(), means=means, variances=variances)
    return mixture


def _log_sum(joint: Floats) -> Floats:
    peak = joint.max(axis=1)
    total: Floats = peak + np.log(np.exp(joint - peak[:, None]).sum(axis=1))
    return total
