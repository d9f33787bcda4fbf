"""What is heard: arrays with the hop that gives their rows a time. The only module here that knows numpy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

import numpy as np
import numpy.typing as npt

SAMPLE_RATE = 16_000
"""Hz of all sound that is listened to: what both acoustic models were trained on."""

Samples = npt.NDArray[np.float32]
"""Mono samples in -1..1 at ``SAMPLE_RATE``."""


class Alphabet(Enum):
    """What the symbols of a CTC model stand for, and so how a word is written for it."""

    PHONES = "phones"  # the ARPAbet phones of clipper.model.PHONES
    LETTERS = "letters"  # the letters a to z in lower case, and the apostrophe where the model knows it


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """What the scores of one CTC model mean, in ms and in nats a frame: measured with it, and of no use to another.

    ``early_ms`` and ``late_ms`` move a word's rough start to the left and its end to the right. ``filler`` is the score
    of a frame of sound that no word explains, ``unsure`` the mean score below which a word was carried by its
    neighbours rather than heard. ``clear`` and ``noisy`` are the median scores of words in clear and in hardly
    intelligible sound. ``learned`` says that the model was trained on the readings of the grapheme-to-phoneme model,
    and hears its slips (``SpokenUnit.learned``) in everybody's speech. ``distances_known`` says that ``align.habits``
    knows how far exact edges usually lie from this model's places.
    """

    early_ms: int = 0
    late_ms: int = 0
    filler: float = -1.5
    unsure: float = -1.5
    clear: float = -0.4
    noisy: float = -0.8
    learned: bool = False
    distances_known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Emissions:
    """Frame log-probabilities of a CTC model.

    ``log_probs`` is [frames, symbols], float16 or float32. ``symbols`` names the columns, of which ``alphabet`` says
    what they are; ``blank`` and ``boundary`` (None where the model has no word-boundary symbol) are column numbers. Row
    ``t`` begins at ``t * hop`` samples. ``calibration`` is that of the model.
    """

    log_probs: npt.NDArray[np.floating]
    symbols: tuple[str, ...]
    blank: int
    boundary: int | None
    hop: int
    alphabet: Alphabet = Alphabet.PHONES
    calibration: Calibration = Calibration()

    @classmethod
    def of_model(cls, log_probs: npt.NDArray[np.floating], model: AcousticModel) -> Emissions:
        """What ``model`` heard."""
        return cls(
            log_probs=log_probs,
            symbols=model.symbols,
            blank=model.blank,
            boundary=model.boundary,
            hop=model.hop,
            alphabet=model.alphabet,
            calibration=model.calibration,
        )

    @property
    def silent(self) -> tuple[int, ...]:
        """The columns that stand for no sound."""
        return (self.blank,) if self.boundary is None else (self.blank, self.boundary)

    def frames(self, ms: int) -> int:
        """How many rows ``ms`` take."""
        return ms * SAMPLE_RATE // (1000 * self.hop)

    def frame_ms(self, frame: int) -> int:
        """The start of row ``frame`` in ms."""
        return (frame * self.hop * 2000 + SAMPLE_RATE) // (2 * SAMPLE_RATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Energy:
    """Loudness over time: ``db`` is [frames] of dBFS of pre-emphasised sound, a row every ``hop`` samples.

    Row 0 begins ``start`` samples into the recording: not at 0 where only a stretch was measured.
    """

    db: npt.NDArray[np.float32]
    hop: int
    start: int = 0


def _cepstral_basis() -> npt.NDArray[np.float32]:
    filters, coefficients, lifter = 25, 13, 22  # of the phone model's feat.params (CMU Sphinx)
    k = np.arange(coefficients)
    angle = np.pi * np.outer(np.arange(filters) + 0.5, k) / filters
    scale = np.where(k == 0, np.sqrt(1.0 / filters), np.sqrt(2.0 / filters))
    lift = 1.0 + lifter / 2.0 * np.sin(np.pi * k / lifter)
    table: npt.NDArray[np.float32] = (np.cos(angle) * scale * lift).astype(np.float32)
    return table


CEPSTRAL_BASIS = _cepstral_basis()
"""[mel filters, coefficients] a logarithmic spectrum times this is its cepstrum: cosines with the lifter folded in."""

_SPECTRAL_BASIS = np.linalg.pinv(CEPSTRAL_BASIS.astype(np.float64))


def add_cepstra(
    one: npt.NDArray[np.floating], other: npt.NDArray[np.floating], louder_db: npt.NDArray[np.floating]
) -> npt.NDArray[np.float64]:
    """[rows, coefficients] what is heard where the sounds of two sets of cepstra are heard at once.

    The powers of their (smooth) spectra add up. A recording's mean, which both lack, cancels out.

    Args:
        one: [rows, coefficients].
        other: The same.
        louder_db: [rows] by how much ``other`` is made louder.
    """
    gain = np.log(10) / 10 * louder_db[:, None]
    power = np.logaddexp(one @ _SPECTRAL_BASIS, other @ _SPECTRAL_BASIS + gain)
    return np.asarray(power @ CEPSTRAL_BASIS, np.float64)


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


class AcousticModel(Protocol):
    """A CTC model that turns sound into log-probabilities of symbols; the fields are those of ``Emissions``.

    It is given ``window`` rows of sound at a time, and of what it makes of them ``margin`` rows are thrown away at each
    inner edge: every row that is kept has seen so much on either side. Models of one ``identity`` hear the same.
    """

    identity: str
    symbols: tuple[str, ...]
    blank: int
    boundary: int | None
    alphabet: Alphabet
    calibration: Calibration
    hop: int
    window: int
    margin: int

    def log_probs(self, samples: Samples) -> npt.NDArray[np.float32]:
        """[rows, symbols] for at most ``window * hop`` samples; the last rows of a window may be missing."""


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
