"""The subtitle formats by name and by extension."""

from __future__ import annotations

from enum import Enum


class SubtitleFormat(Enum):
    """A format that holds cues; the value is the name that ``--format`` takes."""

    VTT = "vtt"
    SRT = "srt"
    ASS = "ass"
    TTML = "ttml"
    PODCAST_JSON = "podcast-json"
    CSV = "csv"


SUBTITLE_EXTENSIONS = {
    "vtt": SubtitleFormat.VTT,
    "srt": SubtitleFormat.SRT,
    "ass": SubtitleFormat.ASS,
    "ttml": SubtitleFormat.TTML,
    "csv": SubtitleFormat.CSV,
}
"""What a file name's extension says it is. A .json file is an alignment unless it is named otherwise."""


def format_by_extension(name: str) -> SubtitleFormat | None:
    """The format of a file name, an extension or a path ("talk.en.VTT", ".srt"); None for any other."""
    return SUBTITLE_EXTENSIONS.get(name.rpartition(".")[2].lower())
