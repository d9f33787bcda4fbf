"""Which way a text runs."""

from __future__ import annotations

import unicodedata


def runs_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction is Hebrew, Arabic or the like (Unicode UAX 9, rules P2 and P3)."""
    return next((way != "L" for char in text if (way := unicodedata.bidirectional(char)) in ("L", "R", "AL")), False)
