"""The subtitle formats by name and by extension, each with its writer and reader."""

from __future__ import annotations

from enum import Enum

from clipper.cues.formats.srt import format_srt
from clipper.cues.formats.srt_reader import parse_srt
from clipper.cues.formats.vtt import format_vtt
from clipper.cues.formats.vtt_reader import parse_vtt
from clipper.model import CueTrack


class SubtitleFormat(Enum):
    """A subtitle format; the value is its file extension without the dot."""

    SRT = "srt"
    VTT = "vtt"


_WRITERS = {SubtitleFormat.SRT: format_srt, SubtitleFormat.VTT: format_vtt}
_READERS = {SubtitleFormat.SRT: parse_srt, SubtitleFormat.VTT: parse_vtt}


def format_by_extension(name: str) -> SubtitleFormat | None:
    """The format of a file name, an extension or a path ("talk.en.VTT", ".srt"); None for any other."""
    extension = name.rpartition(".")[2].lower()
    return next((known for known in SubtitleFormat if known.value == extension), None)


def format_subtitles(track: CueTrack, kind: SubtitleFormat) -> str:
    """The text of a file in ``kind``; raises ValueError for what the format cannot hold."""
    return _WRITERS[kind](track)


def parse_subtitles(text: str, kind: SubtitleFormat | None = None, *, source: str) -> CueTrack:
    """The track that a file's decoded text holds.

    Args:
        text: The file's text.
        kind: What to read it as; None goes by the WebVTT signature, which files named .srt have, too.
        source: The file's name, for messages.

    Raises:
        TranscriptError: If it holds no cue.
    """
    if kind is None:
        kind = SubtitleFormat.VTT if text.removeprefix("\ufeff").startswith("WEBVTT") else SubtitleFormat.SRT
    return _READERS[kind](text, source=source)
