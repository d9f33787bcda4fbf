"""Pins in the story of an alignment: read before any listening, and judged against the sound afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from clipper.align import PinDoubt
from clipper.clips import shorten_text
from clipper.errors import ClipperError
from clipper.model import Alignment, Diagnostic, Pin, Severity, Transcript
from clipper.model.clock import exact_clock
from clipper.store.episode_document import decode_alignment, looks_like_episode
from clipper.store.text_file import read_text_file
from clipper.text import PinLine, format_pins, parse_pins

_PHRASE_CHARS = 60  # of words in a finding: enough to find them in the text
_LISTED = 5  # lines that a finding offers to paste; whoever has more keeps them in a file


@dataclass(frozen=True, slots=True, kw_only=True)
class PinsFile:
    """The lines of the user's pins file ``name``; no lines where there is none."""

    name: str = ""
    lines: tuple[PinLine, ...] = ()

    @property
    def pins(self) -> tuple[Pin, ...]:
        """What is settled, in text order; what two lines say alike is said once."""
        return tuple(sorted({entry.pin for entry in self.lines}, key=lambda pin: (pin.first_word, pin.end_word)))

    def describe(self, doubts: Iterable[PinDoubt], transcript: Transcript) -> tuple[Diagnostic, ...]:
        """What the sound says against these pins."""
        line_of = {entry.pin: entry.line for entry in self.lines}
        return tuple(
            Diagnostic(
                code="pin-against-sound",
                severity=Severity.WARNING,
                where=f"{self.name}:{line_of[doubt.pin]}",
                message=_describe(doubt, transcript),
                remedy="It was obeyed. Listen there, and correct the line if it is wrong; where people talk at the "
                "same time, pin a word of the other turn as well.",
            )
            for doubt in doubts
        )


def read_pins(path: Path | None, transcript: Transcript, ends_ms: Sequence[int]) -> PinsFile:
    """The user's pins, or none; ``ends_ms`` is where, for each word, the recording ends that it is heard in.

    Raises:
        PinsError: If one of them cannot be obeyed.
    """
    if path is None:
        return PinsFile()
    lines = parse_pins(read_text_file(path, may_be_empty=True).text, transcript, source=path.name, ends_ms=ends_ms)
    return PinsFile(name=path.name, lines=lines)


def _describe(doubt: PinDoubt, transcript: Transcript) -> str:
    parts = []
    if doubt.heard_ms is not None:
        pinned = "as not spoken" if doubt.pin.start_ms is None else f"at {exact_clock(doubt.pin.start_ms)}"
        phrase = _text(transcript, doubt.pin.words)
        parts.append(f'"{phrase}" is pinned {pinned}, but was heard at {exact_clock(doubt.heard_ms)}')
    if doubt.lost:
        count = "1 word" if len(doubt.lost) == 1 else f"{len(doubt.lost)} words"
        parts.append(
            f'{count} beside it that had been heard found no place any more ("{_text(transcript, doubt.lost)}")'
        )
    return "; ".join(parts)


def _text(transcript: Transcript, words: Sequence[int]) -> str:
    return shorten_text(" ".join(transcript.words[index].text for index in words), limit=_PHRASE_CHARS)


def pins_left_behind(alignment: Alignment, outputs: Sequence[Path]) -> list[Diagnostic]:
    """What is lost where an alignment without pins is about to take the place of a saved one that has some."""
    if alignment.pins:
        return []
    findings = []
    for path in outputs:
        before = _saved_alignment(path)
        if before is None or not before.pins:
            continue
        lines = [line for line in format_pins(before.pins, before.transcript) if line]
        more = [f"... and {len(lines) - _LISTED} more"] if len(lines) > _LISTED else []
        findings.append(
            Diagnostic(
                code="pins-left-behind",
                severity=Severity.WARNING,
                where=str(path),
                message=f"the alignment that was replaced had {len(before.pins)} pins, this one has none",
                remedy="\n    ".join(["Align again with --pins FILE. They were:", *lines[:_LISTED], *more]),
            )
        )
    return findings


_NO_PINS = '\n"pins": [],'
"""A line of a document; no text within it has such quotes. Reading all of an hour takes .2 s."""


def _saved_alignment(path: Path) -> Alignment | None:
    """The alignment in a file, or None if it holds none, or none with pins."""
    try:
        text = read_text_file(path).text
        has_pins = looks_like_episode(text) and _NO_PINS not in text
        return decode_alignment(text, source=path.name) if has_pins else None
    except ClipperError:
        return None
