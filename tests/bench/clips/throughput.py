"""How fast finished clips come: cut, levelled, captioned, listened to again; as times real time."""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from clipper.media.encoding import ENCODINGS
from clipper.media.tool import FFmpeg, find_ffmpeg
from clipper.model import Span
from clipper.model.canvas import Canvas
from clipper.pipeline.align_job import AlignRequest
from clipper.pipeline.cut_job import ClipJob
from clipper.pipeline.cut_settings import CutSettings
from clipper.pipeline.episode import open_episode
from clipper.pipeline.quote_planner import Wish
from tests.bench.figures import Bar, held_against, verdict
from tests.bench.score import format_table

SAMPLES = Path(__file__).parents[3] / "samples"
FOLDER = Path(".bench/cut")
START_S, LENGTH_S = 9.4, 60
ROWS = (
    ("720p, captions burned in", "film", CutSettings(captions="bold", names=True), Bar(least=4)),
    (
        "1080x1920 of it, captions",
        "film",
        CutSettings(captions="bold", names=True, canvas=Canvas(width=1080, height=1920)),
        Bar(least=2.5),
    ),
    ("audiogram 1080x1080, captions", "sound", CutSettings(), Bar(least=2)),
)


def throughput_table() -> Iterator[str]:
    """A minute of the sample's talk, before ffmpeg's moving test picture or without one."""
    ffmpeg = find_ffmpeg()
    sources = {"film": _film(ffmpeg), "sound": SAMPLES / "interview.m4a"}
    rows = []
    for name, kind, settings, bar in ROWS:
        factor = _factor(sources[kind], settings, ffmpeg)
        rows.append((name, held_against(factor, bar, 1), verdict(["speed"] if bar.missed_by(factor) else [])))
    rows.append(("plain ffmpeg, 720p, same encoder", f"{_plain(sources['film'], ffmpeg):.1f}", ""))
    yield format_table("Finished clips of a minute, times real time by the clock", ("", "x real time", ""), rows)


def _film(ffmpeg: FFmpeg) -> Path:
    path = FOLDER / "talk-720p.mp4"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        picture = ("-f", "lavfi", "-i", "testsrc2=s=1280x720:r=25:d=94")
        encode = (
            "-c:v",
            "libx264",
            "-preset",
            "veryfast",
            "-crf",
            "20",
            "-pix_fmt",
            "yuv420p",
            "-g",
            "250",
            "-shortest",
        )
        sound = ("-i", str(SAMPLES / "interview.m4a"))
        part = path.with_suffix(".part.mp4")
        subprocess.run([ffmpeg.path, "-v", "error", "-y", *picture, *sound, *encode, str(part)], check=True)
        part.replace(path)
    return path


def _factor(media: Path, settings: CutSettings, ffmpeg: FFmpeg) -> float:
    episode = open_episode(AlignRequest(transcript=SAMPLES / "interview.txt", media=media, cache=False))
    span = Span(start_ms=round(START_S * 1000), end_ms=round((START_S + LENGTH_S) * 1000))
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        job = ClipJob(episode, [Wish(span=span)], settings, ffmpeg=ffmpeg)
        (result,) = job.cut([Path(folder) / "clip.mp4"])
        took = time.monotonic() - began
        last = result.report.placements[-1]
        return (last.at_ms + last.duration_ms) / 1000 / took


def _plain(media: Path, ffmpeg: FFmpeg) -> float:
    with tempfile.TemporaryDirectory() as folder:
        cut = ("-ss", str(START_S), "-t", str(LENGTH_S), "-i", str(media))
        began = time.monotonic()
        argv = [ffmpeg.path, "-v", "error", "-y", *cut, *ENCODINGS[".mp4"].arguments, f"{folder}/plain.mp4"]
        subprocess.run(argv, check=True)
        return LENGTH_S / (time.monotonic() - began)
