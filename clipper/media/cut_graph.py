"""What is taken out of a recording, as a filter graph: by the time stamps of its own frames and samples. Pure.

ffmpeg only seeks near the cut (``-noaccurate_seek``); frames and samples are then chosen by their own time stamps
(``-copyts``; the picture by ``fps``, the sound by ``atrim``). So a container that rounds its stamps to ms (Matroska),
that does not start at zero, or in which seeking overshoots (MPEG-TS) is cut as exactly as an MP4. No stream is ever
copied: at a 10 s distance of key frames that would start up to 10 s early (clips.md 3.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from clipper.media.guard import input_arguments
from clipper.media.picture import plain_colours, square_pixels, whole_frames
from clipper.media.source import CutSource
from clipper.media.trim import OUTPUT_RATE, Trim, write_seconds

EVEN_SIDES = "crop=trunc(iw/2)*2:trunc(ih/2)*2"
"""What 4:2:0 needs of a picture."""

EMPTY_CARD = "color=c=black:s=64x64:sar=1"
"""A picture of nothing, brought to size by whatever follows."""

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


def cut_graph(  # noqa: PLR0913  what is cut, and what is done to it
    source: CutSource,
    trim: Trim,
    *,
    conform: str = "",
    level: str = "",
    has_sound: bool = True,
    card: str = EMPTY_CARD,
    piece: int | None = None,
) -> str:
    """The filter graph from ``source`` to the labels [v] (where ``trim`` has frames) and [a].

    Args:
        source: Input 0, or the input of the number ``piece``.
        trim: What is cut.
        conform: Further filters for the picture ("scale=...,pad=..."), whose pixels are square by then.
        level: Further filters for the sound ("volume=3.00dB").
        has_sound: Whether there is to be an [a].
        card: The still picture that stands for one where the source has none.
        piece: The labels are [v2] and [a2] for piece 2.
    """
    start = source.start + trim.start
    number, tag = piece or 0, "" if piece is None else str(piece)
    sound = [f"[{number}:{source.audio}]{_sound_chain(source, trim, start, level)}[a{tag}]"] if has_sound else []
    if trim.rate is None:
        return ";".join(sound)
    if source.grid is None:
        return ";".join([f"{_hold(card, trim)},{conform or 'null'},format=yuv420p[v{tag}]", *sound])
    steps = [
        *whole_frames(source.look),
        f"settb=AVTB,setpts=round(PTS-{write_seconds(start)}/TB)",
        f"fps={trim.rate.fps}:start_time=0",  # begins with the frame on screen, to the nearest half frame
        f"tpad=stop_mode=clone:stop_duration={HOLD_S}",
        f"trim=end_frame={trim.frames}",
        *plain_colours(source.look),
        *square_pixels(source.look),
        conform or EVEN_SIDES,
        "format=yuv420p",
    ]
    return ";".join([f"[{number}:{source.video}]{','.join(steps)}[v{tag}]", *sound])


def pieces_graph(  # noqa: PLR0913  what is cut, and what is done to it
    source: CutSource,
    trims: Sequence[Trim],
    *,
    shapes: Sequence[str] = ("",),
    over: str = "",
    level: str = "",
    has_sound: bool = True,
    card: str = EMPTY_CARD,
) -> str:
    """The graph of one or several pieces of ``source`` in a row, to the labels [v] and [a].

    Args:
        source: Every input, one for each piece (see ``pieces_inputs``).
        trims: The pieces.
        shapes: Filters that bring the picture of each piece to one size, used in turn.
        over: Filters for the whole picture, thereafter.
        level: Filters for the whole sound.
        has_sound: Whether there is to be an [a].
        card: The still picture that stands for one where the source has none.
    """
    if len(trims) == 1:
        conform = ",".join(part for part in (shapes[0] or (over and EVEN_SIDES), over) if part)
        return cut_graph(source, trims[0], conform=conform, level=level, has_sound=has_sound, card=card)
    pieces = [
        cut_graph(source, trim, conform=shapes[number % len(shapes)], has_sound=has_sound, card=card, piece=number)
        for number, trim in enumerate(trims)
    ]
    return _join(pieces, has_picture=trims[0].rate is not None, has_sound=has_sound, over=over, level=level)


def pieces_inputs(source: CutSource, trims: Sequence[Trim]) -> list[str]:
    """The inputs of ``pieces_graph``: each piece is sought by itself, wherever it lies."""
    return [argument for trim in trims for argument in seek_arguments(source, trim)]


def _join(pieces: Sequence[str], *, has_picture: bool, has_sound: bool, over: str, level: str) -> str:
    number = len(pieces)
    labels = "".join(f"[v{k}]" * has_picture + f"[a{k}]" * has_sound for k in range(number))
    joined = "[pictures]" * has_picture + "[sounds]" * has_sound
    graphs = [*pieces, f"{labels}concat=n={number}:v={int(has_picture)}:a={int(has_sound)}{joined}"]
    graphs += [f"[pictures]{over or 'null'},format=yuv420p[v]"] if has_picture else []
    graphs += [f"[sounds]{level or 'anull'}[a]"] if has_sound else []
    return ";".join(graphs)


def _hold(card: str, trim: Trim) -> str:
    """A still picture for as long as a trim lasts: its first frame, shown again and again."""
    rate = trim.rate.fps if trim.rate else Fraction(25)
    return f"{card},fps={rate},trim=end_frame=1,loop=loop=-1:size=1,setpts=N/({rate})/TB,trim=end_frame={trim.frames}"


def _sound_chain(source: CutSource, trim: Trim, start: Fraction, level: str) -> str:
    end = start + trim.seconds + 1  # ahead of the resampler, which would hold a gap of hours in memory to fill it
    stereo = PAN_MONO if source.is_mono else TO_STEREO
    return (
        f"atrim=start={write_seconds(start)}:end={write_seconds(end)},asetpts=round(PTS-{write_seconds(start)}/TB),"
        f"aresample={OUTPUT_RATE}:async=1:min_hard_comp={GAP_S}:first_pts=0,"
        f"{stereo},"
        f"apad=pad_dur={HOLD_S},{level or 'anull'},atrim=end_sample={trim.samples},{_fades(trim)}"
    )


def _fades(trim: Trim) -> str:
    """Silence outside ``first_sample..end_sample`` and a raised-cosine slope inside each end: no click."""
    length = trim.fade_samples
    return (
        f"afade=t=in:curve=hsin:start_sample={trim.first_sample}:nb_samples={length},"
        f"afade=t=out:curve=hsin:start_sample={trim.end_sample - length}:nb_samples={length}"
    )
