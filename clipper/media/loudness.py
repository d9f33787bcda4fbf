"""How loud a cut is, and the filters that bring it to a wished loudness: one steady gain, no pumping.

Measured by EBU R128 on exactly the sound that will be written. ffmpeg's own two-pass ``loudnorm`` is not used to apply
it: where a few claps stand out it falls back to riding the gain, silently, and fails below 0.4 s (clips.md 3.5).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace

from clipper.media.cut_graph import cut_graph, seek_arguments
from clipper.media.run import run_command
from clipper.media.source import CutSource
from clipper.media.tool import FFmpeg
from clipper.media.trim import Trim

CEILING_DBTP = -2.0
"""Of true peaks, before encoding: AAC at 192 kbit/s adds up to 0.6 dB, the limiter passes 0.3 (clips.md 3.5)."""

QUIETEST_LUFS = -50.0
"""Below this there is a room but no voice, and levelling would make its noise as loud as speech."""

MEASURING_ARGUMENTS = ("-nostdin", "-hide_banner", "-nostats", "-loglevel", "level+info")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loudness:
    """EBU R128 of a stretch of sound: integrated loudness in LUFS and true peak in dBTP."""

    integrated_lufs: float
    peak_dbtp: float


def measure_loudness(source: CutSource, trim: Trim, *, ffmpeg: FFmpeg) -> Loudness | None:
    """Measure the sound that a cut will hold; None where there is no voice to measure (below 0.4 s, silence).

    Raises:
        CommandFailed: If ffmpeg fails.
    """
    finished = run_command(loudness_argv(ffmpeg, source, trim), doing=f"measuring the loudness of {source.path.name}")
    return parse_loudness(finished.stderr_tail)


def loudness_argv(ffmpeg: FFmpeg, source: CutSource, trim: Trim) -> list[str]:
    """The ffmpeg command that writes the loudness of a cut's sound to stderr, as JSON."""
    graph = cut_graph(source, replace(trim, rate=None, frames=None))
    return [
        *(ffmpeg.path, *MEASURING_ARGUMENTS, *seek_arguments(source, trim)),
        *("-filter_complex", f"{graph};[a]loudnorm=print_format=json[m]", "-map", "[m]", "-f", "null", "-"),
    ]


def parse_loudness(stderr: str) -> Loudness | None:
    """Read what ``loudnorm`` measured; None unless it heard a voice."""
    found = {key: float(value) for key, value in re.findall(r'"(input_i|input_tp)"\s*:\s*"(-?[\d.]+|-?inf)"', stderr)}
    if not all(math.isfinite(found.get(key, math.nan)) for key in ("input_i", "input_tp")):
        return None
    if found["input_i"] < QUIETEST_LUFS:
        return None
    return Loudness(integrated_lufs=found["input_i"], peak_dbtp=found["input_tp"])


def plan_level(
    source: CutSource, trim: Trim, target_lufs: float | None, *, ffmpeg: FFmpeg
) -> tuple[Loudness | None, str]:
    """Measure a cut's sound and choose its level filters; None and "" where none are wished or nothing is measurable.

    Raises:
        CommandFailed: If ffmpeg fails.
    """
    loudness = None if target_lufs is None else measure_loudness(source, trim, ffmpeg=ffmpeg)
    if loudness is None or target_lufs is None:
        return None, ""
    return loudness, level_filters(loudness, target_lufs)


def level_filters(loudness: Loudness, target_lufs: float) -> str:
    """The filters that bring sound of ``loudness`` to ``target_lufs``, its peaks held below ``CEILING_DBTP``."""
    gain_db = target_lufs - loudness.integrated_lufs
    gain = f"volume={gain_db:.2f}dB"
    if loudness.peak_dbtp + gain_db <= CEILING_DBTP:
        return gain
    return f"{gain},alimiter=limit={10 ** (CEILING_DBTP / 20):.4f}:level=disabled:latency=1"
