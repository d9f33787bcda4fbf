"""Speech that no word of the text accounts for: advertisements, a cold open, what an editor left out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from clipper.align.anchors import hear_symbols
from clipper.model import Span, TimedWord
from clipper.model.sound import SAMPLE_RATE, Emissions

_GUARD_MS = 100  # a phone this near to a found word belongs to it
_PAUSE_MS = 1000  # a longer silence ends a passage; 800 cut sentences of one passage apart
_SHORTEST_MS = 1000  # shorter ones are breaths, laughter and "mm"
_FEWEST_PER_S = 4.0  # speech has 10 to 15 phones a second, 7 to 11 of them heard in babble; music and noise 1 to 3


def find_untranscribed(words: Sequence[TimedWord], emissions: Emissions) -> tuple[Span, ...]:
    """Spans of speech between the found words, in order."""
    heard = hear_symbols(emissions)
    times = (heard.place * emissions.hop * 1000) // SAMPLE_RATE
    spans = sorted((word.span.start_ms, word.span.end_ms) for word in words if word.span)
    starts = np.array([start for start, _ in spans], np.int64) - _GUARD_MS
    ends = np.maximum.accumulate(np.array([end for _, end in spans], np.int64) + _GUARD_MS) if spans else starts
    before = np.searchsorted(starts, times, side="right") - 1
    covered = (before >= 0) & (times < ends[before]) if spans else np.zeros(len(times), bool)
    return tuple(_passages(times, covered))


def _passages(times: npt.NDArray[np.int64], covered: npt.NDArray[np.bool_]) -> list[Span]:
    """Runs of uncovered phones without a long pause or a found word between them."""
    passages = []
    run: list[int] = []
    for time, is_covered in [*zip(times.tolist(), covered.tolist(), strict=True), (0, True)]:
        if run and (is_covered or time - run[-1] > _PAUSE_MS):
            length = run[-1] - run[0]
            if length >= _SHORTEST_MS and len(run) * 1000 >= _FEWEST_PER_S * length:
                passages.append(Span(start_ms=run[0], end_ms=run[-1]))
            run = []
        if not is_covered:
            run.append(time)
    return passages
