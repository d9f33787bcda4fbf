"""Every point of the check list for subtitles that a file alone can break, each with a file that breaks it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line import run_clipper

ERROR, WARNING = "error", "warning"


def srt(*cues: str) -> str:
    """A SubRip file of cues: "1.000 3.000 text|second line"."""
    blocks = []
    for number, cue in enumerate(cues, start=1):
        start, end, text = cue.split(" ", 2)
        times = " --> ".join("00:00:" + time.replace(".", ",").rjust(6, "0") for time in (start, end))
        blocks.append(f"{number}\n{times}\n" + text.replace("|", "\n") + "\n")
    return "\n".join(blocks)


def vtt(*blocks: str) -> str:
    return "\n\n".join(("WEBVTT", *blocks)) + "\n"


HEAD = "00:01.000 --> 00:03.000"
LIST = [
    (1, srt("2.000 2.000 Hi."), (), "cue-runs-backwards", ERROR),
    (1, srt("5.000 7.000 Come in.", "1.000 3.000 Hi."), (), "cues-out-of-order", ERROR),
    (2, srt("1.000 3.000 Come in.", "2.000 4.000 Hi."), (), "cues-overlap", ERROR),
    (3, srt("1.000 1.800 Hi."), (), "cue-too-short", ERROR),
    (3, srt("1.000 2.000 It was not me."), ("--profile", "bbc"), "cue-too-short", ERROR),
    (4, srt("1.000 8.100 Hi."), (), "cue-too-long", ERROR),
    (5, srt("1.000 2.000 Nobody had heard the story."), (), "cue-too-fast", ERROR),
    (6, srt("1.000 3.000 It is not so far to go on."), ("--profile", "bbc"), "cue-too-fast", ERROR),
    (6, srt("1.000 3.000 It is not so far to go."), ("--profile", "bbc"), "cue-too-fast", WARNING),
    (7, srt("1.000 5.000 Nobody in the whole town had heard the story."), (), "cue-too-wide", ERROR),
    (8, srt("1.000 5.000 Nobody had|heard|the story."), (), "cue-has-too-many-lines", ERROR),
    (9, srt("1.000 3.000 Come in.", "3.040 5.000 Hi."), (), "gap-too-small", ERROR),
    (10, srt("1.000 3.000 Come in.", "3.300 5.000 Hi."), (), "gap-not-closed", WARNING),
    (11, srt("1.000 3.000 Come in.", "3.700 5.000 Hi."), ("--profile", "bbc"), "gap-not-closed", WARNING),
    (16, srt("1.000 3.000 We went|up there."), (), "could-be-one-line", WARNING),
    (17, srt("1.000 5.000 Nobody in the whole town had heard the|story of it."), (), "bad-line-break", WARNING),
    (17, srt("1.000 5.000 Nobody had heard of it at all when Mr.|Bell came in."), (), "name-split", WARNING),
    (18, srt("1.000 5.000 Nobody had heard the story of Ada|Lovelace at all."), (), "name-split", WARNING),
    (19, srt("1.000 5.000 Nobody had heard that long old story,|had they?"), (), "lines-unbalanced", WARNING),
    (19, srt("1.000 5.000 Nobody had|ever heard the story of the lighthouse."), (), "short-top-line", WARNING),
    (20, vtt(f"{HEAD}\n<v Ada>Come in.</v>\n<v Bob>Thanks.</v>"), (), "speakers-without-dashes", ERROR),
    (20, vtt(f"{HEAD}\n<v Ada>Come in.</v> <v Bob>Hi.</v>"), (), "speakers-on-one-line", ERROR),
    (20, srt("1.000 3.000 ADA: Come in. BOB: Thanks."), (), "speakers-on-one-line", ERROR),
    (21, srt("1.000 3.000 ADA: Come in.|BOB: Thanks."), ("--profile", "bbc"), "too-many-speakers", WARNING),
    (
        22,
        srt(
            "1.000 3.000 They took the lamp",
            "3.083 7.000 and left it on the stairs. But when the",
            "7.083 9.000 sun came up",
        ),
        (),
        "sentences-torn",
        WARNING,
    ),
    (23, srt("1.000 3.000 Well... no."), (), "three-dots", WARNING),
    (23, srt("1.000 3.000 Come  in."), (), "space-run", WARNING),
    (23, vtt(f"{HEAD}\n<i></i>"), (), "cue-is-empty", WARNING),
    (23, srt("1.000 3.000 Come\x07 in."), (), "control-character", WARNING),
    (23, srt("1.000 3.000 <i>Come in."), (), "tag-unclosed", WARNING),
    (25, srt("1.000 3.000 Caf\udce9."), (), "not-utf-8", ERROR),
    (25, vtt(f"{HEAD}\nCome\x00 in."), (), "character-lost", ERROR),
    (25, vtt(f"a\n{HEAD}\nCome in.", "a\n00:04.000 --> 00:06.000\nHi."), (), "id-repeated", ERROR),
    (25, vtt(f"{HEAD}\nTom & Ada"), (), "bad-escape", ERROR),
    (25, srt("1.000 3.000 From here --> there."), (), "arrow-in-text", ERROR),
    (25, vtt(f"{HEAD}\nCome in.", "and sit down."), (), "text-outside-cue", ERROR),
    (26, vtt(f"{HEAD}\nCome <00:02.500>in, <00:02.000>you."), (), "word-times-wrong", ERROR),
    (26, vtt(f"{HEAD}\nCome <00:03.500>in."), (), "word-times-wrong", ERROR),
    (27, "1\n00:00:01,5 --> 00:00:03,000\nCome in.\n", (), "read-otherwise", ERROR),
]


@pytest.mark.parametrize(("text", "options", "code", "severity"), [row[1:] for row in LIST])
def test_a_file_that_breaks_a_point_of_the_list_is_told(
    tmp_path: Path, text: str, options: tuple[str, ...], code: str, severity: str
) -> None:
    path = tmp_path / "talk.srt"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    done = run_clipper("check", path, *options, "--json")
    (fields,) = json.loads(done.out)["files"]
    told = [(one["code"], one["severity"]) for one in fields["findings"]]
    assert (code, severity) in told
    assert done.code == (13 if ERROR in {severity for _, severity in told} else 0)


def test_the_list_is_whole() -> None:
    """Points 12 to 15 need a recording, and are broken elsewhere; 24 is about words of ours, and a law of fixing."""
    assert {row[0] for row in LIST} == set(range(1, 28)) - {12, 13, 14, 15, 24}
