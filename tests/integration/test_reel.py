"""Whether the clips of a reel stay in step, measured on media whose picture and sound encode the time."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from clipper.clips.captions import reel_alignment
from clipper.clips.plan import plan_reel
from clipper.errors import InputError
from clipper.media.probe import probe_recording
from clipper.media.reel import ReelReport, join_reel
from clipper.media.tool import FFmpeg, find_ffmpeg
from clipper.model import Clip, Quote, Span
from tests.talks import talk
from tests.timed_media import RATE, Measured, make_recording, master_sound, measure

pytestmark = pytest.mark.integration

SPANS = ((7345, 9001), (2217, 3903), (5001, 6777), (101, 1322), (8111, 9333), (4000, 5900))


@pytest.fixture(scope="module")
def ffmpeg() -> FFmpeg:
    return find_ffmpeg()


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory, ffmpeg: FFmpeg) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("media")
    ntsc = Fraction(30000, 1001)
    return {
        "ntsc.mp4": make_recording(folder / "ntsc.mp4", ffmpeg.path, seconds=10, rate=ntsc, options=("-bf", "2")),
        "pal.mp4": make_recording(folder / "pal.mp4", ffmpeg.path, seconds=10, size=(320, 240)),
        "voice.wav": make_recording(folder / "voice.wav", ffmpeg.path, seconds=10, rate=None),
        "voice.m4a": make_recording(folder / "voice.m4a", ffmpeg.path, seconds=10, rate=None),
    }


def join(sources: list[Path], output: Path, ffmpeg: FFmpeg) -> tuple[ReelReport, Measured]:
    clips = [
        Clip(recording=probe_recording(source), span=Span(start_ms=start_ms, end_ms=end_ms))
        for source, (start_ms, end_ms) in zip(sources, SPANS, strict=False)
    ]
    report = join_reel(plan_reel(clips), sources, output, ffmpeg=ffmpeg)
    return report, measure(output)


def starts(report: ReelReport) -> list[Fraction]:
    """Each clip's exact start in the reel."""
    return [sum((trim.seconds for trim in report.trims[:number]), Fraction(0)) for number in range(len(report.trims))]


def worst_sound_error_ms(report: ReelReport, found: Measured) -> float:
    errors = []
    for start, trim in zip(starts(report), report.trims, strict=True):
        at = float(trim.start) + 0.6
        errors.append((found.source_sample(float(start) + 0.6, near=round(at * RATE)) - at * RATE) / 48)
    return max(abs(error) for error in errors)


