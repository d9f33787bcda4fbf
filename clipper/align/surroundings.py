"""How clear, and how loud above its surroundings, the sound is around an instant: what edges there are worth."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from clipper.model.sound import SAMPLE_RATE, Emissions, Hearing

QUIET_DB = 40.0
"""Contrast of a quiet room."""

_WINDOW_S = 5  # of sound around an instant
_NOTHING_HEARD = -0.8  # clearness where no phone is heard: that of din


def sum_clearness(emissions: Emissions, first_frame: int, end_frame: int) -> tuple[float, int]:
    """The summed log-probability of the phones heard in ``first_frame..end_frame``, and the number of their frames."""
    scores = emissions.log_probs[first_frame:end_frame].astype(np.float32)
    if not len(scores):
        return 0.0, 0
    best = scores.argmax(axis=1)
    phones = np.ones(len(best), bool)
    for column in emissions.silent:  # a second of sound: np.isin takes ten times as long
        phones &= best != column
    return float(scores[phones, best[phones]].sum()), int(phones.sum())


@dataclass(slots=True)
class Surroundings:
    """Clearness and contrast of the sound around any second of a recording, measured where they are asked for."""

    hearing: Hearing
    _heard: dict[int, tuple[float, int]] = field(default_factory=dict)
    _known: dict[int, tuple[float, float]] = field(default_factory=dict)

    def at(self, time_ms: float) -> tuple[float, float]:
        """Mean log-probability of the phones heard (of din where none is), and dB from quiet to loud."""
        second = int(time_ms / 1000)
        if second not in self._known:
            heard = [self._hear(near) for near in range(max(0, second - _WINDOW_S), second + _WINDOW_S + 1)]
            count = sum(phones for _, phones in heard)
            clearness = sum(total for total, _ in heard) / count if count else _NOTHING_HEARD
            self._known[second] = clearness, self._contrast_db(second)
        return self._known[second]

    def _hear(self, second: int) -> tuple[float, int]:
        """The summed log-probability of the phones heard in one second, and their number."""
        if second not in self._heard:
            per_second = SAMPLE_RATE / self.hearing.emissions.hop
            frames = int(second * per_second), int((second + 1) * per_second)
            self._heard[second] = sum_clearness(self.hearing.emissions, *frames)
        return self._heard[second]

    def _contrast_db(self, second: int) -> float:
        """The level that a tenth of the sound exceeds less the one that nine tenths do."""
        rows, half = SAMPLE_RATE // self.hearing.energy.hop, _WINDOW_S / 2
        near = self.hearing.energy.db[int(max(0, second + 0.5 - half) * rows) : int((second + 0.5 + half) * rows) : 2]
        low, high = np.percentile(near, (10, 90)) if len(near) else (0.0, QUIET_DB)
        return float(high - low)
