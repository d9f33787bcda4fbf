from __future__ import annotations

import numpy as np
import pytest

from clipper.errors import ToolMissing
from clipper.hear.hama import CALIBRATION, load_hama
from clipper.model import PHONES
from clipper.model.sound import Alphabet


def test_hama_hears_every_phone_a_boundary_and_blank() -> None:
    model = load_hama()
    assert model.symbols == (*PHONES, "|", "")
    assert (model.alphabet, model.hop, model.calibration) == (Alphabet.PHONES, 320, CALIBRATION)
    (fold,) = model.vocabulary.folds
    assert fold.any(axis=0).all()
    assert (fold.sum(axis=1) <= 1).all()


def test_its_rows_are_log_probabilities() -> None:
    rows = load_hama().log_probs(np.random.default_rng(0).normal(0, 0.01, 32_000).astype(np.float32))
    assert rows.shape == (101, len(PHONES) + 2)
    assert (rows <= 1e-3).all()
    assert (np.exp(rows).sum(axis=1) > 0.9).all()


def test_without_hama_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(ToolMissing, match="hama is not installed") as caught:
        load_hama.__wrapped__()
    assert "pip install hama" in caught.value.remedy
