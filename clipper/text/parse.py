"""The text of a transcript file -> ``Transcript``: the one door to ``readers``.

Flow: ``store.text_file`` decodes the file, this module finds its layout and reads it, ``text`` spells the words out. A
subtitle file is read by ``cues`` first; ``pipeline`` asks ``looks_like_subtitles`` and hands the cues to
``transcript_from_cues``.
"""

from __future__ import annotations

import re

from clipper.errors import TranscriptError
from clipper.model import Transcript, TranscriptFormat
from clipper.text.readers.cue_track import transcript_from_cues
from clipper.text.readers.labelled import read_labelled_text
from clipper.text.readers.podcast_json import read_podcast_json
from clipper.text.readers.table import looks_like_table, read_table

__all__ = ["detect_format", "looks_like_subtitles", "parse_transcript", "transcript_from_cues"]

_TIME = r"\d{1,4}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?"
_SUBTITLE_TIMES = re.compile(
    rf"(?m)^[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}"
    r"(?:[ \t]+[A-Za-z][A-Za-z0-9]{0,15}:[^\s]{1,60}){0,8}[ \t]*$"
)
_LOOKED_AT = 20_000
"""Characters in which a subtitle file shows its first times: WebVTT's STYLE blocks come before them."""

_JSON = re.compile(r"\s*(?:\{\s*[\"'}]|\[\s*\{)")
_FOREIGN = (
    (re.compile(r"\s*(?:<!doctype html|<html|<head|<body)", re.IGNORECASE), "a web page"),
    (re.compile(r"\s*<(?:\?xml|tt[\s>])", re.IGNORECASE), "an XML file"),
    (re.compile(r"\s*\[script info\]", re.IGNORECASE), "an ASS/SSA subtitle file"),
    (re.compile(r"\s*\{\\rtf"), "an RTF document"),
)


def looks_like_subtitles(text: str) -> TranscriptFormat | None:
    """SRT or VTT if ``text`` is a subtitle file, told by WebVTT's signature or a line of cue times; None if not."""
    start = text[:_LOOKED_AT].lstrip("\ufeff")
    if re.match(r"WEBVTT(?:\s|$)", start):
        return TranscriptFormat.VTT
    normal = start.replace("\r\n", "\n").replace("\r", "\n")
    return TranscriptFormat.SRT if _SUBTITLE_TIMES.search(normal) else None


def detect_format(text: str) -> TranscriptFormat:
    """The layout of ``text``: subtitles, Podcasting 2.0 JSON, a table (INLINE), or the layout of most of its turns.

    Never raises: a labelled text that cannot be read counts as PLAIN, and ``parse_transcript`` says what is wrong.
    """
    subtitles = looks_like_subtitles(text)
    if subtitles is not None:
        return subtitles
    if _JSON.match(text.lstrip("\ufeff")):
        return TranscriptFormat.PODCAST_JSON
    if looks_like_table(text):
        return TranscriptFormat.INLINE
    try:
        return read_labelled_text(text, source="").format
    except TranscriptError:
        return TranscriptFormat.PLAIN


def parse_transcript(text: str, *, source: str) -> Transcript:
    """Read the decoded ``text`` of the transcript file ``source``, in whichever layout it is.

    Every word keeps its range in ``text``. A time in the transcript is a hint and is kept as given.

    Raises:
        TranscriptError: With line and column, for a malformed header, an empty turn, a bad table, bad JSON or a file
            without a spoken word; for subtitles, which ``clipper.cues`` reads; and for web pages, XML, ASS and RTF.
    """
    if looks_like_subtitles(text):
        raise TranscriptError(
            "this is a subtitle file where a transcript was expected",
            path=source,
            remedy="Give it a name that ends in .srt or .vtt.",
        )
    for pattern, kind in _FOREIGN:
        if pattern.match(text.lstrip("\ufeff")):
            raise TranscriptError(
                f"this is {kind}, not a transcript's text", path=source, line=1, remedy="Export it as plain text."
            )
    if source.lower().endswith(".json") or _JSON.match(text.lstrip("\ufeff")):
        return read_podcast_json(text, source=source)
    if looks_like_table(text):
        return read_table(text, source=source)
    return read_labelled_text(text, source=source)
