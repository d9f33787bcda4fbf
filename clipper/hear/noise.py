"""Steady noise, taken out of mel spectra before the phone model's features are made of them.

The phone model of pocketsphinx was trained on such features. The method is the front end of power-normalised cepstra
(Kim and Stern, "Power-normalized cepstral coefficients for robust speech recognition", 2016): the lower envelope of
each band's power is its noise; what rises above it is kept, masked behind louder sound, and the gain is smoothed over
bands.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numba
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

_SMOOTHING = 0.7  # of a band's power from row to row
_RISE, _FALL = 0.995, 0.5  # how the envelope follows: slowly up (2 s), at once down
_MASK_DECAY, _MASK_SHARE = 0.85, 0.2  # temporal masking: what falls below the decaying peak is set to a share of it
_MOST_GAIN = 20.0
_BANDS_AROUND = 4  # bands on either side over which the gain is smoothed
_LEAST = 1.0  # power in the model's units (16-bit samples) that counts as nothing


@numba.njit(cache=True, nogil=True)
def _remove(rows, state):  # type: ignore[no-untyped-def]
    """Scale ``rows`` [rows, bands] in place; ``state`` [4, bands]: power, noise, floor, peak so far."""
    count, bands = rows.shape
    gain = np.empty(bands)
    for t in range(count):
        for b in range(bands):
            power = _SMOOTHING * state[0, b] + (1 - _SMOOTHING) * rows[t, b]
            state[0, b] = power
            pace = _RISE if power >= state[1, b] else _FALL
            state[1, b] = pace * state[1, b] + (1 - pace) * power
            signal = max(power - state[1, b], _LEAST)
            pace = _RISE if signal >= state[2, b] else _FALL
            state[2, b] = pace * state[2, b] + (1 - pace) * signal
            here = signal
            state[3, b] *= _MASK_DECAY
            if signal < _MASK_DECAY * state[3, b]:
                signal = state[3, b] * _MASK_SHARE
            state[3, b] = max(state[3, b], here)
            signal = max(signal, state[2, b])
            gain[b] = min(max(signal / max(power, 1e-9), 1 / _MOST_GAIN), _MOST_GAIN)
        for b in range(bands):
            low, high = max(0, b - _BANDS_AROUND), min(bands, b + _BANDS_AROUND + 1)
            rows[t, b] *= gain[low:high].mean()


@dataclass(slots=True)
class NoiseRemover:
    """Takes the rows of a recording's mel power in order, and remembers the noise between two calls."""

    _state: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros((4, 0)))

    def clean(self, power: Floats) -> Floats:
        """The next rows [rows, bands] without their steady noise."""
        if not self._state.size:
            first = power[0].astype(np.float64)
            self._state = np.stack([first, first / _MOST_GAIN, first / _MOST_GAIN, np.zeros_like(first)])
        cleaned = power.copy()
        _remove(cleaned, self._state)
        return cleaned
