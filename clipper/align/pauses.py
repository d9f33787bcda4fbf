"""Third look: edges beside a pause, moved to where the energy rises and falls.

The phone model's silence is so broad that words swallow the quiet before and after them: measured on hand-labelled
speech, first words begin 27 ms early and last words end 42 ms late. Where sound truly begins is a matter of energy,
where the room is quiet enough for it to tell.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clipper.model.sound import SAMPLE_RATE, Energy

_OUTWARD_MS = 50  # how far an edge may move into the pause,
_START_INWARD_MS, _END_INWARD_MS = 70, 150  # and into the word: endings fade, beginnings do not
_FLOOR_MS = 200  # stretch of the pause in which its floor is measured
_FLOOR_SHARE = 20  # percentile: a breath or a click in the pause is not its floor
_NO_CONTRAST_DB, _FULL_CONTRAST_DB = 10.0, 30.0
"""Between pause and word: below the first the energy tells nothing, from the second on it alone decides.

Music and white noise at 5 dB leave 8 to 20 dB, quiet rooms more than 35.
"""
_CENTRE_MS = 5  # an energy row stands for the middle of its window


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scan:
    """Energy rows around an edge, in the order from the pause into the word."""

    near: npt.NDArray[np.float32]  # from `_OUTWARD_MS` in the pause to the inward limit in the word
    pause: npt.NDArray[np.float32]
    word: npt.NDArray[np.float32]

    def rows_to_sound(self, rise: float) -> tuple[int, float] | None:
        """Rows of ``near`` that are still pause, and how far (0..1) they are to be believed."""
        if not len(self.near) or not len(self.word):
            return None
        floor = self.near.min() + 3.0  # never above what lies right beside the edge
        if len(self.pause) >= 4:
            floor = min(floor, np.percentile(self.pause, _FLOOR_SHARE))
        contrast = self.word.max() - floor
        trust = (contrast - _NO_CONTRAST_DB) / (_FULL_CONTRAST_DB - _NO_CONTRAST_DB)
        above = np.flatnonzero(self.near >= floor + rise * contrast)
        return (int(above[0]), min(1.0, float(trust))) if trust > 0 and len(above) else None


def start_beside_pause(
    energy: Energy, *, edge_ms: float, pause_from_ms: float, word_end_ms: float, rise: float
) -> float:
    """Where a word that follows a pause begins, given its rough start, in ms.

    ``rise`` is the share of the way from the pause's floor to the word's peak, in dB, at which it begins.
    """
    row_ms = 1000 * energy.hop / SAMPLE_RATE
    low, high = max(edge_ms - _OUTWARD_MS, pause_from_ms, 0), min(edge_ms + _START_INWARD_MS, word_end_ms)
    a, at, b = (int(ms // row_ms) for ms in (low, edge_ms, high))
    pause = energy.db[int(max(edge_ms - _FLOOR_MS, pause_from_ms, 0) // row_ms) : at]
    reach = int(min(edge_ms + _END_INWARD_MS, word_end_ms) // row_ms)
    found = _Scan(near=energy.db[a:b], pause=pause, word=energy.db[at : max(at + 1, reach)]).rows_to_sound(rise)
    if found is None:
        return edge_ms
    rows, trust = found
    return edge_ms + trust * ((a + rows) * row_ms + _CENTRE_MS - edge_ms)


def end_beside_pause(
    energy: Energy, *, edge_ms: float, pause_until_ms: float, word_start_ms: float, rise: float
) -> float:
    """Where a word that is followed by a pause ends, given its rough end, in ms; ``rise`` as for its start."""
    row_ms = 1000 * energy.hop / SAMPLE_RATE
    low, high = max(edge_ms - _END_INWARD_MS, word_start_ms, 0), min(edge_ms + _OUTWARD_MS, pause_until_ms)
    a, at, b = (int(ms // row_ms) for ms in (low, edge_ms, high))
    b = min(b, len(energy.db))
    pause = energy.db[at : int(min(edge_ms + _FLOOR_MS, pause_until_ms) // row_ms)]
    found = _Scan(near=energy.db[a:b][::-1], pause=pause, word=energy.db[min(a, at - 1) : at]).rows_to_sound(rise)
    if found is None:
        return edge_ms
    rows, trust = found
    return edge_ms + trust * ((b - 1 - rows) * row_ms + _CENTRE_MS - edge_ms)
