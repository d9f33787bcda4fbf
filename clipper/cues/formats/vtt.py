"""WebVTT, written through webvtt-py, which escapes nothing and checks no times."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import groupby

import webvtt
from webvtt.models import Caption, Region, Style

from clipper.cues.formats.source_text import notes_by_cue, require_writable
from clipper.cues.formats.vtt_settings import split_settings
from clipper.model import Cue, CueTrack, Run

_CLASS = re.compile(r"[^\s.<>&]+")
_STYLE_TAGS = ("b", "i", "u")


def format_vtt(track: CueTrack) -> str:
    """A WebVTT file's text, with every speaker as a voice.

    Words with times of their own get a timestamp each (karaoke). Ids, settings, header, notes, STYLE and REGION blocks
    are written as they stand in the track.

    Raises:
        ValueError: If the track holds what the format cannot (see `require_writable`), or an id, header, note, style,
            region or class name that would break the file.
    """
    require_writable(track)
    captions = [
        Caption(
            format_time(cue.start_ms),
            format_time(cue.end_ms),
            _format_text(cue),
            _require_id(cue.id),
            _require_id(cue.settings),
        )
        for cue in track.cues
    ]
    notes = notes_by_cue(track)
    for number, caption in enumerate(captions):
        caption.comments = notes.get(number, [])
    header, *metadata = track.header.split("\n")
    file = webvtt.WebVTT(
        captions=captions,
        styles=[Style(style) for style in track.styles],
        regions=[_Region(split_settings(region)) for region in track.regions],
        footer_comments=notes.get(len(captions), []),
        header_text=header,
        metadata=metadata,
    )
    return str(file.content)


class _Region(Region):
    """A REGION block's settings as they stand; webvtt-py's own class checks them, and splits them otherwise."""

    def __init__(self, settings: list[str]) -> None:
        self.settings = settings
        self.comments: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return iter(self.settings)


def format_time(time_ms: int) -> str:
    """``HH:MM:SS.mmm``; more digits for 100 hours and above."""
    seconds, ms = divmod(time_ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}"


def _require_id(text: str) -> str | None:
    if "-->" in text:
        raise ValueError(f"a cue's id and settings may not hold an arrow: {text!r}")
    return text or None


def _format_text(cue: Cue) -> str:
    speakers = {run.speaker for line in cue.lines for run in line}
    speaker = speakers.pop() if len(speakers) == 1 else None
    said_ms = cue.start_ms
    lines = []
    for line in cue.lines:
        text = ""
        for voice, runs in groupby(line, key=lambda run: run.speaker):
            said = ""
            for run in runs:
                if run.start_ms is not None and run.start_ms > said_ms:
                    said += f"<{format_time(run.start_ms)}>"
                    said_ms = run.start_ms
                said += _format_style(run)
            text += said if speaker or not voice else f"{_open_voice(voice)}{said}</v>"
        lines.append(text)
    # The end tag may be left out where one voice has the whole cue.
    return (_open_voice(speaker) if speaker else "") + "\n".join(lines)


def _open_voice(speaker: str) -> str:
    return f"<v {html.escape(speaker, quote=False)}>"


def _format_style(run: Run) -> str:
    text = html.escape(run.text, quote=False)
    for tag in _STYLE_TAGS:
        if tag in run.style:
            text = f"<{tag}>{text}</{tag}>"
    classes = sorted(name[1:] for name in run.style if name.startswith("."))
    if not all(_CLASS.fullmatch(name) for name in classes):
        raise ValueError(f"not a class name among {classes}")
    return f"<c.{'.'.join(classes)}>{text}</c>" if classes else text
