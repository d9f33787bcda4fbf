from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipper.align.durations import MS_PER_PHONE
from clipper.align.edge_rules import PhoneClass
from clipper.align.graph import Spot
from clipper.align.habits import Habits, measure_habits, undo_habits
from clipper.align.refine import Edges
from clipper.model import PHONES
from clipper.model.sound import Calibration, Emissions
from tests.unit.align.emission_maker import make_emissions

KNOWN = make_emissions([""], calibration=Calibration(early_ms=40, late_ms=20, distances_known=True))
UNKNOWN = make_emissions([""], calibration=Calibration(early_ms=40, late_ms=20))
NO_SHIFT = dict.fromkeys(PhoneClass, 0.0)
USUAL = Habits(start_ms=NO_SHIFT, end_ms=NO_SHIFT)


def make_words(
    count: int, *, phone: str = "S", start_late_ms: float = 0.0, end_late_ms: float = 0.0
) -> tuple[list[Edges | None], list[Spot | None]]:
    """Words of one phone, half a second apart, whose edges lie so much later than is usual."""
    edges: list[Edges | None] = []
    spots: list[Spot | None] = []
    plain, usual = Edges(start_ms=0.0, end_ms=0.0, agreed=True), replace(USUAL, pace=500 / MS_PER_PHONE)
    for number in range(count):
        spot = Spot(first=25 * number + 5, end=25 * number + 15, phones=(phone,), score=-0.1)
        start_ms = start_late_ms - usual.distance_ms(plain, spot, KNOWN, is_start=True)
        end_ms = end_late_ms - usual.distance_ms(plain, spot, KNOWN, is_start=False)
        spots.append(spot)
        edges.append(Edges(start_ms=start_ms, end_ms=end_ms, agreed=True))
    return edges, spots


def shifts(count: int, late_ms: float, emissions: Emissions = KNOWN) -> tuple[float, float]:
    """What starts and ends of fricatives are late by, where the starts lie so much late."""
    habits = measure_habits(*make_words(count, start_late_ms=late_ms), emissions)
    kind = PhoneClass.FRICATIVE
    return habits.shift_ms(kind, is_start=True), habits.shift_ms(kind, is_start=False)


def test_what_the_phone_model_adds_throughout_a_recording_is_measured() -> None:
    start, end = shifts(100, 50.0)
    assert 30 <= start <= 38  # all of what voices do not differ by, 12 ms
    assert end == 0.0


@pytest.mark.parametrize("late_ms", [-12.0, 0.0, 12.0])
def test_what_voices_differ_by_is_no_habit(late_ms: float) -> None:
    assert shifts(100, late_ms) == (0.0, 0.0)


def test_the_more_edges_the_surer_the_habit() -> None:
    assert shifts(5, 60.0) == (0.0, 0.0)
    moved = [shifts(count, 60.0)[0] for count in (6, 10, 30, 300)]
    assert moved == sorted(moved)
    assert moved[1] == pytest.approx((60 - 12) / 2)


def test_a_habit_may_be_to_set_edges_early() -> None:
    assert shifts(100, -50.0)[0] == pytest.approx(-shifts(100, 50.0)[0])


def test_of_a_model_whose_distances_are_not_known_nothing_is_taken_back() -> None:
    assert shifts(100, 80.0, UNKNOWN) == (0.0, 0.0)


def test_other_classes_keep_their_edges() -> None:
    late, early = make_words(100, phone="S", start_late_ms=50.0), make_words(100, phone="AE")
    edges, spots = late[0] + early[0], late[1] + early[1]
    habits = measure_habits(edges, spots, KNOWN)
    assert habits.start_ms[PhoneClass.FRICATIVE] > 30
    assert {kind for kind in PhoneClass if habits.start_ms[kind]} == {PhoneClass.FRICATIVE}


