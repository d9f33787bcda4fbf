"""What clips are called in a folder: by number and first words, in characters that every file system takes."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from clipper.clips import shorten_text
from clipper.model import Quote

NAME_CHARS = 40
"""Enough to know a quote by; four bytes each and an ending stay within the 255 of a file system."""


def name_clips(quotes: Sequence[Quote | None], folder: Path, ending: str) -> list[Path]:
    """A file for each clip: ``01-ideas-are-cheap.mp4``."""
    digits = max(2, len(str(len(quotes))))
    stems = (f"{number:0{digits}}-{_slug(quote.found if quote else 'clip')}" for number, quote in enumerate(quotes, 1))
    return [folder / f"{stem}{ending}" for stem in stems]


def _slug(text: str) -> str:
    """Letters and digits of any script, in lower case; all else is a hyphen."""
    line = unicodedata.normalize("NFC", shorten_text(text, limit=2 * NAME_CHARS)).casefold().replace("'", "")
    words = "".join(char if char.isalnum() else " " for char in line).split()
    slug = ""
    for word in words:
        if slug and len(slug) + 1 + len(word) > NAME_CHARS:
            break
        slug = f"{slug}-{word}" if slug else word[:NAME_CHARS]
    return slug or "clip"
