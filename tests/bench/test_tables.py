"""What decides how a table reads: names, marks, what is heard only once, what peers answer."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import numpy as np
import pytest

from clipper.pipeline import listening as pipeline
from tests.bench import listening
from tests.bench.__main__ import PARTS, main
from tests.bench.beeps import beeping_dialogue
from tests.bench.cases import CASES
from tests.bench.condition_table import condition_table
from tests.bench.figures import FIGURES, Bar, headings, hold, join_marks, mark_refused
from tests.bench.peers.jobs import serve, times_of


def test_conditions_and_parts_have_names_of_their_own() -> None:
    names = [case.name for case in CASES] + list(PARTS)
    assert len(set(names)) == len(names)


def test_every_bar_is_that_of_a_figure() -> None:
    assert {bar for case in CASES for bar in case.bars} <= {figure.name for figure in FIGURES}


def test_an_unknown_condition_is_told_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="cold-open-once"):
        next(condition_table(["cold-opens"]))
    assert main(["cold-opens"]) == 2
    assert "no condition 'cold-opens'" in capsys.readouterr().err


def test_a_refused_dialogue_counts_as_all_missing_and_misses_its_bar() -> None:
    dialogue = beeping_dialogue()
    cells, missed = hold(join_marks([mark_refused(dialogue), mark_refused(dialogue)]), {"within100": Bar(least=0.9)})
    row = dict(zip(headings(), cells, strict=True))
    assert (row["words"], row["miss"], row["start/end ms"]) == ("96", "96", "-")
    assert missed == ["within100"]


def test_equal_sound_is_heard_only_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    heard: list[int] = []

    def listen(blocks: list[np.ndarray], **_: object) -> str:
        heard.append(sum(map(len, blocks)))
        return f"heard {heard[-1]}"

    monkeypatch.setattr(pipeline, "listen", listen)
    monkeypatch.setattr(listening, "CACHE", tmp_path)
    sound = np.ones(8, np.float32)
    with listening.remembered_hearings():
        results = [pipeline.listen(blocks) for blocks in ([sound], [sound[:4], sound[4:]], [sound[:4]])]
    assert results == ["heard 8", "heard 8", "heard 4"]
    assert heard == [8, 4]


def test_times_of_parts_become_those_of_words() -> None:
    parts = [(" $", 0.0, 0.1), ("3", 0.1, 0.4), (" bil", 0.4, 0.6), ("lion", 0.6, 0.9), (" and so", 1.0, 1.5)]
    assert times_of(["$3", "billion", "and", "so", "on"], parts) == [
        (0.0, 0.4),
        (0.4, 0.9),
        (1.0, 1.5),
        (1.0, 1.5),
        None,
    ]


def test_a_peer_that_fails_on_one_recording_answers_for_the_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def align(words: list[str], wav: str) -> list[tuple[float, float]]:
        if wav == "bad":
            raise OSError("no such sound")
        return [(0.0, 1.0)] * len(words)

    jobs = [{"words": ["a"], "wav": "bad"}, {"words": ["a", "b"], "wav": "good"}]
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(jobs)))
    monkeypatch.setattr(sys, "argv", ["with_peer.py", str(tmp_path / "answers.json")])
    serve(align)
    assert json.loads((tmp_path / "answers.json").read_text("utf-8")) == [None, [[0.0, 1.0], [0.0, 1.0]]]
    assert "no such sound" in capsys.readouterr().err
