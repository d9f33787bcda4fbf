"""Fourth look: where, in this recording, the phone model is off by its ears rather than by its place.

Both models hear the same sounds. On people in a quiet room the phone model's edges lie at a habitual distance from the
CTC model's places, different for every class of phone, hardly for the speaker, and by the pace. A telephone line that
swallows the hiss of every S, or noise that covers the closure of every T, moves the phone model alone: the distance of
that class grows for the whole recording. There it is not to be believed, and its edges are drawn to where the CTC
model's places let expect them. Telephone, starts / ends within 50 ms: .930 / .895 become .976 / .942; white noise at
5 dB: .877 / .869 become .940 / .883; clear sound stays as it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from clipper.align.durations import MS_PER_PHONE
from clipper.align.edge_rules import CLASS_OF, PhoneClass
from clipper.align.graph import Spot
from clipper.align.refine import PAUSE_MS, Edges
from clipper.align.surroundings import Surroundings
from clipper.model.sound import SAMPLE_RATE, Emissions

V, N, L, F, Z, S, B = PhoneClass

USUAL_START_MS = {V: 3, N: 15, L: 13, F: -25, Z: 29, S: -13, B: 7}
USUAL_END_MS = {V: 5, N: 8, L: -14, F: 39, Z: 6, S: 3, B: 5}
"""Medians on hand-labelled speech (TIMIT) at a pace of 1, with hama's places and the edge rules in force: as
``python -m tests.bench.edge_fit`` prints them."""

_PER_PACE_MS, _PACES = 45.0, (0.6, 1.2)
"""The CTC model tells a phone near its middle: the longer words last, the farther inside their edges it says them, ms
for a pace of 1. TIMIT's sentences 41 (starts) and 43 (ends); a talk at .8, 1, 1.25 and 1.5 times its tempo: starts at
-5, 2, 11 and 19 ms from what is usual, ends at 1, -10, -20 and -26."""

_TOLERATED_MS = 12.0  # voices differ by so much; 5 to 20 serve alike
_HALF_MS = 10.0  # habit of a class whose edges are drawn half the way to the CTC model's; 3 to 15 serve alike
_DOUBT = 10  # edges of a class before half of its distance counts
_FEWEST = 6  # edges of a class without which nothing is said of it
_LEAST_PACE = 0.1  # words laid upon each other have a logarithm too

Shifts = Mapping[PhoneClass, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What a whole recording tells about the edges of its words.

    ``start_ms`` and ``end_ms`` are by how much the phone model sets edges of each class late here, beyond what is usual
    and what voices differ by; ``pace`` is how long it is from one word's start to the next one's, as a multiple of what
    its phones usually take.
    """

    start_ms: Shifts
    end_ms: Shifts
    pace: float = 1.0

    def shift_ms(self, kind: PhoneClass, *, is_start: bool) -> float:
        """By how much edges of a class are late."""
        return (self.start_ms if is_start else self.end_ms)[kind]

    def excess_ms(self, edge: Edges, spot: Spot, emissions: Emissions, *, is_start: bool) -> float:
        """How much of an edge's distance is the habit of its class: the larger that is, the more of it."""
        habit = abs(self.shift_ms(CLASS_OF[spot.phones[0 if is_start else -1]], is_start=is_start))
        return habit / (habit + _HALF_MS) * self.distance_ms(edge, spot, emissions, is_start=is_start)

    def distance_ms(self, edge: Edges, spot: Spot, emissions: Emissions, *, is_start: bool) -> float:
        """How much later an edge lies than the CTC model's place lets expect."""
        rough = emissions.calibration
        if is_start:
            usual = self._usual_ms(USUAL_START_MS, spot.phones[0], -_PER_PACE_MS) if rough.distances_known else 0
            return edge.start_ms - (emissions.frame_ms(spot.first) - rough.early_ms) - usual
        usual = self._usual_ms(USUAL_END_MS, spot.phones[-1], _PER_PACE_MS) if rough.distances_known else 0
        return edge.end_ms - (emissions.frame_ms(spot.end) + rough.late_ms) - usual

    def _usual_ms(self, distances: Shifts, phone: str, per_pace_ms: float) -> float:
        pace = min(_PACES[1], max(_PACES[0], self.pace))
        return distances[CLASS_OF[phone]] + per_pace_ms * (pace - 1)


_DEAF_DB, _HEARING_DB = 10.0, 25.0
"""Contrast at which a pause is no longer heard, and from which it is: between, an end lies between both models' places.

White noise at 5 dB: .94 of the ends within 100 ms with the phone model's, .965 so; music .98 by both.
"""


