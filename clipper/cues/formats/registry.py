"""Every subtitle format's writer and reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from clipper.cues.direction import is_not_latin
from clipper.cues.formats.ass import format_ass
from clipper.cues.formats.ass_reader import parse_ass
from clipper.cues.formats.cue_table import format_csv
from clipper.cues.formats.kinds import SubtitleFormat
from clipper.cues.formats.podcast import format_podcast_json, parse_podcast_json
from clipper.cues.formats.srt import format_srt
from clipper.cues.formats.srt_reader import parse_srt
from clipper.cues.formats.ttml import format_ttml
from clipper.cues.formats.ttml_reader import parse_ttml
from clipper.cues.formats.vtt import format_vtt
from clipper.cues.formats.vtt_reader import parse_vtt
from clipper.errors import InputError
from clipper.model import CueTrack

_WRITERS: Mapping[SubtitleFormat, Callable[[CueTrack], str]] = {
    SubtitleFormat.VTT: format_vtt,
    SubtitleFormat.SRT: format_srt,
    SubtitleFormat.ASS: format_ass,
    SubtitleFormat.TTML: format_ttml,
    SubtitleFormat.PODCAST_JSON: format_podcast_json,
    SubtitleFormat.CSV: format_csv,
}
_READERS: Mapping[SubtitleFormat, Callable[..., CueTrack]] = {
    SubtitleFormat.VTT: parse_vtt,
    SubtitleFormat.SRT: parse_srt,
    SubtitleFormat.ASS: parse_ass,
    SubtitleFormat.TTML: parse_ttml,
    SubtitleFormat.PODCAST_JSON: parse_podcast_json,
}
READABLE = tuple(_READERS)
"""The formats that are read, too."""

_BEGINNINGS = (
    (re.compile("WEBVTT"), SubtitleFormat.VTT),
    (re.compile(r"\s*(?:;[^\n]*\s+){0,20}\[Script Info\]", re.IGNORECASE), SubtitleFormat.ASS),
    (re.compile(r"\s*(?:<\?xml|<!--|<(?:\w{1,20}:)?tt[\s>]|<!DOCTYPE)", re.IGNORECASE), SubtitleFormat.TTML),
    (re.compile(r"\s*[{\[](?!\\|\d+\}\{)"), SubtitleFormat.PODCAST_JSON),
)


def format_subtitles(track: CueTrack, kind: SubtitleFormat) -> str:
    """The text of a file in ``kind``; raises ValueError for what the format cannot hold (`fit_track` sees to it)."""
    return _WRITERS[kind](track)


def detect_subtitles(text: str) -> SubtitleFormat:
    """The format of a file's text by how it begins; SRT, which has no signature, is what none of the others is."""
    text = text.removeprefix("\ufeff")
    return next((kind for beginning, kind in _BEGINNINGS if beginning.match(text)), SubtitleFormat.SRT)


def parse_subtitles(text: str, kind: SubtitleFormat | None = None, *, source: str) -> CueTrack:
    """The track that a file's decoded text holds.

    Args:
        text: The file's text.
        kind: What to read it as; None goes by how it begins, whatever the file's name says.
        source: The file's name, for messages.

    Raises:
        TranscriptError: If it holds no cue.
        InputError: If clipper does not read that format.
    """
    reader = _READERS.get(kind or detect_subtitles(text))
    if reader is None:
        names = ", ".join(kind.value for kind in READABLE)
        raise InputError(
            f"{source}: {kind.value if kind else 'this'} is only written", remedy=f"What is read: {names}."
        )
    track = reader(text, source=source)
    if track.language == "en" and is_not_latin(run.text for cue in track.cues for line in cue.lines for run in line):
        return replace(track, language="und")  # most files name no language; that of English ones is a guess
    return track
