"""Podcasting 2.0 JSON transcripts (and Whisper's JSON, which differs in its key names) -> ``Transcript``.

The format stands in the Podcast Namespace, transcripts/transcripts.md. Segments may hold a sentence or a single word;
word-level segments of one speaker become one turn.
"""

from __future__ import annotations

import json
import json.decoder
import json.scanner
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, NoReturn

from clipper.errors import TranscriptError
from clipper.model import Speaker, Transcript, TranscriptFormat, round_half_up
from clipper.text.readers.clock import LONGEST_MS, read_time
from clipper.text.readers.passage import Passage, fold_text, join_passages
from clipper.text.readers.speakers import carry_speakers
from clipper.text.readers.turns import TurnList, locate
from clipper.text.readers.words import read_words

_WORD_LEVEL = 0.8
"""Share of segments with at most one token beyond which a file counts as word-level (Buzzsprout's exports do)."""

_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_REMEDY = 'A transcript in JSON looks like {"segments": [{"speaker": "Jane", "startTime": 0.5, "body": "Hello"}]}.'


class _LocatedText(str):
    """A string of a JSON text that knows where its opening quote stands."""

    __slots__ = ("start_char",)
    start_char: int


class _LocatingDecoder(json.JSONDecoder):
    """The standard library's JSON decoder, whose strings know their place and whose numbers are exact.

    Only its pure-Python scanner asks ``parse_string``, so that one is used.
    """

    def __init__(self) -> None:
        super().__init__(parse_float=Decimal, parse_int=Decimal, parse_constant=Decimal)
        self.parse_string = _scan_located
        make: Callable[..., Any] = json.scanner.py_make_scanner  # type: ignore[attr-defined]  # not in the type stubs
        self.scan_once = make(self)


def _scan_located(text: str, start: int, strict: bool = True) -> tuple[str, int]:
    value, end = json.decoder.scanstring(text, start, strict)  # type: ignore[attr-defined]  # not in the type stubs
    located = _LocatedText(value)
    located.start_char = start - 1
    return located, end


@dataclass(frozen=True, slots=True, kw_only=True)
class _Segment:
    speaker: str | None
    start_ms: int | None
    end_ms: int | None
    body: Passage
    header_char: int


def read_podcast_json(text: str, *, source: str) -> Transcript:
    """Read a JSON transcript.

    Raises:
        TranscriptError: For JSON that is malformed or holds no segments, a segment whose parts are of the wrong kind,
            and a file without one spoken word.
    """
    document = _decode(text, source)
    segments = list(_read_segments(document, text, source))
    language = document.get("language") if isinstance(document, dict) else None
    is_tag = isinstance(language, str) and _LANGUAGE.fullmatch(language)
    turns = TurnList(text=text, source=source, language=str(language) if is_tag else "en")
    speakers = carry_speakers([segment.speaker for segment in segments])
    for group in _group_words(segments, speakers):
        first, last = segments[group.start], segments[group.stop - 1]
        speaker = speakers[group.start]
        bodies = [segments[i].body for i in group]
        turns.add(
            read_words(join_passages(bodies, between=_joint(segments))),
            speaker=Speaker(name=speaker) if speaker else None,
            start_ms=first.start_ms,
            end_ms=last.end_ms,
            header_char=first.header_char,
        )
    return turns.to_transcript(TranscriptFormat.PODCAST_JSON)


def _decode(text: str, source: str) -> Any:
    shift = len(text) - len(text.lstrip("\ufeff"))
    try:
        return _LocatingDecoder().decode(text if not shift else " " * shift + text[shift:])
    except (RecursionError, ArithmeticError, ValueError) as error:
        raise TranscriptError.of_json(error, path=source, remedy=_REMEDY) from error


def _read_segments(document: Any, text: str, source: str) -> Iterator[_Segment]:
    listed = document.get("segments") if isinstance(document, dict) else document
    if not isinstance(listed, list):
        raise TranscriptError('this JSON holds no list of "segments"', path=source, remedy=_REMEDY)
    after = 0
    for number, item in enumerate(listed, start=1):
        reader = _SegmentReader(item, number, text, source, after)
        segment = reader.read()
        after = reader.after
        if segment is not None:
            yield segment


