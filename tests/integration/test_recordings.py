"""The same talk in other containers, streams, tracks and places: the words stay where they are."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from clipper.model import Alignment, WordStatus
from clipper.pipeline.library import load_episode
from tests.command_line import Finished, run_clipper
from tests.integration.conftest import AlignedSample
from tests.sample import (
    GUEST,
    HOST,
    SAMPLES,
    copy_sample,
    judge,
    run_ffmpeg,
    sample_sound,
    times_of,
    write_delayed,
    write_track,
    write_wave,
)

pytestmark = pytest.mark.integration

TEXT = SAMPLES / "interview.txt"
SOUND = SAMPLES / "interview.m4a"
OTHER_PHONES_MS = 40


def align(output: Path, *arguments: str | Path) -> Alignment:
    done = run_clipper("align", *arguments, "-o", output)
    assert done.code == 0, done.err
    return load_episode(output).alignment


def differences(one: Alignment, other: Alignment, *, shift_ms: int) -> npt.NDArray[np.float64]:
    """How far starts and ends differ, in ms, after moving ``one`` by ``shift_ms``.

    Of the words that were heard both times: where an interpolated word lies is deduced.
    """
    heard = [
        before.status is after.status is WordStatus.ALIGNED
        for before, after in zip(one.words, other.words, strict=True)
    ]
    assert sum(heard) >= 0.95 * len(heard)
    return np.abs(times_of(one.words) + shift_ms - times_of(other.words))[heard]


def test_a_telephone_recording_will_do(tmp_path: Path) -> None:
    """8 kHz, mono, MP3 at 16 kbit/s."""
    run_ffmpeg("-i", SOUND, "-ac", "1", "-ar", "8000", "-b:a", "16k", tmp_path / "phone.mp3")
    assert judge(align(tmp_path / "out.json", TEXT, tmp_path / "phone.mp3")).within(100) >= 0.95


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("stereo.wav", ("-ac", "2", "-ar", "48000")),
        ("video.mkv", ("-ar", "44100", "-c:a", "aac", "-b:a", "96k")),
        ("voice.ogg", ("-c:a", "libopus", "-b:a", "48k")),
    ],
)
def test_other_containers_give_the_same_times(
    aligned: AlignedSample, tmp_path: Path, name: str, options: tuple[str, ...]
) -> None:
    run_ffmpeg("-i", SOUND, *options, tmp_path / name)
    assert judge(align(tmp_path / "out.json", TEXT, tmp_path / name)).within(60) >= 0.97


def test_the_second_stream_is_heard_when_asked_for(tmp_path: Path) -> None:
    """The first is in the way: white noise, as loud as speech."""
    both = tmp_path / "two.mkv"
    noise = ("-f", "lavfi", "-i", "anoisesrc=sample_rate=24000:duration=96:amplitude=0.2:seed=3")
    run_ffmpeg(*noise, "-i", SOUND, "-map", "0:a", "-map", "1:a", "-c:a", "flac", "-sample_fmt", "s16", both)
    heard = align(tmp_path / "out.json", TEXT, both, "--stream", "1")
    assert judge(heard).within(60) >= 0.98
    assert heard.recordings[0].audio_stream == 1
    wrong = run_clipper("align", TEXT, both, "--stream", "0")
    assert wrong.code == 4
    absent = run_clipper("align", TEXT, both, "--stream", "2")
    assert absent.code in {2, 6}
    assert "2" in absent.err


@pytest.fixture(scope="module")
def tracks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tracks")
    write_track(folder / "host.wav", HOST)
    write_track(folder / "guest.wav", GUEST)
    return folder


class TestTracks:
    """One recording per speaker."""

    def test_each_speaker_is_heard_on_the_own_track(self, tracks: Path, tmp_path: Path) -> None:
        options = ("--track", f"{HOST}={tracks / 'host.wav'}", "--track", f"{GUEST}={tracks / 'guest.wav'}")
        heard = align(tmp_path / "out.json", TEXT, *options)
        assert [recording.speaker for recording in heard.recordings] == [HOST, GUEST]
        # Some words stand under the wrong name (samples/README.md): they are not on that track.
        assert judge(heard).within(60) >= 0.91
        done = run_clipper("subtitles", tmp_path / "out.json", "-o", tmp_path / "out.vtt")
        assert done.code == 0, done.err

    def test_a_track_beside_the_mix(self, tracks: Path, tmp_path: Path) -> None:
        """What the guest's track holds is no speech without text, though the mix has it too."""
        heard = align(tmp_path / "out.json", TEXT, SOUND, "--track", f"{GUEST}={tracks / 'guest.wav'}")
        assert [recording.speaker for recording in heard.recordings] == [None, GUEST]
        assert judge(heard).within(60) >= 0.93
        assert sum(span.duration_ms for span in heard.untranscribed) < 5000

    def test_the_mix_beside_a_track_for_everybody(self, tracks: Path, tmp_path: Path) -> None:
        options = ("--track", f"{HOST}={tracks / 'host.wav'}", "--track", f"{GUEST}={tracks / 'guest.wav'}")
        heard = align(tmp_path / "out.json", TEXT, SOUND, *options)
        assert [recording.speaker for recording in heard.recordings] == [None, HOST, GUEST]
        assert judge(heard).within(60) >= 0.91

    def test_a_track_of_nobody_is_refused(self, tracks: Path) -> None:
        done = run_clipper("align", TEXT, SOUND, "--track", f"Ida Calder={tracks / 'host.wav'}")
        assert done.code == 2
        assert HOST in done.err

    def test_a_speaker_without_a_recording_is_named(self, tracks: Path) -> None:
        done = run_clipper("align", TEXT, "--track", f"{HOST}={tracks / 'host.wav'}")
        assert done.code == 2
        assert GUEST in done.err


