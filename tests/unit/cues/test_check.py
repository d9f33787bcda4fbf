from __future__ import annotations

import pytest

from clipper.cues import check_cues, segment_cues
from clipper.model import Cue, CueTrack, Run
from tests.unit.cues.conversation import align


def cue(start_ms: int, end_ms: int, *lines: str) -> Cue:
    return Cue(start_ms=start_ms, end_ms=end_ms, lines=tuple((Run(text=line),) for line in lines))


GOOD = cue(0, 2_000, "Come in.")


@pytest.mark.parametrize(
    ("cues", "code"),
    [
        ((cue(0, 2_000, "x" * 41),), "cue-too-fast"),
        ((cue(0, 833, "Hi"),), "cue-too-short"),
        ((cue(0, 7_001, "Hi"),), "cue-too-long"),
        ((cue(0, 5_000, "x" * 43),), "cue-too-wide"),
        ((cue(0, 5_000, "a", "b", "c"),), "cue-has-too-many-lines"),
        ((cue(0, 5_000),), "cue-is-empty"),
        ((GOOD, cue(1_999, 4_000, "Hi")), "cues-overlap"),
        ((GOOD, cue(2_082, 4_000, "Hi")), "gap-too-small"),
        ((cue(3_000, 4_000, "Hi"), GOOD), "cues-out-of-order"),
    ],
)
def test_a_broken_limit_is_told_with_its_cue(cues: tuple[Cue, ...], code: str) -> None:
    (finding,) = check_cues(CueTrack(cues=cues))
    assert finding.code == code
    assert finding.where.startswith(f"cue {len(cues)} at 00:00:")
    assert finding.message
    assert finding.remedy


def test_cues_within_the_limits_have_no_findings() -> None:
    exactly = cue(2_083, 4_183, "x" * 42)
    assert check_cues(CueTrack(cues=(GOOD, exactly))) == ()


def test_fast_speech_keeps_its_text_and_is_told() -> None:
    words = "nobody had told us anything about the weather that morning"
    track = segment_cues(align(("Ada", f"{words} and {words}."), per_character_ms=30))
    assert " ".join(one.text.replace("\n", " ") for one in track.cues) == f"{words} and {words}."
    assert {finding.code for finding in check_cues(track)} == {"cue-too-fast"}
