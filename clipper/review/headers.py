"""The transcript's own times against those that were found: one offset, a drift, steps, or no pattern."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import numpy as np

from clipper.model import Alignment, Turn, WordStatus
from clipper.model.diagnosis import HeaderPattern, HeaderStep, HeaderTime, HeaderTimes, WrongHeader

WRONG_MS = 1000
"""Headers in whole seconds are up to a second off by rounding alone; a wrong one is further from the pattern."""

_WRONG_SPREADS = 4.0  # times the typical distance: people who type times from memory scatter
_FEWEST = 3  # pairs of which a pattern can be told
_FEWEST_FOR_DRIFT = 5
_MOST_RATIO = 1.25  # 24 frames a second taken for 30; tape speeds differ by less
_BETTER = 0.5  # a pattern with more parameters must halve the typical distance
_MOST_SLOPES_OF = 1000  # header times, a million slopes
_LEVEL_GAP_MS = 2000  # offsets nearer together than this are one level
_STEP_COST_MS = 12_000  # a change of level must explain about three header times
_MOST_COST_MS = 6000  # what one header time that fits nowhere counts
_MOST_STEPS = 20


def compare_headers(alignment: Alignment) -> HeaderTimes | None:
    """What the transcript's own times are worth; None where no turn has both a header time and a found one."""
    times = _times(alignment)
    if not times:
        return None
    best = _choose(times)
    misses = [(time.turn, time.header_ms - best.pattern_ms(time)) for time in times]
    limit = max(WRONG_MS, _WRONG_SPREADS * best.typical_error_ms)
    wrong = [WrongHeader(turn=turn, error_ms=miss) for turn, miss in misses if abs(miss) >= limit]
    return replace(
        best,
        wrong=tuple(sorted(wrong, key=lambda header: -abs(header.error_ms))),
        backwards=_backwards(alignment),
    )


def _times(alignment: Alignment) -> tuple[HeaderTime, ...]:
    times = []
    for number, turn in enumerate(alignment.transcript.turns):
        found_ms = _first_time(alignment, turn)
        if turn.header_ms is not None and found_ms is not None:
            times.append(HeaderTime(turn=number, header_ms=turn.header_ms, found_ms=found_ms))
    return tuple(times)


def _first_time(alignment: Alignment, turn: Turn) -> int | None:
    """When a turn begins, if its very first searched word was found: a later word would tell another time."""
    for word in alignment.words[turn.first_word : turn.end_word]:
        if word.status is not WordStatus.UNSEARCHED:
            return word.span.start_ms if word.span else None
    return None


def _backwards(alignment: Alignment) -> tuple[int, ...]:
    """Turns whose header time lies before that of the turn in front."""
    timed = [(number, turn.header_ms) for number, turn in enumerate(alignment.transcript.turns)]
    known = [(number, header_ms) for number, header_ms in timed if header_ms is not None]
    return tuple(number for (_, before), (number, header_ms) in pairwise(known) if header_ms < before)


def _choose(times: tuple[HeaderTime, ...]) -> HeaderTimes:
    """The simplest pattern that explains them."""
    best = _fit_offset(times)
    if len(times) < _FEWEST_FOR_DRIFT:
        return best
    drift, steps = _fit_drift(times), _fit_steps(times)
    drifted_ms = abs(drift.ratio - 1) * (max(time.found_ms for time in times) - min(time.found_ms for time in times))
    if (
        _drifts(drift.ratio)
        and drifted_ms >= WRONG_MS
        and drift.typical_error_ms <= min(WRONG_MS, _BETTER * best.typical_error_ms)
    ):
        best = drift
    # Steps need not halve a mere offset's distance: the turns on another level may be too few to move the median.
    limit = min(WRONG_MS, _BETTER * drift.typical_error_ms) if best is drift else WRONG_MS
    return steps if steps and steps.typical_error_ms <= limit else best


def _drifts(ratio: float) -> bool:
    """Whether a clock may run so: headers that all say 0:00 lie on a line too."""
    return 1 / _MOST_RATIO <= ratio <= _MOST_RATIO


