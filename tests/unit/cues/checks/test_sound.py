from __future__ import annotations

import pytest

from clipper.cues import NETFLIX_EN, check_sound
from clipper.model import CueFinding
from tests.unit.cues.heard import Times, hear, read

WORDS = "Nobody had heard it."


def check(
    shown: Times, said: Times | None, *, error_ms: int = 0, missing: tuple[int, ...] = ()
) -> tuple[CueFinding, ...]:
    track, text = read((*shown, WORDS))
    return check_sound(track, hear(track, text, [said], error_ms=error_ms, missing={0: missing}), NETFLIX_EN)


@pytest.mark.parametrize(
    ("shown", "said", "found"),
    [
        ((1_000, 3_000), (1_000, 2_600), []),
        ((1_000, 3_000), (1_083, 2_600), []),
        ((1_000, 3_000), (1_095, 2_600), [("cue-early", "warning", 95)]),
        ((1_000, 3_000), (1_101, 2_600), [("cue-early", "error", 101)]),
        ((1_083, 3_000), (1_000, 2_600), []),
        ((1_500, 3_400), (1_000, 3_000), [("cue-late", "warning", 500)]),
        ((3_100, 5_000), (1_000, 4_600), [("cue-late", "error", 2_100)]),
        ((1_000, 2_600), (1_000, 2_683), []),
        ((1_000, 2_600), (1_000, 2_800), [("cue-leaves-early", "error", 200)]),
        ((1_000, 4_000), (1_000, 2_600), [("cue-lingers", "warning", 1_400)]),
        ((1_000, 4_700), (1_000, 2_600), [("cue-lingers", "error", 2_100)]),
        ((1_000, 3_000), None, [("text-not-spoken", "error", WORDS)]),
    ],
)
def test_a_cue_is_held_to_its_words(shown: Times, said: Times | None, found: list[tuple[str, str, object]]) -> None:
    assert [(one.code, one.severity.value, one.value) for one in check(shown, said)] == found


def test_what_may_be_the_aligners_error_is_no_finding() -> None:
    assert [one.code for one in check((1_500, 3_400), (1_000, 3_000), error_ms=400)] == ["cue-late"]
    assert check((1_500, 3_400), (1_000, 3_000), error_ms=450) == ()


def test_single_words_that_nobody_says_are_named_and_do_not_tell_a_time() -> None:
    (finding,) = check((1_500, 3_000), (1_000, 2_600), missing=(0,))
    assert (finding.code, finding.value, finding.severity.value) == ("words-not-spoken", "Nobody", "warning")


def test_a_cue_may_stay_until_the_next_one_comes() -> None:
    track, text = read((1_000, 3_900, WORDS), (3_983, 6_000, WORDS))
    said: list[Times | None] = [(1_000, 2_600), (3_983, 5_600)]
    assert check_sound(track, hear(track, text, said), NETFLIX_EN) == ()


def test_speech_without_a_cue_is_told_by_its_time() -> None:
    track, text = read((1_000, 3_000, WORDS))
    speech = [(2_000, 3_500), (10_000, 12_000), (20_000, 20_900)]
    alignment = hear(track, text, [(1_000, 2_600)], untranscribed=speech)
    (finding,) = check_sound(track, alignment, NETFLIX_EN)
    assert (finding.code, finding.cue, finding.time_ms, finding.value) == ("speech-without-cue", None, 10_000, 2_000)
    assert finding.where == "the file at 00:00:10.000"


def test_a_text_that_got_the_place_of_another_is_not_spoken() -> None:
    track, text = read((1_000, 3_000, WORDS), (4_000, 6_000, WORDS), (7_000, 9_000, WORDS))
    said: list[Times | None] = [(1_000, 2_600), (4_900, 5_600), (7_000, 8_600)]
    (finding,) = check_sound(track, hear(track, text, said, unsure=[1]), NETFLIX_EN)
    assert (finding.code, finding.cue, finding.value) == ("text-not-spoken", 2, WORDS)


@pytest.mark.parametrize(
    ("shown", "said", "cut", "found"),
    [
        ((1_000, 3_000), (1_400, 2_600), 1_000, []),  # on the cut, the words behind it
        ((1_000, 3_000), (1_160, 2_600), 1_500, []),  # half a second before the cut
        ((1_000, 3_000), (1_160, 2_600), 1_600, ["cue-early"]),  # by no cut
        ((1_000, 3_000), (1_700, 2_600), 1_000, ["cue-early"]),  # from outside the cut's zone
        ((1_000, 3_000), (710, 2_600), 1_000, []),  # on the cut, the words before it
        ((1_000, 2_917), (1_000, 3_200), 3_000, []),  # two frames before the cut
        ((1_000, 3_500), (1_000, 2_800), 3_000, []),  # half a second behind it
        ((1_000, 3_400), (1_000, 2_700), 3_000, ["cue-lingers"]),
    ],
)
def test_an_edge_that_a_cut_has_moved_may_be_as_far_off_as_the_cuts_zone(
    shown: Times, said: Times, cut: int, found: list[str]
) -> None:
    track, text = read((*shown, WORDS))
    findings = check_sound(track, hear(track, text, [said]), NETFLIX_EN, shots_ms=[cut])
    assert [one.code for one in findings] == found
