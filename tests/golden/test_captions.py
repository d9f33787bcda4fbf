"""Burned-in captions that a reader can judge: the talk of tests/golden/cues, and scripts and signs, as ASS files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from clipper.captions import Labels, Picture, draw_captions, load_style
from clipper.cues import SpeakerLabels, add_word_times, load_profile, segment_cues
from clipper.model import CueTrack
from clipper.store.fonts import load_shipped_faces
from tests.ass_reading import cue, track
from tests.golden.golden_file import assert_golden
from tests.golden.test_cues import read_alignment

FOLDER = Path(__file__).parent
FROM_MS, END_MS = 21_000, 33_000
"""Of the talk: the rest of a question, and the beginning of the answer."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """A golden file's name, look and picture, and the profile that its cues are laid out with."""

    name: str
    style: str
    width: int
    height: int
    profile: str


CASES = [
    Case(name="vertical-bold", style="bold", width=1080, height=1920, profile="vertical"),
    Case(name="wide-boxed", style="boxed", width=1920, height=1080, profile="netflix-en"),
    Case(name="square-karaoke", style="karaoke", width=1080, height=1080, profile="vertical"),
]


def talk_track(profile: str) -> tuple[CueTrack, Labels]:
    alignment = read_alignment(FOLDER / "cues" / "interview" / "words.txt")
    cues = segment_cues(alignment, load_profile(profile), speakers=SpeakerLabels.NONE)
    timed = add_word_times(cues, alignment)
    part = tuple(each for each in timed.cues if FROM_MS <= each.start_ms < END_MS)
    people = dict.fromkeys(turn.speaker for turn in alignment.turns if turn.speaker)
    return CueTrack(cues=part), Labels(people=tuple(people), title="Ideas are cheap: 100 % {sure}?")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_talk(case: Case) -> None:
    cues, labels = talk_track(case.profile)
    picture = Picture(width=case.width, height=case.height, duration_ms=END_MS)
    fonts = load_shipped_faces()
    overlay = draw_captions(cues, style=load_style(case.style), picture=picture, fonts=fonts, labels=labels)
    assert_golden(FOLDER / "captions" / f"{case.name}.ass", overlay.ass_text)


def test_scripts_and_signs() -> None:
    cues = track(
        cue(0, 2000, r"C:\new {\p1}m 0 0 l 9 9 100% 'so' \N"),
        cue(2000, 4000, "- Ada: why?", "- Bob: because."),
        cue(4000, 6000, "שלום hello עולם"),
        cue(6000, 8000, "مرحبا بالعالم"),
        cue(8000, 9000, "Идеи κόσμε ♪ 👍 日本"),
        cue(8500, 9500, "at once", speaker="Bob"),
    )
    picture = Picture(width=1080, height=1920, duration_ms=9500)
    overlay = draw_captions(cues, style=load_style("marker"), picture=picture, fonts=load_shipped_faces())
    told = "".join(f"; {finding.message}\n" for finding in overlay.findings)
    assert_golden(FOLDER / "captions" / "scripts-marker.ass", told + overlay.ass_text)
