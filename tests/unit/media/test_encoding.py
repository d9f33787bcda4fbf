from pathlib import Path

import pytest

from clipper.errors import InputError, ToolMissing
from clipper.media.encoding import ENCODINGS, choose_encoding
from clipper.media.tool import FFmpeg

FULL = frozenset(name for encoding in ENCODINGS.values() for name in encoding.encoders)


def ffmpeg(encoders: frozenset[str] = FULL) -> FFmpeg:
    return FFmpeg(path="ffmpeg", version="9.0", encoders=encoders, filters=frozenset())


def test_the_ending_chooses_whether_there_is_a_picture() -> None:
    assert choose_encoding(Path("a.MP4"), ffmpeg()).has_picture
    assert not choose_encoding(Path("a.m4a"), ffmpeg()).has_picture


def test_an_unknown_ending_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(InputError, match=r"\.mp4.*\.wav"):
        choose_encoding(Path("a.avi"), ffmpeg())


def test_a_missing_encoder_is_named() -> None:
    with pytest.raises(ToolMissing, match="libmp3lame"):
        choose_encoding(Path("a.mp3"), ffmpeg(frozenset({"aac"})))


def test_a_silent_file_is_a_preview_only() -> None:
    assert not choose_encoding(Path("a.gif"), ffmpeg(), is_preview=True).has_sound
    with pytest.raises(InputError, match=r"clipper writes \.mp4"):
        choose_encoding(Path("a.gif"), ffmpeg())