def _typical(misses: Iterable[float]) -> int:
    return round(median(abs(miss) for miss in misses))


def _fit_offset(times: tuple[HeaderTime, ...]) -> HeaderTimes:
    offset_ms = round(median(time.late_ms for time in times))
    typical = _typical(time.late_ms - offset_ms for time in times)
    if abs(offset_ms) < WRONG_MS and typical < WRONG_MS:
        pattern = HeaderPattern.RIGHT
    elif len(times) >= _FEWEST and typical < max(WRONG_MS, abs(offset_ms) / 4):
        pattern = HeaderPattern.OFFSET
    else:
        pattern = HeaderPattern.SCATTERED
    return HeaderTimes(times=times, pattern=pattern, offset_ms=offset_ms, typical_error_ms=typical)


def _fit_drift(times: tuple[HeaderTime, ...]) -> HeaderTimes:
    """The line of Theil and Sen: the median slope of all pairs, which a quarter of wrong times cannot sway."""
    chosen = [times[k] for k in np.linspace(0, len(times) - 1, min(len(times), _MOST_SLOPES_OF)).astype(int)]
    found = np.array([time.found_ms for time in chosen], float)
    errors = np.array([time.late_ms for time in chosen], float)
    left, right = np.triu_indices(len(chosen), 1)
    apart = found[right] - found[left]
    apart_enough = np.abs(apart) > 0
    slopes = (errors[right] - errors[left])[apart_enough] / apart[apart_enough]
    slope = float(np.median(slopes)) if len(slopes) else 0.0
    offset_ms = round(float(np.median(errors - slope * found)))
    return HeaderTimes(
        times=times,
        pattern=HeaderPattern.DRIFT,
        ratio=1.0 + slope,
        offset_ms=offset_ms,
        typical_error_ms=_typical(time.late_ms - slope * time.found_ms - offset_ms for time in times),
    )


def _fit_steps(times: tuple[HeaderTime, ...]) -> HeaderTimes | None:
    """Offsets that hold for a while: the cheapest way through levels, where each change has a price (as alass does)."""
    errors = [time.late_ms for time in times]
    levels = _levels(errors)
    if len(levels) < 2:
        return None
    offsets = _cheapest_levels(np.array(errors, float), np.array(levels, float))
    changes = [0, *(k for k in range(1, len(times)) if offsets[k] != offsets[k - 1])]
    if not 1 < len(changes) <= _MOST_STEPS:
        return None
    return HeaderTimes(
        times=times,
        pattern=HeaderPattern.STEPS,
        offset_ms=round(median(offsets)),
        typical_error_ms=_typical(error - offset_ms for error, offset_ms in zip(errors, offsets, strict=True)),
        steps=tuple(HeaderStep(turn=times[k].turn, offset_ms=offsets[k]) for k in changes),
    )


def _levels(errors: Sequence[int]) -> list[int]:
    """Offsets that several header times share."""
    clusters: list[list[int]] = []
    for error in sorted(errors):
        if clusters and error - clusters[-1][-1] <= _LEVEL_GAP_MS:
            clusters[-1].append(error)
        else:
            clusters.append([error])
    return [round(median(cluster)) for cluster in clusters if len(cluster) >= _FEWEST]


def _cheapest_levels(
    errors: np.ndarray[tuple[int], np.dtype[np.float64]], levels: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> list[int]:
    """The level of each header time (Viterbi)."""
    costs = np.minimum(np.abs(errors[:, None] - levels[None, :]), _MOST_COST_MS)
    total, came_from = costs[0], []
    for cost in costs[1:]:
        jump = int(total.argmin())
        stays = total <= total[jump] + _STEP_COST_MS
        came_from.append(np.where(stays, np.arange(len(levels)), jump))
        total = np.where(stays, total, total[jump] + _STEP_COST_MS) + cost
    path = [int(total.argmin())]
    for origins in reversed(came_from):
        path.append(int(origins[path[-1]]))
    return [round(float(levels[level])) for level in reversed(path)]
