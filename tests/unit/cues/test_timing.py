from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from clipper.cues import NETFLIX_EN
from clipper.cues.timing import Speech, time_cues
from clipper.model import FrameRate, Span


def speech(start_ms: int, end_ms: int, needed_ms: int = 1_000) -> Speech:
    return Speech(span=Span(start_ms=start_ms, end_ms=end_ms), needed_ms=needed_ms)


def times(*speeches: Speech, duration_ms: int = 60_000) -> list[tuple[int, int]]:
    return [(s.start_ms, s.end_ms) for s in time_cues(speeches, NETFLIX_EN, duration_ms=duration_ms)]


def test_a_cue_lingers_half_a_second() -> None:
    assert times(speech(1_000, 3_000)) == [(1_000, 3_500)]


def test_a_cue_that_needs_time_borrows_from_the_silence_but_only_so_far() -> None:
    assert times(speech(1_000, 1_300)) == [(1_000, 2_000)]
    assert times(speech(1_000, 1_300, needed_ms=5_000)) == [(1_000, 2_833)]


def test_a_cue_never_leaves_the_recording() -> None:
    assert times(speech(1_000, 3_000), duration_ms=3_100) == [(1_000, 3_100)]
    assert times(speech(0, 20), duration_ms=20) == [(0, 20)]


def test_gaps_under_half_a_second_are_closed_to_two_frames() -> None:
    assert times(speech(1_000, 3_000), speech(3_900, 6_000))[0] == (1_000, 3_833)


def test_gaps_of_half_a_second_stay() -> None:
    assert times(speech(1_000, 3_000), speech(4_000, 6_000))[0] == (1_000, 3_500)


def test_contiguous_speech_leaves_two_frames() -> None:
    assert times(speech(1_000, 3_000), speech(3_000, 6_000))[0] == (1_000, 2_917)


def test_lingering_ends_at_the_longest_duration_and_speech_does_not() -> None:
    assert times(speech(0, 6_900))[0] == (0, 7_000)
    assert times(speech(0, 9_000))[0] == (0, 9_000)


def test_crosstalk_shares_the_time_by_need() -> None:
    assert times(speech(0, 4_000, 2_000), speech(500, 1_000), speech(5_000, 6_000)) == [
        (0, 2_000),
        (2_083, 3_083),
        (5_000, 6_500),
    ]


def test_no_cues_have_no_times() -> None:
    assert times() == []


def test_cues_begin_and_end_on_frames() -> None:
    rate = FrameRate(fps=Fraction(30_000, 1001))
    speeches = [speech(1_017, 3_003), speech(3_021, 4_444), speech(9_999, 10_001)]
    for span in time_cues(speeches, replace(NETFLIX_EN, rate=rate), duration_ms=60_000):
        for time_ms in (span.start_ms, span.end_ms):
            assert rate.start_ms(rate.nearest_frame(time_ms)) == time_ms


@pytest.mark.parametrize("fps", ["24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001", "60"])
def test_gaps_are_two_frames_at_every_rate(fps: str) -> None:
    rate = FrameRate(fps=Fraction(fps))
    profile = replace(NETFLIX_EN, rate=rate)
    one, two = time_cues([speech(1_000, 3_000), speech(3_010, 5_000)], profile, duration_ms=60_000)
    assert rate.nearest_frame(two.start_ms) - rate.nearest_frame(one.end_ms) == 2
    assert two.start_ms - one.end_ms >= profile.min_gap_ms


def test_more_cues_than_frames_share_their_moment() -> None:
    spans = time_cues([speech(0, 40)] * 5, NETFLIX_EN, duration_ms=40)
    assert all(span.duration_ms >= 1 for span in spans)
    assert spans[-1].end_ms <= 40
