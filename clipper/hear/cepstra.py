"""Samples -> cepstra, the features of the phone model, and energy, where sound begins and ends.

The parameters are those of the model's ``feat.params`` (CMU Sphinx): 25 mel filters from 130 to 6800 Hz, unit area,
13 DCT coefficients, lifter 22, steady noise removed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from clipper.hear.noise import NoiseRemover
from clipper.model.sound import CEPSTRAL_BASIS, SAMPLE_RATE, Cepstra, Energy, Samples

Floats = npt.NDArray[np.float32]

_HOP = 160
_WINDOW = 410
_FFT = 512
_LOW_HZ, _HIGH_HZ = 130.0, 6800.0
_PRE_EMPHASIS = np.float32(0.97)
_SCALE = np.float32(32768.0)  # the model was trained on 16-bit integers
_POWER_FLOOR = np.float32(1e-4)

_FILTERS = len(CEPSTRAL_BASIS)
_QUIETEST = np.float32(np.sqrt(_FILTERS) * np.log(10) * 6.0)
"""Rows whose first coefficient lies this far (60 dB) below the loudest row's are no sound of the room.

A gated track of one speaker, or silence before the talk, is digital silence: counted in the mean, it moved word starts
by up to 0.4 s.
"""

_ENERGY_HOP = 80  # 5 ms: finer than the 10 ms of the phone model, coarse enough to span a pitch period
_ENERGY_WINDOW = 160
_LEAST_POWER = 1e-10  # -100 dBFS: digital silence has no logarithm
_AT_ONCE = 3000  # rows: half a minute; the spectrum of a long block is large


def _mel(hz: npt.NDArray[np.float64] | float) -> npt.NDArray[np.float64]:
    return 2595.0 * np.log10(1.0 + np.asarray(hz) / 700.0)


def _filter_bank() -> Floats:
    """[257, 25] triangles with unit area whose corners are rounded to FFT bins (``-round_filters yes``)."""
    bin_hz = SAMPLE_RATE / _FFT
    corners = 700.0 * (10.0 ** (np.linspace(_mel(_LOW_HZ), _mel(_HIGH_HZ), _FILTERS + 2) / 2595.0) - 1.0)
    corners = np.round(corners / bin_hz) * bin_hz
    hz = np.arange(_FFT // 2 + 1) * bin_hz
    bank = np.zeros((_FFT // 2 + 1, _FILTERS))
    for i in range(_FILTERS):
        left, centre, right = corners[i : i + 3]
        rise = (hz - left) / max(centre - left, 1e-9)
        fall = (right - hz) / max(right - centre, 1e-9)
        bank[:, i] = np.maximum(0.0, np.minimum(rise, fall)) * 2.0 / (right - left)
    return bank.astype(np.float32)


@dataclass(slots=True)
class _Frames:
    """Cuts pre-emphasised sound, given block by block, into stretches of whole hops with enough behind them."""

    window: int
    _tail: Samples = field(default_factory=lambda: np.zeros(0, np.float32))
    _before: np.float32 = field(default_factory=lambda: np.float32(0.0))

    def add(self, block: Samples) -> tuple[Samples, int]:
        """The sound at hand and how many hops of it can be measured; what is not is kept for the next block."""
        emphasised = block.copy()
        emphasised[1:] -= _PRE_EMPHASIS * block[:-1]
        if len(block):
            emphasised[0] -= _PRE_EMPHASIS * self._before
            self._before = block[-1]
        sound = np.concatenate([self._tail, emphasised])
        hops = max(0, (len(sound) - self.window) // _HOP + 1)
        self._tail = sound[hops * _HOP :]
        return sound, hops


@dataclass(slots=True)
class EnergyMeter:
    """Takes a recording block by block and keeps its energy (800 bytes a second)."""

    _frames: _Frames = field(default_factory=lambda: _Frames(window=_ENERGY_WINDOW + _HOP - _ENERGY_HOP))
    _levels: list[Floats] = field(default_factory=list)

    def add(self, block: Samples) -> None:
        """Measure the next samples of the recording."""
        sound, hops = self._frames.add(block)
        if hops:
            sums = np.concatenate([[0.0], np.cumsum(sound**2, dtype=np.float64)])
            starts = np.arange(hops * _HOP // _ENERGY_HOP) * _ENERGY_HOP
            mean = (sums[starts + _ENERGY_WINDOW] - sums[starts]) / _ENERGY_WINDOW
            self._levels.append((10.0 * np.log10(np.maximum(mean, _LEAST_POWER))).astype(np.float32))

    def finish(self) -> Energy:
        """The energy of all that was added; the last rows reach into silence."""
        self.add(np.zeros(_ENERGY_WINDOW + _HOP, np.float32))
        return Energy(db=np.concatenate(self._levels), hop=_ENERGY_HOP)


@dataclass(slots=True)
class CepstraMeter:
    """Takes a recording block by block and keeps its cepstra (5 kB a second)."""

    _frames: _Frames = field(default_factory=lambda: _Frames(window=_WINDOW))
    _rows: list[Floats] = field(default_factory=list)
    _bank: Floats = field(default_factory=_filter_bank)
    _noise: NoiseRemover = field(default_factory=NoiseRemover)
    _taper: Floats = field(default_factory=lambda: np.hamming(_WINDOW).astype(np.float32) * _SCALE)

    def add(self, block: Samples) -> None:
        """Measure the next samples of the recording."""
        sound, hops = self._frames.add(block)
        if not hops:
            return
        windows = np.lib.stride_tricks.sliding_window_view(sound, _WINDOW)[: hops * _HOP : _HOP]
        for start in range(0, hops, _AT_ONCE):
            power = np.abs(np.fft.rfft(windows[start : start + _AT_ONCE] * self._taper, _FFT)).astype(np.float32) ** 2
            self._rows.append(np.log(self._noise.clean(power @ self._bank) + _POWER_FLOOR) @ CEPSTRAL_BASIS)

    def finish(self) -> Cepstra:
        """The cepstra of all that was added, less the mean of those that sound; the last rows reach into silence."""
        self.add(np.zeros(_WINDOW, np.float32))
        values = np.concatenate(self._rows)
        loudness = values[:, 0]
        values -= values[loudness > loudness.max() - _QUIETEST].mean(axis=0)
        return Cepstra(values=values, hop=_HOP)
