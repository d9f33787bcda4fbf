"""Put decoded chunks where their timestamps say: lead-in and gaps become silence, overlaps go, lengths stay bounded.

ffmpeg's own ``aresample=async=1`` was measured and not used: it holds a whole gap in memory (3.1 GB for one of two
hours, filled wrongly) and lets lost packets add up to 100 ms before it acts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

import numpy as np

from clipper.errors import MediaError
from clipper.model.sound import SAMPLE_RATE, Samples

JUMP_SAMPLES = SAMPLE_RATE // 10
"""A timestamp off by 100 ms is a hole (or an overlap) and is followed at once, as swresample does."""

DRIFT_SAMPLES = SAMPLE_RATE * 15 // 1000
"""Timestamps that stay off by 15 ms are followed too: one lost packet of 20 ms must not shift all that follows."""

DRIFT_CHUNKS = 16
"""How many chunks in a row must agree on a drift: single timestamps in browser recordings jitter by tens of ms."""

LONGEST_SAMPLES = 24 * 3600 * SAMPLE_RATE
"""A recording whose clock leaps beyond a day is damaged or hostile; its silence would be decoded for ever."""


class Timeline:
    """The timeline of one decoding.

    Attributes:
        position: Samples placed so far.
        gaps: How many holes were filled after the lead-in.
        filled: Samples of silence in them.
        dropped: Samples that overlapped earlier sound and were left out.
    """

    def __init__(self) -> None:
        self.position = 0
        self.gaps = 0
        self.filled = 0
        self.dropped = 0

    def place(self, chunks: Iterable[tuple[int, Samples]], *, step: int) -> Iterator[Samples]:
        """Yield sound and silence in order, without a break from sample 0.

        Args:
            chunks: (timestamp in samples, [n, channels] samples), in order.
            step: The longest piece of silence that is made at once.

        Raises:
            MediaError: If a timestamp lies beyond 24 hours.
        """
        leads: deque[int] = deque(maxlen=DRIFT_CHUNKS)
        is_lead_in = True
        for timestamp, chunk in chunks:
            if timestamp > LONGEST_SAMPLES:
                raise MediaError(
                    "the recording's clock leaps beyond 24 hours", remedy="Convert it to WAV or M4A first."
                )
            leads.append(timestamp - self.position)
            correction = leads[-1] if is_lead_in else _correction(leads)
            if correction:
                leads.clear()
            if correction > 0:
                self._count_gap(0 if is_lead_in else correction)
                yield from self._silence(correction, chunk.shape[1], step)
            kept = chunk[max(0, -correction) :]
            self.dropped += 0 if is_lead_in else len(chunk) - len(kept)
            self.position += len(kept)
            is_lead_in = is_lead_in and len(kept) == 0
            yield kept

    def _count_gap(self, samples: int) -> None:
        self.gaps += samples > 0
        self.filled += samples

    def _silence(self, samples: int, channels: int, step: int) -> Iterator[Samples]:
        for start in range(0, samples, step):
            piece = np.zeros((min(step, samples - start), channels), np.float32)
            self.position += len(piece)
            yield piece


def _correction(leads: deque[int]) -> int:
    """Samples to insert (or, negative, to drop) before the newest chunk."""
    if abs(leads[-1]) > JUMP_SAMPLES:
        return leads[-1]
    if len(leads) == DRIFT_CHUNKS:
        if min(leads) > DRIFT_SAMPLES:
            return min(leads)
        if max(leads) < -DRIFT_SAMPLES:
            return max(leads)
    return 0


def fill_blocks(pieces: Iterable[Samples], *, block_samples: int) -> Iterator[Samples]:
    """Cut [n, channels] pieces of any length into blocks of one length; only the last may be shorter."""
    block, filled = None, 0
    for piece in pieces:
        start = 0
        while start < len(piece):
            if block is None:
                block, filled = np.empty((block_samples, piece.shape[1]), np.float32), 0
            take = min(block_samples - filled, len(piece) - start)
            block[filled : filled + take] = piece[start : start + take]
            filled, start = filled + take, start + take
            if filled == block_samples:
                yield block
                block = None
    if block is not None:
        yield block[:filled]
