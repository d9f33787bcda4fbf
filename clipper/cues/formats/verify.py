"""The proof that a file says what its track says: read back by two parsers before it is written to disk."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Sequence

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from clipper.cues.formats.registry import SubtitleFormat, parse_subtitles
from clipper.cues.width import clean_text
from clipper.errors import TranscriptError
from clipper.model import Cue, CueTrack

_TAG = re.compile(r"<[^>]*>")
_SRT_MARKUP = re.compile(r"</?[biu]>|^\{\\an?[0-9]{1,2}\}")
_Reading = list[tuple[int, int, str]]


def verify_written(text: str, track: CueTrack, kind: SubtitleFormat) -> None:
    """Read ``text`` back with clipper's own reader and with webvtt-py, and compare count, times and text.

    Voices and styles are compared where clipper's reader knows them. webvtt-py reads strictly where the track is ours
    from end to end (settings, header and styles from elsewhere may be faulty).

    Raises:
        RuntimeError: If either reads anything else than ``track``: a bug, and the file must not be written.
    """
    expected = [(cue.start_ms, cue.end_ms, _clean_lines(cue.text)) for cue in track.cues]
    try:
        own = parse_subtitles(text, kind, source="the file just written").cues if track.cues else ()
        foreign = _read_with_webvtt(text, track, kind) if track.cues else []
    except (TranscriptError, MalformedFileError, MalformedCaptionError) as error:
        raise RuntimeError(f"the {kind.value} file cannot be read back: {error}") from error
    _compare("clipper", [(cue.start_ms, cue.end_ms, _clean_lines(cue.text)) for cue in own], expected)
    _compare("webvtt-py", foreign, expected)
    if kind is SubtitleFormat.VTT:
        _compare_voices(own, track.cues)


def _compare(reader: str, found: _Reading, expected: _Reading) -> None:
    if len(found) != len(expected):
        raise RuntimeError(f"{reader} reads {len(found)} cues from a file of {len(expected)}")
    for number, (a, b) in enumerate(zip(found, expected, strict=True), start=1):
        if a != b:
            raise RuntimeError(f"{reader} reads cue {number} as {a}, not {b}")


def _compare_voices(found: Sequence[Cue], expected: Sequence[Cue]) -> None:
    for number, (a, b) in enumerate(zip(found, expected, strict=True), start=1):
        if _voices(a) != _voices(b):
            raise RuntimeError(f"the voices of cue {number} read back as {_voices(a)}, not {_voices(b)}")


def _voices(cue: Cue) -> list[tuple[str | None, frozenset[str], str]]:
    """Every visible character with its voice and style."""
    return [
        (clean_text(run.speaker or "") or None, run.style, char)
        for line in cue.lines
        for run in line
        for char in run.text
        if clean_text(char)
    ]


def _read_with_webvtt(text: str, track: CueTrack, kind: SubtitleFormat) -> _Reading:
    if kind is SubtitleFormat.VTT:
        is_ours = not (track.header or track.styles or any(cue.settings for cue in track.cues))
        captions = webvtt.from_string(text, strict=is_ours).captions
    else:
        captions = webvtt.from_buffer(io.StringIO(text), format="srt").captions
    return [
        (
            caption.start_time.in_milliseconds(),
            caption.end_time.in_milliseconds(),
            _clean_lines(_plain(caption.raw_text, kind)),
        )
        for caption in captions
    ]


def _plain(raw: str, kind: SubtitleFormat) -> str:
    if kind is SubtitleFormat.VTT:
        return html.unescape(_TAG.sub("", raw))
    return re.sub("(?<=[<{-])\u2060", "", _SRT_MARKUP.sub("", raw))


def _clean_lines(text: str) -> str:
    return "\n".join(clean_text(line) for line in text.split("\n"))
