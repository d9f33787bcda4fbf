from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest

from clipper.hear.stitch import EmissionStitcher
from clipper.model.sound import Alphabet, Calibration, Emissions


@dataclass
class _Echo:
    """An acoustic model whose columns are the mean of a row's samples; it gives ``lost`` rows fewer than it hears."""

    identity: str = "echo"
    hop: int = 320
    window: int = 800
    margin: int = 75
    lost: int = 0
    symbols: tuple[str, ...] = ("a", "")
    blank: int = 1
    boundary: int | None = None
    alphabet: Alphabet = Alphabet.LETTERS
    calibration: Calibration = field(default_factory=lambda: Calibration(late_ms=7))

    def log_probs(self, samples: np.ndarray) -> np.ndarray:
        assert len(samples) <= self.window * self.hop
        rows = samples[: len(samples) // self.hop * self.hop].reshape(-1, self.hop).mean(axis=1)
        return np.repeat(rows[: len(rows) - self.lost, None], len(self.symbols), axis=1)


def listen(samples: np.ndarray, block: int, model: _Echo) -> Emissions:
    stitcher = EmissionStitcher(model=model)
    for start in range(0, len(samples), block):
        stitcher.add(samples[start : start + block])
    return stitcher.finish()


def stitch(samples: np.ndarray, block: int) -> np.ndarray:
    return listen(samples, block, _Echo()).log_probs[:, 0]


@pytest.mark.parametrize(
    "model", [_Echo(hop=160, window=1000, margin=100), _Echo(hop=640, window=90, margin=9, lost=2)]
)
def test_a_model_may_have_any_hop_window_and_margin(model: _Echo) -> None:
    """wav2vec2 gives a row less than its window holds: that row lies in the margin."""
    rows = 1300
    samples = np.repeat(np.arange(rows, dtype=np.float32), model.hop)
    found = listen(samples, 50_000, model)
    assert np.array_equal(found.log_probs[:rows, 0], np.arange(rows))
    assert found.hop == model.hop


def test_what_a_model_says_of_itself_travels_with_its_emissions() -> None:
    model = _Echo()
    found = listen(np.zeros(16000, np.float32), 16000, model)
    for name in ("symbols", "blank", "boundary", "hop", "alphabet", "calibration"):
        assert getattr(found, name) == getattr(model, name), name


def test_every_frame_is_kept_once_and_in_order() -> None:
    frames = 4321
    samples = np.repeat(np.arange(frames, dtype=np.float32), 320)
    found = stitch(samples, 60 * 16000)
    assert np.array_equal(found[:2000], np.arange(2000))  # float16 is exact to 2048
    assert len(found) >= frames
    assert np.allclose(found[:frames], np.arange(frames), rtol=1e-3)


def test_blocks_of_any_size_give_the_same() -> None:
    samples = np.random.default_rng(0).normal(size=70 * 16000).astype(np.float32)
    assert np.array_equal(stitch(samples, 7777), stitch(samples, 60 * 16000))


def test_a_recording_shorter_than_a_window_is_heard_whole() -> None:
    assert len(stitch(np.zeros(16000, np.float32), 16000)) >= 50
