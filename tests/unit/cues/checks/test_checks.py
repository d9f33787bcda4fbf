from __future__ import annotations

from dataclasses import replace

import pytest

from clipper.cues import NETFLIX_EN, check_cues, load_profile, segment_cues
from clipper.cues.checks import RULES
from clipper.model import Cue, CueFinding, CueTrack, Run, Severity
from tests.unit.cues.conversation import align


def cue(start_ms: int, end_ms: int, *lines: str) -> Cue:
    return Cue(start_ms=start_ms, end_ms=end_ms, lines=tuple((Run(text=line),) for line in lines))


def voiced(start_ms: int, end_ms: int, *lines: tuple[tuple[str, str], ...]) -> Cue:
    rows = tuple(tuple(Run(text=text, speaker=name) for name, text in line) for line in lines)
    return Cue(start_ms=start_ms, end_ms=end_ms, lines=rows)


def check(*cues: Cue, profile: str = "netflix-en", language: str = "en") -> tuple[CueFinding, ...]:
    return check_cues(CueTrack(cues=cues, language=language), load_profile(profile))


GOOD = cue(0, 2_000, "Come in.")


@pytest.mark.parametrize(
    ("cues", "code", "value", "limit"),
    [
        ((cue(0, 2_000, "x" * 41),), "cue-too-fast", 20.5, 20),
        ((cue(0, 833, "Hi"),), "cue-too-short", 833, 834),
        ((cue(0, 7_001, "Hi"),), "cue-too-long", 7_001, 7_000),
        ((cue(0, 5_000, "x" * 43),), "cue-too-wide", 43, 42),
        ((cue(0, 5_000, "a" * 20, "b" * 20, "c" * 20),), "cue-has-too-many-lines", 3, 2),
        ((cue(-10, 2_000, "Hi"),), "time-is-negative", -10, 0),
        ((cue(2_000, 2_000, "Hi"),), "cue-runs-backwards", 0, 1),
        ((GOOD, cue(1_999, 4_000, "Hi")), "cues-overlap", -1, 0),
        ((GOOD, cue(2_082, 4_000, "Hi")), "gap-too-small", 82, 83),
        ((cue(3_000, 4_000, "Hi"), GOOD), "cues-out-of-order", 0, 3_000),
        ((voiced(0, 3_000, (("Ada", "Come in."),), (("Bob", "Thanks."),)),), "speakers-without-dashes", 0, 2),
        ((cue(0, 3_000, "Come in.", "-Thanks."),), "speakers-without-dashes", 1, 2),
        ((cue(0, 3_000, "-Come in. -Thanks.", "-Sit down."),), "speakers-on-one-line", "-Come in. -Thanks.", 1),
    ],
)
def test_a_broken_limit_is_an_error_with_its_cue_and_its_figures(
    cues: tuple[Cue, ...], code: str, value: float | str | None, limit: float | str | None
) -> None:
    (finding,) = (one for one in check(*cues) if one.severity is Severity.ERROR)
    assert (finding.code, finding.value, finding.limit) == (code, value, limit)
    assert finding.where.startswith(f"cue {len(cues)} at ")
    assert (finding.cue, finding.time_ms) == (len(cues), cues[-1].start_ms)
    assert finding.message
    assert finding.remedy
    assert finding.rule
    assert finding.source


def test_a_cue_over_any_earlier_one_is_told_wherever_that_stands() -> None:
    long, short = cue(0, 6_900, "A long one."), cue(1_000, 2_000, "Second.")
    late = cue(4_000, 5_000, "Third.")

    def overlaps(*cues: Cue) -> list[tuple[int | None, int | float | str | None]]:
        return [(one.cue, one.value) for one in check(*cues) if one.code == "cues-overlap"]

    assert overlaps(long, short, late) == [(2, -5_900), (3, -2_900)]
    assert overlaps(late, long) == [(1, -2_900)]
    assert overlaps(late, short) == []


def test_a_cue_without_a_length_is_told_in_plain_words() -> None:
    told = {end: check(cue(2_000, end, "Hi"))[0].message for end in (2_000, 1_500)}
    assert told == {2_000: "ends the moment it begins", 1_500: "ends 500 ms before it begins"}