def test_the_pace_is_from_start_to_start() -> None:
    edges, spots = make_words(9)  # words of one phone, half a second apart
    for emissions in (KNOWN, UNKNOWN):
        assert measure_habits([*edges, None], [*spots, None], emissions).pace == pytest.approx(500 / MS_PER_PHONE)
    stretched = [replace(edge, end_ms=edge.end_ms + 90) for edge in edges if edge is not None]
    assert measure_habits(stretched, spots, KNOWN).pace == pytest.approx(500 / MS_PER_PHONE)
    assert measure_habits([None], [None], KNOWN).pace == 1.0
    assert measure_habits([edges[0]] * 3, [spots[0]] * 3, KNOWN).pace > 0


def test_the_longer_words_last_the_farther_inside_their_edges_the_rough_place_is_expected() -> None:
    (edge,), (spot,) = make_words(1)
    assert edge is not None
    assert spot is not None
    for is_start, way in ((True, 1), (False, -1)):
        of_pace = {
            pace: replace(USUAL, pace=pace).distance_ms(edge, spot, KNOWN, is_start=is_start) * way
            for pace in (0.1, 0.6, 1.0, 1.2, 7.0)
        }
        assert of_pace[0.1] == of_pace[0.6] < of_pace[1.0] < of_pace[1.2] == of_pace[7.0]
        alike = {replace(USUAL, pace=pace).distance_ms(edge, spot, UNKNOWN, is_start=is_start) for pace in (0.6, 1.2)}
        assert len(alike) == 1  # of another model nothing is known


def test_undoing_a_habit_draws_the_edges_of_its_class_to_where_they_are_expected() -> None:
    edges, spots = make_words(3, start_late_ms=60.0, end_late_ms=-40.0)
    habits = Habits(
        start_ms={**NO_SHIFT, PhoneClass.FRICATIVE: 30.0},
        end_ms={**NO_SHIFT, PhoneClass.FRICATIVE: -10.0},
        pace=500 / MS_PER_PHONE,
    )
    for before, after in zip(edges, undo_habits(edges, spots, habits, KNOWN), strict=True):
        assert before is not None
        assert after is not None
        assert after.start_ms == pytest.approx(before.start_ms - 45)
        assert after.end_ms == pytest.approx(before.end_ms + 20)


def test_a_class_without_a_habit_keeps_its_edges_however_far_they_lie() -> None:
    edges, spots = make_words(3, start_late_ms=60.0, end_late_ms=60.0)
    assert undo_habits(edges, spots, USUAL, KNOWN) == edges


@st.composite
def placed_words(draw: st.DrawFn) -> tuple[Sequence[Edges | None], Sequence[Spot | None]]:
    """Words in order, some without a place, some touching, some without any length."""
    edges: list[Edges | None] = []
    spots: list[Spot | None] = []
    at = 0.0
    for _ in range(draw(st.integers(0, 12))):
        if draw(st.booleans()):
            edges.append(None)
            spots.append(None)
            continue
        start = at + draw(st.floats(0, 200))
        at = start + draw(st.floats(0, 200))
        edges.append(Edges(start_ms=start, end_ms=at, agreed=True))
        phones = draw(st.lists(st.sampled_from(PHONES), min_size=1, max_size=3))
        spots.append(Spot(first=int(start / 20), end=int(at / 20) + 1, phones=tuple(phones), score=-0.1))
    return edges, spots


SHIFTS = st.fixed_dictionaries(dict.fromkeys(PhoneClass, st.floats(-300, 300)))


@given(placed_words(), SHIFTS, SHIFTS)
def test_whatever_is_undone_words_keep_their_order_and_do_not_overlap(
    words: tuple[Sequence[Edges | None], Sequence[Spot | None]],
    start_ms: dict[PhoneClass, float],
    end_ms: dict[PhoneClass, float],
) -> None:
    """Law."""
    edges, spots = words
    moved = undo_habits(edges, spots, Habits(start_ms=start_ms, end_ms=end_ms), KNOWN)
    assert [edge is None for edge in moved] == [edge is None for edge in edges]
    left = [edge for edge in moved if edge is not None]
    assert all(0 <= edge.start_ms <= edge.end_ms for edge in left)
    assert all(a.end_ms <= b.start_ms for a, b in pairwise(left))
