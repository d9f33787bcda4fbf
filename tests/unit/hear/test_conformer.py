from __future__ import annotations

import numpy as np
import onnx
import pytest

from clipper.errors import ToolMissing
from clipper.hear.conformer import conformer
from clipper.hear.hama import load_hama
from clipper.model.sound import SAMPLE_RATE, Samples
from clipper.weights import Weights, read_weights

NETWORK = "asr_waveform.hama"
HEARD = (
    (10, "|", -5.187), (16, "", -0.247), (16, "AH", -2.005), (16, "AA", -3.193), (31, "", -0.088), (31, "|", -2.545),
    (33, "HH", -3.836), (34, "Y", -1.751), (36, "", -0.378), (36, "OW", -2.028), (36, "EY", -2.991), (59, "|", -6.0),
)  # fmt: skip
"""Row, symbol and log-probability of ``two_vowels`` by hama 1.7.0."""


def buzz(formants: tuple[int, ...], pitch_hz: float = 120.0, seconds: float = 0.4) -> Samples:
    """A vowel: the harmonics of a voice, louder near its formants (Hz)."""
    times = np.arange(int(SAMPLE_RATE * seconds)) / SAMPLE_RATE
    sound = np.zeros(len(times))
    for number in range(1, 60):
        gain = sum(1 / (1 + ((number * pitch_hz - formant) / 80) ** 2) for formant in formants)
        sound += gain * np.sin(2 * np.pi * number * pitch_hz * times + number * number)
    return (sound * 0.1 / abs(sound).max() * np.hanning(len(times)) ** 0.3).astype(np.float32)


def two_vowels() -> Samples:
    """As in "father" and in "see", with .2 s of silence on either side."""
    rest = np.zeros(SAMPLE_RATE // 5, np.float32)
    return np.concatenate([rest, buzz((730, 1090, 2440)), buzz((270, 2290, 3010)), rest])


def test_the_graph_is_one_that_onnx_itself_accepts() -> None:
    model = onnx.load_from_string(conformer(read_weights(NETWORK)))
    onnx.checker.check_model(model, full_check=True)


def test_the_network_hears_what_it_heard_when_it_was_measured() -> None:
    """All that is calibrated stands on these weights: other ones of the same names would go unnoticed."""
    model = load_hama()
    rows = model.log_probs(two_vowels())
    assert rows.shape == (61, len(model.symbols))
    heard = [float(rows[row, model.symbols.index(symbol)]) for row, symbol, _ in HEARD]
    assert heard == pytest.approx([score for *_, score in HEARD], abs=0.05)


def test_weights_of_another_version_are_named() -> None:
    weights = Weights(read_weights(NETWORK))
    del weights["onnx::MatMul_840"]
    with pytest.raises(ToolMissing, match="onnx::MatMul_840: it is another version"):
        conformer(weights)
