from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from clipper.hear.ctc import CtcModel, log_sum
from clipper.hear.vocabulary import Vocabulary, fold_columns
from clipper.model.sound import Alphabet, Calibration

MEANINGS = [("",), ("AO",), ("AO", "R"), ("AO",)]
SYMBOLS = ("AO", "R", "")


@dataclass
class _Session:
    """Gives the same scores whatever it hears."""

    scores: np.ndarray

    def run(self, samples: np.ndarray) -> np.ndarray:
        return self.scores.copy()


def model(scores: list[list[float]], *, logits: bool = False, hop: int = 320) -> CtcModel:
    vocabulary = Vocabulary(
        alphabet=Alphabet.PHONES, symbols=SYMBOLS, blank=2, boundary=None, folds=fold_columns(MEANINGS, SYMBOLS)
    )
    session = _Session(np.array(scores, np.float32))
    return CtcModel(
        identity="a test's",
        session=session,  # type: ignore[arg-type]
        vocabulary=vocabulary,
        hop=hop,
        calibration=Calibration(),
        logits=logits,
    )


def hear(scores: list[list[float]], *, logits: bool = False) -> np.ndarray:
    return np.exp(model(scores, logits=logits).log_probs(np.zeros(9, np.float32)))


def test_columns_of_one_meaning_are_added_up() -> None:
    assert np.allclose(hear(np.log([[0.4, 0.3, 0.1, 0.2]]).tolist()), [[0.6, 0, 0.4]], atol=1e-6)


def test_the_second_phone_of_a_symbol_is_heard_a_row_later() -> None:
    rows = np.log([[0.1, 0.1, 0.7, 0.1], [0.8, 0.1, 0.05, 0.05], [0.9, 0.05, 0.03, 0.02]]).tolist()
    assert np.allclose(hear(rows)[:, 1], [0, 0.7, 0.05], atol=1e-6)


def test_logits_become_probabilities() -> None:
    scores = [[3.0, 1.0, 0.0, -1.0]]
    share = np.exp(scores[0]) / np.exp(scores[0]).sum()
    assert np.allclose(hear(scores, logits=True), [[share[1:].sum(), 0, share[0]]], atol=1e-6)
    assert np.allclose(log_sum(np.log(share)[None].astype(np.float32)), 0, atol=1e-6)


@pytest.mark.parametrize("hop", [160, 320, 640])
def test_windows_are_as_long_in_time_whatever_the_hop(hop: int) -> None:
    made = model([[0.0] * 4], hop=hop)
    assert 0 <= 256_000 - made.window * hop < hop
    assert 0 <= 24_000 - made.margin * hop < hop
