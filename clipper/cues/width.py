"""How wide a text stands on screen, how many characters a viewer reads, and where an overlong word may be cut."""

from __future__ import annotations

import re

from clipper.language.graphemes import is_wide, split_at_joints, split_graphemes

# Control characters and every line and paragraph separator: none may stand in a cue's text. No-break spaces may.
_SPACES = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029 ]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff]+")


def clean_text(text: str) -> str:
    """``text`` as a cue can show it: controls gone, every run of spaces and line ends one space, none at the edges."""
    return _SPACES.sub(" ", _CONTROLS.sub("", text)).strip(" ")


def count_characters(text: str) -> int:
    """Graphemes in ``text``, spaces counted: the unit of reading speed."""
    return len(text) if text.isascii() else len(split_graphemes(text))


def measure_columns(text: str) -> int:
    """The columns that ``text`` takes: two for an East Asian wide character or an emoji, one for any other grapheme."""
    if text.isascii():
        return len(text)
    return sum(2 if is_wide(grapheme) else 1 for grapheme in split_graphemes(text))


def split_word(word: str, max_columns: int) -> list[tuple[str, bool]]:
    """The pieces of a word that is too long for a line, each with whether a break *before* it is sane.

    Sane is after the joints of a URL or a compound, and between the characters of a script that has no spaces (not
    before its closing punctuation). A stretch without such a place is cut every few columns, which is not.
    """
    pieces: list[tuple[str, bool]] = []
    for stretch in split_at_joints(word):
        if measure_columns(stretch) <= max_columns:
            pieces.append((stretch, bool(pieces)))
            continue
        graphemes = split_graphemes(stretch)
        step = max(1, min(_CHUNK_COLUMNS, max_columns // 2) // 2)
        for start in range(0, len(graphemes), step):
            pieces.append(("".join(graphemes[start : start + step]), bool(pieces) and start == 0))
    return pieces


_CHUNK_COLUMNS = (
    8  # small enough for balanced lines, large enough that a megabyte without a space is laid out in seconds
)
