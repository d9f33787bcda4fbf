"""What is taken out of a recording, as a filter graph: by the time stamps of its own frames and samples. Pure.

ffmpeg only seeks near the cut (``-noaccurate_seek``); frames and samples are then chosen by their own time stamps
(``-copyts``; the picture by ``fps``, the sound by ``atrim``). So a container that rounds its stamps to ms (Matroska),
that does not start at zero, or in which seeking overshoots (MPEG-TS) is cut as exactly as an MP4. No stream is ever
copied: at a 10 s distance of key frames that would start up to 10 s early (clips.md 3.1).
"""

from __future__ import annotations

from fractions import Fraction

from clipper.media.guard import input_arguments
from clipper.media.picture import plain_colours, square_pixels, whole_frames
from clipper.media.source import CutSource
from clipper.media.trim import OUTPUT_RATE, Trim, write_seconds

HOLD_S = "0.5"
"""Picture or sound that ends this much before the other is held or goes on silent; more is a damaged source."""

GAP_S = "0.05"
"""Sound whose time stamps leap by this is moved to where they say; ffmpeg waits for .1, by when lips and words are
apart (EBU R37: 40 to 60 ms). Not less: stamps of browsers' recordings jitter by tens of ms, and each move is heard."""

PAN_MONO = "pan=stereo|c0=c0|c1=c0"
TO_STEREO = "aformat=channel_layouts=stereo"
"""Sound is written as stereo, at the level it has: ffmpeg's own way from mono to stereo takes 3 dB away (measured)."""


def seek_arguments(source: CutSource, trim: Trim) -> list[str]:
    """The input of a cut: ``source`` from a little before ``trim``, its own time stamps kept."""
    near = trim.start - source.preroll_s
    if near <= 0:  # seeking to 0 would miss what has a time stamp before it: Opus' first packet in Matroska
        return ["-copyts", *input_arguments(source.path)]
    seek = (*source.seeking, "-ss", write_seconds(near))
    return ["-copyts", "-noaccurate_seek", *input_arguments(source.path, *seek)]


def cut_graph(source: CutSource, trim: Trim, *, conform: str = "", level: str = "", has_sound: bool = True) -> str:
    """The filter graph from ``source`` to the labels [v] (where ``trim`` has frames) and [a].

    Args:
        source: Input 0.
        trim: What is cut.
        conform: Further filters for the picture ("scale=...,pad=..."), whose pixels are square by then.
        level: Further filters for the sound ("volume=3.00dB").
        has_sound: Whether there is to be an [a].
    """
    start = source.start + trim.start
    sound = [_sound_chain(source, trim, start, level)] if has_sound else []
    if trim.rate is None or source.grid is None:
        return ";".join(sound)
    steps = [
        *whole_frames(source.look),
        f"settb=AVTB,setpts=round(PTS-{write_seconds(start)}/TB)",
        f"fps={trim.rate.fps}:start_time=0",  # begins with the frame on screen, to the nearest half frame
        f"tpad=stop_mode=clone:stop_duration={HOLD_S}",
        f"trim=end_frame={trim.frames}",
        *plain_colours(source.look),
        *square_pixels(source.look),
        conform or "crop=trunc(iw/2)*2:trunc(ih/2)*2",
        "format=yuv420p",
    ]
    return ";".join([f"[0:{source.video}]{','.join(steps)}[v]", *sound])


def _sound_chain(source: CutSource, trim: Trim, start: Fraction, level: str) -> str:
    end = start + trim.seconds + 1  # ahead of the resampler, which would hold a gap of hours in memory to fill it
    stereo = PAN_MONO if source.is_mono else TO_STEREO
    return (
        f"[0:{source.audio}]atrim=start={write_seconds(start)}:end={write_seconds(end)},asetpts=round(PTS-{write_seconds(start)}/TB),"
        f"aresample={OUTPUT_RATE}:async=1:min_hard_comp={GAP_S}:first_pts=0,{stereo},"
        f"apad=pad_dur={HOLD_S},{level or 'anull'},atrim=end_sample={trim.samples},{_fades(trim)}[a]"
    )


def _fades(trim: Trim) -> str:
    """Silence outside ``first_sample..end_sample`` and a raised-cosine slope inside each end: no click."""
    length = trim.fade_samples
    return (
        f"afade=t=in:curve=hsin:start_sample={trim.first_sample}:nb_samples={length},"
        f"afade=t=out:curve=hsin:start_sample={trim.end_sample - length}:nb_samples={length}"
    )
