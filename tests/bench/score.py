"""How far found times lie from known ones, as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from clipper.model import Alignment, TimedWord


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthWord:
    """When a word is really said, in ms; None where it is not. ``voice`` groups words that share an offset."""

    start_ms: float | None
    end_ms: float | None
    voice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errors:
    """Found minus true start and end of every spoken word that was found, and how many were not."""

    start: np.ndarray
    end: np.ndarray
    missing: int

    @property
    def count(self) -> int:
        """All spoken words."""
        return len(self.start) + self.missing

    def within(self, ms: float) -> float:
        """Share of all spoken words whose start was found within ``ms``."""
        return float((np.abs(self.start) <= ms).sum() / max(1, self.count))

    def end_within(self, ms: float) -> float:
        """The same for ends."""
        return float((np.abs(self.end) <= ms).sum() / max(1, self.count))

    def beyond(self, ms: float) -> float:
        """Share of all spoken words whose start was found further off than ``ms``."""
        return float((np.abs(self.start) > ms).sum() / max(1, self.count))


def measure_errors(found: Sequence[TimedWord], truth: Sequence[TruthWord], *, remove_offset: bool) -> Errors:
    """Compare word by word; with ``remove_offset`` each voice's median error is taken out first."""
    start, end, voices, missing = [], [], [], 0
    for word, known in zip(found, truth, strict=True):
        if known.start_ms is None or known.end_ms is None:
            continue
        if word.span is None:
            missing += 1
            continue
        start.append(word.span.start_ms - known.start_ms)
        end.append(word.span.end_ms - known.end_ms)
        voices.append(known.voice)
    errors = Errors(start=np.array(start, float), end=np.array(end, float), missing=missing)
    if remove_offset:
        for voice in set(voices):
            mine = np.array([v == voice for v in voices])
            errors.start[mine] -= np.median(errors.start[mine])
            errors.end[mine] -= np.median(errors.end[mine])
    return errors


def join_errors(parts: Iterable[Errors]) -> Errors:
    """Several recordings as one."""
    kept = list(parts)
    return Errors(
        start=np.concatenate([part.start for part in kept]),
        end=np.concatenate([part.end for part in kept]),
        missing=sum(part.missing for part in kept),
    )


def truth_of(alignment: Alignment, rows: Sequence[Mapping[str, object]]) -> list[TruthWord]:
    """The truth beside an alignment's words, from rows with "start_ms", "end_ms", "speaker" and perhaps "misheard".

    A misheard word counts as one that is not said: nothing is wrong about any place for it.

    Raises:
        ValueError: If the rows are not the transcript's words.
    """
    words = alignment.transcript.words
    if [word.text for word in words] != [row["word"] for row in rows]:
        raise ValueError("the truth is about other words than the transcript's")
    return [
        TruthWord(voice=str(row["speaker"]), start_ms=None, end_ms=None)
        if row.get("misheard")
        else TruthWord(start_ms=row["start_ms"], end_ms=row["end_ms"], voice=str(row["speaker"]))  # type: ignore[arg-type]
        for row in rows
    ]


def format_table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in plain text, its first column to the left."""
    widths = [max(len(row[i]) for row in [header, *rows]) for i in range(len(header))]

    def line(cells: Sequence[str]) -> str:
        first, *others = (
            cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(cells, widths, strict=True))
        )
        return "  ".join([first, *others])

    return "\n".join([title, line(header), line(["-" * width for width in widths]), *map(line, rows), ""])
