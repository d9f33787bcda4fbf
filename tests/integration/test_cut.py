"""Where a cut lands, measured on media whose picture and sound encode the time."""

from __future__ import annotations

import hashlib
import subprocess
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import pytest

from clipper.clips.captions import reel_alignment
from clipper.errors import CommandFailed, InputError, MediaError, ToolMissing
from clipper.media import cut as cutting
from clipper.media.cut import CutReport
from clipper.media.loudness import measure_loudness
from clipper.media.poster import make_poster
from clipper.media.probe import probe_recording
from clipper.media.source import open_source
from clipper.media.tool import FFmpeg, find_ffmpeg
from clipper.media.trim import resolve_trim
from clipper.model import Alignment, Clip, Quote, Span
from tests.bench.cut.colour_table import STORINGS, colour_error
from tests.bench.cut.colours import SDR_PATCHES, Storing, make_patches, shown_colours
from tests.cutting import cut_clip
from tests.talks import talk
from tests.timed_media import RATE, Measured, make_recording, measure, measure_source

pytestmark = pytest.mark.integration

NTSC = Fraction(30000, 1001)
LONG_GOP = ("-preset", "veryfast", "-bf", "3", "-g", "250")
VP9 = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus")
TOP_FIRST = ("-vf", "tinterlace=mode=interleave_top", "-flags", "+ildct+ilme", "-x264-params", "tff=1")
SPANS = (Span(start_ms=3217, end_ms=6903), Span(start_ms=10_345, end_ms=11_500), Span(start_ms=12, end_ms=800))


@pytest.fixture(scope="module")
def ffmpeg() -> FFmpeg:
    return find_ffmpeg()


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory, ffmpeg: FFmpeg) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("media")
    plans: dict[str, dict[str, object]] = {
        "pal.mp4": {"rate": Fraction(25)},
        "ntsc.mp4": {"rate": NTSC},
        "ntsc.mkv": {"rate": NTSC},
        "gop.mp4": {"rate": Fraction(25), "options": LONG_GOP},
        "stream.ts": {"rate": Fraction(25), "options": LONG_GOP},
        "late.mp4": {"rate": Fraction(25), "options": ("-af", "asetpts=PTS+0.5/TB")},
        "screen.mkv": {"options": ("-vf", "select='not(between(n,62,78))'", "-fps_mode", "vfr")},
        "shifted.mkv": {"rate": Fraction(25), "options": ("-output_ts_offset", "3.3")},
        "late.ts": {"rate": NTSC, "options": (*LONG_GOP, "-vf", "setpts=PTS+0.31/TB")},
        "web.webm": {"rate": NTSC, "options": VP9},
        "fields.mp4": {"rate": Fraction(50), "size": (160, 96), "options": TOP_FIRST},
        "voice.wav": {"rate": None},
        "voice.m4a": {"rate": None},
        "voice.mp3": {"rate": None},
    }
    return {name: make_recording(folder / name, ffmpeg.path, seconds=13, **plan) for name, plan in plans.items()}  # type: ignore[arg-type]


def cut(source: Path, span: Span, output: Path, ffmpeg: FFmpeg) -> tuple[CutReport, Measured]:
    clip = Clip(recording=probe_recording(source), span=span)
    report = cut_clip(clip, source, output, ffmpeg=ffmpeg)
    return report, measure(output)


def sound_error_ms(cut_sound: Measured, source: Measured, report: CutReport) -> float:
    """How far the sound lies from where the source has it, 0.2 s after the planned start."""
    at = float(report.trim.start) + 0.2
    near = round(at * RATE)
    expected = source.source_sample(at, near=near, reach=RATE)
    return (cut_sound.source_sample(0.2, near=near, reach=RATE) - expected) / 48


def on_screen(source: Measured, time: Fraction) -> int:
    """The number that a player shows, give or take what Matroska rounds; the first one stands before it begins."""
    seen = zip(source.frames, source.frame_times, strict=True)
    return max(number for number, moment in seen if moment <= time + Fraction(1, 1000) or number == 0)


