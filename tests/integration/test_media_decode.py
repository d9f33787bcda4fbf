"""Sound is found where the timeline has it, whatever it was wrapped in: media made here, a chirp at a known time."""

from __future__ import annotations

import functools
import os
import signal
import subprocess
import wave
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from clipper.errors import CommandFailed, InputError, MediaError
from clipper.media import decode
from clipper.media.decode import decode_blocks
from clipper.media.probe import probe_recording
from clipper.media.run import running_command
from clipper.media.tool import FFmpeg, find_ffmpeg
from clipper.model.sound import SAMPLE_RATE, Samples

pytestmark = pytest.mark.integration

LENGTH_S = 3.0
CHIRP_S = 0.08
TOLERANCE_MS = 1.01  # a tick of Matroska is 1 ms
PICTURE = ["-f", "lavfi", "-i", f"testsrc=d={LENGTH_S}:s=64x36:r=25"]
H264 = ["-c:v", "libx264", "-preset", "ultrafast"]
Array = npt.NDArray[np.float64]


def make_chirp(rate: int) -> Array:
    """A sweep from 400 to 3000 Hz: correlation finds it to the sample, and 8 kHz still holds it."""
    time = np.arange(round(CHIRP_S * rate)) / rate
    return 0.7 * np.hanning(len(time)) * np.sin(2 * np.pi * (400 * time + 1300 / CHIRP_S * time**2))


def write_wav(path: Path, rate: int, at_s: list[float], *, length_s: float = LENGTH_S, noise: float = 0.001) -> Path:
    """A WAV whose n-th channel has the chirp at the n-th time."""
    sound = np.random.default_rng(0).normal(0, noise, (round(length_s * rate), len(at_s)))
    chirp = make_chirp(rate)
    for channel, start_s in enumerate(at_s):
        start = round(start_s * rate)
        sound[start : start + len(chirp), channel] += chirp
    with wave.open(str(path), "wb") as file:
        file.setnchannels(len(at_s))
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((sound * 32767).astype("<i2").tobytes())
    return path


def find_chirp(sound: Samples, *, loudness: float = 0.2) -> float:
    """Where the chirp begins, in ms."""
    likeness = np.abs(np.correlate(sound.astype(np.float64), make_chirp(SAMPLE_RATE), "valid"))
    assert likeness.max() > loudness * np.sum(make_chirp(SAMPLE_RATE) ** 2), "no chirp at all"
    return float(np.argmax(likeness)) * 1000 / SAMPLE_RATE


@pytest.fixture(scope="module")
def ffmpeg() -> FFmpeg:
    return find_ffmpeg()


@dataclass(frozen=True)
class Studio:
    """A folder with source sounds, and an ffmpeg to wrap them."""

    ffmpeg: FFmpeg
    folder: Path

    def make(self, name: str, *arguments: str | Path) -> Path:
        output = self.folder / name
        argv = [self.ffmpeg.path, "-nostdin", "-y", "-v", "error", *map(str, arguments), f"file:{output}"]
        subprocess.run(argv, check=True)
        return output

    def wav(self, name: str, rate: int, at_s: list[float], **rest: float) -> Path:
        output = self.folder / name
        return output if output.exists() else write_wav(output, rate, at_s, **rest)

    def stereo(self) -> Path:
        return self.wav("stereo.wav", 48_000, [1.0, 1.0])

    def decode(self, path: Path, stream: int | None = None, block_samples: int = 16_000) -> Samples:
        decoding = decode_blocks(path, ffmpeg=self.ffmpeg, stream=stream, block_samples=block_samples)
        sound = np.concatenate(list(decoding))
        assert sound.dtype == np.float32
        assert len(sound) == decoding.samples
        assert decoding.diagnostics == ()
        return sound


