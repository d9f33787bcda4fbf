"""Recordings of every kind whose picture and sound encode the time; kept under .bench/cut by how they are made."""

from __future__ import annotations

import hashlib
import subprocess
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from tests.timed_media import HEIGHT, WIDTH, make_recording

FOLDER = Path(".bench/cut")
SECONDS = 16
LONG_S = 660

NTSC_FILM, NTSC, NTSC_60 = Fraction(24000, 1001), Fraction(30000, 1001), Fraction(60000, 1001)

B_FRAMES = ("-preset", "veryfast", "-bf", "3")
VP9 = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "400k", "-c:a", "libopus")
VP8 = ("-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "400k", "-c:a", "libvorbis")
HEVC = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error")
VARIABLE = ("-fps_mode", "passthrough", "-enc_time_base", "1:90000")
OPEN_GOP = (*B_FRAMES, "-g", "50", "-x264-params", "open-gop=1")
FIELDS = "tinterlace=mode=interleave_top"
TOP_FIRST = ("-vf", FIELDS, "-flags", "+ildct+ilme", "-x264-params", "tff=1")
BOTTOM_FIRST = ("-vf", "tinterlace=mode=interleave_bottom", "-flags", "+ildct+ilme", "-x264-params", "bff=1")


@dataclass(frozen=True, kw_only=True)
class Source:
    """A kind of recording: how it is encoded, and a second, copying command where one is needed.

    ``remux`` holds the options before and after the input of that command. ``is_variable``: its pictures do not stand
    on a grid. ``stream`` is the index of the audio stream that is cut, None for the only one.
    """

    name: str
    ending: str
    rate: Fraction | None = Fraction(25)
    options: tuple[str, ...] = ()
    remux: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    size: tuple[int, int] = (WIDTH, HEIGHT)
    seconds: int = SECONDS
    is_variable: bool = False
    stream: int | None = None


def _rates(ending: str, options: tuple[str, ...], rates: dict[str, Fraction]) -> list[Source]:
    return [Source(name=f"{ending} {name}", ending=ending, rate=rate, options=options) for name, rate in rates.items()]


def _remuxed(name: str, ending: str, before: tuple[str, ...], after: tuple[str, ...] = ()) -> Source:
    return Source(name=name, ending=ending, options=B_FRAMES, remux=(before, after))


def _sound(name: str, ending: str, *options: str) -> Source:
    return Source(name=name, ending=ending, rate=None, options=options)


ALL_RATES = {
    "23.976": NTSC_FILM,
    "24": Fraction(24),
    "25": Fraction(25),
    "29.97": NTSC,
    "30": Fraction(30),
    "50": Fraction(50),
    "59.94": NTSC_60,
    "60": Fraction(60),
}
SOME_RATES = {"23.976": NTSC_FILM, "25": Fraction(25), "29.97": NTSC, "59.94": NTSC_60}

SOURCES = (
    *_rates("mp4", B_FRAMES, ALL_RATES),
    *_rates("mkv", B_FRAMES, SOME_RATES),
    *_rates("webm", VP9, SOME_RATES),
    Source(name="webm, VP8 and Vorbis", ending="webm", rate=Fraction(30), options=VP8),
    Source(name="mov, PCM", ending="mov", options=(*B_FRAMES, "-c:a", "pcm_s16le")),
    Source(name="mov 29.97", ending="mov", rate=NTSC, options=B_FRAMES),
    *_rates("ts", B_FRAMES, SOME_RATES),
    Source(name="VFR, a phone's", ending="mp4", rate=Fraction(30), is_variable=True,
           options=("-vf", "settb=1/90000,setpts=(N/30+0.003*sin(N*12.9))/TB", *VARIABLE)),
    Source(name="VFR, irregular", ending="mkv", rate=Fraction(24), is_variable=True,
           options=("-vf", "settb=1/90000,setpts=(N/24+0.012*sin(N*N))/TB", *VARIABLE)),
    Source(name="VFR, slides", ending="mkv", is_variable=True,
           options=("-vf", "select=not(between(n\\,62\\,78)+between(n\\,300\\,350)+mod(n\\,3))", "-fps_mode", "vfr")),
    Source(name="GOP of 250", ending="mp4", options=(*B_FRAMES, "-g", "250", "-sc_threshold", "0")),
    Source(name="open GOP", ending="mp4", options=OPEN_GOP),
    Source(name="open GOP, ts", ending="ts", options=OPEN_GOP),
    _remuxed("edit list, cut by copying", "mp4", ("-ss", "2.31")),
    _remuxed("start offset, mp4", "mp4", (), ("-output_ts_offset", "2.5")),
    _remuxed("start offset, mkv", "mkv", (), ("-output_ts_offset", "3.3")),
    _remuxed("start offset, ts", "ts", (), ("-output_ts_offset", "7200")),
    Source(name="late sound, mp4", ending="mp4", options=(*B_FRAMES, "-af", "asetpts=PTS+0.5/TB")),
    Source(name="late sound, mkv", ending="mkv", options=(*B_FRAMES, "-af", "asetpts=PTS+0.5/TB")),
    Source(name="late sound, ts", ending="ts", options=(*B_FRAMES, "-af", "asetpts=PTS+0.5/TB")),
    Source(name="late picture, mp4", ending="mp4", options=(*B_FRAMES, "-vf", "setpts=PTS+0.7/TB")),
    Source(name="late picture, mkv", ending="mkv", options=(*B_FRAMES, "-vf", "setpts=PTS+0.7/TB")),
    _remuxed("a phone turned left", "mp4", ("-display_rotation", "90")),
    _remuxed("a phone turned right", "mov", ("-display_rotation", "-90")),
    _remuxed("a phone upside down", "mp4", ("-display_rotation", "180")),
    Source(name="interlaced, tff", ending="mp4", rate=Fraction(50), size=(160, 96), options=TOP_FIRST),
    Source(name="interlaced, bff", ending="mp4", rate=Fraction(50), size=(160, 96), options=BOTTOM_FIRST),
    Source(name="interlaced, MPEG-2 ts", ending="ts", rate=Fraction(50), size=(160, 96),
           options=("-vf", FIELDS, "-c:v", "mpeg2video", "-q:v", "4", "-flags", "+ildct+ilme", "-c:a", "mp2")),
    Source(name="10-bit", ending="mkv", options=("-pix_fmt", "yuv420p10le")),
    Source(name="10-bit HEVC", ending="mp4", options=(*HEVC, "-pix_fmt", "yuv420p10le")),
    Source(name="HDR (PQ)", ending="mp4",
           options=(*HEVC[:-1], "log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc",
                    "-pix_fmt", "yuv420p10le")),
    Source(name="HDR (HLG), 59.94", ending="mp4", rate=NTSC_60,
           options=(*HEVC[:-1], "log-level=error:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc",
                    "-pix_fmt", "yuv420p10le")),
    Source(name="several sounds", ending="mp4", stream=2, options=B_FRAMES,
           remux=(("-f", "lavfi", "-i", "anoisesrc=r=48000:a=0.1:seed=3:d=16"),
                  ("-map", "1:v", "-map", "0:a", "-map", "1:a", "-c:a", "aac"))),
    Source(name="odd size", ending="mkv", size=(161, 91), options=("-c:v", "ffv1", "-pix_fmt", "yuv444p")),
    Source(name="wide pixels (16:11)", ending="mp4", options=(*B_FRAMES, "-vf", "setsar=16/11")),
    Source(name="tall pixels (8:9)", ending="mp4", options=(*B_FRAMES, "-vf", "setsar=8/9")),
    Source(name="AV1 and Opus, mp4", ending="mp4", rate=NTSC,
           options=("-c:v", "libsvtav1", "-preset", "11", "-c:a", "libopus")),
    Source(name="HEVC, mkv", ending="mkv", rate=NTSC_FILM, options=(*HEVC, "-c:a", "libopus")),
    Source(name="ProRes, mov", ending="mov", rate=NTSC_FILM, options=("-c:v", "prores_ks", "-c:a", "pcm_s24le")),
    Source(name="MPEG-4 and MP3, avi", ending="avi", rate=NTSC, options=("-c:v", "mpeg4", "-bf", "2", "-q:v", "3")),
    Source(name="flv", ending="flv", options=B_FRAMES),
    Source(name="MPEG-2, mpg", ending="mpg", options=("-c:v", "mpeg2video", "-bf", "2", "-q:v", "4", "-c:a", "mp2")),
    Source(name="fragmented mp4", ending="mp4", options=(*B_FRAMES, "-movflags", "frag_keyframe+delay_moov")),
    Source(name="a browser's webm", ending="webm", rate=Fraction(30), is_variable=True,
           options=(*VP8[:-1], "libopus", "-live", "1", "-g", "90",
                    "-vf", "settb=1/1000,setpts=(N/30+0.008*sin(N*12.9))/TB", *VARIABLE[:2])),
    Source(name="slow motion, 119.88", ending="mov", rate=Fraction(120000, 1001), options=("-g", "120")),
    Source(name="film with 44.1 kHz", ending="mp4", rate=NTSC, options=(*B_FRAMES, "-ar", "44100")),
    Source(name="film with 5.1", ending="mkv", options=(*B_FRAMES, "-af", "pan=5.1|c2=c0", "-c:a", "ac3")),
    Source(name="10 minutes", ending="mp4", seconds=LONG_S, options=(*B_FRAMES, "-g", "250")),
    _sound("mp3, CBR", "mp3", "-b:a", "128k"),
    _sound("mp3, VBR", "mp3", "-q:a", "4"),
    _sound("mp3, no Xing header", "mp3", "-q:a", "4", "-write_xing", "0"),
    _sound("m4a", "m4a"),
    _sound("aac, raw", "aac"),
    _sound("wav", "wav"),
    _sound("flac", "flac"),
    _sound("opus", "opus"),
    _sound("ogg, Vorbis", "ogg", "-c:a", "libvorbis"),
    _sound("m4a, 44.1 kHz", "m4a", "-ar", "44100"),
)  # fmt: skip


def make_source(source: Source, ffmpeg: str) -> Path:
    """The recording's file, made once for each way of making it."""
    recipe = hashlib.sha256(repr(source).encode()).hexdigest()[:16]
    path = FOLDER.resolve() / f"{recipe}.{source.ending}"
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    made = make_recording(
        path.with_name(f"new-{recipe}.{source.ending}"),
        ffmpeg,
        seconds=source.seconds,
        rate=source.rate,
        options=source.options,
        size=source.size,
    )
    if source.remux is not None:
        before, after = source.remux
        copied = path.with_name(f"copied-{recipe}.{source.ending}")
        quiet = ("-nostdin", "-loglevel", "error", "-y")
        subprocess.run([ffmpeg, *quiet, *before, "-i", str(made), "-c", "copy", *after, str(copied)], check=True)
        copied.replace(made)
    return made.replace(path)