class TestMovedRecording:
    """EPISODE.json and a recording that is not where it was."""

    def subtitles(self, folder: Path, *options: str | Path) -> Finished:
        return run_clipper("align", folder / "interview.json", *options, "-o", folder / "moved.json", "--json")

    def test_a_recording_that_is_gone_is_asked_for(self, workplace: Path) -> None:
        (workplace / "interview.mp4").rename(workplace / "renamed.mp4")
        done = run_clipper("cut", workplace / "interview.json", "--quote", "You bought it", "-o", workplace / "a.m4a")
        assert done.code == 2
        assert "interview.mp4" in done.err
        assert "--media" in done.err

    def test_another_file_in_its_place_is_noticed(self, workplace: Path) -> None:
        shutil.copy(SOUND, workplace / "interview.mp4")
        done = run_clipper("cut", workplace / "interview.json", "--quote", "You bought it", "-o", workplace / "a.m4a")
        assert done.code == 2
        assert "its content differs" in done.err

    def test_the_same_file_elsewhere_is_taken_as_it_is(self, aligned: AlignedSample, workplace: Path) -> None:
        (workplace / "video").mkdir()
        moved = (workplace / "interview.mp4").rename(workplace / "video" / "renamed.mp4")
        done = self.subtitles(workplace, "--media", moved)
        assert done.code == 0, done.err
        alignment = load_episode(workplace / "moved.json").alignment
        assert alignment.words == aligned.alignment.words
        assert alignment.recordings[0].path == "video/renamed.mp4"
        assert json.loads(done.out)["findings"] == []

    def test_a_copy_with_a_longer_start_moves_every_word(self, aligned: AlignedSample, workplace: Path) -> None:
        longer = write_delayed(workplace / "longer.wav", 1500)
        done = self.subtitles(workplace, "--media", longer)
        assert done.code == 0, done.err
        (finding,) = json.loads(done.out)["findings"]
        assert finding["code"] == "recording-replaced"
        offset_ms = int(finding["message"].split("moved by ")[1].split(" ms")[0])
        assert abs(offset_ms - 1500) <= 30
        assert f"{offset_ms:+d} ms" in done.err
        moved = load_episode(workplace / "moved.json").alignment
        assert differences(aligned.alignment, moved, shift_ms=1500).max() <= 30

    def test_a_copy_without_its_beginning_keeps_the_rest(self, workplace: Path) -> None:
        sound, rate = sample_sound()
        shorter = write_wave(workplace / "shorter.wav", sound[10 * rate :], rate)
        done = self.subtitles(workplace, "--media", shorter)
        assert done.code == 0, done.err
        assert "moved by -10000 ms" in done.err or "moved by -99" in done.err
        assert "lie outside it" in done.err

    def test_another_recording_is_refused(self, workplace: Path) -> None:
        sound, rate = sample_sound()
        cut = np.concatenate([sound[50 * rate : 90 * rate], sound[: 45 * rate]])
        done = self.subtitles(workplace, "--media", write_wave(workplace / "other.wav", cut, rate))
        assert done.code == 4
        assert "other.wav" in done.err
        assert not (workplace / "moved.json").exists()


