from __future__ import annotations

import numpy as np

from clipper.hear.ctc import EmissionStitcher
from clipper.model import PHONES


class _Echo:
    """Stands in for the model: a frame's first column is the mean of its 320 samples."""

    symbols = (*PHONES, "|", "")

    def log_probs(self, samples: np.ndarray) -> np.ndarray:
        frames = samples[: len(samples) // 320 * 320].reshape(-1, 320).mean(axis=1)
        return np.repeat(frames[:, None], len(self.symbols), axis=1)


def stitch(samples: np.ndarray, block: int) -> np.ndarray:
    stitcher = EmissionStitcher(model=_Echo())  # type: ignore[arg-type]
    for start in range(0, len(samples), block):
        stitcher.add(samples[start : start + block])
    return stitcher.finish().log_probs[:, 0]


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
