r"""Repaired transcripts that a reader can judge: tests/golden/writers/<case>/before.* and turns.txt -> after.*.

A line of turns.txt is a turn: its time in ms (start, or start-end, or nothing), name, role, and its first words.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from clipper.model import Speaker, Transcript, Turn
from clipper.pipeline.transcript_file import format_transcript_file, parse_transcript_file
from tests.golden.golden_file import assert_golden

CASES = sorted(path.parent for path in (Path(__file__).parent / "writers").glob("*/turns.txt"))


def read_turns(path: Path, transcript: Transcript) -> list[Turn]:
    """The turns that turns.txt gives the words of ``transcript``."""
    words = [word.text for word in transcript.words]
    begun: list[tuple[int, str, Speaker | None]] = []
    at = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        time, name, role, said = (part.strip() for part in line.split("|"))
        first = said.split()
        at = next(i for i in range(at, len(words)) if words[i : i + len(first)] == first)
        begun.append((at, time, Speaker(name=name, role=role) if name else None))
        at += 1
    assert begun[0][0] == 0
    ends = [*(start for start, _, _ in begun[1:]), len(words)]
    times = [[int(part) for part in time.split("-")] if time else [] for _, time, _ in begun]
    return [
        Turn(
            speaker=speaker,
            first_word=start,
            end_word=end,
            header_ms=ms[0] if ms else None,
            header_end_ms=ms[1] if len(ms) > 1 else None,
        )
        for (start, _, speaker), end, ms in zip(begun, ends, times, strict=True)
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_repaired_transcript_looks_like_the_one_that_was_given(case: Path) -> None:
    before = next(case.glob("before.*"))
    transcript = parse_transcript_file(before.read_bytes().decode(), source=before.name).transcript
    written = format_transcript_file(transcript, read_turns(case / "turns.txt", transcript))
    assert_golden(case / f"after{before.suffix}", written)