@pytest.mark.parametrize(
    ("cues", "code"),
    [
        ((GOOD, cue(2_125, 4_000, "Hi there.")), "gap-not-closed"),
        ((GOOD, cue(2_499, 4_000, "Hi there.")), "gap-not-closed"),
        ((cue(0, 3_000, "We went", "up there."),), "could-be-one-line"),
        ((cue(0, 5_000, "Nobody in the whole town had heard the", "story of the old lighthouse."),), "bad-line-break"),
        ((cue(0, 5_000, "Nobody had ever heard the story of Ada", "Lovelace and her engine."),), "name-split"),
        ((cue(0, 2_000, "Nobody had heard the"), cue(2_083, 4_000, "story of it.")), "bad-cue-break"),
        ((cue(0, 5_000, "Nobody had heard that long old story,", "had they?"),), "lines-unbalanced"),
        ((cue(0, 5_000, "Nobody had", "ever heard the story of the lighthouse."),), "short-top-line"),
        ((cue(0, 4_000, "and left it there. But when the"), cue(4_083, 6_000, "sun came up")), "sentences-torn"),
        ((cue(0, 3_000, "Well... no."),), "three-dots"),
        ((cue(0, 5_000),), "cue-is-empty"),
    ],
)
def test_a_wish_that_is_not_kept_is_a_warning(cues: tuple[Cue, ...], code: str) -> None:
    assert code in {one.code for one in check(*cues) if one.severity is Severity.WARNING}
    assert not [one for one in check(*cues) if one.severity is Severity.ERROR]


@pytest.mark.parametrize(
    "cues",
    [
        (GOOD, cue(2_083, 4_183, "X" * 42)),
        (GOOD, cue(2_084, 4_000, "Hi there.")),  # two frames, rounded up
        (GOOD, cue(2_500, 4_000, "Hi there.")),
        (cue(0, 3_000, "-Come in.", "-Thanks."),),
        (voiced(0, 3_000, (("Ada", "-Come in."),), (("Bob", "-Thanks."),)),),
        (voiced(0, 3_000, (("Ada", "Ada: Come in."),), (("Bob", "-Thanks."),)),),
        (cue(0, 5_000, "Nobody in the whole town had heard", "the story of the old lighthouse."),),
        (cue(0, 3_000, "Yes. We did. I think so."),),
        (cue(0, 3_000, "Tobias Wrenfield:", "nobody in town had heard the story."),),
        (cue(0, 5_000, "สวัสดีครับผมชื่อสมชายยินดีที่ได้รู้จัก", "และหวังว่าเราจะได้ทำงานร่วมกันอีกในวันหน้า"),),
        (cue(0, 2_000, "Nobody had heard the"), cue(9_000, 11_000, "Come in.")),
        (cue(0, 7_000, "X" * 41 + "."), cue(7_200, 9_000, "Come in.")),  # it may not stay any longer
    ],
)
def test_good_cues_have_no_findings(cues: tuple[Cue, ...]) -> None:
    assert check(*cues) == ()


def test_a_profile_sets_the_limits_and_is_named_as_the_source() -> None:
    two = (GOOD, cue(2_800, 5_800, "Nobody had heard the old story again."))
    assert check(*two) == ()
    (finding,) = check(*two, profile="bbc")
    assert (finding.code, finding.limit) == ("gap-not-closed", 1_000)
    assert finding.source.startswith("bbc: chain_below_ms; ")
    finding = check(cue(0, 2_000, "Nobody there,", "because nobody had heard of it."), profile="dcmp")[0]
    assert (finding.code, finding.value, finding.limit, finding.unit) == ("cue-too-fast", 240, 160, "words/min")
    assert finding.severity is Severity.ERROR


def test_two_speakers_in_a_cue_are_the_bbcs_concern() -> None:
    dialogue = cue(0, 3_000, "-Come in.", "-Thanks.")
    assert check(dialogue) == ()
    assert [one.code for one in check(dialogue, profile="bbc")] == ["too-many-speakers"]


