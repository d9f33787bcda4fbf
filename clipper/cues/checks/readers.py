"""How other programs read a file: webvtt-py, and for SubRip the srt package."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Iterator, Mapping

import srt
import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from clipper.cues.checks.rule import Breach
from clipper.cues.checks.source_file import SourceFile
from clipper.cues.formats import SubtitleFormat

_MARKUP = re.compile(r"<[^<>]{0,300}>|\{\\[^{}]{0,300}\}")
_NO_LETTERS = re.compile(r"[\W_]+")
_Reading = list[tuple[int, int, str]]


def is_read_otherwise(file: SourceFile) -> Iterator[Breach]:
    """Cues that another program times otherwise, or whose letters it loses."""
    whole = [(cue.start_ms, cue.end_ms, _letters(cue.text)) for cue in file.track.cues]
    numbers, own = [number for number, cue in enumerate(whole) if cue[2]], [cue for cue in whole if cue[2]]
    for name, read in _READERS.get(file.kind, {}).items():
        try:
            found = [cue for cue in read(file) if cue[2]]
        except (MalformedCaptionError, MalformedFileError, srt.SRTParseError, srt.TimestampParseError) as problem:
            yield Breach(value=name, message=f"{name} cannot read the file: {str(problem)[:200]}")
            continue
        if len(found) != len(own):
            yield Breach(value=len(found), limit=len(own), message=f"{name} reads {len(found)} cues, not {len(own)}")
            continue
        for number, a, b in zip(numbers, found, own, strict=True):
            if a != b:
                yield Breach(value=str(a), limit=str(b), message=f"{name} reads it as {a}, not {b}", cue=number)


def _letters(text: str) -> str:
    """What of a text no reader may change: its letters and digits."""
    return _NO_LETTERS.sub("", html.unescape(_MARKUP.sub("", text)))


def _read_with_webvtt(file: SourceFile) -> _Reading:
    if file.kind is SubtitleFormat.VTT:
        captions = webvtt.from_string(file.text).captions
    else:
        captions = webvtt.from_buffer(io.StringIO(file.text), format="srt").captions
    return [
        (one.start_time.in_milliseconds(), one.end_time.in_milliseconds(), _letters(one.raw_text)) for one in captions
    ]


def _read_with_srt(file: SourceFile) -> _Reading:
    return [
        (round(one.start.total_seconds() * 1000), round(one.end.total_seconds() * 1000), _letters(one.content))
        for one in srt.parse(file.text)
    ]


_READERS: Mapping[SubtitleFormat, Mapping[str, Callable[[SourceFile], _Reading]]] = {
    SubtitleFormat.VTT: {"webvtt-py": _read_with_webvtt},
    SubtitleFormat.SRT: {"webvtt-py": _read_with_webvtt, "srt": _read_with_srt},
}
