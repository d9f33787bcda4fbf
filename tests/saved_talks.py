"""Folders of saved episodes, for tests of the index."""

from __future__ import annotations

from pathlib import Path

from clipper.model import Alignment
from clipper.store.episode_document import encode_alignment


def save_talk(path: Path, alignment: Alignment) -> Path:
    """Write an EPISODE.json, with the folders that it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(encode_alignment(alignment, version="0"), encoding="utf-8")
    return path
