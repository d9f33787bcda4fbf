from __future__ import annotations

import numpy as np
import pytest

from clipper.errors import ToolMissing
from clipper.hear.cepstra import CepstraMeter
from clipper.hear.senones import SenoneModel, load_phone_model
from clipper.model import PHONES
from clipper.model.sound import Cepstra


def test_every_phone_has_three_states_in_any_context() -> None:
    model = load_phone_model()
    for phone in PHONES:
        for position in "bise":
            senones, matrix = model.states(phone, "SIL", "K", position)
            assert len(senones) == 3
            steps = np.exp(model.transitions(matrix))
            assert np.allclose(steps.sum(axis=1), 1.0, atol=1e-3)


def test_context_changes_the_states() -> None:
    model = load_phone_model()
    assert model.states("T", "S", "AA", "i") != model.states("T", "IY", "SIL", "e")


def test_silence_scores_better_as_silence_than_as_a_vowel() -> None:
    model = load_phone_model()
    rng = np.random.default_rng(0)

    meter = CepstraMeter()
    t = np.arange(16000) / 16000
    tone = 0.2 * np.sign(np.sin(2 * np.pi * 120 * t))
    meter.add((np.concatenate([np.zeros(16000), tone]) + rng.normal(0, 1e-4, 32000)).astype(np.float32))
    cepstra = meter.finish()
    (silence, *_), _ = model.states("SIL", "SIL", "SIL", "i")
    (vowel, *_), _ = model.states("AA", "SIL", "SIL", "i")
    scores = model.score(cepstra, 20, 80, np.array([silence, vowel], np.int32))
    assert scores[:, 0].mean() > scores[:, 1].mean()


def test_scores_do_not_depend_on_the_window_asked_for() -> None:
    model = load_phone_model()
    cepstra = Cepstra(values=np.random.default_rng(1).normal(size=(50, 13)).astype(np.float32), hop=160)
    senones = np.array([5, 800, 4000], np.int32)
    whole = model.score(cepstra, 0, 50, senones)
    assert np.allclose(whole[10:30], model.score(cepstra, 10, 30, senones), atol=1e-3)


def test_a_folder_without_a_model_is_a_missing_tool(tmp_path) -> None:
    with pytest.raises(ToolMissing, match="cannot be read"):
        SenoneModel(tmp_path)
