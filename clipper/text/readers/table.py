"""A table with a row of column names (CSV and its kin with tabs, semicolons or bars) -> ``Transcript``.

Cells are quoted as RFC 4180 has it. The standard library's reader does not say where a cell stands, so the cells are
found here; a law of the tests holds both against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from clipper.errors import TranscriptError
from clipper.model import Speaker, Transcript, TranscriptFormat
from clipper.text.readers.clock import LONGEST_MS, read_time
from clipper.text.readers.passage import Passage, fold_text, passage_of_range
from clipper.text.readers.speakers import carry_speakers
from clipper.text.readers.turns import TurnList, locate
from clipper.text.readers.words import read_words

_DELIMITERS = "\t,;|"
_COLUMNS = {
    "speaker": "speaker speakername speakerlabel speakerid name who participant person character",
    "role": "role",
    "start": "start starttime begin begintime in timein intime inpoint tcin timecodein timestamp timecode time",
    "end": "end endtime stop stoptime out timeout outtime outpoint tcout timecodeout",
    "text": "text transcript transcription content dialogue dialog speech utterance sentence caption",
}
"""What a column may be called, without spaces and units, the best name first (Premiere Pro, Descript, Rev, Whisper)."""

_UNITS = frozenset({"s", "sec", "secs", "seconds", "ms", "msec", "milliseconds", "hh", "mm", "ss", "ff", "fff"})
_MILLISECONDS = frozenset({"ms", "msec", "milliseconds"})
_WHISPER = ["start", "end", "text"]  # openai/whisper and whisper.cpp write whole milliseconds under these names
_LONGEST_HEADER = 1000  # characters
_MOST_DIGITS = 20  # more are no time either
_REMEDY = (
    'A table needs a first row such as "Speaker,Start,Text", as many cells in each row, times like 00:00:41.200 and '
    "quotes around a text that holds commas."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell's content as the half-open range that it takes in the file, without its quotes."""

    start: int
    end: int
    is_quoted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row that begins at ``start`` and whose last cell's line break is at ``end``."""

    start: int
    end: int
    cells: tuple[Cell, ...]


def looks_like_table(text: str) -> bool:
    """Whether the first line of ``text`` names the columns of a table: a text, and a speaker or a start."""
    return _find_columns(fold_text(text)) is not None


def read_table(text: str, *, source: str) -> Transcript:
    """Read a table that ``looks_like_table``; a row is a turn, and a row without text is none.

    Raises:
        TranscriptError: For a quote that is not closed, a row of another length than the first, a start that is no
            time, and a table without one spoken word.
        ValueError: If the first line names no columns.
    """
    return TableReader(text, source).read()


def _find_columns(folded: str) -> tuple[str, list[str]] | None:
    """The delimiter and the names of the columns, without spaces but with their units."""
    line = folded.lstrip("\ufeff \n")[:_LONGEST_HEADER].partition("\n")[0]
    for delimiter in _DELIMITERS:
        names = [cell.strip().strip('"').casefold() for cell in line.split(delimiter)]
        found = [_name_column(name) for name in names]
        if "text" in found and ("speaker" in found or "start" in found):
            return delimiter, names
    return None


def _plain_name(written: str) -> str:
    return "".join(word for word in re.split(r"[\W_]+", written) if word not in _UNITS)


def _name_column(written: str) -> str:
    return next((column for column, names in _COLUMNS.items() if _plain_name(written) in names.split()), "")


