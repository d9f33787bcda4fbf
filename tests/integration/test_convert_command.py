"""``clipper convert`` as a user runs it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from clipper.cues import parse_subtitles
from tests.command_line import CLIPPER, run_clipper
from tests.integration.conftest import AlignedSample

pytestmark = pytest.mark.integration

VTT = """WEBVTT

NOTE reviewed

00:00:01.000 --> 00:00:02.500 line:0
<v Ada>Who goes <i>there?</i>

00:00:02.600 --> 00:00:04.000
<v Milo>Only <c.loud>me</c>.

00:00:5.000 --> 00:00:06.000
a broken one
"""


@pytest.fixture
def vtt(tmp_path: Path) -> Path:
    path = tmp_path / "talk.vtt"
    path.write_text(VTT, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["a.ass", "a.ttml", "a.vtt", "a.srt"])
def test_cues_texts_and_times_survive_a_conversion(vtt: Path, name: str) -> None:
    done = run_clipper("convert", vtt, vtt.with_name(name))
    assert done.code == 0, done.err
    track = parse_subtitles(vtt.with_name(name).read_text("utf-8"), source=name)
    names = ("Ada: ", "Milo: ") if name == "a.srt" else ("", "")
    assert [(cue.start_ms, cue.end_ms, cue.text) for cue in track.cues] == [
        (1_000, 2_500, f"{names[0]}Who goes there?"),
        (2_600, 4_000, f"{names[1]}Only me."),
    ]
    assert "line 11: these times cannot be read; the cue is left out" in done.err
    assert f"2 cues read as vtt, 2 cues written as {name[2:]}" in done.err


def test_what_becomes_turns_is_not_told_as_cues_lost(tmp_path: Path) -> None:
    path = tmp_path / "talk.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:02,000\nCome\n\n2\n00:00:02,000 --> 00:00:03,000\nin.\n", "utf-8")
    for options, told in (((), "1 turn written as txt"), (("--to", "srt"), "2 cues written as srt")):
        done = run_clipper("convert", path, tmp_path / f"out{len(options)}.txt", *options)
        assert f"2 cues read as srt, {told}\n" in done.err


def test_the_report_says_what_was_lost(vtt: Path) -> None:
    done = run_clipper("convert", vtt, vtt.with_name("a.srt"), "--json")
    fields = json.loads(done.out)
    assert (fields["read"], fields["written"], fields["encoding"]) == (2, 2, "utf-8")
    assert {finding["code"] for finding in fields["findings"]} == {
        "not-read",
        "voices-as-text",
        "not-held-classes",
        "not-held-notes",
    }


def test_a_transcript_comes_of_subtitles(vtt: Path) -> None:
    done = run_clipper("convert", vtt, "-", "--to", "md", "-q")
    assert done.out == "**Ada** (0:01)\n\nWho goes there?\n\n**Milo** (0:02)\n\nOnly me.\n"


def test_an_old_encoding_is_guessed_aloud_or_named(tmp_path: Path) -> None:
    old, text = tmp_path / "old.srt", "1\n00:00:01,000 --> 00:00:02,000\nDobrý večer\n"
    old.write_bytes(text.encode("cp1250"))
    done = run_clipper("convert", old, tmp_path / "guessed.vtt")
    assert "it is not Unicode, and was read as cp1252" in done.err
    assert "--encoding" in done.err
    assert run_clipper("convert", old, tmp_path / "named.vtt", "--encoding", "cp1250").code == 0
    assert "Dobrý večer" in (tmp_path / "named.vtt").read_text("utf-8")
    assert run_clipper("convert", old, tmp_path / "x.vtt", "--encoding", "klingon").code == 2


def test_nothing_is_overwritten_that_clipper_did_not_write(vtt: Path) -> None:
    mine = vtt.with_name("mine.srt")
    mine.write_text("mine", encoding="utf-8")
    done = run_clipper("convert", vtt, mine)
    assert done.code == 2
    assert "exists already" in done.err
    assert mine.read_text("utf-8") == "mine"
    assert run_clipper("convert", vtt, mine, "--force").code == 0
    assert run_clipper("convert", vtt, mine).code == 0
    assert run_clipper("convert", vtt, vtt, "--force").code == 2


@pytest.mark.parametrize(
    ("name", "text", "code", "why"),
    [
        ("a.srt", "just a text\n", 3, "a.srt:1: no cue can be read"),
        ("a.ttml", '<!DOCTYPE x [<!ENTITY a "b">]><tt/>', 3, "document type"),
        ("a.json", '{"segments": [{"body": 1}]}', 3, "segment 1"),
        ("a.vtt", "WEBVTT\n\n00:02.000 --> 00:01.000\nback\n", 2, "no cue with a text and a time"),
    ],
)
def test_what_cannot_be_read_is_refused_in_plain_words(
    tmp_path: Path, name: str, text: str, code: int, why: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    done = run_clipper("convert", tmp_path / name, tmp_path / "out.srt")
    assert done.code == code
    assert why in done.err
    assert not (tmp_path / "out.srt").exists()


def test_a_format_must_be_told(vtt: Path) -> None:
    done = run_clipper("convert", vtt, vtt.with_name("out.json"))
    assert done.code == 2
    assert "does not tell a format" in done.err
    assert run_clipper("convert", vtt, vtt.with_name("out.json"), "--to", "podcast-json").code == 0
    assert json.loads(vtt.with_name("out.json").read_text("utf-8"))["segments"][0]["speaker"] == "Ada"


def test_options_for_reading_a_subtitle_file_are_refused_for_an_alignment(
    aligned: AlignedSample, tmp_path: Path
) -> None:
    done = run_clipper("convert", aligned.document, tmp_path / "a.vtt", "--encoding", "cp1250")
    assert done.code == 2
    assert "Leave out --from and --encoding." in done.err


@pytest.mark.parametrize("encoding", ["base64", "rot13", "nothing", "utf-16\x00"])
def test_what_is_no_encoding_is_told(vtt: Path, encoding: str) -> None:
    done = run_clipper("convert", vtt, vtt.with_name("a.srt"), "--encoding", encoding)
    assert done.code == 2
    assert f"{encoding} is no encoding" in done.err


def test_a_wrong_encoding_asks_for_another(vtt: Path) -> None:
    vtt.write_bytes(vtt.read_bytes() + "\xe9".encode("cp1252"))
    done = run_clipper("convert", vtt, vtt.with_name("a.srt"), "--encoding", "utf-8")
    assert done.code == 3
    assert done.err.endswith("\nName another encoding.\n")


def test_a_cue_is_told_why_it_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    cues = "-00:00:01,000 --> 00:00:02,000", "00:00:03,000 --> 00:00:02,000", "00:00:04,000 --> 00:00:05,000"
    path.write_text("".join(f"{n}\n{times}\nCome in.\n\n" for n, times in enumerate(cues, start=1)), "utf-8")
    told = run_clipper("convert", path, tmp_path / "a.vtt").err
    assert "cue 1: vtt does not hold a cue that begins before the recording: left out" in told
    assert "cue 2: vtt does not hold a cue that ends before it begins: left out" in told
    assert "3 cues read as srt, 1 cue written as vtt" in told


def test_a_page_is_no_subtitle_file(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_text("<!DOCTYPE html><html><body>No</body></html>", "utf-8")
    assert "a.srt: this is a web page" in run_clipper("convert", path, tmp_path / "a.vtt").err


def test_what_is_piped_in_is_converted_and_checked(vtt: Path) -> None:
    for arguments, told in ((("convert", "-", "-", "--to", "srt"), b"Ada: Who goes"), (("check", "-"), b"-: 2 cues")):
        done = subprocess.run([*CLIPPER, *arguments], input=vtt.read_bytes(), capture_output=True, check=False)
        assert told in done.stdout, done.stderr


def test_an_unknown_extension_names_the_option_of_this_command(vtt: Path) -> None:
    assert "or --to." in run_clipper("convert", vtt, vtt.with_name("a.doc")).err
