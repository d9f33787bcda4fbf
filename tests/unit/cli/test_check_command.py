"""``clipper check`` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from clipper.cli.main import FINDINGS
from tests.command_line import run_clipper
from tests.sample import write_wave

GOOD = "1\n00:00:01,000 --> 00:00:03,000\nNobody had heard the story.\n"
OVERLAP = GOOD + "\n2\n00:00:02,500 --> 00:00:04,500\nHi there.\n"
WISH = "1\n00:00:01,000 --> 00:00:03,000\nWell...\n"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_sound_file_is_told_so(tmp_path: Path) -> None:
    path = write(tmp_path, "a.srt", GOOD)
    done = run_clipper("check", path)
    assert (done.code, done.out, done.err) == (0, f"{path}: 1 cue, no findings\n", "")


def test_a_broken_limit_sets_an_exit_code_of_its_own(tmp_path: Path) -> None:
    done = run_clipper("check", write(tmp_path, "a.srt", OVERLAP))
    assert done.code == FINDINGS == 13
    assert "error cues-overlap: 1 x no two cues at a time (Netflix timing" in done.out
    assert "cue 2 at 00:00:02.500: begins 500 ms before the last cue ends" in done.out


def test_wishes_count_where_one_is_strict(tmp_path: Path) -> None:
    path = write(tmp_path, "a.srt", WISH)
    assert run_clipper("check", path).code == 0
    assert run_clipper("check", path, "--strict").code == FINDINGS


def test_a_file_that_cannot_be_read_does_not_hide_the_others(tmp_path: Path) -> None:
    unread, path = write(tmp_path, "b.srt", "no time line"), write(tmp_path, "a.srt", OVERLAP)
    done = run_clipper("check", tmp_path / "absent.srt", unread, path)
    assert done.code == 2
    assert "absent.srt does not exist" in done.err
    assert f"clipper: {unread}:1: no cue can be read" in done.err
    assert "cues-overlap" in done.out
    assert run_clipper("check", unread, path).code == 3
    assert run_clipper("check", unread).out == ""


def test_json_has_every_finding_with_its_figures(tmp_path: Path) -> None:
    done = run_clipper("check", write(tmp_path, "a.srt", OVERLAP), tmp_path / "absent.srt", "--json")
    first, second = json.loads(done.out)["files"]
    assert (first["cues"], first["errors"], first["warnings"]) == (2, 1, 0)
    (finding,) = first["findings"]
    assert (finding["code"], finding["cue"], finding["time_ms"], finding["value"], finding["limit"]) == (
        "cues-overlap", 2, 2_500, -500, 0,
    )  # fmt: skip
    assert "does not exist" in second["error"]


@pytest.mark.parametrize(
    ("options", "code"),
    [((), 0), (("--profile", "vertical"), FINDINGS), (("--limit", "max_columns=26"), FINDINGS), (("--fps", "25"), 0)],
)
def test_profile_and_limits_are_obeyed(tmp_path: Path, options: tuple[str, ...], code: int) -> None:
    assert run_clipper("check", write(tmp_path, "a.srt", GOOD.replace("Nobody", "Nobody ")), *options).code == code


def test_many_findings_of_a_kind_are_counted(tmp_path: Path) -> None:
    cues = [f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},500\nHi there.\n" for n in range(10, 20)]
    done = run_clipper("check", write(tmp_path, "a.srt", "\n".join(cues)))
    assert "error cue-too-short: 10 x" in done.out
    assert "... and 5 more" in done.out


def test_fixing_writes_a_copy_and_tells_what_is_left(tmp_path: Path) -> None:
    path = write(tmp_path, "a.srt", OVERLAP.replace("Hi there.", "<i>Well...</i>"))
    done = run_clipper("check", path, "--fix")
    assert (done.code, done.err) == (0, f"wrote {tmp_path / 'a.fixed.srt'}\n")
    assert f"{path}: 1 cue retimed, 0 laid out anew\n{tmp_path / 'a.fixed.srt'}: 2 cues, 0 errors" in done.out
    assert "three-dots" in done.out
    fixed = (tmp_path / "a.fixed.srt").read_text("utf-8")
    assert fixed == path.read_text("utf-8").replace("00:00:03,000", "00:00:02,417")
    assert run_clipper("check", path, "--fix", "--json").code == 0  # its own copy may be replaced


def test_a_copy_is_broken_anew_where_it_must_be(tmp_path: Path) -> None:
    text = "Nobody in the whole town had heard the story of the old lighthouse."
    path = write(tmp_path, "a.vtt", f"WEBVTT\n\n00:00:01.000 --> 00:00:05.000 line:0\n<v Ada>{text}\n")
    done = run_clipper("check", path, "--fix", "-o", tmp_path / "b.vtt", "--json")
    assert done.code == 0, done.out
    (fields,) = json.loads(done.out)["files"]
    assert fields["fixed"] == {"retimed": 0, "rebroken": 1, "removed": 0}
    assert fields["written"] == str(tmp_path / "b.vtt")
    written = (tmp_path / "b.vtt").read_text("utf-8")
    assert "line:0\n<v Ada>Nobody in the whole town\nhad heard the story of the old lighthouse." in written


def test_an_output_is_refused_where_it_would_overwrite_or_is_not_one(tmp_path: Path) -> None:
    path = write(tmp_path, "a.srt", OVERLAP)
    assert "input" in run_clipper("check", path, "--fix", "-o", path).err
    assert "needs --fix" in run_clipper("check", path, "-o", tmp_path / "b.srt").err
    (tmp_path / "a.fixed.srt").write_text("mine")
    assert "exists already" in run_clipper("check", path, "--fix").err


def test_an_option_without_effect_is_refused_before_any_work(tmp_path: Path) -> None:
    path = write(tmp_path, "a.srt", OVERLAP)
    assert "it needs --fix" in run_clipper("check", path, "--force").err
    assert "they need --media" in run_clipper("check", path, "--stream", "1").err
    sound = write_wave(tmp_path / "a.wav", np.zeros(16_000, np.int16), 16_000)
    done = run_clipper("check", path, "--media", sound, "--shots")
    assert (done.code, done.out) == (2, "")
    assert "there is no picture whose shots could be found" in done.err


def test_a_rule_can_be_left_out(tmp_path: Path) -> None:
    path = write(tmp_path, "a.srt", OVERLAP)
    done = run_clipper("check", path, "--ignore", "cues-overlap")
    assert (done.code, done.out) == (0, f"{path}: 2 cues, no findings\n")
    done = run_clipper("check", path, "--ignore", "cue-overlap")
    assert done.code == 2
    assert "there is no rule 'cue-overlap'\nDid you mean cues-overlap?" in done.err


def test_the_frame_rate_that_the_cues_tell_is_said(tmp_path: Path) -> None:
    cues = [f"{n}\n00:00:{n:02},040 --> 00:00:{n:02},960\nHi there.\n" for n in range(10, 20)]
    path = write(tmp_path, "a.srt", "\n".join(cues))
    assert run_clipper("check", path).out.startswith(f"{path}: 10 cues at 25 frames a second (told by the cues' times)")
    (fields,) = json.loads(run_clipper("check", path, "--json").out)["files"]
    assert (fields["frame_rate"], fields["frame_rate_by"]) == ("25", "cues")
    (fields,) = json.loads(run_clipper("check", path, "--json", "--fps", "23.976").out)["files"]
    assert (fields["frame_rate"], fields["frame_rate_by"]) == ("23.976", "asked")
