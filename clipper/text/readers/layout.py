"""All openings of a file -> the heads of its turns.

One file uses one or two layouts, so every opening is judged by what the rest of the file looks like: a name that
recurs, a timestamp written like the others, a share of the lines that a layout would explain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clipper.text.readers.evidence import SOME
from clipper.text.readers.named_heads import choose_named_heads
from clipper.text.readers.openings import Opening, Shape
from clipper.text.readers.rows import STAMP_FIRST, Row, join_name_and_stamp_lines


def choose_heads(rows: Sequence[Row], text: str) -> list[Opening]:
    """The openings that are heads, in order of text. An opening without ``name`` is a timestamp alone."""
    rows = join_name_and_stamp_lines(rows)
    named = choose_named_heads(rows, text)
    stamps = _choose_stamps(rows, named)
    return _give_stamps_to_untimed([row.opening for row in rows], named, stamps)


def _choose_stamps(rows: Sequence[Row], named: dict[int, Opening]) -> dict[int, Opening]:
    """Timestamps at the start of a line that head a turn without naming anybody, by row."""
    candidates = {
        i: row.opening
        for i, row in enumerate(rows)
        if row.opening and row.opening.shape in STAMP_FIRST and i not in named
    }
    accepted: dict[int, Opening] = {}
    for is_bracketed in (True, False):
        alike = {i: o for i, o in candidates.items() if _has_stamp(o, is_bracketed=is_bracketed)}
        heads = [o for o in named.values() if o.shape in STAMP_FIRST and _has_stamp(o, is_bracketed=is_bracketed)]
        if heads or (alike and not named and _is_own_layout(alike, rows, is_bracketed=is_bracketed)):
            accepted |= {i: _as_stamp(opening) for i, opening in alike.items()}
    return accepted


def _has_stamp(opening: Opening, *, is_bracketed: bool) -> bool:
    return opening.stamp is not None and opening.stamp.is_bracketed is is_bracketed


def _is_own_layout(alike: dict[int, Opening], rows: Sequence[Row], *, is_bracketed: bool) -> bool:
    """Whether the rows ``alike`` that begin with a time are many enough, or the first, to be no accident."""
    paragraphs = [i for i, row in enumerate(rows) if row.after_blank]
    of_paragraphs = sum(i in alike for i in paragraphs) / len(paragraphs) if len(paragraphs) > 1 else 0.0
    is_frequent = max(of_paragraphs, len(alike) / len(rows)) >= SOME
    if is_bracketed:
        return 0 in alike or is_frequent
    return is_frequent and (0 in alike or len(alike) >= 2)


def _as_stamp(opening: Opening) -> Opening:
    """The opening read as a timestamp and what follows it as speech."""
    if opening.shape is Shape.STAMP:
        return opening
    return replace(opening, shape=Shape.STAMP_TEXT, name="", role="", text_char=opening.stamp_text_char)


def _give_stamps_to_untimed(
    openings: Sequence[Opening | None], named: dict[int, Opening], stamps: dict[int, Opening]
) -> list[Opening]:
    """Heads in order; a line with nothing but a time gives it to the untimed head on the next line (Google Meet)."""
    heads: list[Opening] = []
    for i in sorted({*named, *stamps}):
        head = named.get(i) or stamps[i]
        above = openings[i - 1] if i else None
        if head.name and head.stamp is None and above is not None and above.shape is Shape.STAMP:
            if heads and heads[-1] is above:
                heads.pop()
            head = replace(head, stamp=above.stamp, start_char=above.start_char, line=above.line)
        heads.append(head)
    return heads
