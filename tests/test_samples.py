"""The samples fit together: a newcomer's first run must not fail on them."""

from __future__ import annotations

import json
from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "samples"


def rows() -> list[dict[str, object]]:
    loaded: list[dict[str, object]] = json.loads((SAMPLES / "words.json").read_text(encoding="utf-8"))
    return loaded


def test_the_truth_has_one_row_for_each_token_of_the_transcript() -> None:
    lines = (SAMPLES / "interview.txt").read_text(encoding="utf-8").splitlines()
    tokens = [token for line in lines[1::2] for token in line.split()]
    assert [row["word"] for row in rows()] == tokens


def test_true_times_run_forwards_inside_the_recording() -> None:
    clock = 0
    for row in rows():
        if row["start_ms"] is None:
            assert row["spoken"] == ""
            continue
        assert isinstance(row["start_ms"], int)
        assert isinstance(row["end_ms"], int)
        assert clock <= row["start_ms"] < row["end_ms"] <= 110_000, row
        clock = row["end_ms"]


def test_the_transcript_has_the_faults_that_it_is_for() -> None:
    text = (SAMPLES / "interview.txt").read_text(encoding="utf-8")
    for fault in ("a a ", "[laughter]", "$3 billion", "60s", "GPU", "um,", "Yeah."):
        assert fault in text
    labels = [line.rsplit(" ", 1)[0] for line in text.splitlines()[::2]]
    assert any(labels[row["turn"]] != row["speaker"] for row in rows() if isinstance(row["turn"], int))


def test_the_folder_stays_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLES.iterdir() if path.is_file()) < 3_000_000
