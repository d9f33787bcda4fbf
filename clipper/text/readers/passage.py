"""Text on its way to words: folded for reading, with the place of every character in the file.

The readers look at folded text (``fold_text``), which has the same length as the file's text, so that a position in one
is a position in the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

INVISIBLE = (
    "\u00ad\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
"""Characters without a shape: direction marks, joiners, byte order marks. Kept inside a word, cut from its edges."""

MARKUP = "\ufdd0"
"""A noncharacter that overwrites what is markup in folded text; one in the file itself is folded to a space."""

_LINE_BREAKS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_ZERO_WIDTH_SPACE = "\u200b"
_CONTROLS = [chr(code) for code in (*range(32), *range(127, 160)) if chr(code) not in "\t\n" + _LINE_BREAKS]
_FOLD = {ord(c): "\n" for c in _LINE_BREAKS} | {ord(c): " " for c in (*_CONTROLS, _ZERO_WIDTH_SPACE, MARKUP)}

_HEAD_VIEW = str.maketrans(
    dict.fromkeys(INVISIBLE.replace("\u200c", "").replace("\u200d", "") + "*\u00a0" + MARKUP, " ")
    | dict(zip("：（）［］｜【】＞＜", ":()[]|[]><", strict=True))
)
"""What a header may be dressed in: direction marks, Markdown's asterisks, full-width punctuation."""


def fold_text(text: str) -> str:
    """``text`` with every kind of line break as a newline and every control character as a space; same length."""
    return text.replace("\r\n", " \n").translate(_FOLD)


def view_of_head(line: str) -> str:
    """``line`` with what may dress a header taken off; same length."""
    return line.translate(_HEAD_VIEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Text as a reader sees it, and for each of its characters the half-open range it takes in the file.

    ``starts`` and ``ends`` are as long as ``text``. A character that the file does not hold (a space put between two
    pieces) is whitespace, and its range is never asked for.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


def passage_of_range(text: str, start: int, end: int) -> Passage:
    """The characters ``start..end`` of a file's text."""
    return Passage(text=text[start:end], starts=range(start, end), ends=range(start + 1, end + 1))


def join_passages(passages: Sequence[Passage], *, between: str = " ") -> Passage:
    """Several passages as one, with ``between`` (whitespace or nothing) between them."""
    pieces = [passage for passage in passages if passage.text]
    starts: list[int] = []
    ends: list[int] = []
    for passage in pieces:
        if starts:
            starts += [ends[-1]] * len(between)
            ends += [ends[-1]] * len(between)
        starts += passage.starts
        ends += passage.ends
    return Passage(text=between.join(piece.text for piece in pieces), starts=starts, ends=ends)