def test_six_clips_stay_in_step_to_the_last(media: dict[str, Path], tmp_path: Path, ffmpeg: FFmpeg) -> None:
    report, found = join([media["ntsc.mp4"]] * 6, tmp_path / "reel.mp4", ffmpeg)
    expected: list[int] = []
    for (start_ms, _), trim in zip(SPANS, report.trims, strict=True):
        first = start_ms * 30 // 1001
        expected += range(first, first + (trim.frames or 0))
    assert list(found.frames) == expected
    for number, moment in enumerate(found.frame_times):
        assert abs(moment - Fraction(number * 1001, 30000)) < Fraction(1, 10_000)
    assert worst_sound_error_ms(report, found) < 1.0
    for placement, start in zip(report.placements, starts(report), strict=True):
        assert abs(placement.at_ms - start * 1000) <= Fraction(1, 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["reel.mp4"]


def test_sources_of_several_sizes_and_rates_are_fitted(media: dict[str, Path], tmp_path: Path, ffmpeg: FFmpeg) -> None:
    report, found = join([media["pal.mp4"], media["ntsc.mp4"], media["pal.mp4"]], tmp_path / "reel.mp4", ffmpeg)
    recording = probe_recording(tmp_path / "reel.mp4")
    assert recording.video
    assert (recording.video.width, recording.video.height) == (320, 240)
    assert recording.video.frame_rate
    assert recording.video.frame_rate.fps == 25
    assert worst_sound_error_ms(report, found) < 1.0
    firsts = [found.frames[round(start * 25)] for start in starts(report)]
    assert firsts == [183, 66, 125]


@pytest.mark.parametrize("ending", ["m4a", "mp3", "wav"])
def test_a_reel_of_sound(ending: str, media: dict[str, Path], tmp_path: Path, ffmpeg: FFmpeg) -> None:
    sources = [media["voice.wav"], media["ntsc.mp4"], media["voice.m4a"]] * 2
    report, found = join(sources, tmp_path / f"reel.{ending}", ffmpeg)
    assert worst_sound_error_ms(report, found) < 1.0
    assert report.duration_ms == sum(end_ms - start_ms for start_ms, end_ms in SPANS)
    assert not found.frames


def high_band_db(sound: npt.NDArray[np.float32], at: int) -> float:
    """Energy above 8 kHz in the 2.7 ms around a sample."""
    piece = sound[at - 64 : at + 64] * np.hanning(128)
    spectrum = np.abs(np.fft.rfft(piece))[22:] ** 2
    return float(10 * np.log10(spectrum.sum() + 1e-12))


def test_no_join_clicks(tmp_path: Path, ffmpeg: FFmpeg) -> None:
    # A low tone has nothing above 8 kHz: whatever is there at a join is the click of a cut waveform.
    tone = (0.5 * np.sin(2 * np.pi * 110.3 * np.arange(10 * RATE) / RATE)).astype(np.float32)
    source = make_recording(tmp_path / "tone.wav", ffmpeg.path, seconds=10, rate=None, sound=tone)
    report, found = join([source] * 6, tmp_path / "reel.wav", ffmpeg)
    joins = [round(start * RATE) for start in starts(report)[1:]]
    floor = max(high_band_db(found.sound, at + RATE // 2) for at in joins)
    hard = np.concatenate([tone[start * 48 : end * 48] for start, end in SPANS])
    assert max(high_band_db(hard, at) for at in joins) > floor + 20  # the measure sees a click where there is one
    assert max(high_band_db(found.sound, at) for at in joins) < floor + 1


def test_a_reels_captions_lie_where_its_words_are(media: dict[str, Path], tmp_path: Path, ffmpeg: FFmpeg) -> None:
    recording = probe_recording(media["ntsc.mp4"])
    alignment = replace(talk("one two three four five six seven eight", word_ms=700), recordings=(recording,))
    clips = [
        Clip(
            recording=recording,
            span=Span(start_ms=1000 + 800 * first - 50, end_ms=1000 + 800 * first + 1550),
            quote=Quote(first_word=first, end_word=first + 2, score=1.0, wanted="", found=""),
        )
        for first in (5, 1, 3)
    ]
    report = join_reel(plan_reel(clips), [media["ntsc.mp4"]] * 3, tmp_path / "reel.mp4", ffmpeg=ffmpeg)
    captions = reel_alignment([(alignment, p) for p in report.placements], probe_recording(tmp_path / "reel.mp4"))
    assert [word.text for word in captions.transcript.words] == ["six", "seven", "two", "three", "four", "five"]
    found = measure(tmp_path / "reel.mp4")
    for number, word in zip((5, 6, 1, 2, 3, 4), captions.words, strict=True):
        original = alignment.words[number].span
        assert word.span
        assert original
        heard = found.source_sample(word.span.start_ms / 1000, near=original.start_ms * 48)
        assert abs(heard / 48 - original.start_ms) <= 1.0


def test_clips_of_several_loudnesses_are_levelled_each(tmp_path: Path, ffmpeg: FFmpeg) -> None:
    sound = master_sound()[: 10 * RATE] * np.repeat(np.float32([0.2, 1.0]), 5 * RATE)
    source = make_recording(tmp_path / "uneven.wav", ffmpeg.path, seconds=10, rate=None, sound=sound)
    recording = probe_recording(source)
    spans = (Span(start_ms=1000, end_ms=3000), Span(start_ms=6000, end_ms=8000))
    reel = plan_reel([Clip(recording=recording, span=span) for span in spans])
    report = join_reel(reel, [source] * 2, tmp_path / "reel.wav", ffmpeg=ffmpeg, target_lufs=-23)
    before = [loudness.integrated_lufs for loudness in report.loudness if loudness]
    assert abs(before[1] - before[0] - 14.0) < 0.5
    found = measure(tmp_path / "reel.wav").sound
    soft, loud = (found[at * RATE // 2 : (at + 2) * RATE // 2].std() for at in (1, 5))
    assert abs(20 * np.log10(soft / loud)) < 0.5


def test_a_clip_of_sound_among_films_is_refused_in_plain_words(
    media: dict[str, Path], tmp_path: Path, ffmpeg: FFmpeg
) -> None:
    with pytest.raises(InputError, match="clip 2 has sound only"):
        join([media["ntsc.mp4"], media["voice.wav"]], tmp_path / "reel.mp4", ffmpeg)
    assert not list(tmp_path.iterdir())


def test_a_source_is_never_overwritten_by_its_reel(media: dict[str, Path], ffmpeg: FFmpeg) -> None:
    before = media["ntsc.mp4"].read_bytes()
    with pytest.raises(InputError, match="recording itself"):
        join([media["pal.mp4"], media["ntsc.mp4"]], media["ntsc.mp4"], ffmpeg)
    assert media["ntsc.mp4"].read_bytes() == before
