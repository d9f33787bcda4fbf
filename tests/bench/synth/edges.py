"""Where a word beside a pause can really be heard: the voices count some of the silence to the phone next to it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from tests.bench.synth.sound import Samples

Span = tuple[float, float]

_HOP = 0.0025  # seconds; a fifth of what anybody would call an error
_WINDOW = 0.010
_BELOW_PEAK_DB = (
    32.0  # a clean voice is gone 32 dB under its word's loudest 10 ms; weak finals stay above, by pre-emphasis
)
_ABOVE_FLOOR_DB = 9.0  # and never nearer to the pause's own floor than this
_OUTWARD = 0.120  # seconds that an edge may move into the pause
_INWARD = 0.75  # share of the word that may turn out to be silence (the last phone of a sentence often does)
_PAUSE = 0.130  # seconds of silence at a join that no stop's closure lasts
_NEAR = 0.040  # seconds between such a silence and the join as the voice counts it
_STEADY = 4  # frames: a click shorter than 10 ms is not a word


def settle_pauses(samples: Samples, rate: int, spans: Sequence[Span | None]) -> tuple[Span | None, ...]:
    """Move the edges that stand beside a pause (a gap between two spans, or the sentence's ends) to where sound is.

    Args:
        samples: One sentence, clean.
        rate: Hz.
        spans: The voice's own [start, end) in seconds; words that touch are left alone where they touch.
    """
    loudness = _loudness(samples, rate)
    voiced = [index for index, span in enumerate(spans) if span is not None]
    out = list(spans)
    length = len(samples) / rate
    edges = [(None, voiced[0]), *pairwise(voiced), (voiced[-1], None)]
    for left, right in edges:
        end = 0.0 if left is None else _span(spans, left)[1]
        start = length if right is None else _span(spans, right)[0]
        if start - end < _HOP:
            if left is not None and right is not None:
                _open_join(loudness, out, left, right)
            continue
        middle = (start + end) / 2 if left is not None and right is not None else (end if left is None else start)
        floor = _floor(loudness, end - 0.05, start + 0.05)
        if right is not None:
            word = _span(spans, right)
            low = max(middle, word[0] - _OUTWARD)
            found = _first_heard(loudness, low, word, floor)
            out[right] = (found, _span(out, right)[1])
        if left is not None:
            word = _span(spans, left)
            high = min(middle, word[1] + _OUTWARD)
            found = _last_heard(loudness, high, word, floor)
            out[left] = (_span(out, left)[0], found)
    return tuple(out)


def _open_join(loudness: npt.NDArray[np.float64], out: list[Span | None], left: int, right: int) -> None:
    """Part two words that the voice joined although it paused between them (no mark asked it to)."""
    before, after = _span(out, left), _span(out, right)
    join = before[1]
    first, last = _frames(
        loudness, before[1] - _INWARD * (before[1] - before[0]), join + _INWARD * (after[1] - after[0])
    )
    peak = min(float(loudness[slice(*_frames(loudness, *word))].max()) for word in (before, after))
    silent = loudness[first:last] < peak - _BELOW_PEAK_DB
    for begin, end in _runs(silent):
        start_s, end_s = (first + begin) * _HOP, (first + end) * _HOP
        if end_s - start_s >= _PAUSE and start_s - _NEAR <= join <= end_s + _NEAR:
            out[left], out[right] = (before[0], start_s), (end_s, after[1])
            return


def _runs(mask: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The half-open stretches in which ``mask`` is true."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _span(spans: Sequence[Span | None], index: int) -> Span:
    span = spans[index]
    if span is None:
        raise ValueError("a word that is not said has no edges")
    return span


def _loudness(samples: Samples, rate: int) -> npt.NDArray[np.float64]:
    """dB of pre-emphasised sound, a value every 2.5 ms, each of the 10 ms around it."""
    sharp = np.append(samples[:1], samples[1:] - 0.95 * samples[:-1])
    half = round(_WINDOW * rate / 2)
    total = np.concatenate([[0.0], np.cumsum(np.square(np.pad(sharp, (half, half + 1)), dtype=np.float64))])
    at = np.round(np.arange(0, len(samples) / rate, _HOP) * rate).astype(int)
    power = (total[at + 2 * half] - total[at]) / (2 * half)
    return np.asarray(10 * np.log10(power + 1e-12))


def _frames(loudness: npt.NDArray[np.float64], start: float, end: float) -> tuple[int, int]:
    first = min(max(0, round(start / _HOP)), len(loudness) - 1)
    return first, max(first + 1, min(len(loudness), round(end / _HOP) + 1))


def _floor(loudness: npt.NDArray[np.float64], start: float, end: float) -> float:
    first, last = _frames(loudness, start, end)
    return float(np.percentile(loudness[first:last], 10))


def _threshold(loudness: npt.NDArray[np.float64], word: Span, floor: float) -> float:
    first, last = _frames(loudness, *word)
    return max(float(loudness[first:last].max()) - _BELOW_PEAK_DB, floor + _ABOVE_FLOOR_DB)


def _first_heard(loudness: npt.NDArray[np.float64], low: float, word: Span, floor: float) -> float:
    high = word[0] + _INWARD * (word[1] - word[0])
    first, last = _frames(loudness, low, high)
    heard = loudness[first:last] > _threshold(loudness, word, floor)
    for place in range(len(heard) - _STEADY):
        if heard[place : place + _STEADY].all():
            return (first + place) * _HOP
    return word[0]


def _last_heard(loudness: npt.NDArray[np.float64], high: float, word: Span, floor: float) -> float:
    low = word[1] - _INWARD * (word[1] - word[0])
    first, last = _frames(loudness, low, high)
    heard = loudness[first:last] > _threshold(loudness, word, floor)
    for place in range(len(heard), _STEADY, -1):
        if heard[place - _STEADY : place].all():
            return (first + place) * _HOP
    return word[1]
