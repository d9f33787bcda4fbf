from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from clipper.errors import InputError, MediaError
from clipper.media.probe import describe_stream, hash_content, select_audio_stream
from clipper.model.recording import Stream, StreamKind

PICTURE = Stream(index=0, kind=StreamKind.VIDEO, codec="h264", width=1920, height=1080)
ENGLISH = Stream(
    index=1, kind=StreamKind.AUDIO, codec="aac", channels=2, sample_rate=48_000, language="eng", title="Mix"
)
GERMAN = Stream(index=3, kind=StreamKind.AUDIO, codec="opus", channels=1, sample_rate=48_000, language="deu")
STREAMS = (PICTURE, ENGLISH, GERMAN)


def test_without_a_wish_the_default_stream_is_taken() -> None:
    assert select_audio_stream(STREAMS, None, default=3, name="talk.mkv") is GERMAN


def test_the_wished_stream_is_taken() -> None:
    assert select_audio_stream(STREAMS, 1, default=3, name="talk.mkv") is ENGLISH


@pytest.mark.parametrize("wanted", [0, 2, 99, -1])
def test_a_stream_that_has_no_sound_is_refused_with_a_list_of_those_that_have(wanted: int) -> None:
    with pytest.raises(InputError) as caught:
        select_audio_stream(STREAMS, wanted, default=3, name="talk.mkv")
    assert "1: aac, 2 ch, 48000 Hz, eng, Mix" in str(caught.value)
    assert "3: opus, 1 ch, 48000 Hz, deu" in str(caught.value)


def test_a_silent_film_is_refused() -> None:
    with pytest.raises(MediaError, match="no sound"):
        select_audio_stream((PICTURE,), None, default=None, name="talk.mkv")


def test_a_stream_is_described_in_one_line() -> None:
    assert describe_stream(ENGLISH) == "1: aac, 2 ch, 48000 Hz, eng, Mix"


def test_a_file_is_hashed_once_and_again_when_it_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    digest = hashlib.file_digest
    monkeypatch.setattr(hashlib, "file_digest", lambda file, kind: read.append(file.name) or digest(file, kind))
    path = tmp_path / "talk.wav"
    path.write_bytes(b"one")
    assert hash_content(path) == hash_content(path) == f"sha256:{hashlib.sha256(b'one').hexdigest()}"
    assert read == [str(path)]
    path.write_bytes(b"two")
    os.utime(path, ns=(0, 1))
    assert hash_content(path) == f"sha256:{hashlib.sha256(b'two').hexdigest()}"
    assert len(read) == 2


def test_a_file_that_cannot_be_hashed_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        hash_content(tmp_path / "gone.wav")
