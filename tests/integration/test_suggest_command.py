"""``clipper suggest`` on the sample: what it suggests, with its sound and without, and that it can be cut."""

from __future__ import annotations

import json
import shlex
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from tests.command_line import run_clipper
from tests.sample import true_rows

pytestmark = pytest.mark.integration

PAUSE_MS = 120


def test_passages_begin_and_end_in_true_pauses(workplace: Path) -> None:
    done = run_clipper("suggest", workplace / "interview.json", "--json", "--count", "9")
    assert done.code == 0, done.err
    printed = json.loads(done.out)
    assert printed["with_sound"]
    found, truth = printed["suggestions"], true_rows()
    assert len(found) >= 3
    for one in found:
        first, end = one["first_word"], one["end_word"]
        assert 10_000 <= one["source_end_ms"] - one["source_start_ms"] <= 60_000
        before = [int(str(row["end_ms"])) for row in truth[:first] if row.get("end_ms") is not None]
        after = [int(str(row["start_ms"])) for row in truth[end:] if row.get("start_ms") is not None]
        assert int(str(truth[first]["start_ms"])) - max(before, default=-PAUSE_MS) >= PAUSE_MS
        assert min(after, default=10**9) - int(str(truth[end - 1]["end_ms"])) >= PAUSE_MS
        assert one["score"] == pytest.approx(sum(reason["points"] for reason in one["reasons"]), abs=0.01)
    spans = sorted((one["source_start_ms"], one["source_end_ms"]) for one in found)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_the_line_to_paste_cuts_the_words_that_were_shown(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workplace)
    done = run_clipper("suggest", "interview.json", "--count", "1", "--max", "15", "-o", "suggested.txt", "--force")
    assert done.code == 0, done.err
    assert done.err == "wrote suggested.txt\n"
    _, words, *_, line = done.out.splitlines()
    _, *pasted = shlex.split(line)
    cut = run_clipper(*pasted, "--format", "m4a", "--json", "-q", "--force")
    assert cut.code == 0, cut.err
    (clip,) = json.loads(cut.out)["clips"]
    assert clip["found"] == words.strip()
    assert clip["quiet_start"]
    assert clip["quiet_end"]
    listed = run_clipper(
        "cut", "interview.json", "--from-file", "suggested.txt", "-o", "listed.m4a", "--json", "-q", "-f"
    )
    assert listed.code == 0, listed.err
    assert json.loads(listed.out)["clips"][0]["found"] == words.strip()


def test_without_the_recording_it_judges_the_text_and_says_so(workplace: Path, tmp_path: Path) -> None:
    shutil.copy(workplace / "interview.json", tmp_path / "alone.json")
    done = run_clipper("suggest", tmp_path / "alone.json", "--speaker", "wren")
    assert done.code == 0, done.err
    assert done.out.startswith("1. ")
    assert "judged by text and times only, not by the voice" in done.err


def test_a_file_that_exists_is_not_overwritten(workplace: Path, tmp_path: Path) -> None:
    kept = tmp_path / "mine.txt"
    kept.write_text("mine", "utf-8")
    done = run_clipper("suggest", workplace / "interview.json", "-o", kept)
    assert done.code != 0
    assert "exists already" in done.err
    assert kept.read_text("utf-8") == "mine"
