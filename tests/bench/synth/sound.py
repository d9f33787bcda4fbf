"""Small signal work on float32 samples in -1..1: changing rate, levels, spectra. numpy only."""

from __future__ import annotations

import wave
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]


def resample(samples: Samples, from_rate: float, to_rate: float) -> Samples:
    """Change the sampling rate by cutting or padding the spectrum (exact for band-limited sound).

    The sound is padded by 50 ms of nothing at both ends, so that its circular ends do not meet.
    """
    if from_rate == to_rate or not len(samples):
        return samples.astype(np.float32)
    wanted = round(len(samples) * to_rate / from_rate)
    pad = round(0.05 * from_rate)
    padded = np.pad(samples, (pad, pad))
    padded = np.pad(padded, (0, fast_length(len(padded)) - len(padded)))
    out_length = round(len(padded) * to_rate / from_rate)
    spectrum = np.fft.rfft(padded)
    bins = out_length // 2 + 1
    spectrum = spectrum[:bins] if bins <= len(spectrum) else np.pad(spectrum, (0, bins - len(spectrum)))
    out = np.fft.irfft(spectrum, out_length) * (out_length / len(padded))
    first = round(pad * to_rate / from_rate)
    return out[first : first + wanted].astype(np.float32)


def fast_length(length: int) -> int:
    """The next length that an FFT likes: a multiple of a power of two near its square root."""
    step = 1 << max(0, length.bit_length() - 6)
    return -(-length // step) * step


def level_db(samples: Samples) -> float:
    """Active level in dBFS: RMS of the stretches of 320 samples within 35 dB of the loudest (pauses do not count)."""
    whole = len(samples) // 320 * 320
    frames = samples[:whole].reshape(-1, 320) if whole else samples[None]
    power = np.einsum("ij,ij->i", frames, frames).astype(np.float64) / frames.shape[1]
    active = power[power > power.max() * 10**-3.5]
    return float(10 * np.log10(active.mean())) if len(active) else -120.0


def amplify(samples: Samples, gain_db: float) -> Samples:
    """The samples louder by ``gain_db``."""
    return (samples * 10 ** (gain_db / 20)).astype(np.float32)


def at_level(samples: Samples, wanted_db: float) -> Samples:
    """The samples brought to an active level of ``wanted_db``."""
    return amplify(samples, wanted_db - level_db(samples))


def shape_spectrum(samples: Samples, rate: int, gain_at: Mapping[int, float]) -> Samples:
    """Filter by a piecewise linear gain: ``gain_at`` maps Hz to dB; symmetric, so nothing moves in time."""
    taps = 2048  # 128 ms at 16 kHz: bands a few Hz sharp
    gain = 10 ** (np.interp(np.fft.rfftfreq(taps, 1 / rate), list(gain_at), list(gain_at.values())) / 20)
    kernel = np.roll(np.fft.irfft(gain, taps), taps // 2) * np.hanning(taps + 1)[:taps]
    return convolve(samples, kernel.astype(np.float32))[taps // 2 :][: len(samples)]


def convolve(samples: Samples, kernel: Samples) -> Samples:
    """The full convolution, block by block: an hour of sound costs no more memory than itself."""
    size = 1 << max(16, (4 * len(kernel)).bit_length())
    step = size - len(kernel) + 1
    response = np.fft.rfft(kernel, size)
    out = np.zeros(len(samples) + size, np.float32)
    for start in range(0, len(samples), step):
        block = np.fft.rfft(samples[start : start + step], size)
        out[start : start + size] += np.fft.irfft(block * response, size).astype(np.float32)
    return out[: len(samples) + len(kernel) - 1]


def white_noise(length: int, rng: np.random.Generator) -> Samples:
    """Noise of RMS 1."""
    return rng.standard_normal(length, dtype=np.float32)


def room_tone(length: int, rate: int, level: float, rng: np.random.Generator) -> Samples:
    """A quiet room: noise that falls 6 dB an octave above 200 Hz, at ``level`` dBFS."""
    noise = white_noise(length + rate, rng)
    noise = shape_spectrum(noise, rate, {0: -20, 60: 0, 200: 0, 400: -6, 800: -12, 1600: -18, 3200: -24, 12000: -36})
    noise = noise[:length]
    return (noise / max(float(np.sqrt(np.mean(noise**2))), 1e-9) * 10 ** (level / 20)).astype(np.float32)


def write_wav(path: Path, samples: Samples, rate: int) -> None:
    """Write 16-bit mono."""
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(np.round(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())


def read_wav(path: Path) -> tuple[Samples, int]:
    """Read 16-bit mono: samples and rate."""
    with wave.open(str(path), "rb") as source:
        if source.getnchannels() != 1 or source.getsampwidth() != 2:
            raise ValueError(f"{path} is not 16-bit mono")
        data = np.frombuffer(source.readframes(source.getnframes()), "<i2")
        return (data / np.float32(32768)).astype(np.float32), source.getframerate()
