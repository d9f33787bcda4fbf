"""An Alignment as a JSON document (EPISODE.json), and back.

The layout, schema 4 (all times int milliseconds on the episode's timeline, all ranges half open)::

    {"clipper": "alignment", "schema": 4, "version": "0.1.0",
     "transcript": {"source": "interview.txt", "format": "header", "language": "en", "text": "..."},
     "recordings": [{"path": "interview.mp4", "content_hash": "sha256:...", "duration_ms": 93120, "streams": [...]}],
     "turns": [{"speaker": {"name": "Ada", "role": "Host"}, "first_word": 0, "end_word": 31, "header_ms": 0}],
     "words": [{"text": "So,", "start_char": 27, "end_char": 30, "status": "aligned", "start_ms": 480, "end_ms": 700,
                "confidence": 0.97}],
     "untranscribed": [{"start_ms": 60100, "end_ms": 62450}],
     "repeats": [{"first_word": 7, "end_word": 9, "span": {"start_ms": 60100, "end_ms": 60900}, "score": 0.8,
                  "spans": [{"start_ms": 60100, "end_ms": 60380}, {"start_ms": 60420, "end_ms": 60900}]}],
     "pins": [{"first_word": 4, "end_word": 6, "start_ms": 2310}, {"first_word": 9, "end_word": 10}],
     "repaired": [{"speaker": {"name": "Ada", "role": "Host"}, "first_word": 0, "end_word": 29, "header_ms": 480}],
     "changes": [{"first_word": 29, "end_word": 31, "before": {"name": "Ada", "role": "Host"},
                  "after": {"name": "Bob"}, "evidence": [["voice", 14.2]], "confidence": 0.98, "is_applied": true}],
     "overlaps": [{"first": 0, "second": 1, "span": {"start_ms": 30100, "end_ms": 30900}}]}

Fields at their default are left out. A word's ``start_char`` and ``end_char`` are its range in ``transcript.text``.
A recording's ``path`` is relative to the document. The ``spans`` of a repeat are the second places of its words, null
for a word that is not heard there. A pin without ``start_ms`` says that its words are not spoken. ``turns`` are those
of the transcript, ``repaired`` those that are truly said (null where nobody looked); evidence is weighed in nats. The
two turns of an overlap are numbers of those that are truly said. One word stands on a line, so that two documents can
be compared.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import cattrs
from cattrs.gen import make_dict_unstructure_fn

from clipper.errors import DocumentError
from clipper.model import (
    Alignment,
    FrameRate,
    Overlap,
    Pin,
    Recording,
    Repeat,
    Span,
    Speaker,
    SpeakerChange,
    Stream,
    TimedWord,
    Transcript,
    TranscriptFormat,
    Turn,
    Word,
    WordStatus,
)

KIND = "alignment"
SCHEMA = 4

_MIGRATIONS: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    1: lambda fields: {**fields, "pins": []},
    2: lambda fields: {**fields, "repaired": None, "changes": []},
    3: lambda fields: {**fields, "overlaps": []},
}
"""From each older schema to the next one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _TranscriptRecord:
    source: str
    format: TranscriptFormat
    text: str
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class _WordRecord:
    """A word and what was found of it, side by side."""

    text: str
    start_char: int
    end_char: int
    status: WordStatus
    start_ms: int | None = None
    end_ms: int | None = None
    confidence: float = 0.0
    start_error_ms: int | None = None
    end_error_ms: int | None = None
    searched: bool = True
    shown: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Document:
    transcript: _TranscriptRecord
    recordings: tuple[Recording, ...]
    turns: tuple[Turn, ...]
    words: tuple[_WordRecord, ...]
    untranscribed: tuple[Span, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    pins: tuple[Pin, ...] = ()
    repaired: tuple[Turn, ...] | None = None
    changes: tuple[SpeakerChange, ...] = ()
    overlaps: tuple[Overlap, ...] = ()


_RECORDS = (
    _TranscriptRecord,
    _WordRecord,
    Recording,
    Stream,
    FrameRate,
    Turn,
    Speaker,
    Span,
    Repeat,
    Pin,
    SpeakerChange,
    Overlap,
)
"""What is written without the fields that are at their default."""


def _make_converter() -> cattrs.Converter:
    converter = cattrs.Converter(detailed_validation=True)
    converter.register_unstructure_hook(Fraction, str)
    converter.register_structure_hook(Fraction, lambda value, _: Fraction(value))
    for kind in (int, str, bool):  # no silent conversion: "12" is not a time
        converter.register_structure_hook(kind, _exactly(kind))
    converter.register_structure_hook(float, lambda value, _: float(_exactly((int, float))(value, float)))
    for record in _RECORDS:
        hook = make_dict_unstructure_fn(record, converter, _cattrs_omit_if_default=True)
        converter.register_unstructure_hook(record, hook)
    return converter


def _exactly(kind: type | tuple[type, ...]) -> Callable[[Any, Any], Any]:
    def structure(value: Any, _: Any) -> Any:
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise TypeError(f"not {value!r}")
        return value

    return structure


_CONVERTER = _make_converter()


def encode_alignment(alignment: Alignment, *, version: str) -> str:
    """The document's text. ``version`` is clipper's own."""
    transcript = alignment.transcript
    document = _Document(
        transcript=_TranscriptRecord(
            source=transcript.source, format=transcript.format, text=transcript.text, language=transcript.language
        ),
        recordings=alignment.recordings,
        turns=transcript.turns,
        words=tuple(map(_join_word, transcript.words, alignment.words)),
        untranscribed=alignment.untranscribed,
        repeats=alignment.repeats,
        pins=alignment.pins,
        repaired=alignment.repaired,
        changes=alignment.changes,
        overlaps=alignment.overlaps,
    )
    fields = {"clipper": KIND, "schema": SCHEMA, "version": version, **_CONVERTER.unstructure(document)}
    return "{\n" + ",\n".join(f"{json.dumps(key)}: {_encode_field(value)}" for key, value in fields.items()) + "\n}\n"


def _encode_field(value: object) -> str:
    if isinstance(value, list | tuple) and value:
        return "[\n" + ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in value) + "\n]"
    return json.dumps(value, ensure_ascii=False)


