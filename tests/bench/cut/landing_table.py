"""A line for each kind of recording: where clipper's cuts land, and where those of the usual command do."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean

from clipper.errors import ClipperError
from clipper.media.probe import probe_recording
from clipper.media.tool import FFmpeg, find_ffmpeg
from clipper.model import Clip, Recording, Span
from tests.bench.cut.landing import Landing, measure_landing
from tests.bench.cut.sources import LONG_S, SOURCES, Source, make_source
from tests.bench.figures import Bar, held_against, verdict
from tests.bench.score import format_table
from tests.cutting import cut_clip
from tests.timed_media import RATE, Measured, measure

MIDDLE = Span(start_ms=3217, end_ms=6903)
SPANS = (
    *(Span(start_ms=0, end_ms=500), Span(start_ms=12, end_ms=812), MIDDLE),
    *(Span(start_ms=10_345, end_ms=11_500), Span(start_ms=9001, end_ms=9532)),
)
LONG_SPANS = (
    *(Span(start_ms=20_345, end_ms=620_345), Span(start_ms=0, end_ms=60_000), Span(start_ms=400_123, end_ms=400_623)),
    Span(start_ms=638_111, end_ms=651_999),
)
FROM_END_MS = (1620, 97)
"""The last clip of each: from and to, counted back from where the shorter of its streams ends."""

NONE = Bar(most=0)
SOUND_MS = OFFSET_MS = Bar(most=1)
LENGTH_MS = Bar(most=1)
_HEADINGS = ("", "cuts", "first/last wrong", "others", "sound ms", "A/V ms", "length ms", "first/A/V of the usual", "")


def landing_table(sources: Sequence[Source] = SOURCES) -> Iterator[str]:
    """Where cuts land, by kind of recording; the figures are the worst of all its cuts."""
    ffmpeg = find_ffmpeg()
    with tempfile.TemporaryDirectory() as name:
        rows = [_row(source, Path(name), ffmpeg) for source in sources]
    yield format_table("Where cuts land, and where those of ffmpeg -ss S -t D -i do", _HEADINGS, rows)


def _row(source: Source, folder: Path, ffmpeg: FFmpeg) -> Sequence[str]:
    path = make_source(source, ffmpeg.path)
    recording, truth = probe_recording(path, stream=source.stream), measure(path, source.stream)
    spans = _spans(truth, source)
    landings: list[Landing] = []
    failed = ""
    for span in spans:
        try:
            landings.append(
                _cut(source, recording, truth, span, output=folder / f"cut.{_ending(source)}", ffmpeg=ffmpeg)
            )
        except ClipperError as error:
            failed = str(error)
    usual = _usual(source, path, truth, folder, ffmpeg)
    held = hold_landings(landings, failed, usual, is_variable=source.is_variable)
    return (source.name, str(len(spans)), *held)


def hold_landings(
    landings: Sequence[Landing], failed: str, usual: Landing | None, *, is_variable: bool = False
) -> Sequence[str]:
    """The figures of a line, each beside its bar.

    Pictures of a variable rate are put on a grid: each may be half a frame off, which "others" counts, and only the
    mean says whether they are late or early as a whole.
    """
    ends = sum(each.first_wrong for each in landings), sum(each.last_wrong for each in landings)
    others = sum(each.others_wrong + each.combed for each in landings)
    worst = [
        max((getattr(each, name) for each in landings), key=abs, default=0.0)
        for name in ("sound_ms", "offset_ms", "length_ms")
    ]
    if is_variable:
        worst[1] = mean(each.offset_ms for each in landings)
    bars = (SOUND_MS, OFFSET_MS, LENGTH_MS)
    missed = ["frames"] * (sum(ends) + others > 0)
    missed += [
        name
        for name, value, bar in zip(("sound", "A/V", "length"), worst, bars, strict=True)
        if bar.missed_by(abs(value))
    ]
    missed += [f"REFUSED: {failed}"] * bool(failed)
    peer = "-" if usual is None else f"{int(usual.first_wrong)}/{usual.offset_ms:.1f}"
    return (
        "/".join(held_against(value, NONE, 0) for value in ends),
        held_against(others, NONE, 0),
        *(held_against(abs(value), bar, 2) for value, bar in zip(worst, bars, strict=True)),
        peer,
        verdict(missed),
    )


def _spans(truth: Measured, source: Source) -> Sequence[Span]:
    ends = [float(truth.sound_start) + len(truth.sound) / RATE, *(float(time) for time in truth.frame_times[-1:])]
    end_ms = int(min(ends) * 1000)
    last = Span(start_ms=end_ms - FROM_END_MS[0], end_ms=end_ms - FROM_END_MS[1])
    return (*(LONG_SPANS if source.seconds == LONG_S else SPANS), last)


def _ending(source: Source) -> str:
    return "m4a" if source.rate is None else "mp4"


def _cut(source: Source, recording: Recording, truth: Measured, span: Span, *, output: Path, ffmpeg: FFmpeg) -> Landing:
    report = cut_clip(Clip(recording=recording, span=span), Path(recording.path), output, ffmpeg=ffmpeg, force=True)
    return measure_landing(
        measure(output),
        truth,
        span,
        start_s=float(report.trim.start),
        length_s=float(report.trim.seconds),
        is_variable=source.is_variable,
        sound_lag_s=sound_lag(truth),
    )


def sound_lag(truth: Measured) -> float:
    """Seconds that a recording's sound lies behind the master's clock: late streams, encoders' delays."""
    at = float(truth.sound_start) + 1.0
    sample = truth.source_sample(at, near=round(at * RATE), reach=3 * RATE)
    return at - sample / RATE


def _usual(source: Source, path: Path, truth: Measured, folder: Path, ffmpeg: FFmpeg) -> Landing | None:
    """What the command that everybody uses makes of the clip in the middle."""
    output = folder / f"usual.{_ending(source)}"
    start, length = MIDDLE.start_ms / 1000, MIDDLE.duration_ms / 1000
    times = ["-ss", f"{start:.3f}", "-t", f"{length:.3f}"]
    codecs = [] if source.rate is None else ["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"]
    argv = [ffmpeg.path, "-nostdin", "-loglevel", "error", "-y", *times, "-i", str(path), *codecs, str(output)]
    if subprocess.run(argv, check=False, capture_output=True).returncode != 0:
        return None
    return measure_landing(
        measure(output),
        truth,
        MIDDLE,
        start_s=start,
        length_s=length,
        is_variable=source.is_variable,
        sound_lag_s=sound_lag(truth),
    )
