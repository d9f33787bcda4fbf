"""The lines of a transcript, each with the way it could open a turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from clipper.text.readers.annotations import is_note
from clipper.text.readers.names import is_name
from clipper.text.readers.openings import Opening, Shape, read_opening

MOST = 0.8
"""Share of lines that make a layout the file's own where a single line would prove nothing (time above, name below)."""

STAMP_FIRST = frozenset({Shape.STAMP, Shape.STAMP_TEXT, Shape.STAMP_NAME, Shape.STAMP_NAME_TEXT})
_NAME_LINES = frozenset({Shape.NAME_ALONE, Shape.NAME_ROLE, Shape.NAME_COLON})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line that is not blank: its number, its characters ``start..end``, and how it could open a turn.

    ``after_blank`` says that it begins a paragraph, ``is_sentence`` that it ends like a sentence.
    """

    number: int
    start: int
    end: int
    opening: Opening | None
    after_blank: bool
    is_sentence: bool


def read_rows(text: str) -> list[Row]:
    """The lines of folded ``text`` that are not blank."""
    rows: list[Row] = []
    start = 0
    after_blank = True
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            opening = read_opening(line, number=number, start_char=start)
            rows.append(
                Row(
                    number=number,
                    start=start,
                    end=start + len(line),
                    opening=opening,
                    after_blank=after_blank,
                    is_sentence=line.rstrip().endswith((".", "?", "!", "…", '"', "”", "。", "？", "！")),
                )
            )
        after_blank = not line.strip()
        start += len(line) + 1
    return rows


def join_name_and_stamp_lines(rows: Sequence[Row]) -> list[Row]:
    """Rows where a name on one line and a time on the next (or the reverse) are one opening of two lines."""
    stamps = [i for i, row in enumerate(rows) if shape_of(row) is Shape.STAMP]
    if sum(shape_of(row) is Shape.NAME_STAMP for row in rows) >= max(1, len(stamps)):
        return list(rows)  # the file has headers of one line
    above = [i for i in stamps if i and _is_name_line(rows[i - 1]) and is_speech_at(rows, i + 1)]
    if stamps and len(above) >= MOST * len(stamps):
        return _join_rows(rows, [i - 1 for i in stamps if i and _is_name_line(rows[i - 1])], Shape.NAME_STAMP)
    below = [i for i in stamps if i + 1 < len(rows) and _is_name_line(rows[i + 1]) and is_speech_at(rows, i + 2)]
    if stamps and len(below) >= MOST * len(stamps):
        return _join_rows(rows, below, Shape.STAMP_NAME)
    return list(rows)


def _is_name_line(row: Row) -> bool:
    opening = row.opening
    return opening is not None and opening.shape in _NAME_LINES and is_name(opening.name) and not is_sound(opening.role)


def is_sound(role: str) -> bool:
    """Whether brackets behind a name hold a sound ("laughs") and no role ("Music Producer")."""
    words = role.split()
    is_title = len(words) > 1 and all(word[0].isupper() for word in words)
    return is_note(role) and not is_title


def is_speech_at(rows: Sequence[Row], index: int) -> bool:
    """Whether there is a row ``index`` and it does not begin with a time."""
    return index < len(rows) and shape_of(rows[index]) not in STAMP_FIRST


def shape_of(row: Row) -> Shape | None:
    """The shape of a row's opening, if it has one."""
    return row.opening.shape if row.opening else None


def _join_rows(rows: Sequence[Row], firsts: list[int], shape: Shape) -> list[Row]:
    joined: list[Row] = []
    pairs = set(firsts)
    for index, row in enumerate(rows):
        if index in pairs:
            first, second = row.opening, rows[index + 1].opening
            assert first is not None  # noqa: S101  # both rows were chosen for their openings
            assert second is not None  # noqa: S101
            named, timed = (first, second) if first.name else (second, first)
            opening = replace(
                named,
                shape=shape,
                line=first.line,
                end_line=second.end_line,
                start_char=first.start_char,
                text_char=second.text_char,
                stamp=timed.stamp,
                is_marked=True,
            )
            joined.append(replace(row, end=rows[index + 1].end, opening=opening))
        elif index - 1 not in pairs:
            joined.append(row)
    return joined
