"""clipper: transcript + recording -> exact word times, subtitles, quote clips and reels.

::

    import clipper

    episode = clipper.align_episode("interview.txt", "interview.mp4")
    clipper.write_subtitles(episode, "interview.vtt", "interview.srt")
    clipper.check_subtitles("interview.srt", "interview.mp4").findings

Importing this loads no model and no ffmpeg; the first call does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clipper.errors import (
    AlignmentError,
    ClipperError,
    CoverageError,
    InputError,
    MediaError,
    PinsError,
    QuoteError,
    TranscriptError,
)
from clipper.model import Alignment, Span, TimedWord, WordStatus

if TYPE_CHECKING:
    from clipper.pipeline.library import (
        align_episode,
        find_quotes,
        load_episode,
        repair_turns,
        save_episode,
        write_subtitles,
    )
    from clipper.pipeline.subtitle_library import check_subtitles, convert_subtitles, sync_subtitles

__all__ = [
    "Alignment",
    "AlignmentError",
    "ClipperError",
    "CoverageError",
    "InputError",
    "MediaError",
    "PinsError",
    "QuoteError",
    "Span",
    "TimedWord",
    "TranscriptError",
    "WordStatus",
    "align_episode",
    "check_subtitles",
    "convert_subtitles",
    "find_quotes",
    "load_episode",
    "repair_turns",
    "save_episode",
    "sync_subtitles",
    "write_subtitles",
]

_OF_FILES = frozenset({"check_subtitles", "convert_subtitles", "sync_subtitles"})
_OF_EPISODES = frozenset(
    {"align_episode", "find_quotes", "load_episode", "repair_turns", "save_episode", "write_subtitles"}
)
"""No name of a room among them: once ``clipper.align`` is imported, Python puts the room in the function's place."""


def __getattr__(name: str) -> Any:
    """Load the functions on first use (PEP 562): numpy and the rooms behind them take a second."""
    if name in _OF_EPISODES:
        from clipper.pipeline import library  # noqa: PLC0415

        return getattr(library, name)
    if name in _OF_FILES:
        from clipper.pipeline import subtitle_library  # noqa: PLC0415

        return getattr(subtitle_library, name)
    raise AttributeError(f"module 'clipper' has no attribute {name!r}")
