"""A line for each kind of file that is written: where the cut lands, and whether the same cut gives the same bytes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from clipper.media.encoding import ENCODINGS
from clipper.media.probe import probe_recording
from clipper.media.tool import FFmpeg, find_ffmpeg
from clipper.model import Clip
from tests.bench.cut.landing import measure_landing
from tests.bench.cut.landing_table import MIDDLE, hold_landings
from tests.bench.cut.sources import SOURCES, make_source
from tests.bench.score import format_table
from tests.cutting import cut_clip
from tests.timed_media import measure

_HEADINGS = ("", "kB", "first/last wrong", "others", "sound ms", "A/V ms", "length ms", "same bytes", "")


def outputs_table() -> Iterator[str]:
    """Every ending that clipper writes, each from a film of 29.97 frames a second."""
    ffmpeg = find_ffmpeg()
    with tempfile.TemporaryDirectory() as name:
        rows = [_row(ending, Path(name), ffmpeg) for ending in ENCODINGS]
    yield format_table("What is written", _HEADINGS, rows)


def _row(ending: str, folder: Path, ffmpeg: FFmpeg) -> Sequence[str]:
    film = next(source for source in SOURCES if source.name == "mp4 29.97")
    path = make_source(film, ffmpeg.path)
    clip = Clip(recording=probe_recording(path), span=MIDDLE)
    outputs = [folder / f"{number}{ending}" for number in (1, 2)]
    reports = [cut_clip(clip, path, output, ffmpeg=ffmpeg) for output in outputs]
    one, two = (output.read_bytes() for output in outputs)
    encoding = ENCODINGS[ending]
    found, truth = measure(outputs[0]), measure(path)
    landing = measure_landing(
        found,
        truth if encoding.has_picture else replace(truth, frames=()),
        MIDDLE,
        start_s=float(reports[0].trim.start),
        length_s=float(reports[0].trim.seconds),
        is_variable=encoding.rate is not None,
    )
    *held, _, verdict = hold_landings([landing], "", None, is_variable=encoding.rate is not None)
    return ending, f"{len(one) / 1000:.0f}", *held, "yes" if one == two else "no", verdict
