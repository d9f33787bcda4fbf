from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from clipper.media.decode import decoded_channels, mix_to_mono, plan_decoding
from clipper.media.guard import FORMATS
from clipper.media.probe import AudioSource
from clipper.media.tool import FFmpeg
from clipper.model.recording import Stream, StreamKind

FFMPEG = FFmpeg(path="/opt/ffmpeg", version="7.1", encoders=frozenset(), filters=frozenset())
TONE = np.sin(np.arange(1000) / 7).astype(np.float32)


def source(channels: int, *, is_clock_relative: bool = False) -> AudioSource:
    stream = Stream(index=2, kind=StreamKind.AUDIO, codec="aac", channels=channels)
    return AudioSource(stream=stream, end_ms=1000, is_clock_relative=is_clock_relative)


def test_the_command_reads_one_stream_and_keeps_its_time() -> None:
    assert plan_decoding(Path("/media/talk.mp4"), source(2), ffmpeg=FFMPEG) == [
        *("/opt/ffmpeg", "-nostdin", "-hide_banner", "-nostats", "-loglevel", "level+error"),
        *("-protocol_whitelist", "file", "-format_whitelist", ",".join(FORMATS)),
        *("-i", "file:/media/talk.mp4", "-map", "0:2"),
        *("-af", "aresample=16000:rematrix_maxval=1", "-ac", "2"),
        *("-map_metadata", "-1", "-map_chapters", "-1", "-c:a", "pcm_f32le", "-f", "nut", "pipe:1"),
    ]


def test_in_a_transport_stream_all_streams_are_in_use_so_that_all_give_the_start() -> None:
    argv = plan_decoding(Path("/media/talk.ts"), source(1, is_clock_relative=True), ffmpeg=FFMPEG)
    assert argv[-9:] == ["-map", "0:v?", "-map", "0:a?", "-c", "copy", "-f", "null", "-"]


def test_of_a_recorder_with_many_microphones_each_is_heard() -> None:
    argv = plan_decoding(Path("/media/talk.wav"), replace(source(4), is_multitrack=True), ffmpeg=FFMPEG)
    assert argv[argv.index("-af") + 1] == "pan=mono|c0<c0+c1+c2+c3,aresample=16000:rematrix_maxval=1"


@pytest.mark.parametrize(("channels", "decoded"), [(1, 1), (2, 2), (6, 1)])
def test_stereo_is_mixed_here_and_surround_by_ffmpeg(channels: int, decoded: int) -> None:
    assert decoded_channels(source(channels)) == decoded


def test_two_speakers_on_two_sides_are_both_heard() -> None:
    silence = np.zeros_like(TONE)
    mixed = mix_to_mono(np.stack([np.concatenate([TONE, silence]), np.concatenate([silence, TONE])], axis=1))
    assert np.allclose(mixed, np.concatenate([TONE, TONE]) / 2)


def test_a_side_wired_upside_down_does_not_cancel_the_other() -> None:
    assert np.allclose(mix_to_mono(np.stack([TONE, -0.8 * TONE], axis=1)), 0.9 * TONE)


def test_mono_and_silence_pass() -> None:
    assert np.array_equal(mix_to_mono(TONE[:, None]), TONE)
    assert not mix_to_mono(np.zeros((10, 2), np.float32)).any()


def test_what_is_no_number_is_silence_and_what_is_too_loud_is_clipped() -> None:
    block = np.array([[np.nan], [np.inf], [-np.inf], [1e30], [0.5]], np.float32)
    assert list(mix_to_mono(block)) == [0, 1, -1, 1, 0.5]
    assert mix_to_mono(block).dtype == np.float32
