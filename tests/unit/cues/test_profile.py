from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from importlib import resources
from itertools import pairwise

import pytest

from clipper.cues import (
    BUILT_IN,
    NETFLIX_EN,
    Profile,
    change_profile,
    check_cues,
    load_profile,
    parse_profile,
    segment_cues,
)
from clipper.errors import InputError
from clipper.model import FrameRate, Severity
from tests.unit.cues.conversation import align

TALK = align(
    ("Ada", "So, one consequence of the age of scaling is that it sucked out all the air in the room. Nobody spoke."),
    ("Bob", "Yeah. And then, after a while, somebody at the back of the hall stood up and asked what it had cost us."),
)


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_profile_lays_out_a_talk_within_its_hard_limits(name: str) -> None:
    profile = load_profile(name)
    assert profile.name == name
    track = segment_cues(TALK, profile)
    assert [word for cue in track.cues for word in cue.words] == list(range(len(TALK.words)))
    soft = {"cue-too-fast", "cue-too-short"}
    assert {finding.code for finding in check_cues(track, profile) if finding.severity is Severity.ERROR} <= soft
    for cue in track.cues:
        assert profile.max_words is None or len(cue.text.split()) <= profile.max_words
    for before, after in pairwise(track.cues):
        assert after.start_ms - before.end_ms >= profile.min_gap_ms


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_number_of_a_profile_has_a_source_or_a_reason_beside_it(name: str) -> None:
    text = (resources.files("clipper.cues") / "profiles" / f"{name}.toml").read_text("utf-8")
    lines = text.splitlines()
    assert lines[0].startswith("# ")
    limits = [line for line in lines if line and not line.startswith("#")]
    assert limits
    assert all(re.fullmatch(r"\w+ = [\d.]+ +# \S.*", line) for line in limits)


def test_profiles_differ_where_their_sources_do() -> None:
    bbc, vertical = load_profile("bbc"), load_profile("vertical")
    assert (NETFLIX_EN.max_columns, bbc.max_columns, vertical.max_columns) == (42, 37, 24)
    assert (bbc.max_wpm, bbc.max_cps, bbc.min_gap_ms) == (180, None, 0)
    assert (vertical.max_words, vertical.max_lines) == (3, 1)
    assert (NETFLIX_EN.min_gap_ms, NETFLIX_EN.min_duration_ms) == (83, 834)


def test_the_time_to_read_is_the_longest_that_any_limit_asks_for() -> None:
    profile = Profile(name="x", min_duration_ms=500, max_cps=20, min_ms_a_word=300, max_wpm=180)
    assert profile.reading_ms(characters=1, words=1) == 500
    assert profile.reading_ms(characters=41, words=1) == 2050
    assert profile.reading_ms(characters=1, words=7) == 2334


def test_a_gap_of_two_frames_is_shorter_at_a_higher_rate() -> None:
    assert replace(NETFLIX_EN, rate=FrameRate(fps=Fraction(60))).min_gap_ms == 33


def test_a_file_of_the_users_says_what_differs_from_another_profile() -> None:
    mine = parse_profile('based_on = "bbc"\nmax_columns = 30\ncue = 5\n', source="mine.toml", name="mine")
    assert (mine.name, mine.max_columns, mine.max_wpm, mine.penalties.cue) == ("mine", 30, 180, 5)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("max_columns = ", "mine.toml: Invalid value"),
        ("max_colums = 30", "there is no limit 'max_colums'"),
        ('max_columns = "wide"', "max_columns = 'wide' is not a number"),
        ("max_columns = true", "is not a number"),
        ("max_columns = 30.5", "max_columns = 30.5 is not a whole number"),
        ("max_words = 2.5", "max_words = 2.5 is not a whole number"),
        ("max_columns = nan", "max_columns = nan is not a number"),
        ("max_columns = inf", "max_columns = inf is not a number"),
        ("max_columns = 3", "max_columns = 3 leaves no room"),
        ("max_columns = 20\nmax_label_columns = 24", "max_label_columns = 24 is wider than max_columns = 20"),
        ("max_lines = 5", "one or two lines, not 5"),
        ("max_cps = 0", "max_cps = 0 is less than 1"),
        ("min_gap_frames = -1", "min_gap_frames = -1 is less than 0"),
        ("chain_below_ms = -1", "chain_below_ms = -1 is less than 0"),
        ("cue = -1", "cue = -1 is less than 0"),
        ("line_ratio = 50", "line_ratio = 50 is more than 1"),
        ("min_duration_ms = 8000", "min_duration_ms = 8000 is longer than max_duration_ms = 7000"),
        ('based_on = "none"', "there is no profile 'none'"),
        ('name = "x"', "there is no limit 'name'"),
    ],
)
def test_a_profile_that_cannot_be_used_is_refused_in_plain_words(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse_profile(text, source="mine.toml", name="mine")


def test_a_misspelt_limit_gets_a_hint() -> None:
    with pytest.raises(InputError) as problem:
        change_profile(NETFLIX_EN, {"max_colums": 30}, source="--limit")
    assert problem.value.remedy == "Did you mean 'max_columns'?"


def test_a_narrow_line_takes_the_speakers_label_along() -> None:
    narrow = change_profile(NETFLIX_EN, {"max_columns": 20}, source="--limit")
    assert (narrow.max_columns, narrow.max_label_columns) == (20, 20)
    assert change_profile(NETFLIX_EN, {"max_columns": 30}, source="--limit").max_label_columns == 24


def test_any_pause_may_end_a_cue() -> None:
    restless = change_profile(NETFLIX_EN, {"max_pause_ms": 0, "quiet_pause_ms": 0}, source="--limit")
    track = segment_cues(align(("Ada", "One _40 two _400 three.")), restless)
    assert [cue.text for cue in track.cues] == ["One", "two", "three."]
