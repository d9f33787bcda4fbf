from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clipper.align import intervals
from clipper.align.edge_rules import PhoneClass
from clipper.align.graph import Spot
from clipper.align.habits import Habits
from clipper.align.interval_tables import WEIGHTS
from clipper.align.intervals import Side, edge_features, error_intervals
from clipper.align.refine import Edges
from clipper.align.surroundings import Surroundings
from clipper.model.sound import Hearing
from tests.unit.align.emission_maker import say
from tests.unit.align.toy_talk import hear

NO_SHIFT = dict.fromkeys(PhoneClass, 0.0)
HABITS = Habits(start_ms=NO_SHIFT, end_ms=NO_SHIFT)
CAT, DOG = ("K", "AE", "T"), ("D", "AO", "G")
HEARING = hear(say(*["K AE T", "D AO G"] * 30, pause=10))
AROUND = Surroundings(HEARING)

# Columns of ``edge_features`` that are told apart here, in its order.
ONE, PAUSE, NOISE, APART, BLUR, MISFIT, LONG, SHORT, HABIT, PACE = 0, 1, 2, 5, 8, 10, 13, 14, 15, -1


def words(gap_ms: float = 200.0, *, score: float = -0.1, off_ms: float = 0.0) -> tuple[list[Edges], list[Spot]]:
    """Two words of 180 ms, ``gap_ms`` apart, whose edges lie ``off_ms`` from their rough places."""
    first, second = 200.0, 380.0 + gap_ms
    edges = [Edges(start_ms=at + off_ms, end_ms=at + 180 + off_ms, agreed=True) for at in (first, second)]
    spots = [
        Spot(first=round(at / 20), end=round(at / 20) + 9, phones=phones, score=score)
        for at, phones in ((first, CAT), (second, DOG))
    ]
    return edges, spots


def features(edges: list[Edges], spots: list[Spot], side: Side, hearing: Hearing = HEARING) -> np.ndarray:
    return edge_features(edges, spots, Surroundings(hearing), HABITS, side)


def quieter_by(db: float) -> Hearing:
    """The same with so much less contrast between sound and silence."""
    level = np.where(HEARING.energy.db < -50, HEARING.energy.db + db, HEARING.energy.db).astype(np.float32)
    return replace(HEARING, energy=replace(HEARING.energy, db=level))


def blurred(chance: float) -> Hearing:
    """The same with every phone heard with this probability."""
    log_probs = HEARING.emissions.log_probs.copy()
    loud = log_probs > np.log(0.5)
    loud[log_probs.argmax(axis=1) == HEARING.emissions.blank] = False
    log_probs[loud] = np.log(chance)
    return replace(HEARING, emissions=replace(HEARING.emissions, log_probs=log_probs))


@pytest.mark.parametrize("side", Side)
def test_the_table_weighs_every_feature(side: Side) -> None:
    assert features(*words(), side).shape == (2, len(WEIGHTS[side.value]))


def test_every_placed_word_has_an_interval_of_whole_ms_within_bounds() -> None:
    edges, spots = words()
    found = error_intervals([None, *edges, None], [None, *spots, None], AROUND, HABITS)
    assert [interval is None for interval in found] == [True, False, False, True]
    for interval in found[1:3]:
        assert interval is not None
        assert all(isinstance(width, int) and 5 <= width <= 2000 for width in interval)
    assert error_intervals([None], [None], AROUND, HABITS) == [None]


def test_in_clear_sound_the_intervals_are_those_of_clear_speech() -> None:
    """Sane, whatever the table: between a row and a syllable."""
    for interval in error_intervals(*words(), AROUND, HABITS):
        assert interval is not None
        assert all(5 <= width <= 250 for width in interval)


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize(
    ("column", "known", "doubtful"),
    [
        (NOISE, (words(), HEARING), (words(), quieter_by(30))),
        (BLUR, (words(), HEARING), (words(), blurred(0.4))),
        (MISFIT, (words(score=-0.1), HEARING), (words(score=-1.5), HEARING)),
        (APART, (words(off_ms=0), HEARING), (words(off_ms=90), HEARING)),
    ],
)
def test_what_makes_an_edge_doubtful_widens_its_interval(
    side: Side,
    column: int,
    known: tuple[tuple[list[Edges], list[Spot]], Hearing],
    doubtful: tuple[tuple[list[Edges], list[Spot]], Hearing],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With weights that heed this alone, whatever those of the table are."""
    count = len(WEIGHTS[side.value])
    weights = np.zeros(count)
    weights[[ONE, column]] = 3.0, 1.0
    monkeypatch.setattr(intervals, "WEIGHTS", {side.value: weights.tolist() for side in Side})
    widths = []
    for (edges, spots), hearing in (known, doubtful):
        found = error_intervals(edges, spots, Surroundings(hearing), HABITS)
        widths.append([interval[list(Side).index(side)] for interval in found if interval])
    assert all(before < after for before, after in zip(*widths, strict=True))


def test_an_edge_beside_a_pause_is_told_from_a_joined_one() -> None:
    apart, joined = (features(*words(gap_ms), Side.START)[:, PAUSE] for gap_ms in (200.0, 10.0))
    assert apart.tolist() == [1, 1]
    assert joined.tolist() == [1, 0]  # before the first word there is always a pause
    assert features(*words(10.0), Side.END)[:, PAUSE].tolist() == [0, 1]


def test_a_word_that_lasts_too_long_or_too_short_is_told() -> None:
    edges, spots = words()
    stretched = [replace(edges[0], end_ms=edges[0].start_ms + 900), replace(edges[1], end_ms=edges[1].start_ms + 30)]
    long, short = features(stretched, spots, Side.START)
    assert long[LONG] > 0 == long[SHORT]
    assert short[SHORT] > 0 == short[LONG]


def test_what_the_whole_recording_told_is_heeded_in_a_part_of_it() -> None:
    habits = Habits(start_ms=dict.fromkeys(PhoneClass, -40.0), end_ms=NO_SHIFT, pace=1.5)
    edges, spots = words()
    start = edge_features(edges[:1], spots[:1], AROUND, habits, Side.START)
    end = edge_features(edges[:1], spots[:1], AROUND, habits, Side.END)
    assert start[0, HABIT] > 0 == end[0, HABIT]
    assert start[0, PACE] == end[0, PACE] == pytest.approx(np.log(1.5))


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(st.floats(0, 300), st.floats(0, 3000), st.floats(-9, 0)), max_size=8),
    st.floats(0.2, 5.0),
)
def test_no_words_however_strange_break_the_bounds(drawn: list[tuple[float, float, float]], pace: float) -> None:
    edges: list[Edges | None] = []
    spots: list[Spot | None] = []
    at = 0.0
    for gap_ms, lasts_ms, score in drawn:
        edges.append(Edges(start_ms=at + gap_ms, end_ms=at + gap_ms + lasts_ms, agreed=False))
        spots.append(Spot(first=int(at / 20), end=int(at / 20) + 1, phones=CAT, score=score))
        at += gap_ms + lasts_ms
    habits = Habits(start_ms=NO_SHIFT, end_ms=NO_SHIFT, pace=pace)
    for interval in error_intervals(edges, spots, AROUND, habits):
        assert interval is not None
        assert all(5 <= width <= 2000 for width in interval)
