"""What a cut costs beside a plain command that encodes alike, and at the end of three hours beside their start."""

from __future__ import annotations

import resource
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from clipper.media.encoding import ENCODINGS
from clipper.media.guard import check_media_path
from clipper.media.probe import probe_recording
from clipper.media.tool import FFmpeg, find_ffmpeg
from clipper.model import Clip, Span
from tests.bench.cut.sources import FOLDER
from tests.bench.figures import Bar, held_against, verdict
from tests.bench.score import format_table
from tests.cutting import cut_clip

PLAIN = Bar(most=1.15)
"""Times the plain command's time."""

END = Bar(most=1.15)
"""Times the time at the beginning: "as fast", within what two runs on a shared machine differ."""

CLIP_S, WEBM_S = 40, 5
"""VP9 takes seconds for each."""

HOURS_S = 3 * 3600
MINUTES_S = 600
RUNS = 2
"""Each way is run so often, in turns, and the fastest counts. Processor time, because other work on the machine doubles
what a clock shows; both ways use the same threads."""

_HEADINGS = ("", "seconds", "beside", "seconds", "times", "")


def speed_table() -> Iterator[str]:
    """Processor seconds for clips of 40 s (WebM: 5 s)."""
    ffmpeg = find_ffmpeg()
    with tempfile.TemporaryDirectory() as name:
        rows = [*_plain_rows(Path(name), ffmpeg), *_end_rows(Path(name), ffmpeg)]
    yield format_table(f"Processor seconds for a clip of {CLIP_S} s (WebM: {WEBM_S} s)", _HEADINGS, rows)


def _plain_rows(folder: Path, ffmpeg: FFmpeg) -> Iterator[Sequence[str]]:
    source = _looped("film", "mp4", size="1280x720", piece_s=5, seconds=200, ffmpeg=ffmpeg.path)
    for ending in ("mp4", "webm", "m4a"):
        length_s = WEBM_S if ending == "webm" else CLIP_S
        output = folder / f"plain.{ending}"
        encoding = ENCODINGS[f".{ending}"]
        begin = [ffmpeg.path, "-nostdin", "-loglevel", "error", "-y", "-ss", "100.337", "-t", str(length_s), "-i"]
        shown = [] if encoding.has_picture else ["-vn"]
        plain = [*begin, str(source), *shown, *encoding.arguments, "-ac", "2", str(output)]
        yield _compare(
            f"720p to {ending}",
            _cutting(source, 100_337, output, ffmpeg, length_s=length_s),
            "plain ffmpeg",
            lambda argv=plain: subprocess.run(argv, check=True),
            PLAIN,
        )
    yield _compare(
        "720p to mp4, levelled",
        _cutting(source, 100_337, folder / "levelled.mp4", ffmpeg, target_lufs=-16.0),
        "not levelled",
        _cutting(source, 100_337, folder / "plain.mp4", ffmpeg),
        PLAIN,
    )


def _end_rows(folder: Path, ffmpeg: FFmpeg) -> Iterator[Sequence[str]]:
    for ending in ("mp4", "mkv", "ts", "mp3"):
        source = _looped("three-hours", ending, size="320x180", piece_s=30, seconds=HOURS_S, ffmpeg=ffmpeg.path)
        output = folder / ("end.m4a" if ending == "mp3" else "end.mp4")
        yield _compare(
            f"the end of 3 hours, {ending}",
            _cutting(source, (HOURS_S - CLIP_S) * 1000 - 20_337, output, ffmpeg),
            "their beginning",
            _cutting(source, 20_337, output, ffmpeg),
            END,
        )


def _compare(name: str, one: Callable[[], object], beside: str, other: Callable[[], object], bar: Bar) -> Sequence[str]:
    times = [(_seconds(one), _seconds(other)) for _ in range(RUNS)]
    first, second = (min(each) for each in zip(*times, strict=True))
    missed = ["time"] * bar.missed_by(first / second)
    return name, f"{first:.2f}", beside, f"{second:.2f}", held_against(first / second, bar, 2), verdict(missed)


def _cutting(
    source: Path,
    start_ms: int,
    output: Path,
    ffmpeg: FFmpeg,
    *,
    target_lufs: float | None = None,
    length_s: int = CLIP_S,
) -> Callable[[], object]:
    recording = probe_recording(check_media_path(source))
    clip = Clip(recording=recording, span=Span(start_ms=start_ms, end_ms=start_ms + length_s * 1000))
    return lambda: cut_clip(clip, source, output, ffmpeg=ffmpeg, target_lufs=target_lufs, force=True)


def _seconds(run: Callable[[], object]) -> float:
    began = _processor_s()
    run()
    return _processor_s() - began


def _processor_s() -> float:
    """Of this process and those it has waited for."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _looped(name: str, ending: str, *, size: str, piece_s: int, seconds: int, ffmpeg: str) -> Path:
    """A long recording for little: a few seconds, encoded once and copied again and again."""
    path = FOLDER.resolve() / f"{name}-{piece_s}-{seconds}.{ending}"
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    piece, made = path.with_name(f"piece-{path.name}"), path.with_name(f"new-{path.name}")
    quiet = [ffmpeg, "-nostdin", "-loglevel", "error", "-y"]
    sound = ["-f", "lavfi", "-i", f"anoisesrc=r=48000:a=0.1:seed=1:d={piece_s}"]
    picture = ["-f", "lavfi", "-i", f"testsrc2=s={size}:r=25:d={piece_s}", "-pix_fmt", "yuv420p", "-crf", "30"]
    bits = ["-b:a", "64k"]
    subprocess.run([*quiet, *sound, *([] if ending == "mp3" else picture), *bits, str(piece)], check=True)
    copied = [*quiet, "-stream_loop", "-1", "-i", str(piece)]
    if seconds <= MINUTES_S:  # copied AAC overlaps where its pieces join, and mending that takes time
        whole = ["-f", "lavfi", "-i", f"anoisesrc=r=48000:a=0.1:seed=1:d={seconds}", "-map", "0:v", "-map", "1:a"]
        copied += [*whole, "-c:v", "copy", *bits]
    else:
        copied += ["-c", "copy"]
    subprocess.run([*copied, "-t", str(seconds), str(made)], check=True)
    piece.unlink()
    return made.replace(path)
