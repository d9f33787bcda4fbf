"""What ``import clipper`` offers, run as its documentation shows it."""

from __future__ import annotations

import shutil
import textwrap
from pathlib import Path

import pytest

import clipper
from clipper.model import Severity
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


def test_what_the_other_commands_do_is_done_by_a_function(aligned: AlignedSample, tmp_path: Path) -> None:
    media = aligned.folder / "interview.mp4"
    right, old, new = (tmp_path / name for name in ("right.srt", "old.srt", "new.srt"))
    clipper.write_subtitles(clipper.load_episode(aligned.document), right)
    old.write_text(right.read_text("utf-8").replace("00:00:", "00:30:").replace("00:01:", "00:31:"), "utf-8")
    found = clipper.sync_subtitles(old, str(media), new, fps="25")
    assert "The cues were 1800." in found.sentence
    checked = clipper.check_subtitles(new, media, limits={"max_cps": 40, "min_duration_ms": 400}, fps=25)
    assert checked.count(Severity.ERROR) == 0
    checked = clipper.check_subtitles(new, profile="ted", ignore=["cue-too-fast"], fixed=tmp_path / "fixed.srt")
    assert checked.findings
    assert {one.code for one in checked.findings}.isdisjoint({"cue-too-fast", "gap-too-small"})
    assert (tmp_path / "fixed.srt").exists()
    done = clipper.convert_subtitles(new, tmp_path / "new.json", to="podcast-json")
    assert done.read == done.written > 20


def test_turns_are_repaired_and_written(tmp_path: Path) -> None:
    talk = tmp_path / "talk.txt"
    said = (
        "Ada: We left the harbour at six, and scaling sucked",
        "Bob: out all the air in",
        "Ada: the room. It was dark.",
    )
    talk.write_text("\n\n".join((*said, "Bob: And then the wind got up from the north.\n")), "utf-8")
    found = clipper.repair_turns(talk, output=tmp_path / "new.txt", names={"Ada": "Eve"})
    assert [change.is_applied for change in found.changes] == [True]
    whole = "Eve: We left the harbour at six, and scaling sucked out all the air in the room. It was dark.\n"
    assert (tmp_path / "new.txt").read_text("utf-8").startswith(whole)
    assert len(clipper.repair_turns(talk, mode="report").turns) == len(found.transcript.turns)
    with pytest.raises(ValueError, match="guess"):
        clipper.repair_turns(talk, mode="guess")


def test_the_library_refuses_what_is_of_no_use(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:03,000\nCome in.\n", "utf-8")
    with pytest.raises(ValueError, match="need media"):
        clipper.check_subtitles(path, shots=True)
    with pytest.raises(clipper.InputError, match="no picture"):
        clipper.check_subtitles(path, SAMPLES / "interview.m4a", shots=True)
    with pytest.raises(clipper.InputError, match="there is no rule 'nothing'"):
        clipper.check_subtitles(path, ignore=["nothing"])
    with pytest.raises(clipper.InputError, match="there is no format 'word'"):
        clipper.convert_subtitles(path, tmp_path / "b.srt", to="word")
    with pytest.raises(clipper.InputError, match="exists already"):
        clipper.convert_subtitles(path, SAMPLES / "interview.txt", to="srt")