def lean_on_places(
    edges: Sequence[Edges | None], spots: Sequence[Spot | None], around: Surroundings, habits: Habits
) -> list[Edges | None]:
    """The edges with ends beside a pause drawn to the CTC model's, where it is too loud to hear the pause begin."""
    emissions = around.hearing.emissions
    moved = list(edges)
    if not emissions.calibration.distances_known:
        return moved
    later = around.hearing.samples * 1000 / SAMPLE_RATE
    for index in range(len(moved) - 1, -1, -1):
        edge, spot = moved[index], spots[index]
        if edge is None or spot is None:
            continue
        if later - edge.end_ms >= PAUSE_MS:
            loud = (_HEARING_DB - around.at(edge.end_ms)[1]) / (_HEARING_DB - _DEAF_DB)
            end = edge.end_ms - min(1.0, max(0.0, loud)) * habits.distance_ms(edge, spot, emissions, is_start=False)
            moved[index] = replace(edge, end_ms=min(max(end, edge.start_ms), later))
        later = edge.start_ms
    return moved


_NO_SHIFT: Shifts = dict.fromkeys(PhoneClass, 0.0)


def length_ratio(edge: Edges, spot: Spot) -> float:
    """How long a word lasts, as a multiple of what its phones usually take."""
    return (edge.end_ms - edge.start_ms + 20.0) / (len(spot.phones) * MS_PER_PHONE)


def measure_habits(edges: Sequence[Edges | None], spots: Sequence[Spot | None], emissions: Emissions) -> Habits:
    """The habits of a recording; no shift if nothing is known of the distances usual with this CTC model."""
    placed = [(edge, spot) for edge, spot in zip(edges, spots, strict=True) if edge is not None and spot is not None]
    usual = Habits(start_ms=_NO_SHIFT, end_ms=_NO_SHIFT, pace=_pace(placed))
    if not emissions.calibration.distances_known:
        return usual
    return replace(
        usual,
        start_ms=_beyond_usual(_distances(placed, usual, emissions, is_start=True)),
        end_ms=_beyond_usual(_distances(placed, usual, emissions, is_start=False)),
    )


def _distances(
    placed: Sequence[tuple[Edges, Spot]], usual: Habits, emissions: Emissions, *, is_start: bool
) -> Mapping[PhoneClass, list[float]]:
    """By the class of its phone, how far each edge lies from what the CTC model's place lets expect."""
    distances: dict[PhoneClass, list[float]] = defaultdict(list)
    for edge, spot in placed:
        kind = CLASS_OF[spot.phones[0 if is_start else -1]]
        distances[kind].append(usual.distance_ms(edge, spot, emissions, is_start=is_start))
    return distances


def _pace(placed: Sequence[tuple[Edges, Spot]]) -> float:
    """From start to start: noise shortens words, by a sixth at 5 dB, and moves their starts little."""
    taken = [(after.start_ms - edge.start_ms) / len(spot.phones) for (edge, spot), (after, _) in pairwise(placed)]
    return max(_LEAST_PACE, median(taken) / MS_PER_PHONE) if taken else 1.0


def undo_habits(
    edges: Sequence[Edges | None], spots: Sequence[Spot | None], habits: Habits, emissions: Emissions
) -> list[Edges | None]:
    """The edges without what the phone model adds to them throughout this recording."""
    moved: list[Edges | None] = []
    before = 0.0
    for edge, spot in zip(edges, spots, strict=True):
        if edge is None or spot is None:
            moved.append(edge)
            continue
        start = max(before, edge.start_ms - habits.excess_ms(edge, spot, emissions, is_start=True))
        end = max(start, edge.end_ms - habits.excess_ms(edge, spot, emissions, is_start=False))
        moved.append(replace(edge, start_ms=start, end_ms=end))
        before = start  # the end gives way to the next start, see below
    return _give_way(moved)


def _give_way(edges: list[Edges | None]) -> list[Edges | None]:
    """No word reaches into the next one: its end comes to the next start."""
    later: float | None = None
    for index in range(len(edges) - 1, -1, -1):
        edge = edges[index]
        if edge is None:
            continue
        if later is not None and edge.end_ms > later:
            edges[index] = replace(edge, end_ms=max(edge.start_ms, later))
        later = edge.start_ms
    return edges


def _beyond_usual(distances: Mapping[PhoneClass, Sequence[float]]) -> Shifts:
    shifts = dict.fromkeys(PhoneClass, 0.0)
    for kind, values in distances.items():
        if len(values) >= _FEWEST:
            off = median(values)
            beyond = max(0.0, abs(off) - _TOLERATED_MS)
            shifts[kind] = (beyond if off > 0 else -beyond) * len(values) / (len(values) + _DOUBT)
    return shifts
