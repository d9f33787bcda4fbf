from __future__ import annotations

from dataclasses import replace

import pytest

from clipper.cues import NETFLIX_EN, SpeakerLabels, check_cues, load_profile, segment_cues
from clipper.model import CueTrack
from tests.unit.cues.conversation import align

TALK = align(("Ada", "_2000 Did you see it?"), ("Bob", "Yes."), ("Ada", "And then we all went home again that night."))


def texts(track: CueTrack) -> list[str]:
    return [cue.text for cue in track.cues]


def test_a_turn_that_is_too_short_alone_shares_a_cue_with_a_dash_each() -> None:
    track = segment_cues(TALK)
    assert texts(track)[0] == "-Did you see it?\n-Yes."
    assert [line[0].speaker for line in track.cues[0].lines] == ["Ada", "Bob"]
    assert track.cues[0].words == tuple(range(5))
    assert "cue-too-short" not in {finding.code for finding in check_cues(track)}
    alone = segment_cues(TALK, replace(NETFLIX_EN, max_speakers=1))
    assert "cue-too-short" in {finding.code for finding in check_cues(alone, NETFLIX_EN)}


def test_labels_take_the_place_of_the_dashes_and_whoever_goes_on_is_named_again() -> None:
    assert texts(segment_cues(TALK, speakers=SpeakerLabels.CHANGE))[:2] == [
        "Ada: Did you see it?\nBob: Yes.",
        "Ada: And then we all went\nhome again that night.",
    ]


@pytest.mark.parametrize(
    "talk",
    [
        align(("Ada", "Did you see it?"), ("Bob", "_900 Yes."), ("Ada", "_900 And then?")),  # time enough for each
        align(("Ada", "Did you see it?"), ("Ada", "Yes."), ("Ada", "And then we all went home.")),  # one person
        align((None, "Did you see it?"), ("Bob", "Yes."), (None, "And then we all went home.")),  # nobody knows who
    ],
)
def test_nobody_shares_a_cue_without_need(talk: object) -> None:
    assert not any(text.startswith("-") for text in texts(segment_cues(talk)))  # type: ignore[arg-type]


def test_the_bbc_does_not_show_two_speakers_together() -> None:
    assert not any("\n-" in text for text in texts(segment_cues(TALK, load_profile("bbc"))))
