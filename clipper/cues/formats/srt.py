"""SubRip, written through the srt package with clipper's own numbering.

There is no specification and no escape. Text that a reader would take for markup, or for the time line of a new cue,
gets an invisible word joiner (U+2060) inside; `parse_srt` takes it out again.
"""

from __future__ import annotations

import re
from datetime import timedelta

import srt

from clipper.cues.formats.source_text import require_writable
from clipper.cues.formats.srt_reader import COORDINATES, JOINER, PLACEMENT, TIMINGS
from clipper.model import Cue, CueTrack, Line, Run

# Players differ in what they take for a tag; ffmpeg cuts "<3 or 4>" out, and breaks the line at a "\\N".
_LOOKS_LIKE_MARKUP = re.compile(r"<|\{(?=\\)|\\(?=[Nnh])")


def format_srt(track: CueTrack) -> str:
    """An SRT file's text, cues numbered from 1.

    b, i and u become tags. Speakers are written only where the track has them as text (`SpeakerLabels`). A class, an
    id, a header and another format's settings have no place in the format and are left out.

    Raises:
        ValueError: If the track holds what the format cannot (see `require_writable`).
        RuntimeError: If the srt package lost or made a cue.
    """
    require_writable(track)
    subtitles = [
        srt.Subtitle(
            index=number,
            start=timedelta(milliseconds=cue.start_ms),
            end=timedelta(milliseconds=cue.end_ms),
            content=_format_text(cue),
            proprietary=cue.settings if COORDINATES.fullmatch(cue.settings) else "",
        )
        for number, cue in enumerate(track.cues, start=1)
    ]
    # reindex=True would sort, and drop cues, silently.
    text = str(srt.compose(subtitles, reindex=False))
    written = text.count("\n\n")
    if written != len(subtitles):
        raise RuntimeError(f"srt wrote {written} cues for {len(subtitles)}")
    return text


def _format_text(cue: Cue) -> str:
    placement = cue.settings if PLACEMENT.fullmatch(cue.settings) else ""
    return placement + "\n".join(_format_line(line) for line in cue.lines)


def _format_line(line: Line) -> str:
    text = "".join(_format_run(run) for run in line)
    return text.replace("->", f"-{JOINER}>") if TIMINGS.match(text) else text


def _format_run(run: Run) -> str:
    text = _LOOKS_LIKE_MARKUP.sub(rf"\g<0>{JOINER}", run.text).replace("-->", f"--{JOINER}>")
    for tag in ("b", "i", "u"):
        if tag in run.style:
            text = f"<{tag}>{text}</{tag}>"
    return text
