"""The sample, aligned once for all tests that only use the result."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest

from clipper.model import Alignment
from clipper.store.episode_document import decode_alignment
from tests.command_line import Finished, run_clipper
from tests.sample import copy_sample


@dataclass(frozen=True, kw_only=True)
class AlignedSample:
    """A folder with the sample's text and video, and with what ``clipper align`` made of them."""

    folder: Path
    finished: Finished

    @property
    def document(self) -> Path:
        """The EPISODE.json."""
        return self.folder / "interview.json"

    @property
    def alignment(self) -> Alignment:
        """What is in it."""
        return decode_alignment(self.document.read_text("utf-8"), source="interview.json")

    @property
    def summary(self) -> dict[str, Any]:
        """What ``--json`` printed."""
        printed: dict[str, Any] = json.loads(self.finished.out)
        return printed


@pytest.fixture(scope="session")
def aligned(tmp_path_factory: pytest.TempPathFactory) -> AlignedSample:
    """The sample aligned; tests read it and leave it as it is."""
    folder = tmp_path_factory.mktemp("aligned")
    text, video = copy_sample(folder, "interview.txt", "interview.mp4")
    outputs = ("-o", folder / "interview.json", "-o", folder / "words.csv")
    finished = run_clipper("align", text, video, *outputs, "--json")
    assert finished.code == 0, finished.err
    return AlignedSample(folder=folder, finished=finished)


@pytest.fixture
def workplace(aligned: AlignedSample, tmp_path: Path) -> Path:
    """A copy of the aligned sample's folder that a test may change."""
    return Path(shutil.copytree(aligned.folder, tmp_path / "episode"))


@pytest.fixture
def deaf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever listens to a recording fails: for what must be refused before any work."""

    def listen(*_: object, **__: object) -> NoReturn:
        raise AssertionError("it listened first")

    monkeypatch.setattr("clipper.pipeline.listening.listen", listen)
