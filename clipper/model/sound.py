"""What is heard: arrays with the hop that gives their rows a time. The only module here that knows numpy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

SAMPLE_RATE = 16_000
"""Hz of all sound that is listened to: what both acoustic models were trained on."""

Samples = npt.NDArray[np.float32]
"""Mono samples in -1..1 at ``SAMPLE_RATE``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Emissions:
    """Frame log-probabilities of a CTC model.

    ``log_probs`` is [frames, symbols], float16 or float32. ``symbols`` names the columns; ``blank`` and ``boundary``
    (None where the model has no word-boundary symbol) are column numbers. Row ``t`` begins at ``t * hop`` samples.
    """

    log_probs: npt.NDArray[np.floating]
    symbols: tuple[str, ...]
    blank: int
    boundary: int | None
    hop: int

    def frame_ms(self, frame: int) -> int:
        """The start of row ``frame`` in ms."""
        return (frame * self.hop * 2000 + SAMPLE_RATE) // (2 * SAMPLE_RATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Energy:
    """Loudness over time: ``db`` is [frames] of dBFS of pre-emphasised sound, a row every ``hop`` samples."""

    db: npt.NDArray[np.float32]
    hop: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cepstra:
    """Static cepstral features, [frames, 13], a row every ``hop`` samples, with the recording's mean removed."""

    values: npt.NDArray[np.float32]
    hop: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """All that was heard in one pass over a recording of ``samples`` samples."""

    emissions: Emissions
    energy: Energy
    cepstra: Cepstra
    samples: int


class PhoneModel(Protocol):
    """A hidden Markov model of phones in context, as the edge search needs it."""

    def states(self, phone: str, left: str, right: str, position: str) -> tuple[Sequence[int], int]:
        """The senones of a phone's states and its transition-matrix number.

        Args:
            phone: ARPAbet, or "SIL".
            left: The phone before ("SIL" at a pause).
            right: The phone after.
            position: "b" first of its word, "e" last, "s" the only one, "i" inside.
        """

    def transitions(self, matrix: int) -> npt.NDArray[np.float32]:
        """[states, states + 1] log-probabilities."""

    def score(self, cepstra: Cepstra, first: int, end: int, senones: npt.NDArray[np.int32]) -> npt.NDArray[np.float32]:
        """[end - first, len(senones)] log-likelihoods of the frames ``first..end``."""
