"""What ``import clipper`` offers, run as its documentation shows it."""

from __future__ import annotations

import shutil
import textwrap
from pathlib import Path

import pytest

import clipper
from clipper.pipeline.episode import Episode
from tests.integration.conftest import AlignedSample
from tests.sample import SAMPLES

pytestmark = pytest.mark.integration

README = Path(__file__).parents[2] / "README.md"


def program_in(text: str) -> str:
    """The indented block that begins with ``import clipper``."""
    lines = text.splitlines()
    first = next(number for number, line in enumerate(lines) if line.strip() == "import clipper")
    indent = len(lines[first]) - len(lines[first].lstrip())
    end = next(
        (n for n in range(first, len(lines)) if lines[n].strip() and not lines[n].startswith(" " * indent)), None
    )
    return textwrap.dedent("\n".join(lines[first:end]))


@pytest.mark.parametrize("documentation", ["package", "readme"])
def test_the_documented_calls_run_as_written(
    aligned: AlignedSample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, documentation: str
) -> None:
    text = clipper.__doc__ if documentation == "package" else README.read_text("utf-8")
    assert text
    shutil.copytree(SAMPLES, tmp_path / "samples")
    for name in ("interview.txt", "interview.mp4"):
        shutil.copy(SAMPLES / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(program_in(text), names)  # the documentation is ours
    assert (tmp_path / "interview.vtt").read_text("utf-8").startswith("WEBVTT")
    assert (tmp_path / "interview.srt").read_text("utf-8").startswith("1\n")
    episode = names["episode"]
    assert isinstance(episode, Episode)
    assert [word.span for word in episode.alignment.words] == [word.span for word in aligned.alignment.words]


def test_an_episode_is_saved_loaded_and_written_again(aligned: AlignedSample, tmp_path: Path) -> None:
    episode = clipper.load_episode(aligned.document)
    clipper.save_episode(episode, tmp_path / "copy.json")
    again = clipper.load_episode(str(tmp_path / "copy.json"))
    assert again.alignment.words == episode.alignment.words
    assert again.source(again.alignment.recordings[0]).samefile(aligned.folder / "interview.mp4")
    clipper.save_episode(episode, tmp_path / "copy.json")  # clipper's own file, from the same inputs


def test_what_the_command_refuses_the_library_refuses(aligned: AlignedSample, tmp_path: Path) -> None:
    episode = clipper.load_episode(aligned.document)
    (tmp_path / "mine.vtt").write_text("mine")
    with pytest.raises(clipper.InputError, match="exists already"):
        clipper.write_subtitles(episode, tmp_path / "mine.vtt")
    clipper.write_subtitles(episode, tmp_path / "mine.vtt", speakers="always", names="first", force=True)
    assert "Tobias: " in (tmp_path / "mine.vtt").read_text("utf-8")
    with pytest.raises(clipper.InputError, match="extension"):
        clipper.write_subtitles(episode, tmp_path / "mine.doc")
    with pytest.raises(clipper.InputError, match="needs its recording"):
        clipper.load_episode(aligned.folder / "interview.txt")
