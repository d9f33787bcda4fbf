from pathlib import Path

import pytest

from clipper.errors import InputError, ToolMissing
from clipper.media.encoding import ENCODINGS, cap_rates, choose_encoding
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


def test_a_picture_is_capped_and_sound_set_at_a_bit_rate() -> None:
    capped = cap_rates(ENCODINGS[".mp4"], video_kbps=8000, audio_kbps=384)
    assert capped.picture[-4:] == ("-maxrate", "8000k", "-bufsize", "16000k")
    assert capped.sound == ("-c:a", "aac", "-b:a", "384k")
    assert "-crf" in capped.picture
    webm = cap_rates(ENCODINGS[".webm"], video_kbps=2000, audio_kbps=None)
    assert webm.picture[webm.picture.index("-b:v") + 1] == "2000k"
    assert webm.sound == ENCODINGS[".webm"].sound


def test_lossless_sound_has_no_bit_rate_to_set() -> None:
    assert cap_rates(ENCODINGS[".wav"], video_kbps=8000, audio_kbps=128) == ENCODINGS[".wav"]
