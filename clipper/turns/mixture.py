"""Mixtures of Gaussians: how the sound of a recording is spread, and how one voice's differs from it.

Speaker recognition by adapted mixtures (Reynolds, Quatieri, Dunn 2000): one mixture is fitted to everybody's sound,
and for each voice its means are moved towards that voice's rows, the further the more rows there are. Rows are handed
over as their moments: the logarithm of a density is linear in these, so that all of it is products of matrices. Single
precision is enough (scores to 1e-4 nats), and takes half the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]

_ROUNDS = 12
_LEAST_SPREAD = 0.05  # of a feature's variance over all rows: a component of few rows must not collapse onto them
_RELEVANCE = 12.0  # rows of a component that weigh as much as everybody's mean (Reynolds: 8 to 20 differ little)
_AT_ONCE = 4096  # rows: the table of their scores is held at once, and stays in the processor's own memory


def find_moments(rows: npt.NDArray[np.floating]) -> Singles:
    """[rows, 2 * features]: the features and their squares."""
    return np.concatenate([rows, rows**2], axis=1, dtype=np.float32)


@dataclass(frozen=True, kw_only=True)
class Mixture:
    """``weights`` [size], ``means`` and ``variances`` [size, features]."""

    weights: Floats
    means: Floats
    variances: Floats

    def count(self, moments: Singles) -> Counts:
        """How much of these rows belongs to each component."""
        total = Counts.nothing(*self.means.shape)
        for part in _parts(moments):
            share = _joint([self], part)[0]
            share -= share.max(axis=0)
            np.exp(share, out=share)
            share /= share.sum(axis=0)
            total += Counts(rows=share.sum(axis=1, dtype=np.float64), sums=(share @ part).astype(np.float64))
        return total

    def adapt(self, counts: Counts) -> Mixture:
        """The mixture of a voice whose rows were counted: everybody's, with its means moved towards that voice's."""
        sums = counts.sums[:, : self.means.shape[1]]
        means = (sums + _RELEVANCE * self.means) / (counts.rows + _RELEVANCE)[:, None]
        weights = counts.rows + _RELEVANCE * self.weights
        return Mixture(weights=weights / weights.sum(), means=means, variances=self.variances)

    @cached_property
    def terms(self) -> tuple[Singles, Singles]:
        """The log of weight times density: a constant [size], and what it takes of each moment [size, moments]."""
        precision = 1.0 / self.variances
        constant = np.log(self.weights) - 0.5 * (np.log(2 * np.pi * self.variances) + self.means**2 * precision).sum(1)
        taken = np.concatenate([self.means * precision, -0.5 * precision], axis=1)
        return constant.astype(np.float32), taken.astype(np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a mixture is re-estimated from: the rows of each component [size], and their moments [size, moments].

    Counts of different rows add up, and a part can be taken out of the whole again.
    """

    rows: Floats
    sums: Floats

    @staticmethod
    def nothing(size: int, features: int) -> Counts:
        """The counts of no row."""
        return Counts(rows=np.zeros(size), sums=np.zeros((size, 2 * features)))

    def __add__(self, other: Counts) -> Counts:
        return Counts(rows=self.rows + other.rows, sums=self.sums + other.sums)

    def __sub__(self, other: Counts) -> Counts:
        return Counts(rows=self.rows - other.rows, sums=self.sums - other.sums)


def score_rows(mixtures: Sequence[Mixture], moments: Singles) -> Singles:
    """[mixtures, rows] log-likelihoods under mixtures of one size."""
    scores = np.empty((len(mixtures), len(moments)), np.float32)
    at = 0
    for part in _parts(moments):
        joint = _joint(mixtures, part)
        peak = joint.max(axis=1)
        joint -= peak[:, None]
        np.exp(joint, out=joint)
        scores[:, at : at + len(part)] = peak + np.log(joint.sum(axis=1))
        at += len(part)
    return scores


def fit_mixture(moments: Singles, *, size: int) -> Mixture:
    """A mixture of ``size`` components for rows, of which there must be as many at least; the same for the same rows.

    Raises:
        ValueError: If there are fewer rows.
    """
    if len(moments) < size:
        raise ValueError(f"{len(moments)} rows do not make {size} components")
    rows = moments[:, : moments.shape[1] // 2]
    spread = rows.var(axis=0, dtype=np.float64) + 1e-9
    mixture = Mixture(
        weights=np.full(size, 1.0 / size),
        means=rows[np.linspace(0, len(rows) - 1, size).astype(int)].astype(np.float64),
        variances=np.tile(spread, (size, 1)),
    )
    for _ in range(_ROUNDS):  # expectation maximisation
        counts = mixture.count(moments)
        means, squares = np.split(counts.sums / (counts.rows[:, None] + 1e-6), 2, axis=1)
        variances = np.maximum(squares - means**2, _LEAST_SPREAD * spread)
        weights = np.maximum(counts.rows, 1e-3)
        mixture = Mixture(weights=weights / weights.sum(), means=means, variances=variances)
    return mixture


def _parts(moments: Singles) -> Iterator[Singles]:
    for at in range(0, len(moments), _AT_ONCE):
        yield moments[at : at + _AT_ONCE]


def _joint(mixtures: Sequence[Mixture], moments: Singles) -> Singles:
    """[mixtures, size, rows] log of weight times density: sums over components run along the rows, many at once."""
    constants, taken = zip(*(mixture.terms for mixture in mixtures), strict=True)
    joint: Singles = np.concatenate(taken) @ moments.T
    joint += np.concatenate(constants)[:, None]
    return joint.reshape(len(mixtures), -1, len(moments))
