"""The formats of a whole talk, each with its writer and the proof of what was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum

from clipper.cues.talk.markdown import format_markdown, read_markdown
from clipper.cues.talk.plain import TalkReading, format_text, read_text
from clipper.cues.talk.podcast_html import format_podcast_html, read_podcast_html
from clipper.cues.talk.textgrid import format_textgrid, make_tiers, read_textgrid
from clipper.cues.talk.turns import Talk


class TalkFormat(Enum):
    """A format that holds turns; the value is the name that ``--format`` takes."""

    TEXT = "txt"
    MARKDOWN = "md"
    PODCAST_HTML = "podcast-html"
    TEXTGRID = "textgrid"


TALK_EXTENSIONS = {
    "txt": TalkFormat.TEXT,
    "md": TalkFormat.MARKDOWN,
    "html": TalkFormat.PODCAST_HTML,
    "htm": TalkFormat.PODCAST_HTML,
    "textgrid": TalkFormat.TEXTGRID,
}

_WRITERS: Mapping[TalkFormat, Callable[[Talk], str]] = {
    TalkFormat.TEXT: format_text,
    TalkFormat.MARKDOWN: format_markdown,
    TalkFormat.PODCAST_HTML: format_podcast_html,
    TalkFormat.TEXTGRID: format_textgrid,
}


def format_talk(talk: Talk, kind: TalkFormat) -> str:
    """The text of a file in ``kind``."""
    return _WRITERS[kind](talk)


def verify_talk(text: str, talk: Talk, kind: TalkFormat) -> None:
    """Read ``text`` back and compare every turn's speaker, time (in the format's precision) and text.

    Raises:
        RuntimeError: If it says anything else than ``talk``: a bug, and the file must not be written.
    """
    try:
        found, expected = _readings(text, talk, kind)
    except ValueError as error:
        raise RuntimeError(f"the {kind.value} file cannot be read back: {error}") from error
    if found != expected:
        raise RuntimeError(f"the {kind.value} file reads back as something else")


def _readings(text: str, talk: Talk, kind: TalkFormat) -> tuple[object, object]:
    if kind is TalkFormat.TEXTGRID:
        return read_textgrid(text), make_tiers(talk)
    expected: TalkReading = [(turn.speaker, turn.start_ms // 1000, turn.text) for turn in talk.turns]
    readers: Mapping[TalkFormat, Callable[[str], TalkReading]] = {
        TalkFormat.TEXT: lambda text: read_text(text, talk) if talk.turns else [],
        TalkFormat.MARKDOWN: lambda text: read_markdown(text) if talk.turns else [],
        TalkFormat.PODCAST_HTML: read_podcast_html,
    }
    return readers[kind](text), expected