@pytest.fixture(scope="module")
def studio(ffmpeg: FFmpeg, tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return Studio(ffmpeg, tmp_path_factory.mktemp("studio"))


@pytest.mark.parametrize(
    ("rate", "channels"), [(8000, 1), (11_025, 2), (16_000, 1), (44_100, 2), (48_000, 6), (96_000, 2), (96_000, 1)]
)
def test_any_rate_and_number_of_channels_keeps_its_time_and_loudness(studio: Studio, rate: int, channels: int) -> None:
    sound = studio.decode(studio.wav(f"{rate}-{channels}.wav", rate, [1.0] * channels))
    assert find_chirp(sound) == pytest.approx(1000, abs=0.1)
    assert len(sound) == LENGTH_S * SAMPLE_RATE
    assert np.abs(sound).max() == pytest.approx(0.7, abs=0.02)


CODED = {
    "a.flac": [],
    "a.mp3": [],
    "vbr.mp3": ["-q:a", "6"],
    "a.m4a": [],
    "a.opus": [],
    "a.ogg": [],
    "a.caf": [],
    "a.aiff": [],
    "a.w64": [],
    "pcm.mov": ["-c:a", "pcm_s24le"],
    "mp3.mp4": ["-c:a", "libmp3lame"],
    "float.wav": ["-c:a", "pcm_f32le"],
    "six.m4a": ["-ac", "6"],
    "eight.mp3": ["-ar", "8000", "-ac", "1"],
    "high.flac": ["-ar", "96000"],
}


@pytest.mark.parametrize("name", CODED)
def test_sound_alone_is_found_where_it_was_put(studio: Studio, name: str) -> None:
    path = studio.make(name, "-i", studio.stereo(), *CODED[name])
    assert find_chirp(studio.decode(path)) == pytest.approx(1000, abs=TOLERANCE_MS)
    assert probe_recording(path).duration_ms == pytest.approx(LENGTH_S * 1000, abs=31)


@pytest.mark.parametrize("name", ["a.aac", "bare.mp3"])
def test_formats_that_cannot_tell_their_encoder_delay_are_late_by_no_more_than_it(studio: Studio, name: str) -> None:
    path = studio.make(name, "-i", studio.stereo(), "-write_xing", "0") if "mp3" in name else None
    found = find_chirp(studio.decode(path or studio.make(name, "-i", studio.stereo())))
    assert 1000 <= found <= 1026  # 1105 samples at 44.1 kHz


FILMS = {
    "v.mp4": ["-c:a", "aac", *H264],
    "v.mov": ["-c:a", "aac", *H264],
    "v.mkv": ["-c:a", "aac", *H264],
    "opus.mkv": ["-c:a", "libopus", *H264],
    "v.webm": ["-c:a", "libopus", "-c:v", "libvpx"],
    "v.ts": ["-c:a", "aac", *H264],
}


@pytest.mark.parametrize("late_s", [0.0, 0.5])
@pytest.mark.parametrize("name", FILMS)
def test_sound_keeps_its_place_beside_the_picture_even_where_it_starts_late(
    studio: Studio, name: str, late_s: float
) -> None:
    late = ["-itsoffset", str(late_s)]
    path = studio.make(f"{late_s}{name}", *PICTURE, *late, "-i", studio.stereo(), *FILMS[name])
    recording = probe_recording(path)
    assert recording.video is not None
    assert recording.audio is not None
    found = find_chirp(studio.decode(path))
    assert found - recording.video.start_ms == pytest.approx(1000 + 1000 * late_s, abs=TOLERANCE_MS)
    assert abs(recording.audio.start_ms - 1000 * late_s) < 30  # the encoder's delay lies before the sound
    assert recording.duration_ms == pytest.approx((LENGTH_S + late_s) * 1000, abs=50)


@pytest.mark.parametrize("name", FILMS)
def test_a_cut_with_ss_lands_on_the_decoded_timeline(studio: Studio, name: str) -> None:
    path = studio.make(f"ss-{name}", *PICTURE, "-i", studio.stereo(), *FILMS[name])
    cut = studio.make(
        f"{name}.wav", "-ss", "0.700000", "-i", path, "-map", "0:a", "-af", "aresample=async=1:first_pts=0"
    )
    found = find_chirp(studio.decode(path))
    assert find_chirp(studio.decode(cut)) == pytest.approx(found - 700, abs=TOLERANCE_MS)


@pytest.mark.parametrize("name", ["off.mp4", "off.mkv", "off.ts"])
def test_a_clock_that_starts_at_seven_seconds_is_set_to_zero(studio: Studio, name: str) -> None:
    later = ["-itsoffset", "7"]
    path = studio.make(name, *later, *PICTURE, *later, "-i", studio.stereo(), *H264, "-copyts")
    found = find_chirp(studio.decode(path))
    recording = probe_recording(path)
    assert recording.video is not None
    assert found - recording.video.start_ms == pytest.approx(1000, abs=TOLERANCE_MS)
    assert recording.duration_ms == pytest.approx(LENGTH_S * 1000, abs=50)


def test_what_an_edit_list_hides_does_not_count(studio: Studio) -> None:
    whole = studio.make("whole.mp4", *PICTURE, "-i", studio.stereo(), *H264)
    path = studio.make("trimmed.mp4", "-ss", "0.6", "-i", whole, "-c", "copy")
    assert find_chirp(studio.decode(path)) == pytest.approx(400, abs=TOLERANCE_MS)


def test_each_of_several_streams_can_be_chosen_and_the_flagged_one_is_the_default(studio: Studio) -> None:
    other = studio.wav("other.wav", 48_000, [2.0])
    tracks = ["-map", "0", "-map", "1", "-map", "2", "-disposition:a:0", "0", "-disposition:a:1", "default"]
    tags = ["-metadata:s:a:1", "title=Close\u202e mic", "-metadata:s:a:1", "language=deu"]
    path = studio.make("two.mkv", *PICTURE, "-i", studio.stereo(), "-i", other, *H264, *tracks, *tags)
    assert find_chirp(studio.decode(path, stream=1)) == pytest.approx(1000, abs=TOLERANCE_MS)
    assert find_chirp(studio.decode(path, stream=2)) == pytest.approx(2000, abs=TOLERANCE_MS)
    assert find_chirp(studio.decode(path)) == pytest.approx(2000, abs=TOLERANCE_MS)
    assert probe_recording(path).audio_stream == 2
    with pytest.raises(InputError, match=r"stream 0 is not an audio stream") as caught:
        decode_blocks(path, ffmpeg=studio.ffmpeg, stream=0)
    assert "2: vorbis, 1 ch, 48000 Hz, deu, Close  mic" in str(caught.value)


def test_without_a_flag_the_stream_with_most_channels_is_the_default(studio: Studio) -> None:
    mono = studio.wav("mono.wav", 48_000, [2.0])
    maps = ["-map", "0", "-map", "1", "-disposition:a", "0"]
    path = studio.make("plain.mkv", "-i", mono, "-i", studio.stereo(), *maps)
    assert probe_recording(path).audio_stream == 1


def test_of_a_recorder_with_six_microphones_each_is_heard(studio: Studio) -> None:
    path = studio.wav("recorder.wav", 48_000, [0.2, 0.6, 1.0, 1.4, 1.8, 2.2])
    sound = studio.decode(path)
    for start_s in (0.2, 0.6, 1.0, 1.4, 1.8, 2.2):
        start = round((start_s - 0.1) * SAMPLE_RATE)
        assert find_chirp(sound[start : start + 4800], loudness=0.1) == pytest.approx(100, abs=TOLERANCE_MS)


def test_a_side_wired_upside_down_is_still_heard(studio: Studio) -> None:
    path = studio.make("inverted.flac", "-i", studio.stereo(), "-af", "pan=stereo|c0=c0|c1=-1*c1")
    assert np.abs(studio.decode(path)).max() == pytest.approx(0.7, abs=0.02)


def test_holes_in_the_middle_are_kept_as_silence_and_reported(studio: Studio) -> None:
    later = studio.wav("later.wav", 48_000, [2.0])
    move = "setts=ts=TS+if(gt(N\\,50)\\,60/TB\\,0)"  # after about a second, the clock leaps by a minute
    path = studio.make("hole.mka", "-i", studio.make("later.m4a", "-i", later), "-c", "copy", "-bsf:a", move)
    decoding = decode_blocks(path, ffmpeg=studio.ffmpeg)
    assert find_chirp(np.concatenate(list(decoding))) == pytest.approx(62_000, abs=TOLERANCE_MS)
    assert [finding.code for finding in decoding.diagnostics] == ["sound-has-gaps"]


def test_an_incomplete_download_gives_what_is_there_and_says_so(studio: Studio) -> None:
    whole = studio.make("fast.m4a", "-i", studio.stereo(), "-movflags", "+faststart")
    path = studio.folder / "half.m4a"
    path.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    decoding = decode_blocks(path, ffmpeg=studio.ffmpeg)
    assert 1000 < sum(map(len, decoding)) * 1000 / SAMPLE_RATE < 2000
    assert "sound-cut-short" in [finding.code for finding in decoding.diagnostics]


def test_damage_is_decoded_around_and_reported(studio: Studio) -> None:
    whole = studio.make("good.mp3", "-i", studio.wav("long.wav", 44_100, [9.0], length_s=10.0))
    data = bytearray(whole.read_bytes())
    data[30_000:33_000] = os.urandom(3000)
    path = studio.folder / "bad.mp3"
    path.write_bytes(data)
    decoding = decode_blocks(path, ffmpeg=studio.ffmpeg)
    assert find_chirp(np.concatenate(list(decoding))) == pytest.approx(9000, abs=600)
    assert decoding.diagnostics


def test_a_protected_recording_is_refused(studio: Studio) -> None:
    key = "00112233445566778899aabbccddeeff"
    protect = ["-encryption_scheme", "cenc-aes-ctr", "-encryption_key", key, "-encryption_kid", key]
    path = studio.make("protected.mp4", "-i", studio.stereo(), *protect)
    with pytest.raises(MediaError, match="cannot be decoded") as caught:
        list(decode_blocks(path, ffmpeg=studio.ffmpeg))
    assert "DRM" in caught.value.remedy


def test_a_codec_that_nobody_knows_is_refused_in_words(studio: Studio) -> None:
    film = studio.make("known.mkv", *PICTURE, "-i", studio.stereo(), *H264)
    exotic = studio.folder / "exotic.mkv"
    exotic.write_bytes(film.read_bytes().replace(b"A_VORBIS", b"A_EXOTIC").replace(b"V_MPEG4/ISO", b"V_EXOTIC/XX"))
    recording = probe_recording(exotic)
    assert [stream.codec for stream in recording.streams] == ["unknown", "unknown"]
    with pytest.raises(MediaError, match="cannot be decoded"):
        list(decode_blocks(exotic, ffmpeg=studio.ffmpeg))


def test_a_film_without_sound_is_refused(studio: Studio) -> None:
    path = studio.make("silent.mp4", *PICTURE, *H264)
    with pytest.raises(MediaError, match="no sound"):
        probe_recording(path)


def test_blocks_have_the_asked_length_and_progress_ends_at_one(studio: Studio) -> None:
    said: list[float] = []
    decoding = decode_blocks(
        studio.stereo(), ffmpeg=studio.ffmpeg, block_samples=10_000, progress=lambda _, done: said.append(done)
    )
    assert [len(block) for block in decoding] == [10_000] * 4 + [8000]
    assert said == sorted(said)
    assert said[-1] == 1.0


def test_leaving_early_ends_ffmpeg(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    long = studio.make("noise.flac", "-f", "lavfi", "-i", "anoisesrc=d=120")
    started: list[subprocess.Popen[bytes]] = []

    class Remembered(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Remembered)
    for _ in decode_blocks(long, ffmpeg=studio.ffmpeg, block_samples=16_000):
        assert started[0].poll() is None
        break
    assert [process.returncode for process in started] == [-signal.SIGKILL]


def break_off(studio: Studio, ending: str, *, after_bytes: int = 100_001) -> FFmpeg:
    """An ffmpeg that decodes the beginning of the stereo sound, to the middle of a sample, and then does as told."""
    whole = studio.make("whole.nut", "-i", studio.stereo(), "-ar", "16000", "-c:a", "pcm_f32le")
    script = studio.folder / "ffmpeg.sh"
    script.write_text(f"#!/bin/sh\nhead -c {after_bytes} '{whole}'\n{ending}\n")
    script.chmod(0o755)
    return replace(studio.ffmpeg, path=str(script))


@pytest.mark.skipif(os.name != "posix", reason="a shell script stands in for ffmpeg")
@pytest.mark.parametrize("after_bytes", [0, 30, 400, 100_001])
@pytest.mark.parametrize("ending", ["kill -9 $$", "exit 3"])
def test_an_ffmpeg_that_dies_is_not_taken_for_the_end_of_the_sound(
    studio: Studio, ending: str, after_bytes: int
) -> None:
    broken = break_off(studio, ending, after_bytes=after_bytes)
    with pytest.raises(MediaError, match="cannot be decoded"):
        list(decode_blocks(studio.stereo(), ffmpeg=broken))


@pytest.mark.skipif(os.name != "posix", reason="a shell script stands in for ffmpeg")
def test_an_ffmpeg_that_hangs_is_given_up_in_one_message(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    broken = break_off(studio, "exec sleep 60")
    monkeypatch.setattr(decode, "running_command", functools.partial(running_command, stall_s=0.3))
    with pytest.raises(CommandFailed, match="no output"):
        list(decode_blocks(studio.stereo(), ffmpeg=broken))
    assert capfd.readouterr() == ("", "")


def test_pictures_are_described_as_they_are_seen(studio: Studio) -> None:
    film = studio.make("film.mp4", "-f", "lavfi", "-i", "testsrc=d=1:s=96x64:r=30000/1001", *H264)
    turned = studio.make("turned.mp4", "-display_rotation", "90", "-i", film, "-i", studio.stereo(), "-c:v", "copy")
    video = probe_recording(turned).video
    assert video is not None
    assert (video.width, video.height) == (64, 96)
    assert video.frame_rate is not None
    assert video.frame_rate.fps == Fraction(30_000, 1001)


def test_cover_art_is_no_film(studio: Studio) -> None:
    cover = studio.make("cover.png", "-f", "lavfi", "-i", "testsrc=s=64x64", "-frames:v", "1")
    picture = ["-i", cover, "-map", "0", "-map", "1", "-disposition:v:0", "attached_pic"]
    path = studio.make("cover.mp3", "-i", studio.stereo(), *picture)
    recording = probe_recording(path)
    assert recording.video is None
    assert [stream.is_attached_picture for stream in recording.streams] == [False, True]
    assert find_chirp(studio.decode(path)) == pytest.approx(1000, abs=TOLERANCE_MS)


def test_the_same_bytes_have_the_same_hash_under_any_name(studio: Studio) -> None:
    copy = studio.folder / "copy.wav"
    copy.write_bytes(studio.stereo().read_bytes())
    first, second = probe_recording(studio.stereo()), probe_recording(copy)
    assert first.content_hash == second.content_hash
    assert first.content_hash.startswith("sha256:")
    assert first.path == str(studio.stereo())
