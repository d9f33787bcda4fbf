"""Every command in the README runs as it stands there, one after the other."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from clipper.cli.main import FINDINGS
from clipper.pipeline.transcript_file import read_transcript_file
from clipper.text import parse_pins
from tests.command_line import run_clipper
from tests.tone_talk import write_tone_talk

ROOT = Path(__file__).parents[2]
COMMANDS = re.findall(r"^ {4}clipper (.+)$", (ROOT / "README.md").read_text("utf-8"), flags=re.MULTILINE)


@pytest.mark.integration
def test_the_readmes_commands_run_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    write_tone_talk(tmp_path)  # talk.txt, talk.wav and wav2vec2/model.onnx, which hears it
    monkeypatch.chdir(tmp_path)
    assert len(COMMANDS) >= 4
    for command in COMMANDS:
        done = run_clipper(*shlex.split(command))
        told = (0, FINDINGS) if command.startswith("check ") else (0,)  # the sample's speakers are fast
        assert done.code in told, f"{command}: {done.err}"
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        "better.srt", "feed.jpg", "feed.manifest.json", "feed.mp4", "feed.srt", "feed.vtt", "interview.TextGrid",
        "interview.ass", "interview.json", "interview.md", "interview.srt", "interview.ttml", "interview.vtt",
        "karaoke.ass", "phone.manifest.json", "phone.mp4", "phone.srt", "phone.vtt", "pinned.json", "podcast.json",
        "quote.manifest.json", "quote.mp4", "quote.srt", "quote.vtt", "quotes.txt", "reel.mp4",
        "reel.srt", "reel.vtt", "repaired.txt", "report.html", "short.srt", "synced.srt", "talk.json", "talk.txt",
        "talk.wav", "tv.vtt", "words.csv",
    ]  # fmt: skip


def test_the_readmes_pins_are_pins_of_the_sample() -> None:
    lines = re.findall(r"^ {4}(.+ @ turn .+)$", (ROOT / "README.md").read_text("utf-8"), flags=re.MULTILINE)
    transcript = read_transcript_file(ROOT / "samples" / "interview.txt").transcript
    ends_ms = [95_000] * len(transcript.words)
    assert len(parse_pins("\n".join(lines), transcript, source="README.md", ends_ms=ends_ms)) == len(lines) >= 3


def test_the_readmes_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"^ {4}make (\w+)", (ROOT / "README.md").read_text("utf-8"), flags=re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target
