r"""Reading SubStation Alpha (ASS, and SSA of version 4): every Dialogue line is a cue, every Comment line a note."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from clipper.cues.formats.ass import JOINER, LOOKALIKES, VOICE
from clipper.cues.formats.placement import anchor_tag, legacy_anchor
from clipper.cues.formats.source_text import (
    PassedOver,
    RunBuilder,
    SourceLine,
    StyledChar,
    language_tag,
    split_lines,
)
from clipper.cues.width import clean_text
from clipper.errors import TranscriptError
from clipper.model import Cue, CueTrack, Note

_TIME = re.compile(r"\s*([0-9]{1,6}):([0-9]{1,2}):([0-9]{1,2})(?:[.,:]([0-9]{1,9}))?\s*")
_BLOCK = re.compile(r"\{([^}]*)\}")
# A tag's name and what follows it; names that begin like others come first.
_TAG = re.compile(r"\\(an|a|pos|pbo|k[fot]?|K|r|blur|bord|be|b|iclip|i|u|p|[1-4]?[A-Za-z]{1,8})([^\\]*)")
_UNESCAPED = {looks + JOINER: char for char, looks in LOOKALIKES.items()}
_ESCAPE = re.compile("|".join(map(re.escape, _UNESCAPED)))
_EVENT_FIELDS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
_STYLE_FIELDS = ("name", "bold", "italic", "underline", "alignment")


@dataclass(frozen=True, slots=True)
class _Style:
    """What of a style a track can keep: b, i, u and the place."""

    marks: frozenset[str] = frozenset()
    anchor: int = 2


@dataclass(slots=True)
class _State:
    """What holds at one place of an event's text."""

    marks: frozenset[str]
    speaker: str | None
    start_ms: int | None = None
    sung_ms: int | None = None
    is_drawing: bool = False


def parse_ass(text: str, *, source: str) -> CueTrack:
    r"""Read an ASS or SSA file.

    Names become voices; b, i, u, ``\an`` and karaoke are read, also from the styles; comments become notes. All other
    tags are told in ``passed_over``, as are drawings.

    Args:
        text: The file's decoded text; ``Run.source_chars`` point into it.
        source: The file's name, for messages.

    Raises:
        TranscriptError: If it holds no Dialogue line that can be read.
    """
    reader = _Reader()
    for line in split_lines(text):
        reader.read_line(line)
    if not reader.cues:
        raise TranscriptError(
            "no cue can be read from this ASS file",
            path=source,
            line=reader.first_bad,
            remedy="A cue is a line like: Dialogue: 0,0:00:01.00,0:00:02.50,Default,Ada,0,0,0,,Hello",
        )
    return CueTrack(
        cues=tuple(reader.cues),
        language=reader.language,
        notes=tuple(reader.notes),
        passed_over=reader.passed_over.finish(),
    )


def unescape(text: str) -> str:
    """Names as they were before `format_ass` wrote them."""
    return _ESCAPE.sub(lambda match: _UNESCAPED[match[0]], text)


@dataclass(slots=True)
class _Reader:
    """The file's sections, line by line."""

    cues: list[Cue] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    styles: dict[str, _Style] = field(default_factory=dict)
    passed_over: PassedOver = field(default_factory=PassedOver)
    language: str = "en"
    first_bad: int | None = None
    section: str = ""
    fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    keeps_line_ends: bool = False

    def read_line(self, line: SourceLine) -> None:
        written = line.text.strip("\ufeff ")
        if written.startswith("[") and written.endswith("]"):
            self.section = written[1:-1].lower()
            return
        keyword, colon, rest = line.text.partition(":")
        keyword = keyword.strip("\ufeff ").lower()
        if not colon or keyword.startswith(";"):
            return
        if keyword == "format":
            self.fields[self.section] = tuple(name.strip().lower() for name in rest.split(","))
        elif keyword == "style":
            self._read_style(rest)
        elif keyword in ("dialogue", "comment"):
            self._read_event(line, keyword, len(line.text) - len(rest))
        elif keyword == "language":
            self.language = language_tag(rest)
        elif keyword == "wrapstyle":
            self.keeps_line_ends = rest.strip() == "2"

    def _read_style(self, rest: str) -> None:
        names = self.fields.get(self.section, ())
        found = dict(zip(names, (value.strip() for value in rest.split(",")), strict=False))
        if any(name not in found for name in _STYLE_FIELDS[:1]):
            return
        marks = {name[0] for name in ("bold", "italic", "underline") if found.get(name, "0") not in ("0", "")}
        number = int(found["alignment"]) if re.fullmatch("[0-9]{1,2}", found.get("alignment", "")) else 2
        anchor = number if "+" in self.section else legacy_anchor(number)
        self.styles[found["name"]] = _Style(frozenset(marks), anchor if 1 <= anchor <= 9 else 2)

    def _read_event(self, line: SourceLine, keyword: str, start: int) -> None:
        names = self.fields.get(self.section, _EVENT_FIELDS)
        values = line.text[start:].split(",", len(names) - 1)
        found = dict(zip(names, values, strict=False))
        times = [_TIME.fullmatch(found.get(name, "")) for name in ("start", "end")]
        if "text" not in found or names[-1] != "text":
            self._tell_bad(line, "too few fields; the line is left out")
        elif keyword == "comment":
            self.notes.append(Note(text=unescape(re.sub(r"\\[Nn]", "\n", found["text"].strip())), cue=len(self.cues)))
        elif times[0] is None or times[1] is None:
            self._tell_bad(line, "these times cannot be read; the cue is left out")
        else:
            text = SourceLine(found["text"], line.start + len(line.text) - len(found["text"]), line.number)
            self.cues.append(self._make_cue(found, _read_time(times[0]), _read_time(times[1]), text))

    def _tell_bad(self, line: SourceLine, what: str) -> None:
        self.first_bad = self.first_bad or line.number
        self.passed_over.add(line.number, what, line.text)

    def _make_cue(self, found: Mapping[str, str], start_ms: int, end_ms: int, text: SourceLine) -> Cue:
        style = self.styles.get(found.get("style", "").strip().lstrip("*"), _Style())
        speaker = clean_text(unescape(found.get("name", found.get("actor", "")))) or None
        reading = _EventText(self, style, speaker, start_ms)
        reading.read(text)
        return Cue(
            start_ms=start_ms,
            end_ms=end_ms,
            lines=reading.builder.build_lines(),
            settings=anchor_tag(reading.anchor or style.anchor),
        )


