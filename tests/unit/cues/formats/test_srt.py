from __future__ import annotations

import pytest

from clipper.cues import SubtitleFormat, format_srt, parse_srt, verify_written
from clipper.errors import TranscriptError
from clipper.model import Cue, CueTrack, Run


def track_of(*texts: str, settings: str = "") -> CueTrack:
    return CueTrack(
        cues=tuple(
            Cue(
                start_ms=1_000 * number,
                end_ms=1_000 * number + 900,
                lines=tuple((Run(text=line),) for line in text.split("\n")),
                settings=settings,
            )
            for number, text in enumerate(texts, start=1)
        )
    )


def read(text: str) -> list[tuple[int, int, str]]:
    return [(cue.start_ms, cue.end_ms, cue.text) for cue in parse_srt(text, source="talk.srt").cues]


def test_a_cue_is_written_as_number_times_and_text() -> None:
    assert format_srt(track_of("We left\nat night.")) == "1\n00:00:01,000 --> 00:00:01,900\nWe left\nat night.\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "7",
        "7\n00:00:05,000 --> 00:00:06,000",
        "00:00:05,000 -> 00:00:06,000",
        "2\n00:00:05.000 --> 00:00:06.000\nforged",
        "a --> b",
        "<i>not italic</i> and < b >",
        "{\\an8}not on top",
        "x < y > z & c",
        "<font color=red>",
        "</i>",
        "42\n43\n44",
    ],
)
def test_text_that_looks_like_the_format_stays_text(text: str) -> None:
    track = track_of(text, "next", text)
    written = format_srt(track)
    assert parse_srt(written, source="talk.srt") == track
    verify_written(written, track, SubtitleFormat.SRT)


@pytest.mark.parametrize(
    "lines",
    [
        "00:00:01,500 --> 00:00:02,000",
        "0:00:01,5 --> 0:00:02,0",
        "00:00:01.500 --> 00:00:02",
        "00:01,50 -> 00:02,00",
        "  00 : 00 : 01 , 500  -->  00:00:02,000  X1:63 X2:223 Y1:43 Y2:58",
        "00：00：01，500 --> 00：00：02，000",
        "00:00:01,5004 --> 00:00:01,9996",
    ],
)
def test_times_are_read_as_they_are_found(lines: str) -> None:
    assert read(f"1\n{lines}\nHi\n") == [(1_500, 2_000, "Hi")]


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("00:00:01,000 --> 00:00:02,000\nno number\n", ["no number"]),
        ("00:00:01,000 --> 00:00:02,000\n1984\n00:00:03,000 --> 00:00:04,000\nb\n", ["1984", "b"]),
        ("1\n00:00:01,000 --> 00:00:02,000\na\n2\n00:00:03,000 --> 00:00:04,000\nb\n", ["a", "b"]),
        (
            "1\n00:00:01,000 --> 00:00:02,000\na\n\nafter a blank line\n\n2\n00:00:03 --> 00:00:04\n",
            ["a\nafter a blank line", ""],
        ),
        ("1\n\n00:00:01,000 --> 00:00:02,000\na\n\n2\n\n00:00:03,000 --> 00:00:04,000\nb\n", ["a", "b"]),
        (
            "1\n00:00:01,000 --> 00:00:02,000\na\n\n2\nno time line\n\n3\n00:00:03 --> 00:00:04\nc\n",
            ["a\nno time line", "c"],
        ),
        ("1\r\n00:00:01,000 --> 00:00:02,000\r\nin 1984\r\n1984\r\n", ["in 1984\n1984"]),
        ("1\r00:00:01,000 --> 00:00:02,000\ra\rb\r", ["a\nb"]),
    ],
)
def test_broken_files_are_read_as_players_do(text: str, cues: list[str]) -> None:
    assert [cue for _, _, cue in read(text)] == cues


def test_tags_become_style_and_placement_becomes_settings() -> None:
    (cue,) = parse_srt(
        "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<i>Come <b>in</b></i> <font color='#ff0000'>now</font>\n", source="a"
    ).cues
    assert cue.settings == "{\\an8}"
    assert [(run.text, sorted(run.style)) for run in cue.lines[0]] == [
        ("Come ", ["i"]),
        ("in", ["b", "i"]),
        (" now", []),
    ]


def test_placement_is_written_back() -> None:
    track = track_of("on top", settings="{\\an8}")
    assert parse_srt(format_srt(track), source="a") == track


def test_a_file_without_a_time_line_is_refused_with_a_remedy() -> None:
    with pytest.raises(TranscriptError, match=r"talk.srt:1: .*time line") as refused:
        parse_srt("Just some words\n", source="talk.srt")
    assert "00:00:01,000 --> 00:00:02,500" in refused.value.remedy


@pytest.mark.parametrize("text", ["two\rlines", "nul\0", "bell\a", " "])
def test_what_no_file_can_hold_is_a_bug(text: str) -> None:
    with pytest.raises(ValueError, match="cue 1 cannot be written"):
        format_srt(track_of(text))


@pytest.mark.parametrize(
    "hostile", ["<" * 50_000, "<i>x" * 10_000, "{\\" * 50_000, "< " * 50_000, "0" * 50_000 + " --> ", "1\n" * 50_000]
)
def test_hostile_text_is_read_in_linear_time(hostile: str) -> None:
    assert len(read(f"1\n00:00:01,000 --> 00:00:02,000\n{hostile}\n")) == 1


def test_what_is_passed_over_is_told_by_line() -> None:
    text = "Title\n\n1\n00:00:01,000 --> 00:00:02,000\n<font color=red>a</font>\n\n2\nhalf a cue\n0x:00:05,0 --> 1:0\n"
    assert [(finding.where, finding.message) for finding in parse_srt(text, source="a").passed_over] == [
        ("line 1", "text before the first time line; left out: Title"),
        ("line 7", "a number without a time line; what follows is kept as text of the cue before: 2"),
        ("line 9", "like a time line, but not readable as one; kept as text: 0x:00:05,0 --> 1:0"),
        ("the whole file", "markup was left out, its text kept: <font> (1)"),
    ]
