"""How loud a cut is, and the filters that bring it to a wished loudness: one steady gain, no pumping.

Measured by EBU R128 on exactly the sound that will be written. ffmpeg's own two-pass ``loudnorm`` is not used to apply
it: where a few claps stand out it falls back to riding the gain, silently, and fails below 0.4 s (clips.md 3.5).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from clipper.media.cut_graph import pieces_graph, pieces_inputs
from clipper.media.run import run_command
from clipper.media.source import CutSource
from clipper.media.tool import FFmpeg
from clipper.media.trim import OUTPUT_RATE, Trim
from clipper.model.diagnostic import Diagnostic, Severity

CEILING_DBTP = -2.2
"""Of true peaks, before encoding: AAC at 192 kbit/s adds up to 1.1 dB to claps (measured; .6 in clips.md 3.5)."""

QUIETEST_LUFS = -50.0
"""Below this there is a room but no voice, and levelling would make its noise as loud as speech."""

NEAR_LU = 0.2
"""A limited clip this near its target is not measured again; 0.3 is what a listener of clips in a row may notice."""

MEASUREMENTS = 6
"""Of a clip whose peaks are limited: what the limiter takes is given back by the gain, which limits a little more."""

LEAST_GIVEN_BACK = 0.3
"""LU that a dB more of gain is taken to bring at least, where the last measurements say less."""

MOST_GIVEN_BACK_DB = 12.0
"""Beyond this the limiter would flatten the voice itself."""

SHORTEST_S = 0.4
"""Of sound that can be measured: a block of EBU R128."""

LIMITER = (
    f"aresample=192000,alimiter=limit={10 ** (CEILING_DBTP / 20):.4f}:level=disabled:latency=1,aresample={OUTPUT_RATE}"
)
"""It knows samples only, so it works at four times the rate: claps came out 2.6 dB above the ceiling without."""

MEASURING_ARGUMENTS = ("-nostdin", "-hide_banner", "-nostats", "-loglevel", "level+info")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loudness:
    """EBU R128 of a stretch of sound: integrated loudness in LUFS and true peak in dBTP."""

    integrated_lufs: float
    peak_dbtp: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How a cut is levelled: what it had before, the filters for it, and how loud it is with them.

    All are None or empty where no level was wished, or there is no voice to measure.
    """

    loudness: Loudness | None = None
    filters: str = ""
    reached_lufs: float | None = None


def measure_loudness(source: CutSource, trims: Sequence[Trim], *, ffmpeg: FFmpeg, level: str = "") -> Loudness | None:
    """Measure the sound that a cut will hold; None where there is no voice to measure (below 0.4 s, silence).

    Args:
        source: The recording.
        trims: What is cut, in a row.
        ffmpeg: What ``find_ffmpeg`` found.
        level: The level filters that it will have.

    Raises:
        CommandFailed: If ffmpeg fails.
    """
    argv = loudness_argv(ffmpeg, source, trims, level=level)
    return parse_loudness(run_command(argv, doing=f"measuring the loudness of {source.path.name}").stderr_tail)


def loudness_argv(ffmpeg: FFmpeg, source: CutSource, trims: Sequence[Trim], *, level: str = "") -> list[str]:
    """The ffmpeg command that writes the loudness of a cut's sound to stderr.

    ``ebur128`` takes .2 s for 40 s of sound, ``loudnorm`` .8 s for the same figures.
    """
    sounds = [replace(trim, rate=None, frames=None) for trim in trims]
    graph = pieces_graph(source, sounds, level=level)
    return [
        *(ffmpeg.path, *MEASURING_ARGUMENTS, *pieces_inputs(source, sounds)),
        *("-filter_complex", f"{graph};[a]ebur128=peak=true:framelog=quiet[m]", "-map", "[m]", "-f", "null", "-"),
    ]


