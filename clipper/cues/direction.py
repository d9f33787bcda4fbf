"""Which way a text runs, and whether its letters can be English at all."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable


def runs_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction is Hebrew, Arabic or the like (Unicode UAX 9, rules P2 and P3)."""
    return next((way != "L" for char in text if (way := unicodedata.bidirectional(char)) in ("L", "R", "AL")), False)


def is_not_latin(texts: Iterable[str]) -> bool:
    """Whether most letters are of another script than English is written in."""
    latin = other = 0
    for text in texts:
        for char in text:
            if char.isalpha():
                is_latin = char.isascii() or unicodedata.name(char, "").startswith("LATIN")
                latin, other = latin + is_latin, other + (not is_latin)
    return other > latin