class TableReader:
    """A table taken apart: where each cell stands, and which ``columns`` have a meaning (a key of ``_COLUMNS``)."""

    def __init__(self, text: str, source: str) -> None:
        self.text = text
        self.source = source
        self.folded = fold_text(text)
        columns = _find_columns(self.folded)
        if columns is None:
            raise ValueError("this text does not begin with the names of columns")
        self.delimiter, self.names = columns
        mark = re.escape(self.delimiter)
        # With tabs, a quote may be a character like any other (Whisper); a quoted cell holds no tab.
        body = r'(?:[^"\t]|"")*+' if self.delimiter == "\t" else r'(?:[^"]|"")*+'
        self.quoted = re.compile(rf'[ ]*"({body})"[^\S\n\t]*(?={mark}|\n|\Z)')
        self.bare = re.compile(rf"[^\n{mark}]*+")
        self.is_in_ms = False
        self.columns: Mapping[str, int] = _number_columns(self.names)

    def rows(self) -> list[TableRow]:
        """The rows below the names of the columns, those without text too."""
        rows = list(self._scan_rows())[1:]
        self.is_in_ms = self._counts_ms([row for row in rows if self._passage(row, "text").text.strip()])
        return rows

    def read(self) -> Transcript:
        """The transcript that the table holds."""
        rows = [row for row in self.rows() if self._passage(row, "text").text.strip()]
        speakers = carry_speakers([self.value(row, "speaker") or None for row in rows])
        turns = TurnList(text=self.text, source=self.source)
        for row, name in zip(rows, speakers, strict=True):
            turns.add(
                read_words(self._passage(row, "text")),
                speaker=Speaker(name=name, role=self.value(row, "role")) if name else None,
                start_ms=self._read_time(row, "start"),
                end_ms=self._read_time(row, "end"),
                header_char=row.start,
            )
        return turns.to_transcript(TranscriptFormat.INLINE)

    def _scan_rows(self) -> Iterator[TableRow]:
        """The rows that are neither blank nor a rule (Markdown), the names of the columns first."""
        at = len(self.folded) - len(self.folded.lstrip("\ufeff \n"))
        while at < len(self.folded):
            start, cells = at, []
            while True:
                cell, at = self._scan_cell(at)
                cells.append(cell)
                if self.folded[at : at + 1] != self.delimiter:
                    break
                at += 1
            end, at = at, at + 1  # the line break
            if any(self.folded[cell.start : cell.end].strip(" \t:-") for cell in cells):
                self._check_length(start, cells)
                yield TableRow(start=start, end=end, cells=tuple(cells))

    def _scan_cell(self, start: int) -> tuple[Cell, int]:
        """The cell that begins at ``start``, and where its delimiter stands."""
        quoted = self.quoted.match(self.folded, start)
        if quoted:
            return Cell(start=quoted.start(1), end=quoted.end(1), is_quoted=True), quoted.end()
        end = self.bare.match(self.folded, start).end()  # type: ignore[union-attr]  # matches the empty string
        if self.delimiter != "\t" and self.folded[start:end].lstrip().startswith('"'):
            self._reject(start, "the quote that opens this cell is not closed at its end")
        return Cell(start=start, end=end, is_quoted=False), end

    def _check_length(self, start: int, cells: Sequence[Cell]) -> None:
        surplus = cells[len(self.names) :]
        if len(cells) < len(self.names) or any(self.folded[c.start : c.end].strip() for c in surplus):
            self._reject(start, f"this row has {len(cells)} cells, and the table {len(self.names)} columns")

    def _passage(self, row: TableRow, column: str) -> Passage:
        if column not in self.columns:
            return passage_of_range(self.folded, 0, 0)
        cell = row.cells[self.columns[column]]
        if not cell.is_quoted or '""' not in self.folded[cell.start : cell.end]:
            return passage_of_range(self.folded, cell.start, cell.end)
        places = [match.span() for match in re.compile('""|.', re.DOTALL).finditer(self.folded, cell.start, cell.end)]
        return Passage(
            text=self.folded[cell.start : cell.end].replace('""', '"'),
            starts=[start for start, _ in places],
            ends=[end for _, end in places],
        )

    def value(self, row: TableRow, column: str) -> str:
        """What stands in a column; nothing where the table has none of that meaning."""
        return " ".join(self._passage(row, column).text.split())

    def _counts_ms(self, rows: Sequence[TableRow]) -> bool:
        words = re.split(r"[\W_]+", self.names[self.columns["start"]]) if "start" in self.columns else []
        is_whole = all(self.value(row, "start").isdecimal() for row in rows)
        return bool(_MILLISECONDS.intersection(words)) or (self.names == _WHISPER and is_whole)

    def _read_time(self, row: TableRow, column: str) -> int | None:
        written = self.value(row, column)
        if not written:
            return None
        is_in_ms = self.is_in_ms and written.isascii() and written.isdecimal()
        time_ms = int(written[:_MOST_DIGITS]) if is_in_ms else read_time(written)
        if time_ms is None or time_ms > LONGEST_MS:
            self._reject(row.cells[self.columns[column]].start, f'"{written[:40]}" is not a time')
        return time_ms

    def _reject(self, char: int, what: str) -> NoReturn:
        line, column = locate(self.text, char)
        raise TranscriptError(
            f"this table cannot be read: {what}", path=self.source, line=line, column=column, remedy=_REMEDY
        )


def _number_columns(names: Sequence[str]) -> dict[str, int]:
    """Where each column stands; of two with one meaning ("Speaker", "Name"), the better name."""
    numbers: dict[str, int] = {}
    for column, known in _COLUMNS.items():
        alike = [i for i, name in enumerate(names) if _plain_name(name) in known.split()]
        if alike:
            numbers[column] = min(alike, key=lambda i: known.split().index(_plain_name(names[i])))
    return numbers
