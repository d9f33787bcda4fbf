"""Laws of mending: no word changes, a second time changes nothing, and no finding is left that times could mend."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from clipper.cues import BUILT_IN, Profile, check_cues, fix_cues, format_subtitles, load_profile, verify_written
from clipper.cues.formats import SubtitleFormat
from clipper.model import Cue, CueTrack
from tests.strategies import cue_tracks

profiles = st.sampled_from(BUILT_IN).map(load_profile)


@st.composite
def broken_tracks(draw: st.DrawFn) -> CueTrack:
    """Tracks whose cues lie over each other, run backwards, are out of order or crowd in one moment."""
    track = draw(cue_tracks())
    cues = []
    for cue in track.cues:
        start_ms = draw(st.one_of(st.integers(-500, 2_000), st.integers(0, 20_000)))
        cues.append(replace(cue, start_ms=start_ms, end_ms=start_ms + draw(st.integers(-500, 12_000))))
    return replace(track, cues=tuple(cues))


def letters(cue: Cue) -> list[tuple[str, str | None, frozenset[str]]]:
    """What a cue says without its spaces, each character with its voice and style."""
    return [
        (char, run.speaker, run.style) for line in cue.lines for run in line for char in run.text if not char.isspace()
    ]


@given(broken_tracks(), profiles)
def test_no_word_voice_or_style_changes(track: CueTrack, profile: Profile) -> None:
    ordered = sorted(track.cues, key=lambda cue: max(0, cue.start_ms))
    fixed = fix_cues(track, profile).track
    assert [one for cue in fixed.cues for one in letters(cue)] == [one for cue in ordered for one in letters(cue)]


@given(broken_tracks(), profiles)
def test_mending_twice_changes_nothing_more(track: CueTrack, profile: Profile) -> None:
    once = fix_cues(track, profile)
    again = fix_cues(once.track, profile)
    assert again.track == once.track
    assert (again.retimed, again.rebroken, again.removed) == (0, 0, 0)


@given(broken_tracks(), profiles)
def test_nothing_is_left_that_times_or_breaks_could_mend(track: CueTrack, profile: Profile) -> None:
    cues = fix_cues(track, profile).track.cues
    findings = check_cues(replace(track, cues=cues), profile)
    never = {
        "time-is-negative", "cue-runs-backwards", "cues-out-of-order", "cues-overlap", "gap-too-small",
        "gap-not-closed", "cue-too-long", "cue-too-wide", "cue-has-too-many-lines", "cue-has-too-many-words",
    }  # fmt: skip
    assert never.isdisjoint(one.code for one in findings)
    for one in findings:
        if one.code in ("cue-too-short", "cue-too-fast"):
            cue, after = cues[(one.cue or 0) - 1], cues[(one.cue or 0) : (one.cue or 0) + 1]
            is_longest = cue.duration_ms == profile.max_duration_ms
            assert is_longest or after[0].start_ms - cue.end_ms == profile.min_gap_ms


@given(broken_tracks(), profiles, st.sampled_from((SubtitleFormat.VTT, SubtitleFormat.SRT)))
def test_what_is_mended_can_be_written(track: CueTrack, profile: Profile, kind: SubtitleFormat) -> None:
    fixed = fix_cues(track, profile).track
    verify_written(format_subtitles(fixed, kind), fixed, kind)


@given(cue_tracks(), profiles)
def test_cues_begin_when_they_began_unless_several_begin_at_once(track: CueTrack, profile: Profile) -> None:
    fixed = fix_cues(track, profile)
    apart = all(after.start_ms - before.start_ms > 200 for before, after in pairwise(track.cues))
    if apart and fixed.keeps_cues:
        assert [cue.start_ms for cue in fixed.track.cues] == [cue.start_ms for cue in track.cues]
