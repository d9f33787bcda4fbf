"""What both readers share: lines that know where they stand, and characters that become runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from clipper.cues.width import clean_text
from clipper.model import Cue, CueTrack, Line, Run

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line without its end, and where it begins in the file's text."""

    text: str
    start: int


def split_lines(text: str) -> list[SourceLine]:
    """The lines of a file, ended by CR LF, LF or CR; no empty line after the last end."""
    lines: list[SourceLine] = []
    position = 0
    while position < len(text):
        match = _LINE.match(text, position)
        if match is None:  # the pattern matches anywhere; said for the type checker
            break
        lines.append(SourceLine(match[1], match.start()))
        position = match.end()
    return lines


@dataclass(frozen=True, slots=True)
class StyledChar:
    """A character as a viewer reads it, and where it stands in the file."""

    char: str
    source: int
    speaker: str | None = None
    style: frozenset[str] = frozenset()


@dataclass(slots=True)
class RunBuilder:
    """Collects a cue's characters; hands out lines of runs with the spaces put in order."""

    chars: list[StyledChar] = field(default_factory=list)

    def build_lines(self) -> tuple[Line, ...]:
        """Lines that hold something visible; controls are gone, a run of spaces is one, none at a line's edges."""
        lines: list[list[StyledChar]] = [[]]
        for char in self.chars:
            if char.char == "\n":
                lines.append([])
            else:
                lines[-1].append(char)
        return tuple(_build_line(kept) for line in lines if (kept := list(_tidy(line))))


def _tidy(line: Sequence[StyledChar]) -> Iterator[StyledChar]:
    pending: StyledChar | None = None
    started = False
    for char in line:
        cleaned = clean_text(char.char)
        if cleaned:
            if pending is not None and started:
                yield StyledChar(" ", pending.source, pending.speaker, pending.style)
            yield char
            pending, started = None, True
        elif pending is None and clean_text(f"x{char.char}x") != "xx":  # a space, not a control character
            pending = char


def _build_line(chars: Sequence[StyledChar]) -> Line:
    runs: list[Run] = []
    for (speaker, style), group in groupby(chars, key=lambda char: (char.speaker, char.style)):
        members = list(group)
        runs.append(
            Run(
                text="".join(char.char for char in members),
                speaker=speaker,
                style=style,
                source_chars=tuple(char.source for char in members),
            )
        )
    return tuple(runs)


def require_writable(track: CueTrack) -> None:
    """Refuse what no subtitle file can hold.

    Raises:
        ValueError: On an empty cue or line, a line end or control character inside a text, a cue that ends before it
            has begun, a negative time, or cues out of order.
    """
    before_ms = 0
    for number, cue in enumerate(track.cues, start=1):
        if not before_ms <= cue.start_ms < cue.end_ms:
            raise ValueError(f"cue {number} cannot be written: {cue.start_ms}..{cue.end_ms} after {before_ms} ms")
        before_ms = cue.start_ms
        _require_text(number, cue)


def _require_text(number: int, cue: Cue) -> None:
    texts = ["".join(run.text for run in line) for line in cue.lines]
    if not texts or not all(clean_text(text) for text in texts):
        raise ValueError(f"cue {number} cannot be written: it has an empty line or no text")
    fields = [*texts, cue.id, cue.settings, *(run.speaker or "" for line in cue.lines for run in line)]
    if any(clean_text(f"x{char}x") != f"x{char}x" for text in fields for char in set(text) - {" "}):
        raise ValueError(f"cue {number} cannot be written: it holds a line end or a control character")
