"""What readers that are not clipper's find in a file: webvtt-py, pysubs2, ttconv, and the standard library's."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any
from xml.etree import ElementTree as ET

import webvtt

from clipper.cues.formats.ass import JOINER
from clipper.cues.formats.ass_reader import unescape
from clipper.cues.formats.kinds import SubtitleFormat
from clipper.cues.width import clean_text
from clipper.model import round_half_up

Reading = list[tuple[int, int, str]]
"""Start and end in ms, and the text of every cue."""

_TAG = re.compile(r"<[^>]*>")
_SRT_MARKUP = re.compile(r"</?[biu]>|^\{\\an?[0-9]{1,2}\}")


def read_elsewhere(text: str, kind: SubtitleFormat, *, strict: bool) -> Reading:
    """Read a file of ours with another reader; what that raises on a file that it does not like goes through.

    ``strict`` is for WebVTT whose header, styles and settings are ours, too.
    """
    if kind is SubtitleFormat.VTT:
        return [
            (_vtt_ms(caption.start_time), _vtt_ms(caption.end_time), html.unescape(_TAG.sub("", caption.raw_text)))
            for caption in webvtt.from_string(text, strict=strict).captions
        ]
    return _READERS[kind](text)


def _vtt_ms(time: Any) -> int:
    return int(time.in_milliseconds())


def _read_srt(text: str) -> Reading:
    return [
        (
            _vtt_ms(caption.start_time),
            _vtt_ms(caption.end_time),
            re.sub(f"(?<=[<{{\\\\-]){JOINER}", "", _SRT_MARKUP.sub("", caption.raw_text)),
        )
        for caption in webvtt.from_buffer(io.StringIO(text), format="srt").captions
    ]


def _read_ass(text: str) -> Reading:
    import pysubs2  # noqa: PLC0415

    events = (event for event in pysubs2.SSAFile.from_string(text, format_="ass") if event.type == "Dialogue")
    return [(event.start, event.end, unescape(event.plaintext)) for event in events]


def _read_ttml(text: str) -> Reading:
    import ttconv.imsc.reader  # noqa: PLC0415  a tenth of a second that no other format needs

    root = ET.fromstring(text.partition("?>\n")[2])  # noqa: S314  this text is our own
    document = ttconv.imsc.reader.to_model(ET.ElementTree(root))
    body = document.get_body() if document else None
    return list(_paragraphs(body)) if body else []


def _paragraphs(element: Any) -> Iterator[tuple[int, int, str]]:
    if type(element).__name__ == "P":
        # What begins at 0 has no begin there.
        begin, end = (round_half_up(Fraction(time or 0) * 1000) for time in (element.get_begin(), element.get_end()))
        yield begin, end, "".join(map(_text_of, element.dfs_iterator()))
        return
    for child in element:
        yield from _paragraphs(child)


def _text_of(element: Any) -> str:
    kind = type(element).__name__
    return str(element.get_text()) if kind == "Text" else "\n" if kind == "Br" else ""


def _read_json(text: str) -> Reading:
    return [
        (
            round_half_up(1000 * Fraction(str(one["startTime"]))),
            round_half_up(1000 * Fraction(str(one["endTime"]))),
            one["body"],
        )
        for one in json.loads(text)["segments"]
    ]


def _read_csv(text: str) -> Reading:
    rows = csv.DictReader(io.StringIO(text), strict=True)
    return [
        (round_half_up(1000 * Fraction(row["start"])), round_half_up(1000 * Fraction(row["end"])), row["text"])
        for row in rows
    ]


_READERS: Mapping[SubtitleFormat, Callable[[str], Reading]] = {
    SubtitleFormat.SRT: _read_srt,
    SubtitleFormat.ASS: _read_ass,
    SubtitleFormat.TTML: _read_ttml,
    SubtitleFormat.PODCAST_JSON: _read_json,
    SubtitleFormat.CSV: _read_csv,
}


def clean_lines(text: str) -> str:
    """A cue's text as both readings are compared: spaces put in order."""
    return "\n".join(clean_text(line) for line in text.split("\n"))