def _join_word(word: Word, timed: TimedWord) -> _WordRecord:
    return _WordRecord(
        text=word.text,
        start_char=word.start_char,
        end_char=word.end_char,
        searched=word.searched,
        shown=word.shown,
        status=timed.status,
        start_ms=timed.span.start_ms if timed.span else None,
        end_ms=timed.span.end_ms if timed.span else None,
        confidence=timed.confidence,
        start_error_ms=timed.start_error_ms,
        end_error_ms=timed.end_error_ms,
    )


def _split_word(record: _WordRecord) -> tuple[Word, TimedWord]:
    span = None
    if record.start_ms is not None and record.end_ms is not None:
        span = Span(start_ms=record.start_ms, end_ms=record.end_ms)
    word = Word(
        text=record.text,
        start_char=record.start_char,
        end_char=record.end_char,
        searched=record.searched,
        shown=record.shown,
    )
    timed = TimedWord(
        status=record.status,
        span=span,
        confidence=record.confidence,
        start_error_ms=record.start_error_ms,
        end_error_ms=record.end_error_ms,
    )
    return word, timed


def decode_alignment(text: str, *, source: str) -> Alignment:
    """The alignment that a document holds; an older schema is migrated.

    Args:
        text: The document.
        source: Its name, for messages.

    Raises:
        DocumentError: If it is no such document, comes from a newer clipper, or contradicts itself.
    """
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise DocumentError(f"{source}: this is not JSON: {problem}", remedy=_REMAKE) from problem
    fields = _migrate(fields, source)
    try:
        document = _CONVERTER.structure(fields, _Document)
        return _join_alignment(document)
    except (cattrs.BaseValidationError, ValueError, TypeError) as problem:
        detail = "; ".join(_explain(problem)[:3])
        raise DocumentError(f"{source}: this alignment contradicts itself: {detail}", remedy=_REMAKE) from problem


_REMAKE = "Make it again: clipper align TRANSCRIPT MEDIA -o EPISODE.json"


def _explain(problem: Exception) -> Sequence[str]:
    if isinstance(problem, cattrs.BaseValidationError):
        return cattrs.transform_error(problem, path="document")
    return [str(problem)]


def _migrate(fields: Any, source: str) -> dict[str, Any]:
    if not isinstance(fields, dict) or fields.get("clipper") != KIND or not isinstance(fields.get("schema"), int):
        raise DocumentError(f"{source}: this JSON file is not an alignment made by clipper", remedy=_REMAKE)
    if fields["schema"] > SCHEMA:
        raise DocumentError(
            f"{source}: this alignment has schema {fields['schema']}; this clipper reads up to {SCHEMA}",
            remedy="Upgrade clipper: pip install --upgrade clipper",
        )
    document: dict[str, Any] = fields
    for schema in range(fields["schema"], SCHEMA):
        document = _MIGRATIONS[schema](document)
    return document


def _join_alignment(document: _Document) -> Alignment:
    pairs = [_split_word(record) for record in document.words]
    transcript = Transcript(
        text=document.transcript.text,
        words=tuple(word for word, _ in pairs),
        turns=document.turns,
        format=document.transcript.format,
        source=document.transcript.source,
        language=document.transcript.language,
    )
    return Alignment(
        transcript=transcript,
        recordings=document.recordings,
        words=tuple(timed for _, timed in pairs),
        untranscribed=document.untranscribed,
        repeats=document.repeats,
        pins=document.pins,
        repaired=document.repaired,
        changes=document.changes,
        overlaps=document.overlaps,
    )


def looks_like_episode(text: str) -> bool:
    """Whether a file's text seems to be such a document (it need not be a sound one)."""
    return text[:200].lstrip().startswith("{") and f'"clipper": "{KIND}"' in text[:200]
