from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from clipper.errors import DocumentError, InputError
from clipper.pipeline.align_job import AlignRequest
from clipper.pipeline.episode import Episode, format_episode, is_saved_episode, open_episode
from tests.talks import talk


def episode_in(folder: Path, recording: str = "talk.wav") -> Episode:
    alignment = talk("one two", "three")
    moved = replace(alignment.recordings[0], path=recording)
    return Episode(alignment=replace(alignment, recordings=(moved,)), folder=folder, inputs=())


@pytest.mark.parametrize(
    ("recording", "document", "path"),
    [
        ("talk.wav", "talk.json", "talk.wav"),
        ("talk.wav", "out/deep/talk.json", "../../talk.wav"),
        ("media/talk.wav", "out/talk.json", "../media/talk.wav"),
    ],
)
def test_paths_are_relative_to_the_document(tmp_path: Path, recording: str, document: str, path: str) -> None:
    text = format_episode(episode_in(tmp_path, recording), tmp_path / document)
    assert json.loads(text)["recordings"][0]["path"] == path


def test_an_absolute_path_becomes_relative(tmp_path: Path) -> None:
    text = format_episode(episode_in(Path(), str(tmp_path / "talk.wav")), tmp_path / "talk.json")
    assert json.loads(text)["recordings"][0]["path"] == "talk.wav"


def test_a_saved_episode_is_known_by_its_content(tmp_path: Path) -> None:
    saved, other = tmp_path / "saved.txt", tmp_path / "other.json"
    saved.write_text(format_episode(episode_in(tmp_path), saved), encoding="utf-8")
    other.write_text('{"segments": []}')
    assert is_saved_episode(saved)
    assert not is_saved_episode(other)
    assert not is_saved_episode(tmp_path / "gone.json")
    assert not is_saved_episode(tmp_path)
    assert open_episode(AlignRequest(transcript=saved)).folder == tmp_path


def test_a_file_that_may_not_be_read_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = tmp_path / "locked.txt"
    locked.write_text("Ada: Hello.\n")

    def refuse(*_: object) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match="may not be read"):
        open_episode(AlignRequest(transcript=locked, media=tmp_path / "talk.wav"))


def test_of_a_file_that_is_not_there_nothing_else_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.json does not exist"):
        open_episode(AlignRequest(transcript=tmp_path / "gone.json"))
    (tmp_path / "talk.txt").write_text("Ada: Hello.\n")
    with pytest.raises(InputError, match=r"talk\.txt: .* needs its recording"):
        open_episode(AlignRequest(transcript=tmp_path / "talk.txt"))


def test_a_broken_document_is_refused_by_name(tmp_path: Path) -> None:
    saved = tmp_path / "saved.json"
    text = format_episode(episode_in(tmp_path), saved)
    saved.write_text(text.replace('"start_ms": 1000', '"start_ms": 99'), encoding="utf-8")
    assert open_episode(AlignRequest(transcript=saved))  # another time, but no contradiction
    saved.write_text(text.replace('"start_ms": 1000', '"start_ms": 9999999'), encoding="utf-8")
    with pytest.raises(DocumentError, match=r"saved\.json"):
        open_episode(AlignRequest(transcript=saved))


def test_a_recording_is_asked_for_where_the_document_says(tmp_path: Path) -> None:
    episode = episode_in(tmp_path)
    with pytest.raises(InputError, match="is not there"):
        episode.source(episode.alignment.recordings[0])
    (tmp_path / "talk.wav").write_bytes(b"RIFF\x00\x00\x00\x00WAVE\xff\xfe")
    with pytest.raises(InputError, match="content differs"):
        episode.source(episode.alignment.recordings[0])
