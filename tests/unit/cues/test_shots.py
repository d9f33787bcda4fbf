from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipper.cues import NETFLIX_EN, load_profile
from clipper.cues.shots import snap_to_shots
from clipper.cues.timing import Speech, time_cues
from clipper.model import Span

RATE = NETFLIX_EN.rate
FRAME_MS = 1000 / 24


def at(frame: int) -> int:
    return RATE.start_ms(frame)


def snap(start: int, end: int, cut: int, *, said: int | None = None) -> tuple[int, int]:
    """A cue's frames after snapping; it is said until ``said``, or to its end."""
    speech = Speech(span=Span(start_ms=at(start), end_ms=at(end if said is None else said)), needed_ms=0)
    (span,) = snap_to_shots([Span(start_ms=at(start), end_ms=at(end))], [speech], [at(cut)], NETFLIX_EN)
    return RATE.nearest_frame(span.start_ms), RATE.nearest_frame(span.end_ms)


@pytest.mark.parametrize(
    ("start", "new"),
    [
        (100, 100),
        (101, 100),
        (112, 100),
        (113, 113),
        (99, 100),
        (94, 100),
        (93, 100),
        (92, 88),
        (89, 88),
        (88, 88),
        (50, 50),
    ],
)
def test_an_in_time_in_a_cuts_zone_goes_to_the_cut_or_half_a_second_before_it(start: int, new: int) -> None:
    assert snap(start, 190, 100)[0] == new


@pytest.mark.parametrize(
    ("end", "said", "new"),
    [
        (100, 90, 98),  # never on the cut
        (99, 90, 98),
        (90, 90, 98),
        (88, 80, 98),
        (87, 80, 87),
        (105, 95, 98),  # nobody speaks behind the cut
        (105, 104, 112),  # somebody does
        (112, 110, 112),
        (113, 95, 113),
    ],
)
def test_an_out_time_in_a_cuts_zone_goes_before_it_or_well_behind(end: int, said: int, new: int) -> None:
    assert snap(40, end, 100, said=said)[1] == new


def test_the_cue_in_front_makes_room_unless_somebody_still_speaks() -> None:
    for said, moved in ((90, True), (99, False)):
        speeches = [
            Speech(span=Span(start_ms=at(50), end_ms=at(said)), needed_ms=0),
            Speech(span=Span(start_ms=at(105), end_ms=at(160)), needed_ms=0),
        ]
        spans = [Span(start_ms=at(50), end_ms=at(103)), Span(start_ms=at(105), end_ms=at(165))]
        one, two = snap_to_shots(spans, speeches, [at(100)], NETFLIX_EN)
        assert (two.start_ms == at(100)) is moved
        assert two.start_ms - one.end_ms >= NETFLIX_EN.min_gap_ms


def test_a_profile_without_gaps_ends_on_the_last_frame_of_the_shot() -> None:
    bbc = load_profile("bbc")
    speech = Speech(span=Span(start_ms=at(40), end_ms=at(85)), needed_ms=0)
    (span,) = snap_to_shots([Span(start_ms=at(40), end_ms=at(95))], [speech], [at(100)], bbc)
    assert span.end_ms == at(100)


_LENGTHS = st.lists(st.tuples(st.integers(0, 2_000), st.integers(50, 6_000)), min_size=1, max_size=12)


@given(_LENGTHS, st.lists(st.integers(0, 40_000), max_size=12))
def test_cues_stay_in_order_and_apart_and_keep_their_speech(lengths: list[tuple[int, int]], shots: list[int]) -> None:
    """Law: and without cuts nothing moves."""
    speeches, clock = [], 0
    for pause, length in lengths:
        speeches.append(Speech(span=Span(start_ms=clock + pause, end_ms=clock + pause + length), needed_ms=1000))
        clock += pause + length
    spans = time_cues(speeches, NETFLIX_EN, duration_ms=clock + 1000)
    assert snap_to_shots(spans, speeches, [], NETFLIX_EN) == spans
    snapped = snap_to_shots(spans, speeches, shots, NETFLIX_EN)
    for before, after in pairwise(snapped):
        assert after.start_ms - before.end_ms >= min(
            NETFLIX_EN.min_gap_ms, *(b.start_ms - a.end_ms for a, b in pairwise(spans))
        )
    for old, new, speech in zip(spans, snapped, speeches, strict=True):
        assert new.start_ms < new.end_ms
        assert new.end_ms >= min(old.end_ms, speech.span.end_ms)
        assert abs(new.start_ms - old.start_ms) <= 500 + FRAME_MS
