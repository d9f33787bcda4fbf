"""A loudness meter of its own, after ITU-R BS.1770-5 and EBU R128, so that ffmpeg's is not its own judge."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

RATE = 48_000
BLOCK, HOP = RATE * 4 // 10, RATE // 10
ABSOLUTE_GATE, RELATIVE_GATE = -70.0, -10.0
OVERSAMPLING = 8

Channels = npt.NDArray[np.float64]
"""[channels, samples] at ``RATE``."""

SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
"""The two filters of BS.1770's table 1 and 2 at 48 kHz: coefficients above and below the line."""


def read_channels(path: Path) -> Channels:
    """Decode a file's sound."""
    resampler = av.AudioResampler("fltp", rate=RATE)
    with av.open(str(path)) as container:
        blocks = [part.to_ndarray() for frame in container.decode(audio=0) for part in resampler.resample(frame)]
    return np.concatenate(blocks, axis=1).astype(np.float64)


def integrated_lufs(sound: Channels) -> float | None:
    """Integrated loudness; None where no block of 0.4 s passes the gate."""
    weighted = _weigh(sound)
    powers = np.array(
        [
            float((weighted[:, start : start + BLOCK] ** 2).mean(axis=1).sum())
            for start in range(0, sound.shape[1] - BLOCK + 1, HOP)
        ]
    )
    heard = powers[_lufs(powers) > ABSOLUTE_GATE]
    if not len(heard):
        return None
    heard = heard[_lufs(heard) > _lufs(heard.mean()) + RELATIVE_GATE]
    return float(_lufs(heard.mean()))


def true_peak_dbtp(sound: Channels) -> float:
    """The highest peak between the samples, too."""
    size = sound.shape[1]
    spectrum = np.fft.rfft(np.pad(sound, ((0, 0), (0, size % 2))))
    wide = np.fft.irfft(spectrum, (size + size % 2) * OVERSAMPLING) * OVERSAMPLING
    return float(20 * np.log10(max(1e-9, np.abs(wide).max())))


def _weigh(sound: Channels) -> Channels:
    """K-weighting, by the filters' frequency response."""
    size = 1 << (sound.shape[1] + RATE).bit_length()
    turn = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    response = np.ones(len(turn), complex)
    for above, below in (SHELF, HIGH_PASS):
        response *= np.polyval(above[::-1], turn) / np.polyval(below[::-1], turn)
    return np.fft.irfft(np.fft.rfft(sound, size) * response, size)[:, : sound.shape[1]]


def _lufs(power: npt.NDArray[np.float64] | float) -> npt.NDArray[np.float64]:
    return -0.691 + 10 * np.log10(np.maximum(power, 1e-12))