@pytest.mark.parametrize("span", SPANS, ids=str)
@pytest.mark.parametrize(
    "name", ["pal.mp4", "ntsc.mp4", "ntsc.mkv", "gop.mp4", "stream.ts", "shifted.mkv", "web.webm", "late.ts"]
)
def test_picture_and_sound_begin_together_at_the_right_frame(
    name: str, span: Span, media: dict[str, Path], tmp_path: Path, ffmpeg: FFmpeg
) -> None:
    source = measure_source(media[name])
    report, found = cut(media[name], span, tmp_path / "cut.mp4", ffmpeg)
    assert found.frames[0] == on_screen(source, Fraction(span.start_ms, 1000))
    assert found.frames == tuple(on_screen(source, report.trim.start + moment) for moment in found.frame_times)
    assert len(found.frames) == report.trim.frames
    assert found.frame_times[0] == 0
    assert abs(sound_error_ms(found, source, report)) < 1.0
    planned = Fraction(span.duration_ms, 1000)
    frame = 1 / report.trim.rate.fps if report.trim.rate else Fraction(0)
    assert planned - Fraction(1, 1000) <= report.trim.seconds <= planned + 2 * frame
    assert abs(found.frame_times[-1] + frame - report.trim.seconds) < Fraction(1, 1000)


def test_a_frame_that_stands_for_long_is_on_screen_at_the_cut(
    media: dict[str, Path], tmp_path: Path, ffmpeg: FFmpeg
) -> None:
    # Frame 61 stands from 2.44 to 3.16 s, as slides do in a screen recording; the cut begins at 2.8 s.
    report, found = cut(media["screen.mkv"], Span(start_ms=2800, end_ms=3600), tmp_path / "cut.mp4", ffmpeg)
    assert found.frames == (*[61] * 9, *range(79, 90))
    assert abs(sound_error_ms(found, measure_source(media["screen.mkv"]), report)) < 1.0


