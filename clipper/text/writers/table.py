"""A table with other turns: the file's own rows, their known cells written over.

A row that is cut becomes two with the same unknown cells; of several that become one, those of the first stay. Quotes
stand where they stood, and where a cell needs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from clipper.model import Transcript, Turn
from clipper.text.readers.clock import read_time
from clipper.text.readers.table import Cell, TableReader, TableRow
from clipper.text.writers.draft import Draft
from clipper.text.writers.heads import rewrite
from clipper.text.writers.places import Part, Places, Range, join_parts, sample_of
from clipper.text.writers.times import InOrder, TimeStyle, first_known


def draft_table(transcript: Transcript, turns: Sequence[Turn]) -> Iterator[Draft]:
    """Drafts of the file with ``turns``: as it was, with every name, with every time, with both."""
    file = _File(transcript)
    for times_all in (False, True):
        for names_all in (False, True):
            yield file.write(turns, names_all=names_all, times_all=times_all)


class _File:
    """The file's rows, and the file with other turns."""

    def __init__(self, transcript: Transcript) -> None:
        self.text = transcript.text
        self.table = TableReader(transcript.text, transcript.source)
        self.rows = self.table.rows()
        items = [(row.start, self._end(row)) for row in self.rows]
        bodies = [(cell.start, cell.end) for cell in (self._cell(row, "text") for row in self.rows)]
        newline = "\r\n" if "\r\n" in self.text else "\n"
        self.places = Places(transcript, items, bodies, joint=newline)
        values = [self.table.value(row, column) for row in self.rows for column in ("start", "end")]
        values = [value for value in values if value]
        self.times = TimeStyle(values, in_ms=self.table.is_in_ms)
        self.sample = values[0] if values else "00:00:00"

    def _end(self, row: TableRow) -> int:
        """Where a row ends, without its line break."""
        return row.end - 1 if self.text[row.end - 1 : row.end + 1] == "\r\n" else row.end

    def _cell(self, row: TableRow, column: str) -> Cell:
        return row.cells[self.table.columns[column]]

    def write(self, turns: Sequence[Turn], *, names_all: bool, times_all: bool) -> Draft:
        """The file with ``turns`` in place of its own."""
        order = InOrder()
        as_read: list[Turn] = []
        written: list[tuple[Sequence[Part], str]] = []
        for turn, parts in zip(turns, self.places.share(turns), strict=True):
            before = as_read[-1] if as_read else None
            row, last = self.rows[sample_of(parts).index], self.rows[parts[-1].index]
            is_needed = names_all or before is None or turn.speaker != before.speaker
            edits = self._name(row, turn, is_needed=is_needed) + self._body(row, parts)
            times = self._round(turn, row, last, order)
            if times_all:
                times = (
                    first_known(
                        times[0], self._read(self.rows[parts[0].index], "start"), before.header_ms if before else None
                    ),
                    times[1],
                )
            edits += self._time(row, "start", times[0]) + self._time(row, "end", times[1])
            as_read.append(replace(turn, header_ms=times[0], header_end_ms=times[1]))
            shifted = [((start - row.start, end - row.start), text) for (start, end), text in edits]
            written.append((parts, rewrite(self.text[row.start : self._end(row)], shifted)))
        return Draft(text=self.places.assemble(written), turns=tuple(as_read))

    def _name(self, row: TableRow, turn: Turn, *, is_needed: bool) -> list[tuple[Range, str]]:
        old, name = self.table.value(row, "speaker"), turn.speaker.name if turn.speaker else ""
        role = turn.speaker.role if turn.speaker else ""
        edits = [] if old == name or (not old and not is_needed) else self._fill(row, "speaker", name)
        return edits + ([] if self.table.value(row, "role") == role else self._fill(row, "role", role))

    def _body(self, row: TableRow, parts: Sequence[Part]) -> list[tuple[Range, str]]:
        cell = self._cell(row, "text")
        if len(parts) == 1 and (parts[0].start, parts[0].end) == (cell.start, cell.end):
            return []
        pieces = [(part, self._decode(part)) for part in parts]
        return self._fill(row, "text", join_parts(pieces, self.places.indent(parts[0])).strip())

    def _decode(self, part: Part) -> str:
        written = self.text[part.start : part.end]
        return written.replace('""', '"') if self._cell(self.rows[part.index], "text").is_quoted else written.strip()

    def _round(self, turn: Turn, row: TableRow, last: TableRow, order: InOrder) -> tuple[int | None, int | None]:
        """The times as the row's own precision has them; None where the table has no such column."""
        start_ms = end_ms = None
        if turn.header_ms is not None and "start" in self.table.columns:
            start_ms = order.round(turn.header_ms, self.times.unit_ms(self._sample(row, "start")))
        if turn.header_end_ms is not None and "end" in self.table.columns:
            end_ms = order.round_end(turn.header_end_ms, self.times.unit_ms(self._sample(last, "end")))
        return start_ms, end_ms

    def _sample(self, row: TableRow, column: str) -> str:
        return self.table.value(row, column) or self.sample

    def _read(self, row: TableRow, column: str) -> int | None:
        written = self.table.value(row, column)
        return int(written) if self.table.is_in_ms and written.isdecimal() else read_time(written)

    def _time(self, row: TableRow, column: str, time_ms: int | None) -> list[tuple[Range, str]]:
        if time_ms == self._read(row, column):
            return []
        written = "" if time_ms is None else self.times.write(self._sample(row, column), time_ms)
        return self._fill(row, column, written)

    def _fill(self, row: TableRow, column: str, content: str) -> list[tuple[Range, str]]:
        """The edit that puts ``content`` into a cell, within the spaces that stand in it."""
        if column not in self.table.columns:
            return []
        cell = self._cell(row, column)
        start, end, old = cell.start, cell.end, self.text[cell.start : cell.end]
        if cell.is_quoted:
            return [((start, end), content.replace('"', '""'))]
        if old.strip():
            start, end = start + len(old) - len(old.lstrip()), start + len(old.rstrip())
        elif old:
            content = f" {content} "
        return [((start, end), self._quote(content))]

    def _quote(self, content: str) -> str:
        """The content of a cell without quotes, in quotes if a reader would misread it bare."""
        mark = self.table.delimiter
        looks_quoted = content.lstrip().startswith('"') and (mark != "\t" or content.rstrip().endswith('"'))
        if looks_quoted or mark in content or re.search(r"[\r\n]", content):
            return '"' + content.replace('"', '""') + '"'
        return content
