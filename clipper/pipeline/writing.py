"""A transcript with other turns, written as the file was that it was read from."""

from __future__ import annotations

from collections.abc import Sequence

from clipper.model import Transcript, Turn
from clipper.text import format_transcript


def format_as_read(transcript: Transcript, turns: Sequence[Turn]) -> str:
    """The text of a file in the transcript's own format.

    Raises:
        TranscriptError: If that format cannot hold a speaker's name.
    """
    return format_transcript(transcript, turns)