def test_some_languages_put_the_dash_below_only() -> None:
    dialogue = cue(0, 3_000, "Kom binnen.", "-Dank je.")
    assert check(dialogue, language="nl") == ()
    assert [one.code for one in check(dialogue)] == ["speakers-without-dashes"]


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        (("Ada: Come in.", "Bob: Thanks."), ["too-many-speakers"]),
        (("MAN (on phone): Come in.", "Thanks."), []),
        (("Come in.", "BOB: Thanks."), ["too-many-speakers"]),
        (("Come in.", ">> Thanks."), ["too-many-speakers"]),
        ((">> Ada: Come in.", ">> Bob: Thanks."), ["too-many-speakers"]),
        (("Ada: Come in. Bob: Thanks.",), ["speakers-on-one-line"]),
        ((">> Come in. >> Thanks.",), ["speakers-on-one-line"]),
        (("It opens at nine: Come in.",), []),
        (("Remember this: it was closed,", "and the Sun: a star."), []),
        (("The show is called Home: Sweet, and I like it.",), []),
    ],
)
def test_speakers_are_told_by_names_and_chevrons_too(lines: tuple[str, ...], codes: list[str]) -> None:
    found = {one.code for one in check(cue(0, 6_000, *lines), profile="bbc")}
    assert found & {"too-many-speakers", "speakers-on-one-line", "speakers-without-dashes"} == set(codes)
    if "too-many-speakers" in codes:
        assert "could-be-one-line" not in found


@pytest.mark.parametrize(("wpm", "severity"), [(180, None), (200, Severity.WARNING), (226, Severity.ERROR)])
def test_words_a_minute_warn_before_they_fail(wpm: int, severity: Severity | None) -> None:
    fast = cue(0, 60_000 * 6 // wpm, "Yes we can all go there.")
    found = [one.severity for one in check(fast, profile="bbc") if one.code == "cue-too-fast"]
    assert found == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("start_ms", "end_ms", "codes"),
    [
        (2_000, 4_000, []),  # on the cut
        (2_042, 4_000, ["cue-near-cut"]),  # a frame behind it
        (2_500, 4_000, ["cue-near-cut"]),  # twelve frames
        (2_542, 4_000, []),
        (1_958, 4_000, ["cue-near-cut"]),  # a frame before the cut that it outlives
        (1_500, 4_000, []),
        (1_541, 4_000, ["cue-near-cut"]),
        (500, 1_917, []),  # two frames before it
        (500, 1_875, ["cue-near-cut"]),
        (500, 1_500, ["cue-near-cut"]),
        (500, 1_458, []),
        (500, 2_042, ["cue-near-cut"]),
        (500, 2_500, []),
        (1_000, 1_959, ["cue-ends-on-cut"]),
        (1_700, 3_000, ["cue-near-cut"]),
    ],
)
def test_cues_keep_out_of_the_zones_around_a_cut(start_ms: int, end_ms: int, codes: list[str]) -> None:
    track = CueTrack(cues=(cue(start_ms, end_ms, "Come in."),))
    found = check_cues(track, shots_ms=(2_000,))
    assert [one.code for one in found] == codes
    assert check_cues(track) == ()
    severities = {"cue-near-cut": Severity.WARNING, "cue-ends-on-cut": Severity.ERROR}
    assert [one.severity for one in found] == [severities[code] for code in codes]


@pytest.mark.parametrize(("end_ms", "is_wrong"), [(1_916, False), (1_959, True), (2_000, True), (2_042, False)])
def test_a_cue_ends_two_frames_before_a_cut(end_ms: int, is_wrong: bool) -> None:
    track = CueTrack(cues=(cue(0, end_ms, "Come in."),))
    found = [one.code for one in check_cues(track, shots_ms=(700, 2_000, 9_000))]
    assert found.count("cue-ends-on-cut") == is_wrong
    assert check_cues(track) == ()


def test_fast_speech_keeps_its_text_and_is_told() -> None:
    words = "nobody had told us anything about the weather that morning"
    track = segment_cues(align(("Ada", f"{words} and {words}."), per_character_ms=30))
    assert " ".join(one.text.replace("\n", " ") for one in track.cues) == f"{words} and {words}."
    assert {one.code for one in check_cues(track) if one.severity is Severity.ERROR} == {"cue-too-fast"}


def test_every_limit_that_a_rule_names_is_one_of_the_profile() -> None:
    for rule in RULES:
        assert not rule.key or hasattr(NETFLIX_EN, rule.key), rule.code
        assert rule.key or rule.source, rule.code


def test_a_track_that_is_not_read_from_a_file_can_be_told_by_its_cues() -> None:
    track = CueTrack(cues=(GOOD, replace(GOOD, start_ms=5_000, end_ms=5_500)))
    (finding,) = check_cues(track)
    assert finding.where == "cue 2 at 00:00:05.000"