def parse_loudness(stderr: str) -> Loudness | None:
    """Read what ``ebur128`` measured; None unless it heard a voice."""
    integrated = re.search(r"\bI:\s+(-?[\d.]+|-?inf) LUFS", stderr)
    peak = re.search(r"\bPeak:\s+(-?[\d.]+|-?inf) dBFS", stderr)
    if integrated is None or peak is None:
        return None
    found = Loudness(integrated_lufs=float(integrated[1]), peak_dbtp=float(peak[1]))
    if not math.isfinite(found.integrated_lufs) or not math.isfinite(found.peak_dbtp):
        return None
    return None if found.integrated_lufs < QUIETEST_LUFS else found


def plan_level(source: CutSource, trims: Sequence[Trim], target_lufs: float | None, *, ffmpeg: FFmpeg) -> Level:
    """Measure a cut's sound and choose its level filters; an empty ``Level`` where none is wished or measurable.

    Raises:
        CommandFailed: If ffmpeg fails.
    """
    loudness = None if target_lufs is None else measure_loudness(source, trims, ffmpeg=ffmpeg)
    if loudness is None or target_lufs is None:
        return Level()
    gain_db = target_lufs - loudness.integrated_lufs
    filters = level_filters(loudness, gain_db)
    if LIMITER not in filters:
        return Level(loudness=loudness, filters=filters, reached_lufs=target_lufs)
    gain_db, reached = give_back(
        gain_db,
        target_lufs,
        lambda db: measure_loudness(source, trims, ffmpeg=ffmpeg, level=level_filters(loudness, db)),
    )
    return Level(loudness=loudness, filters=level_filters(loudness, gain_db), reached_lufs=reached)


def give_back(
    gain_db: float, target_lufs: float, measure: Callable[[float], Loudness | None]
) -> tuple[float, float | None]:
    """The gain that reaches the target in spite of the limiter, and what it reaches: by secants."""
    most_db = gain_db + MOST_GIVEN_BACK_DB
    slope, step_db, reached = 1.0, 0.0, None
    for left in reversed(range(MEASUREMENTS)):
        before, after = reached, measure(gain_db)
        if after is None:
            return gain_db, None
        reached = after.integrated_lufs
        if before is not None:
            slope = min(1.0, max(LEAST_GIVEN_BACK, (reached - before) / step_db))
        step_db = min(most_db - gain_db, (target_lufs - reached) / slope)
        if not left or step_db <= 0 or abs(target_lufs - reached) <= NEAR_LU:
            break
        gain_db += step_db
    return gain_db, reached


def level_filters(loudness: Loudness, gain_db: float) -> str:
    """The filters that make sound of ``loudness`` louder by ``gain_db``, its peaks held below ``CEILING_DBTP``."""
    gain = f"volume={gain_db:.2f}dB"
    if loudness.peak_dbtp + gain_db <= CEILING_DBTP:
        return gain
    return f"{gain},{LIMITER}"


def describe_level(
    level: Level, trims: Sequence[Trim], target_lufs: float | None, *, where: str
) -> tuple[Diagnostic, ...]:
    """What is to be said where a wished loudness was not given, or not reached."""
    if target_lufs is None:
        return ()
    if level.loudness is None:
        heard_s = sum(trim.end_sample - trim.first_sample for trim in trims) / OUTPUT_RATE
        why = "it is too short to measure" if heard_s < SHORTEST_S else "no voice is heard in it"
        message = f"the loudness of {heard_s:.2f} s of sound was left as it is: {why}"
        return (_tell("clip-not-levelled", where, message, "Set its level by ear where it is used."),)
    reached = level.reached_lufs
    if reached is None or abs(reached - target_lufs) <= 2 * NEAR_LU:
        return ()
    message = f"its loudness is {reached:.1f} LUFS instead of {target_lufs:.1f}: more would flatten its peaks"
    return (_tell("loudness-not-reached", where, message, "Choose a lower loudness, or quieten what stands out."),)


def _tell(code: str, where: str, message: str, remedy: str) -> Diagnostic:
    return Diagnostic(code=code, severity=Severity.WARNING, where=where, message=message, remedy=remedy)
