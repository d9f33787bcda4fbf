"""How far off an edge may be: for every start and end a half-width that holds the truth nine times out of ten.

An edge is as doubtful as what is known about it: the phones on either side, a pause or a join, how far the two acoustic
models disagree, how well the words fit their sound, how clear and how loud above its surroundings the sound is, and
what the recording as a whole had to be corrected by, and its pace. The logarithm of the half-width is linear in these;
the weights are quantile regressions (Koenker and Bassett 1978) on hand-labelled people and on synthetic voices under
noise.

Kinds of sound that the weights have not seen, with the pace: speech at 1.5 times its tempo, starts / ends .954 / .941
become .920 / .900, at .8 times .868 / .870 become .890 / .892.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from clipper.align.edge_rules import CLASS_OF, PhoneClass
from clipper.align.graph import Spot
from clipper.align.habits import Habits, length_ratio
from clipper.align.interval_tables import WEIGHTS
from clipper.align.refine import PAUSE_MS, Edges
from clipper.align.surroundings import QUIET_DB, Surroundings
from clipper.model.sound import Emissions

Floats = npt.NDArray[np.float64]

_NOISE_RANGE_DB = 30.0  # below the contrast of a quiet room: white noise at 5 dB leaves 2 dB, babble 12
_USUAL_CLEAR, _USUAL_SCORE = -0.12, -0.1  # of people in a quiet room
_NEAR_MS = 20.0  # of two models' places; a slip of half a second does not rule
_LEAST_MS, _MOST_MS = 5, 2000


class Side(Enum):
    """Which edge of a word."""

    START = "start"
    END = "end"


def error_intervals(
    edges: Sequence[Edges | None], spots: Sequence[Spot | None], around: Surroundings, habits: Habits
) -> list[tuple[int, int] | None]:
    """Half-widths in ms of every word's start and end; None for words without edges."""
    placed = [i for i, edge in enumerate(edges) if edge is not None]
    if not placed:
        return [None] * len(edges)
    widths = [
        np.exp(edge_features(edges, spots, around, habits, side) @ np.array(WEIGHTS[side.value])).clip(
            _LEAST_MS, _MOST_MS
        )
        for side in Side
    ]
    result: list[tuple[int, int] | None] = [None] * len(edges)
    for place, i in enumerate(placed):
        result[i] = round(float(widths[0][place])), round(float(widths[1][place]))
    return result


def edge_features(
    edges: Sequence[Edges | None], spots: Sequence[Spot | None], around: Surroundings, habits: Habits, side: Side
) -> Floats:
    """What is known of one edge of every placed word: [placed words, features], as ``WEIGHTS`` weighs it."""
    scene = _Scene(emissions=around.hearing.emissions, habits=habits, around=around)
    placed = [(edge, spot) for edge, spot in zip(edges, spots, strict=True) if edge is not None and spot is not None]
    rows = []
    for place, (edge, spot) in enumerate(placed):
        other = place - 1 if side is Side.START else place + 1
        beside = placed[other] if 0 <= other < len(placed) else None
        rows.append(_features((edge, spot), beside, side, scene))
    return np.array(rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """What is known of the recording that a word is heard in."""

    emissions: Emissions
    habits: Habits
    around: Surroundings


Placed = tuple[Edges, Spot]


def _features(word: Placed, beside: Placed | None, side: Side, scene: _Scene) -> list[float]:
    edge, spot = word
    is_start = side is Side.START
    time_ms = edge.start_ms if is_start else edge.end_ms
    own = CLASS_OF[spot.phones[0 if is_start else -1]]
    gap = PAUSE_MS if beside is None else (time_ms - beside[0].end_ms if is_start else beside[0].start_ms - time_ms)
    is_pause = gap >= PAUSE_MS
    next_to = None if is_pause or beside is None else CLASS_OF[beside[1].phones[-1 if is_start else 0]]
    clearness, contrast_db = scene.around.at(time_ms)
    noise = min(1.0, max(0.0, (QUIET_DB - contrast_db) / _NOISE_RANGE_DB))
    blur = max(0.0, _USUAL_CLEAR - clearness)
    distance_ms = scene.habits.distance_ms(edge, spot, scene.emissions, is_start=is_start)
    apart = float(np.log1p(abs(distance_ms) / _NEAR_MS))
    length = float(np.log(length_ratio(edge, spot)))
    habit = float(np.log1p(abs(scene.habits.shift_ms(own, is_start=is_start)) / 10.0))
    pause = float(is_pause)
    known = [
        1.0, pause, noise, noise * pause, noise * apart, apart, apart * pause, apart * blur, blur, blur * pause,
        _misfit(spot), 0.0 if is_pause or beside is None else _misfit(beside[1]), 1.0 / len(spot.phones),
        max(0.0, length), max(0.0, -length), habit,
    ]  # fmt: skip
    return [*known, *_kinds(own, next_to), float(np.log(scene.habits.pace))]


def _kinds(own: PhoneClass, next_to: PhoneClass | None) -> list[float]:
    """Three columns a class: of an edge beside a pause, of a joined one, and of the phone it is joined to."""
    kinds = [0.0] * (3 * len(PhoneClass))
    if next_to is None:
        kinds[_ORDER[own]] = 1.0
    else:
        kinds[len(PhoneClass) + _ORDER[own]] = 1.0
        kinds[2 * len(PhoneClass) + _ORDER[next_to]] = 1.0
    return kinds


_ORDER = {kind: place for place, kind in enumerate(PhoneClass)}


def _misfit(spot: Spot) -> float:
    return float(min(3.0, max(0.0, _USUAL_SCORE - spot.score)) ** 0.5)