class _SegmentReader:
    """One item of the list; ``after`` is where the last string that was read stands, for messages."""

    def __init__(self, item: Any, number: int, text: str, source: str, after: int) -> None:
        self.item = item
        self.number = number
        self.text = text
        self.source = source
        self.after = after

    def read(self) -> _Segment | None:
        if not isinstance(self.item, dict):
            self._reject("is no object")
        body = self._find("body", "text")
        if not isinstance(body, _LocatedText):
            self._reject('has no "body" text')
        speaker = self.item.get("speaker")
        if not (speaker is None or isinstance(speaker, str)):
            self._reject('has a "speaker" that is no text')
        starts = [part.start_char for part in (speaker, body) if isinstance(part, _LocatedText)]
        self.after = body.start_char
        if not body.strip():
            return None  # nothing is said in it, so nothing is lost
        return _Segment(
            speaker=" ".join(speaker.split()) or None if speaker else None,
            start_ms=self._read_time("startTime", "start"),
            end_ms=self._read_time("endTime", "end"),
            body=passage_of_string(self.text, body.start_char),
            header_char=min(starts),
        )

    def _find(self, *keys: str) -> Any:
        return next((self.item[key] for key in keys if self.item.get(key) is not None), None)

    def _read_time(self, *keys: str) -> int | None:
        value = self._find(*keys)
        if value is None:
            return None
        time_ms = read_seconds(value)
        if time_ms is None:
            self._reject(f'has a "{keys[0]}" that is no time in seconds: {str(value)[:40]}')
        return time_ms

    def _reject(self, what: str) -> NoReturn:
        line, column = locate(self.text, self.after)
        raise TranscriptError(
            f"segment {self.number} {what}", path=self.source, line=line, column=column, remedy=_REMEDY
        )


def read_seconds(value: object) -> int | None:
    """A decoded value in ms: seconds as a Decimal or as text, or a clock time as text; None for anything else."""
    if isinstance(value, str):
        return read_time(value)
    if not isinstance(value, Decimal) or not value.is_finite() or not 0 <= value <= LONGEST_MS // 1000:
        return None
    return round_half_up(Fraction(round(value, 9)) * 1000)


def passage_of_string(text: str, quote: int) -> Passage:
    """The JSON string whose opening quote stands at ``quote``: its characters, and the range each takes in ``text``.

    A lone surrogate becomes U+FFFD, as no file could hold it.
    """
    value, end = json.decoder.scanstring(text, quote + 1, True)  # type: ignore[attr-defined]
    starts: list[int] = []
    ends: list[int] = []
    position = quote + 1
    while position < end - 1:
        size = _size_of_character(text, position)
        starts.append(position)
        ends.append(position + size)
        position += size
    clean = "".join("\ufffd" if 0xD800 <= ord(character) < 0xE000 else character for character in value)
    return Passage(text=fold_text(clean), starts=starts, ends=ends)


def _size_of_character(text: str, position: int) -> int:
    """How many characters of the file make the one that begins here."""
    if text[position] != "\\":
        return 1
    if text[position + 1] != "u":
        return 2
    is_high = 0xD800 <= int(text[position + 2 : position + 6], 16) < 0xDC00
    follows = text[position + 6 : position + 8] == "\\u" and re.fullmatch(
        r"[0-9A-Fa-f]{4}", text[position + 8 : position + 12]
    )
    is_pair = is_high and follows and 0xDC00 <= int(text[position + 8 : position + 12], 16) < 0xE000
    return 12 if is_pair else 6


def _is_word_level(segments: Sequence[_Segment]) -> bool:
    return sum(len(segment.body.text.split()) <= 1 for segment in segments) >= _WORD_LEVEL * len(segments)


def _joint(segments: Sequence[_Segment]) -> str:
    """What stands between word-level bodies: nothing where they bring their own spaces (Whisper: " hello", ",")."""
    spaced = sum(segment.body.text != segment.body.text.strip() for segment in segments)
    return "" if spaced >= len(segments) / 2 else " "


def _group_words(segments: Sequence[_Segment], speakers: Sequence[str | None]) -> Iterator[range]:
    """Ranges of segments that make a turn: each alone, or word-level ones as long as the speaker stays."""
    is_word_level = len(segments) > 1 and _is_word_level(segments)
    start = 0
    for i in range(1, len(segments) + 1):
        if i == len(segments) or not is_word_level or speakers[i] != speakers[start]:
            yield range(start, i)
            start = i
