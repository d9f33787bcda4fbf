"""What both readers share: lines that know where they stand, and characters that become runs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from clipper.cues.width import clean_text
from clipper.model import Cue, CueTrack, Diagnostic, Line, Run, Severity

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line without its end, where it begins in the file's text, and its number from 1."""

    text: str
    start: int
    number: int


def split_lines(text: str) -> list[SourceLine]:
    """The lines of a file, ended by CR LF, LF or CR; no empty line after the last end."""
    lines: list[SourceLine] = []
    position = 0
    while position < len(text):
        match = _LINE.match(text, position)
        if match is None:  # the pattern matches anywhere; said for the type checker
            break
        lines.append(SourceLine(match[1], match.start(), len(lines) + 1))
        position = match.end()
    return lines


class StyledChar(NamedTuple):
    """A character as a viewer reads it, and where it stands in the file (None where the reader does not know)."""

    char: str
    source: int | None
    speaker: str | None = None
    style: frozenset[str] = frozenset()
    start_ms: int | None = None


_EXCERPT = 60  # characters of a line that a message shows


@dataclass(slots=True)
class PassedOver:
    """What a reader could not use, as findings for `CueTrack.passed_over`."""

    findings: list[Diagnostic] = field(default_factory=list)
    markup: Counter[str] = field(default_factory=Counter)

    def add(self, line: int, what: str, text: str) -> None:
        """Note ``what`` was done about the 1-based ``line`` that begins with ``text``."""
        shown = clean_text(text)
        shown = f": {shown[:_EXCERPT]}" + ("…" if len(shown) > _EXCERPT else "") if shown else ""
        self.findings.append(
            Diagnostic(code="not-read", severity=Severity.WARNING, where=f"line {line}", message=f"{what}{shown}")
        )

    def finish(self) -> tuple[Diagnostic, ...]:
        """All of it; markup that has no place in a track is told in one finding, with its counts."""
        if not self.markup:
            return tuple(self.findings)
        counts = ", ".join(f"{name} ({count})" for name, count in self.markup.most_common(8))
        message = f"markup was left out, its text kept: {counts}{' and more' if len(self.markup) > 8 else ''}"
        found = Diagnostic(code="markup-not-read", severity=Severity.WARNING, where="the whole file", message=message)
        return (*self.findings, found)


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
        return tuple(_build_line(kept) for line in lines if (kept := _tidy(line)))


def _tidy(line: Sequence[StyledChar]) -> Sequence[StyledChar]:
    text = "".join(char.char for char in line)
    return line if clean_text(text) == text else list(_clean(line))  # nearly all lines are in order


def _clean(line: Sequence[StyledChar]) -> Iterator[StyledChar]:
    pending: StyledChar | None = None
    started = False
    for char in line:
        cleaned = clean_text(char.char)
        if cleaned:
            if pending is not None and started:
                yield pending._replace(char=" ")
            yield char
            pending, started = None, True
        elif pending is None and clean_text(f"x{char.char}x") != "xx":  # a space, not a control character
            pending = char


_STYLING = attrgetter("speaker", "style", "start_ms")


def _build_line(chars: Sequence[StyledChar]) -> Line:
    runs: list[Run] = []
    for (speaker, style, start_ms), group in groupby(chars, key=_STYLING):
        members = list(group)
        places = tuple(char.source for char in members if char.source is not None)
        runs.append(
            Run(
                text="".join(char.char for char in members),
                speaker=speaker,
                style=style,
                start_ms=start_ms,
                source_chars=places if len(places) == len(members) else None,
            )
        )
    return tuple(runs)


def place_in_text(track: CueTrack) -> tuple[str, CueTrack]:
    """A text of a track's cues, each on a line of its own, and the track whose runs point into that.

    For formats whose readers do not say where in the file a character stands.
    """
    parts: list[str] = []
    at = 0
    cues = []
    for cue in track.cues:
        lines = []
        for line in cue.lines:
            runs = []
            for run in line:
                runs.append(replace(run, source_chars=tuple(range(at, at + len(run.text)))))
                parts.append(run.text)
                at += len(run.text)
            lines.append(tuple(runs))
            parts.append(" ")
            at += 1
        cues.append(replace(cue, lines=tuple(lines)))
        parts.append("\n")
        at += 1
    return "".join(parts), replace(track, cues=tuple(cues))


def language_tag(value: object) -> str:
    """``value`` if it is a BCP 47 tag by its looks, otherwise "en"."""
    is_tag = isinstance(value, str) and re.fullmatch("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,5}", value.strip())
    return str(value).strip() if is_tag else "en"


def notes_by_cue(track: CueTrack) -> dict[int, list[str]]:
    """The texts of a track's notes by the number of the cue that they stand in front of."""
    notes: dict[int, list[str]] = {}
    for note in track.notes:
        notes.setdefault(note.cue, []).append(note.text)
    return notes


def round_to_centiseconds(time_ms: int) -> int:
    """The nearest time in whole centiseconds, half up, in ms."""
    return (time_ms + 5) // 10 * 10


def require_writable(track: CueTrack) -> None:
    """Refuse what no subtitle file can hold.

    Raises:
        ValueError: On an empty cue or line, a line end or control character inside a text, a cue that ends before it
            has begun, a negative time, cues out of order, or word times that do not rise within their cue.
    """
    before_ms = 0
    for number, cue in enumerate(track.cues, start=1):
        if not before_ms <= cue.start_ms < cue.end_ms:
            raise ValueError(f"cue {number} cannot be written: {cue.start_ms}..{cue.end_ms} after {before_ms} ms")
        before_ms = cue.start_ms
        _require_text(number, cue)
        times = [cue.start_ms, *word_times(cue), cue.end_ms]
        if any(a > b for a, b in pairwise(times)) or times[-2] >= cue.end_ms:
            raise ValueError(f"cue {number} cannot be written: its word times {times[1:-1]} do not rise within it")


def word_times(cue: Cue) -> list[int]:
    """When the pieces of a cue are said that have a time of their own, in ms; each time once in a row."""
    times = [run.start_ms for line in cue.lines for run in line if run.start_ms is not None]
    return [time_ms for time_ms, _ in groupby(times)]


def _require_text(number: int, cue: Cue) -> None:
    texts = ["".join(run.text for run in line) for line in cue.lines]
    if not texts or not all(clean_text(text) for text in texts):
        raise ValueError(f"cue {number} cannot be written: it has an empty line or no text")
    fields = [*texts, cue.id, cue.settings, *(run.speaker or "" for line in cue.lines for run in line)]
    if any(clean_text(f"x{char}x") != f"x{char}x" for text in fields for char in set(text) - {" "}):
        raise ValueError(f"cue {number} cannot be written: it holds a line end or a control character")
