"""The Podcasting 2.0 JSON transcript, a segment per cue (podcast-namespace, transcripts/transcripts.md)."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from clipper.cues.formats.source_text import language_tag, require_writable
from clipper.cues.width import clean_text
from clipper.errors import TranscriptError
from clipper.model import Cue, CueTrack, Line, Run

_MOST_SECONDS = 10_000_000  # four months: beyond it, a number is no time
_LAST_MS = 3_000
"""How long the last cue stays where no end is given: what a line of 42 characters needs to be read, and a second."""
_REMEDY = 'A segment looks like {"speaker": "Jane", "startTime": 0.5, "endTime": 2.0, "body": "Hello"}.'


def format_podcast_json(track: CueTrack) -> str:
    """A JSON transcript's text: speaker, startTime and endTime in seconds, body.

    Raises:
        ValueError: If the track holds what the format cannot (see `require_writable`), or a cue with several voices
            (`fit_track` parts them).
    """
    require_writable(track)
    segments = []
    for number, cue in enumerate(track.cues, start=1):
        voices = {run.speaker for line in cue.lines for run in line}
        if len(voices) > 1:
            raise ValueError(f"cue {number} cannot be written: a segment has one speaker, not {len(voices)}")
        speaker = voices.pop()
        named = {"speaker": speaker} if speaker else {}
        segments.append(named | {"startTime": cue.start_ms / 1000, "endTime": cue.end_ms / 1000, "body": cue.text})
    document = {"version": "1.0.0", "language": track.language, "segments": segments}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def parse_podcast_json(text: str, *, source: str) -> CueTrack:
    """Read a JSON transcript as cues, one per segment; Whisper's key names (start, end, text) are known, too.

    A segment without an end lasts until the next one begins.

    Raises:
        TranscriptError: For JSON that is malformed, holds no segments, or a segment without a body or a start.
    """
    document = _decode(text, source)
    segments = document.get("segments") if isinstance(document, dict) else document
    if not isinstance(segments, list) or not segments:
        raise TranscriptError('this JSON holds no list of "segments"', path=source, remedy=_REMEDY)
    found = [_read_segment(item, number, source) for number, item in enumerate(segments, start=1)]
    language = document.get("language") if isinstance(document, dict) else None
    return CueTrack(
        cues=fill_ends(found),
        language=language_tag(language),
    )


def fill_ends(cues: Sequence[tuple[Cue, bool]]) -> tuple[Cue, ...]:
    """The cues; one without an end (False) lasts until the next begins, the last one for three seconds."""
    filled = []
    for index, (cue, has_end) in enumerate(cues):
        later = (other.start_ms for other, _ in cues[index + 1 : index + 2] if other.start_ms > cue.start_ms)
        filled.append(cue if has_end else replace(cue, end_ms=next(later, cue.start_ms + _LAST_MS)))
    return tuple(filled)


def _decode(text: str, source: str) -> Any:
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except (RecursionError, ValueError) as error:
        raise TranscriptError.of_json(error, path=source, remedy=_REMEDY) from error


def _read_segment(item: Any, number: int, source: str) -> tuple[Cue, bool]:
    if not isinstance(item, dict):
        raise TranscriptError(f"segment {number} is no object", path=source, remedy=_REMEDY)
    body, speaker = _find(item, "body", "text"), item.get("speaker")
    start_ms, end_ms = (_milliseconds(_find(item, *keys)) for keys in (("startTime", "start"), ("endTime", "end")))
    if not isinstance(body, str) or not (speaker is None or isinstance(speaker, str)):
        raise TranscriptError(f'segment {number} has no "body" text or an odd "speaker"', path=source, remedy=_REMEDY)
    if start_ms is None:
        raise TranscriptError(f'segment {number} has no "startTime" in seconds', path=source, remedy=_REMEDY)
    name = clean_text(speaker or "") or None
    texts = [text for line in body.splitlines() if (text := clean_text(line))]
    lines: tuple[Line, ...] = tuple((Run(text=text, speaker=name),) for text in texts)
    return Cue(start_ms=start_ms, end_ms=start_ms if end_ms is None else end_ms, lines=lines), end_ms is not None


def _find(item: dict[str, Any], *keys: str) -> Any:
    return next((item[key] for key in keys if item.get(key) is not None), None)


def _milliseconds(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return math.floor(value * 1000 + 0.5) if 0 <= value <= _MOST_SECONDS else None
