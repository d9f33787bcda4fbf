r"""SubStation Alpha (ASS), written through pysubs2: an event per cue, a style per speaker.

The format has no escape. Braces, backslashes and, in names, commas are written as characters that look like them, with
an invisible word joiner (U+2060) behind; `parse_ass` turns them back.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pysubs2

from clipper.cues.direction import runs_right_to_left
from clipper.cues.formats.placement import anchor_tag, read_anchor
from clipper.cues.formats.source_text import notes_by_cue, require_writable, round_to_centiseconds
from clipper.model import Cue, CueTrack, Run

JOINER = "\u2060"
LOOKALIKES = {"{": "｛", "}": "｝", "\\": "＼", ",": "，"}
VOICE = "Voice "
"""Begins the name of a speaker's style, by which a cue's pieces in other voices are told apart (``\\rVoice Ada``)."""

MOST_MS = 35_999_990
"""The latest time that pysubs2 writes, 9:59:59.99: one digit of hours."""
_UNSUNG = pysubs2.Color(150, 150, 150)  # karaoke begins in this grey and becomes white
_LOOK = pysubs2.SSAStyle(
    fontname="Arial", fontsize=60.0, secondarycolor=_UNSUNG, outline=3.0, shadow=0.0, marginl=96, marginr=96, marginv=60
)
"""Two lines of 42 characters in a picture of 1920 x 1080, in a font that every system has or replaces."""
_OF_TEXT = -1
"""The encoding with which libass takes the direction of a line from its text; with any other, from left to right."""


def format_ass(track: CueTrack) -> str:
    r"""An ASS file's text.

    Times are rounded to centiseconds, half up; word times become ``\k``, whose sum is the cue's length.

    Raises:
        ValueError: If the track holds what the format cannot (see `require_writable`): a time of 10 hours or more, or a
            cue that is shorter than a centisecond.
    """
    require_writable(track)
    file = pysubs2.SSAFile()
    file.info.update({"PlayResX": "1920", "PlayResY": "1080", "WrapStyle": "2", "Language": track.language})
    speakers = dict.fromkeys(run.speaker for cue in track.cues for line in cue.lines for run in line if run.speaker)
    look = _LOOK.copy()
    look.encoding = (
        _OF_TEXT if any(runs_right_to_left(line) for cue in track.cues for line in cue.text.split("\n")) else 1
    )
    file.styles = {name: look.copy() for name in ("Default", *map(_style_of, speakers))}
    notes = notes_by_cue(track)
    for number, cue in enumerate(track.cues):
        file.events += [*map(_comment, notes.get(number, [])), _event(cue)]
    file.events += map(_comment, notes.get(len(track.cues), []))
    return str(file.to_string("ass"))


def _comment(note: str) -> pysubs2.SSAEvent:
    return pysubs2.SSAEvent(type="Comment", start=0, end=0, text=r"\N".join(map(_escape, note.split("\n"))))


def _event(cue: Cue) -> pysubs2.SSAEvent:
    start_ms, end_ms = round_to_centiseconds(cue.start_ms), round_to_centiseconds(cue.end_ms)
    if not start_ms < end_ms <= MOST_MS:
        raise ValueError(f"ASS cannot hold a cue from {cue.start_ms} to {cue.end_ms} ms")
    speaker = next((run.speaker for line in cue.lines for run in line), None)
    return pysubs2.SSAEvent(
        start=start_ms,
        end=end_ms,
        style=_style_of(speaker),
        name=_escape(speaker or "").replace(",", LOOKALIKES[","] + JOINER),
        text=anchor_tag(read_anchor(cue.settings) or 2) + _format_text(cue, speaker),
    )


def _style_of(speaker: str | None) -> str:
    return VOICE + _escape(speaker).replace(",", LOOKALIKES[","] + JOINER) if speaker else "Default"


def _escape(text: str) -> str:
    return "".join(LOOKALIKES[char] + JOINER if char in "{}\\" else char for char in text)


def _format_text(cue: Cue, speaker: str | None) -> str:
    durations = _karaoke(cue)
    said_ms = cue.start_ms
    text = f"{{\\k{next(durations)}}}" if any(run.start_ms is not None for line in cue.lines for run in line) else ""
    lines = []
    for line in cue.lines:
        for run in line:
            tags = ""
            if run.speaker != speaker:
                speaker = run.speaker
                tags = f"\\r{_style_of(speaker)}"
            if run.start_ms is not None and run.start_ms > said_ms:
                said_ms = run.start_ms
                tags += f"\\k{next(durations)}"
            text += (f"{{{tags}}}" if tags else "") + _format_style(run)
        lines.append(text)
        text = ""
    return r"\N".join(lines)


def _format_style(run: Run) -> str:
    tags = [tag for tag in "biu" if tag in run.style]
    opened, closed = ("".join(f"\\{tag}{on}" for tag in tags) for on in (1, 0))
    return f"{{{opened}}}{_escape(run.text)}{{{closed}}}" if tags else _escape(run.text)


def _karaoke(cue: Cue) -> Iterator[int]:
    """How long each timed piece lasts, in centiseconds; the first until the first word time.

    Edges are rounded, not lengths: so the rounding is carried, and the sum is that of the event.
    """
    edges = [cue.start_ms]
    for run in (run for line in cue.lines for run in line):
        if run.start_ms is not None and run.start_ms > edges[-1]:
            edges.append(run.start_ms)
    edges.append(cue.end_ms)
    rounded = [round_to_centiseconds(edge) // 10 for edge in edges]
    return (after - before for before, after in pairwise(rounded))
