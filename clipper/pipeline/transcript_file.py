"""Transcript files in every format: ``text`` and ``cues`` know one half each."""

from __future__ import annotations

from collections.abc import Sequence

from clipper.cues import parse_subtitles
from clipper.model import Transcript, TranscriptFormat, Turn
from clipper.text import (
    format_cue_file,
    format_transcript,
    looks_like_subtitles,
    parse_transcript,
    transcript_from_cues,
)

_CUES = (TranscriptFormat.SRT, TranscriptFormat.VTT)


def parse_transcript_file(text: str, *, source: str) -> Transcript:
    """The transcript that a file's decoded ``text`` holds, in any of the formats that clipper knows.

    Raises:
        TranscriptError: If it cannot be read as one.
    """
    kind = looks_like_subtitles(text)
    if kind is not None:
        track = parse_subtitles(text, source=source)
        return transcript_from_cues(track, text=text, source=source, format=kind)
    return parse_transcript(text, source=source)


def format_transcript_file(transcript: Transcript, turns: Sequence[Turn]) -> str:
    """The text of the file that ``transcript`` was read from, with ``turns`` in place of its own.

    Raises:
        TranscriptError: If the format cannot hold these turns; see ``format_transcript`` and ``format_cue_file``.
        ValueError: If the turns do not partition the words.
    """
    if transcript.format in _CUES:
        return format_cue_file(
            transcript, turns, read=lambda text: parse_transcript_file(text, source=transcript.source)
        )
    return format_transcript(transcript, turns)
