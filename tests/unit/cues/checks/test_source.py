from __future__ import annotations

import pytest

from clipper.cues import NETFLIX_EN, SubtitleFormat, check_source, parse_subtitles
from clipper.model import CueFinding

VTT, SRT = SubtitleFormat.VTT, SubtitleFormat.SRT
HEAD = "WEBVTT\n\n"
RICH = "<v Tom &amp; Jerry>Hi <00:00:02.000><i>you</i> &lt;3\nthere</v>"
TIMES = "00:00:01.000 --> 00:00:03.000\n"


def check(text: str, kind: SubtitleFormat = VTT, encoding: str = "utf-8") -> tuple[CueFinding, ...]:
    return check_source(text, kind, parse_subtitles(text, kind, source="f"), NETFLIX_EN, encoding=encoding)


def srt(text: str, number: int = 1) -> str:
    return f"{number}\n00:00:0{number},000 --> 00:00:0{number},900\n{text}\n\n"


@pytest.mark.parametrize(
    ("text", "kind", "code", "cue"),
    [
        (f"{HEAD}{TIMES}Tom & Jerry\n", VTT, "bad-escape", 1),
        (f"{HEAD}{TIMES}1 < 2\n", VTT, "bad-escape", 1),
        (f"{HEAD}{TIMES}Hi\x07there\n", VTT, "control-character", 1),
        (f"{HEAD}{TIMES}Hi  there\n", VTT, "space-run", 1),
        (f"{HEAD}{TIMES}<i>Hi\n", VTT, "tag-unclosed", 1),
        (f"{HEAD}a\n{TIMES}Hi\n\na\n00:00:04.000 --> 00:00:05.000\nHo\n", VTT, "id-repeated", 2),
        (f"{HEAD}{TIMES}Hi\n\nand more\n", VTT, "text-outside-cue", None),
        (f"{HEAD}{TIMES}Hi <00:00:02.500>you <00:00:02.000>there\n", VTT, "word-times-wrong", 1),
        (f"{HEAD}{TIMES}Hi <00:00:03.000>you\n", VTT, "word-times-wrong", 1),
        (f"{HEAD}{TIMES}Hi\n\n00:00:04,000 --> 00:00:05,000\nHo\n", VTT, "time-line-unread", None),
        (srt("Hi\n\nthere"), SRT, "text-outside-cue", 1),
        (srt("<font color=red>Hi"), SRT, "tag-unclosed", 1),
        (srt("Hi --> there"), SRT, "arrow-in-text", 1),
        ("1\n00:00:01,5 --> 00:00:03,000\nHi\n", SRT, "read-otherwise", 1),
    ],
)
def test_what_is_wrong_with_a_file_is_told_with_its_cue(
    text: str, kind: SubtitleFormat, code: str, cue: int | None
) -> None:
    found = [one for one in check(text, kind) if one.code == code]
    assert found
    assert {one.cue for one in found} == {cue}
    assert all(one.rule and one.source and one.message and one.remedy for one in found)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            f"{HEAD}NOTE said & done\n\nSTYLE\n::cue {{ color: red }}\n\nid 1\n{TIMES}{RICH}\n",
            VTT,
        ),
        (srt("Hi there") + srt("<i>Tom & Jerry</i>\n1 < 2", 2), SRT),
    ],
)
def test_a_sound_file_has_no_findings(text: str, kind: SubtitleFormat) -> None:
    assert check(text, kind) == ()


def test_another_encoding_is_told() -> None:
    assert [one.code for one in check(srt("Hi"), SRT, encoding="cp1252")] == ["not-utf-8"]


def test_repeated_numbers_in_subrip_are_a_warning_only() -> None:
    (finding,) = check(srt("Hi") + srt("Ho", 2).replace("2\n", "1\n", 1), SRT)
    assert (finding.code, finding.severity.value, finding.cue) == ("id-repeated", "warning", 2)
