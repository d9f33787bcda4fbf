"""A line for each way of storing colours: how far a player's colours of a cut are from those of the recording."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from clipper.media.probe import probe_recording
from clipper.media.tool import FFmpeg, find_ffmpeg
from clipper.model import Clip, Span
from tests.bench.cut.colours import (
    SDR_PATCHES,
    UNTOUCHED,
    Colours,
    Storing,
    expected_colours,
    make_patches,
    shown_colours,
)
from tests.bench.figures import Bar, held_against, verdict
from tests.bench.score import format_table
from tests.cutting import cut_clip

SD = (704, 480)
HEVC_10 = ("-c:v", "libx265", "-preset", "ultrafast", "-crf", "4", "-x265-params", "log-level=error")
STORINGS = (
    Storing(name="HD, BT.709"),
    Storing(name="HD, not tagged", is_tagged=False),
    Storing(name="HD, BT.601", matrix="smpte170m"),
    Storing(name="SD, BT.601", size=SD, matrix="smpte170m"),
    Storing(name="SD, BT.601 (PAL)", size=SD, matrix="bt470bg"),
    Storing(name="SD, not tagged", size=SD, matrix="smpte170m", is_tagged=False),
    Storing(name="SD, BT.709", size=SD),
    Storing(name="HD, SMPTE 240M", matrix="smpte240m"),
    Storing(name="UHD's colours, not HDR", matrix="bt2020nc", transfer="bt2020-10", bits=10, codec=HEVC_10),
    Storing(name="HD, full range", is_full=True),
    Storing(name="HD, 10 bits", bits=10),
    Storing(
        name="HD, RGB", is_rgb=True, ending="mkv", codec=("-c:v", "libx264rgb", "-preset", "ultrafast", "-qp", "0")
    ),
    Storing(name="HDR, PQ", matrix="bt2020nc", transfer="smpte2084", bits=10, codec=HEVC_10),
    Storing(name="HDR, HLG", matrix="bt2020nc", transfer="arib-std-b67", bits=10, codec=HEVC_10),
)
OFF = Bar(most=4)
"""Of 255: two roundings, of which chroma's weigh up to 1.9 levels each, and an encoder."""

OFF_HLG = Bar(most=10)
"""HLG's brightening is approximated, see ``picture.HLG_SOFTENING``."""

WHITE = Bar(least=0.78, most=0.95)
"""Of the signal, where HDR's white of 203 nits should lie: clearly white, with room for lights above it."""

_HEADINGS = ("", "off by, of 255", "tint of greys", "HDR white", "the usual command", "")


def colour_table(storings: Sequence[Storing] = STORINGS) -> Iterator[str]:
    """What colours cuts keep; the figures are the worst of twelve patches."""
    ffmpeg = find_ffmpeg()
    with tempfile.TemporaryDirectory() as name:
        rows = [_row(storing, Path(name), ffmpeg) for storing in storings]
    yield format_table("Colours of cuts, as a player that knows no HDR shows them", _HEADINGS, rows)


def _row(storing: Storing, folder: Path, ffmpeg: FFmpeg) -> Sequence[str]:
    path = make_patches(storing, folder / f"patches.{storing.ending}", ffmpeg.path)
    clip = Clip(recording=probe_recording(path), span=Span(start_ms=200, end_ms=1500))
    cut_clip(clip, path, folder / "cut.mp4", ffmpeg=ffmpeg, force=True)
    usual = [ffmpeg.path, "-nostdin", "-loglevel", "error", "-y", "-ss", "0.2", "-t", "1.3", "-i", str(path)]
    subprocess.run([*usual, "-pix_fmt", "yuv420p", str(folder / "usual.mp4")], check=True)
    found = shown_colours(folder / "cut.mp4", len(SDR_PATCHES))
    off = colour_error(found, storing)
    tint = float(np.ptp(found[_greys(storing)], axis=1).max()) * 255
    white = float(found[9].mean()) if storing.is_hdr else None
    bar = OFF_HLG if storing.transfer == "arib-std-b67" else OFF
    missed = ["colour"] * bar.missed_by(off) + ["tint"] * OFF.missed_by(tint)
    missed += ["white"] * (white is not None and WHITE.missed_by(white))
    missed += ["order"] * (storing.is_hdr and bool((np.diff(found[[0, 1, 2, 3, 4, 8, 9, 10, 11]].mean(1)) <= 0).any()))
    peer = colour_error(shown_colours(folder / "usual.mp4", len(SDR_PATCHES)), storing)
    return (
        storing.name,
        held_against(off, bar, 1),
        held_against(tint, OFF, 1),
        held_against(white, WHITE, 2),
        f"{peer:.1f}",
        verdict(missed),
    )


def colour_error(found: Colours, storing: Storing) -> float:
    """The largest difference of a channel, of 255, over the patches that should be shown as they are."""
    count = UNTOUCHED if storing.is_hdr else len(found)
    return float(np.abs(found - expected_colours(storing))[:count].max()) * 255


def _greys(storing: Storing) -> list[int]:
    return [0, 1, 2, 3, 4, 8, 9, 10, 11] if storing.is_hdr else [0, 1, 2, 3, 4]
