"""Samples -> frame log-probabilities of phones or letters, by a CTC model in an ONNX session."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from clipper.hear.session import Session
from clipper.hear.vocabulary import Vocabulary
from clipper.model.sound import SAMPLE_RATE, Alphabet, Calibration, Samples

Floats = npt.NDArray[np.float32]

_WINDOW_MS = 16_000  # attention costs with the square (24 s takes a third longer and twice the memory)
_MARGIN_MS = 1500  # context that a row needs on either side
_LEAST = np.float32(1e-9)  # keeps what was never heard finite


@dataclass(slots=True, kw_only=True)
class CtcModel:
    """An ONNX session whose columns are folded into clipper's: a ``clipper.model.sound.AcousticModel``.

    ``identity`` is a digest of the files behind it. ``logits`` says that the session's scores have yet to become
    log-probabilities.
    """

    identity: str
    session: Session
    vocabulary: Vocabulary
    hop: int
    calibration: Calibration
    logits: bool = False
    symbols: tuple[str, ...] = field(init=False)
    blank: int = field(init=False)
    boundary: int | None = field(init=False)
    alphabet: Alphabet = field(init=False)
    window: int = field(init=False)
    margin: int = field(init=False)

    def __post_init__(self) -> None:
        self.symbols, self.alphabet = self.vocabulary.symbols, self.vocabulary.alphabet
        self.blank, self.boundary = self.vocabulary.blank, self.vocabulary.boundary
        self.window = _WINDOW_MS * SAMPLE_RATE // (1000 * self.hop)
        self.margin = _MARGIN_MS * SAMPLE_RATE // (1000 * self.hop)

    def log_probs(self, samples: Samples) -> Floats:
        """[frames, columns] of a stretch of sound."""
        scores = self.session.run(samples)
        if self.logits:
            scores -= log_sum(scores)[:, None]
        own = np.exp(scores)
        first, *later = self.vocabulary.folds
        heard = own @ first
        for rows, fold in enumerate(later, 1):
            heard[rows:] = np.minimum(heard[rows:] + own[:-rows] @ fold, 1)
        folded: Floats = np.log(heard + _LEAST)
        return folded


def log_sum(scores: Floats) -> Floats:
    """The logarithm of each row's summed exponentials: 0 where the row is a distribution already."""
    peak = scores.max(axis=1)
    total: Floats = peak + np.log(np.exp(scores - peak[:, None]).sum(axis=1))
    return total