def test_sound_that_begins_late_stays_late(media: dict[str, Path], tmp_path: Path, ffmpeg: FFmpeg) -> None:
    source = measure_source(media["late.mp4"])
    report, found = cut(media["late.mp4"], Span(start_ms=0, end_ms=2000), tmp_path / "cut.mp4", ffmpeg)
    expected = source.source_sample(1.0, near=RATE // 2, reach=RATE // 4)
    assert abs(found.source_sample(1.0, near=RATE // 2, reach=RATE // 4) - expected) / 48 < 1.0
    assert abs(expected / RATE - 0.5) < 0.002  # the test's own ground: half a second of sound has been heard by then
    assert abs(found.sound[: RATE // 3]).max() < 0.001
    assert report.trim.start == 0


def test_sound_stays_in_its_place_after_lost_packets(tmp_path: Path, ffmpeg: FFmpeg) -> None:
    lost = ("-af", "asetnsamples=960,aselect=not(between(t\\,4\\,4.05))", "-c:a", "pcm_s16le")
    source = make_recording(tmp_path / "lost.mkv", ffmpeg.path, seconds=8, options=lost)
    _, found = cut(source, Span(start_ms=3000, end_ms=6000), tmp_path / "cut.mp4", ffmpeg)
    for at_s, sample in ((0.2, 3.2 * RATE), (1.5, 4.5 * RATE), (2.5, 5.5 * RATE)):
        assert abs(found.source_sample(at_s, near=round(sample)) - sample) / 48 < 1.0


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        *(("voice.wav", ending) for ending in ("m4a", "mp3", "wav", "flac", "opus")),
        *((name, "m4a") for name in ("voice.m4a", "voice.mp3", "gop.mp4", "stream.ts")),
    ],
)
def test_sound_is_cut_to_the_millisecond(
    name: str, ending: str, media: dict[str, Path], tmp_path: Path, ffmpeg: FFmpeg
) -> None:
    report, found = cut(media[name], SPANS[0], tmp_path / f"cut.{ending}", ffmpeg)
    assert report.trim.frames is None
    assert abs(sound_error_ms(found, measure_source(media[name]), report)) < 1.0
    assert not found.frames


def test_only_the_wished_sound_is_heard_and_it_swells_and_fades(
    media: dict[str, Path], tmp_path: Path, ffmpeg: FFmpeg
) -> None:
    source = media["voice.wav"]
    _, found = cut(source, Span(start_ms=1000, end_ms=2000), tmp_path / "cut.wav", ffmpeg)
    master = measure(source).sound[RATE : 2 * RATE]
    assert len(found.sound) == RATE
    fade = 5 * 48
    assert abs(found.sound[fade:-fade] - master[fade:-fade]).max() < 0.001
    assert abs(found.sound[: fade // 10]).max() < 0.1 * abs(master[: fade // 10]).max()
    assert abs(found.sound[-fade // 10 :]).max() < 0.1 * abs(master[-fade // 10 :]).max()


def test_a_film_is_silent_where_its_outer_frames_exceed_the_clip(
    media: dict[str, Path], tmp_path: Path, ffmpeg: FFmpeg
) -> None:
    report, found = cut(media["pal.mp4"], Span(start_ms=1035, end_ms=2005), tmp_path / "cut.mp4", ffmpeg)
    assert (report.placement.source_ms, report.placement.duration_ms) == (1000, 1040)
    assert abs(found.sound[: 33 * 48]).max() < 0.02
    assert abs(found.sound[1008 * 48 : 1040 * 48]).max() < 0.02
    assert abs(found.sound[50 * 48 : 900 * 48]).max() > 0.1


@pytest.mark.parametrize("target_lufs", [-16.0, -9.0, -23.0])
def test_levelled_sound_has_the_wished_loudness_and_stays_in_its_place(
    target_lufs: float, media: dict[str, Path], tmp_path: Path, ffmpeg: FFmpeg
) -> None:
    clip = Clip(recording=probe_recording(media["pal.mp4"]), span=SPANS[0])
    output = tmp_path / "cut.mp4"
    report = cut_clip(clip, media["pal.mp4"], output, ffmpeg=ffmpeg, target_lufs=target_lufs)
    assert report.loudness
    written = probe_recording(output)
    trim = resolve_trim(Clip(recording=written, span=Span(start_ms=0, end_ms=written.duration_ms)), None)
    after = measure_loudness(open_source(output, written), [trim], ffmpeg=ffmpeg)
    assert after
    assert after.peak_dbtp < -1.0
    assert abs(after.integrated_lufs - target_lufs) < (0.5 if target_lufs <= -16 else 3.0)  # a limiter takes some
    assert abs(sound_error_ms(measure(output), measure_source(media["pal.mp4"]), report)) < 1.0


def test_a_clip_too_short_to_measure_is_left_as_it_is(media: dict[str, Path], tmp_path: Path, ffmpeg: FFmpeg) -> None:
    clip = Clip(recording=probe_recording(media["voice.wav"]), span=Span(start_ms=1000, end_ms=1300))
    report = cut_clip(clip, media["voice.wav"], tmp_path / "cut.wav", ffmpeg=ffmpeg, target_lufs=-16)
    assert report.loudness is None
    assert [each.code for each in report.diagnostics] == ["clip-not-levelled"]
    assert abs(measure(tmp_path / "cut.wav").sound[4800:9600].std() - 0.08) < 0.005


def test_a_clips_captions_start_at_zero(media: dict[str, Path], tmp_path: Path, ffmpeg: FFmpeg) -> None:
    recording = probe_recording(media["ntsc.mp4"])
    spoken = talk("one two three four five six", start_ms=3000)
    alignment: Alignment = replace(spoken, recordings=(recording,))
    quote = Quote(first_word=1, end_word=4, score=1.0, wanted="", found="two three four")
    clip = Clip(recording=recording, span=Span(start_ms=3350, end_ms=4560), quote=quote)
    report = cut_clip(clip, media["ntsc.mp4"], tmp_path / "cut.mp4", ffmpeg=ffmpeg)
    captions = reel_alignment([(alignment, report.placement)], probe_recording(tmp_path / "cut.mp4"))
    source, found = measure_source(media["ntsc.mp4"]), measure(tmp_path / "cut.mp4")
    for word, original in zip(captions.words, alignment.words[1:4], strict=True):
        assert word.span
        assert original.span
        near = original.span.start_ms * 48
        heard = found.source_sample(word.span.start_ms / 1000, 0.2, near=near)
        assert abs(heard - source.source_sample(original.span.start_ms / 1000, 0.2, near=near)) / 48 <= 1.0


def test_the_same_cut_gives_the_same_bytes_and_tells_nothing_of_its_source(
    media: dict[str, Path], tmp_path: Path, ffmpeg: FFmpeg
) -> None:
    titled = make_recording(
        tmp_path / "titled.mp4", ffmpeg.path, seconds=3, options=("-metadata", "title=secret", "-metadata", "artist=me")
    )
    for name in ("one.mp4", "two.mp4"):
        cut(titled, Span(start_ms=500, end_ms=1500), tmp_path / name, ffmpeg)
    one, two = ((tmp_path / name).read_bytes() for name in ("one.mp4", "two.mp4"))
    assert hashlib.sha256(one).digest() == hashlib.sha256(two).digest()
    assert b"secret" not in one
    with av.open(str(tmp_path / "one.mp4")) as container:
        assert not {"title", "artist", "creation_time"} & container.metadata.keys()


@pytest.mark.parametrize("ending", ["webm", "gif", "mov", "mkv", "m4a", "mp3", "flac", "opus"])
def test_every_format_is_written_whole_and_twice_alike(
    ending: str, media: dict[str, Path], tmp_path: Path, ffmpeg: FFmpeg
) -> None:
    outputs = [tmp_path / f"{name}.{ending}" for name in ("one", "two")]
    reports = [cut(media["ntsc.mp4"], SPANS[1], output, ffmpeg)[0] for output in outputs]
    one, two = (output.read_bytes() for output in outputs)
    assert one == two
    with av.open(str(outputs[0])) as container:
        kinds = [stream.type for stream in container.streams]
        assert kinds == {"gif": ["video"]}.get(ending, ["video", "audio"] if reports[0].trim.frames else ["audio"])
        assert container.duration
        assert abs(Fraction(container.duration, 1_000_000) - reports[0].trim.seconds) < Fraction(3, 100)


def test_a_gif_shows_the_clip_in_its_own_rate(media: dict[str, Path], tmp_path: Path, ffmpeg: FFmpeg) -> None:
    report, found = cut(media["ntsc.mp4"], SPANS[0], tmp_path / "cut.gif", ffmpeg)
    assert len(found.frames) == report.trim.frames
    for number, moment in zip(found.frames, found.frame_times, strict=True):
        assert abs(number / NTSC - report.trim.start - moment) <= Fraction(1, 25)


def test_a_gif_of_minutes_is_refused(media: dict[str, Path], tmp_path: Path, ffmpeg: FFmpeg) -> None:
    recording = replace(probe_recording(media["pal.mp4"]), duration_ms=90_000)
    with pytest.raises(InputError, match="may last 60 s"):
        cut_clip(
            Clip(recording=recording, span=Span(start_ms=0, end_ms=61_000)),
            media["pal.mp4"],
            tmp_path / "cut.gif",
            ffmpeg=ffmpeg,
        )


def test_fields_become_whole_frames_at_the_same_times(media: dict[str, Path], tmp_path: Path, ffmpeg: FFmpeg) -> None:
    source = measure_source(media["fields.mp4"])
    assert source.combed == len(source.frames)  # the test's own ground
    report, found = cut(media["fields.mp4"], SPANS[0], tmp_path / "cut.mp4", ffmpeg)
    assert found.combed == 0
    assert found.frames == source.frames[80 : 80 + len(found.frames)]
    assert len(found.frames) == report.trim.frames


def test_a_turned_picture_is_shown_upright_and_wide_pixels_square(
    media: dict[str, Path], tmp_path: Path, ffmpeg: FFmpeg
) -> None:
    turned, wide = tmp_path / "turned.mp4", tmp_path / "wide.mp4"
    copy = [ffmpeg.path, "-nostdin", "-loglevel", "error", "-display_rotation", "90", "-i", str(media["pal.mp4"])]
    subprocess.run([*copy, "-c", "copy", str(turned)], check=True)
    make_recording(wide, ffmpeg.path, seconds=5, options=("-vf", "setsar=4/3"))
    _, found = cut(turned, SPANS[0], tmp_path / "cut.mp4", ffmpeg)
    assert found.size == (90, 160)
    assert found.frames == measure(turned).frames[80 : 80 + len(found.frames)]
    _, found = cut(wide, Span(start_ms=1000, end_ms=2000), tmp_path / "square.mp4", ffmpeg)
    assert found.size == (214, 90)
    assert found.frames == tuple(range(25, 50))


@pytest.mark.parametrize(
    "storing", [each for each in STORINGS if each.name in ("HDR, PQ", "HD, RGB", "SD, not tagged")]
)
def test_a_player_shows_the_colours_of_the_recording(storing: Storing, tmp_path: Path, ffmpeg: FFmpeg) -> None:
    source = make_patches(storing, tmp_path / f"patches.{storing.ending}", ffmpeg.path)
    cut_clip(
        Clip(recording=probe_recording(source), span=Span(start_ms=200, end_ms=900)),
        source,
        tmp_path / "cut.mp4",
        ffmpeg=ffmpeg,
    )
    assert colour_error(shown_colours(tmp_path / "cut.mp4", len(SDR_PATCHES)), storing) <= 4
    make_poster(tmp_path / "cut.mp4", tmp_path / "poster.jpg", ffmpeg=ffmpeg)
    assert colour_error(shown_colours(tmp_path / "poster.jpg", len(SDR_PATCHES), number=0), storing) <= 5


def test_the_sound_that_was_aligned_is_the_one_that_is_cut(
    media: dict[str, Path], tmp_path: Path, ffmpeg: FFmpeg
) -> None:
    both = tmp_path / "both.mkv"
    other = ("-f", "lavfi", "-i", "anoisesrc=r=48000:a=0.3:seed=3:d=13")
    argv = [ffmpeg.path, "-nostdin", "-loglevel", "error", *other, "-i", str(media["voice.wav"])]
    subprocess.run([*argv, "-map", "0", "-map", "1", "-c:a", "flac", str(both)], check=True)
    clip = Clip(recording=probe_recording(both, stream=1), span=Span(start_ms=1000, end_ms=2000))
    report = cut_clip(clip, both, tmp_path / "cut.wav", ffmpeg=ffmpeg)
    assert abs(sound_error_ms(measure(tmp_path / "cut.wav"), measure(both, 1), report)) < 1.0


def test_a_filter_that_a_picture_needs_is_named(media: dict[str, Path], tmp_path: Path, ffmpeg: FFmpeg) -> None:
    bare = replace(ffmpeg, filters=ffmpeg.filters - {"bwdif"})
    clip = Clip(recording=probe_recording(media["fields.mp4"]), span=SPANS[0])
    with pytest.raises(ToolMissing, match="no filter bwdif"):
        cut_clip(clip, media["fields.mp4"], tmp_path / "cut.mp4", ffmpeg=bare)
    assert cut_clip(clip, media["fields.mp4"], tmp_path / "cut.m4a", ffmpeg=bare)


def test_an_odd_picture_is_cut_to_even_numbers(tmp_path: Path, ffmpeg: FFmpeg) -> None:
    options = ("-c:v", "mjpeg", "-pix_fmt", "yuvj444p")
    odd = make_recording(tmp_path / "odd.mkv", ffmpeg.path, seconds=2, size=(161, 91), options=options)
    cut(odd, Span(start_ms=500, end_ms=1500), tmp_path / "cut.mp4", ffmpeg)
    recording = probe_recording(tmp_path / "cut.mp4")
    assert recording.video
    assert (recording.video.width, recording.video.height) == (160, 90)


def test_a_film_from_sound_alone_is_refused_in_plain_words(
    media: dict[str, Path], tmp_path: Path, ffmpeg: FFmpeg
) -> None:
    with pytest.raises(InputError, match="has no picture"):
        cut(media["voice.wav"], SPANS[0], tmp_path / "cut.mp4", ffmpeg)
    assert not list(tmp_path.iterdir())


def test_a_source_that_ends_early_gives_no_file(media: dict[str, Path], tmp_path: Path, ffmpeg: FFmpeg) -> None:
    recording = replace(probe_recording(media["pal.mp4"]), duration_ms=60_000)
    for span in (Span(start_ms=11_000, end_ms=16_000), Span(start_ms=50_000, end_ms=51_000)):
        with pytest.raises((MediaError, CommandFailed)):
            cut_clip(Clip(recording=recording, span=span), media["pal.mp4"], tmp_path / "cut.mp4", ffmpeg=ffmpeg)
        assert not list(tmp_path.iterdir())


def test_another_file_than_the_clips_recording_is_refused(
    media: dict[str, Path], tmp_path: Path, ffmpeg: FFmpeg
) -> None:
    clip = Clip(recording=probe_recording(media["pal.mp4"]), span=SPANS[0])
    with pytest.raises(MediaError, match="does not have the sound and picture"):
        cut_clip(clip, media["voice.wav"], tmp_path / "cut.mp4", ffmpeg=ffmpeg)


def test_an_interrupted_cut_leaves_nothing_behind(
    media: dict[str, Path], tmp_path: Path, ffmpeg: FFmpeg, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(stage: str, done: float) -> None:
        raise KeyboardInterrupt

    clip = Clip(recording=probe_recording(media["pal.mp4"]), span=SPANS[0])
    with pytest.raises(KeyboardInterrupt):
        cut_clip(clip, media["pal.mp4"], tmp_path / "cut.mp4", ffmpeg=ffmpeg, progress=interrupt)
    monkeypatch.setattr(cutting, "verify_written", lambda *_, **__: interrupt("", 0))
    with pytest.raises(KeyboardInterrupt):
        cut_clip(clip, media["pal.mp4"], tmp_path / "cut.mp4", ffmpeg=ffmpeg)
    assert not list(tmp_path.iterdir())
