from __future__ import annotations

from clipper.cues import NETFLIX_EN
from clipper.cues.timing import Speech, time_cues
from clipper.model import Span


def speech(start_ms: int, end_ms: int, needed_ms: int = 1_000) -> Speech:
    return Speech(span=Span(start_ms=start_ms, end_ms=end_ms), needed_ms=needed_ms)


def times(*speeches: Speech, duration_ms: int = 60_000) -> list[tuple[int, int]]:
    return [(s.start_ms, s.end_ms) for s in time_cues(speeches, NETFLIX_EN, duration_ms=duration_ms)]


def test_a_cue_lingers_half_a_second() -> None:
    assert times(speech(1_000, 3_000)) == [(1_000, 3_500)]


def test_a_cue_that_needs_time_borrows_from_the_silence_but_only_so_far() -> None:
    assert times(speech(1_000, 1_300)) == [(1_000, 2_000)]
    assert times(speech(1_000, 1_300, needed_ms=5_000)) == [(1_000, 2_800)]


def test_a_cue_never_leaves_the_recording() -> None:
    assert times(speech(1_000, 3_000), duration_ms=3_100) == [(1_000, 3_100)]


def test_gaps_under_half_a_second_are_closed_to_two_frames() -> None:
    assert times(speech(1_000, 3_000), speech(3_900, 6_000))[0] == (1_000, 3_817)


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