class _EventText:
    """The text of one event: its characters, with the tags that hold for each."""

    def __init__(self, reader: _Reader, style: _Style, speaker: str | None, start_ms: int) -> None:
        self.reader = reader
        self.style = style
        self.state = _State(style.marks, speaker)
        self.start_ms = start_ms
        self.anchor: int | None = None
        self.builder = RunBuilder()

    def read(self, line: SourceLine) -> None:
        text, position = line.text, 0
        while position < len(text):
            block = _BLOCK.match(text, position) if text[position] == "{" else None
            escape = _ESCAPE.match(text, position)
            if block:
                self._apply(block[1])
                position = block.end()
                continue
            char, size = text[position], 1
            if escape:
                char, size = _UNESCAPED[escape[0]], len(escape[0])
            elif char == "\\" and text[position + 1 : position + 2] in ("N", "n", "h"):
                is_break = text[position + 1] == "N" or (text[position + 1] == "n" and self.reader.keeps_line_ends)
                char, size = "\n" if is_break else "\u00a0" if text[position + 1] == "h" else " ", 2
            if not self.state.is_drawing:
                state = self.state
                self.builder.chars.append(
                    StyledChar(char, line.start + position, state.speaker, state.marks, state.start_ms)
                )
            position += size

    def _apply(self, block: str) -> None:
        lost = self.reader.passed_over.markup
        if "\\" not in block and block.strip():
            lost["a comment in braces"] += 1
        for name, value in _TAG.findall(block):
            if name in ("an", "a") and value.strip().isdigit():
                number = int(value[:3])
                self.anchor = self.anchor or (number if name == "an" and 1 <= number <= 9 else legacy_anchor(number))
            elif name in "biu":
                marks = self.state.marks - {name}
                self.state.marks = marks | {name} if value.strip() not in ("0", "") else marks
            elif name in ("k", "K", "kf", "ko"):
                self._sing(value)
            elif name == "p":
                self.state.is_drawing = value.strip() not in ("0", "")
                lost["a drawing"] += self.state.is_drawing
            elif name == "r":
                self._reset(value.strip())
            elif name != "q":
                lost[f"\\{name}"] += 1

    def _sing(self, value: str) -> None:
        length = re.match(r"\s*([0-9]{1,9})(?:\.[0-9]+)?", value)
        begins_ms = self.state.sung_ms if self.state.sung_ms is not None else self.start_ms
        # A piece that begins with its cue, or with the piece before it, needs no time of its own.
        self.state.start_ms = begins_ms if begins_ms > self.start_ms else None
        self.state.sung_ms = begins_ms + 10 * int(length[1] if length else 0)

    def _reset(self, name: str) -> None:
        style = self.reader.styles.get(name, self.style) if name else self.style
        speaker = self.state.speaker
        if name.startswith(VOICE):
            speaker = clean_text(unescape(name.removeprefix(VOICE))) or None
        elif name == "Default":
            speaker = None
        self.state = replace(self.state, marks=style.marks, speaker=speaker)


def _read_time(match: re.Match[str]) -> int:
    hours, minutes, seconds = (int(part) for part in match.groups()[:3])
    digits = (match[4] or "0").ljust(4, "0")[:4]
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + (int(digits) + 5) // 10