@pytest.fixture(scope="module")
def undelayed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's WAV aligned: what the delayed ones are compared to."""
    folder = tmp_path_factory.mktemp("undelayed")
    align(folder / "out.json", TEXT, write_delayed(folder / "sound.wav", 0))
    return folder


@pytest.mark.parametrize("silence_ms", [1000, 2500])
def test_silence_in_front_moves_every_word_and_cue_by_its_length(
    undelayed: Path, tmp_path: Path, silence_ms: int
) -> None:
    """Law; multiples of the model's hop of 20 ms and of the cues' frames.

    Between two frames a cue may be a frame shorter, and what just had time has none.

    To a row of the edge search (10 ms), but for the few words that the CTC model, whose windows now fall elsewhere,
    hears said in another way: other phones have other rules for their edges. And where edges are drawn to its places
    (``align.habits``), its rows of 20 ms tell.
    """
    delayed = align(tmp_path / "out.json", TEXT, write_delayed(tmp_path / "sound.wav", silence_ms))
    moved = differences(load_episode(undelayed / "out.json").alignment, delayed, shift_ms=silence_ms)
    assert (moved <= 10).mean() >= 0.99
    assert moved.max() <= OTHER_PHONES_MS
    cues = []
    for folder in (undelayed, tmp_path):
        done = run_clipper("subtitles", folder / "out.json", "-o", folder / f"{silence_ms}.vtt")
        assert done.code == 0, done.err
        cues.append(_cues(folder / f"{silence_ms}.vtt"))
    assert [text for *_, text in cues[0]] == [text for *_, text in cues[1]]
    for (start_ms, end_ms, _), (late_start_ms, late_end_ms, text) in zip(*cues, strict=True):
        assert abs(late_start_ms - start_ms - silence_ms) <= OTHER_PHONES_MS, text
        assert abs(late_end_ms - end_ms - silence_ms) <= OTHER_PHONES_MS, text


def _cues(path: Path) -> list[tuple[int, int, str]]:
    import pysubs2  # noqa: PLC0415

    events = pysubs2.load(str(path), encoding="utf-8").events
    return [(event.start, event.end, event.plaintext) for event in events]


def test_a_podcast_transcript_in_json_is_aligned(aligned: AlignedSample, tmp_path: Path) -> None:
    lines = TEXT.read_text("utf-8").splitlines()
    segments = [
        {"speaker": header.split(" (")[0], "startTime": 5.0 * number, "endTime": 5.0 * number + 4, "body": said}
        for number, (header, said) in enumerate(zip(lines[::2], lines[1::2], strict=True))
    ]
    text = tmp_path / "transcript.json"
    text.write_text(json.dumps({"version": "1.0.0", "segments": segments}), encoding="utf-8")
    (sound,) = copy_sample(tmp_path, "interview.m4a")
    assert judge(align(tmp_path / "out.json", text, sound)).within(60) >= 0.98
