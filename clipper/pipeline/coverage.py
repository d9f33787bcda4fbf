"""Whether enough of a text was found in its recording to go on with it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby
from pathlib import PurePath

from clipper.clips import shorten_text
from clipper.errors import CoverageError
from clipper.model import Alignment, Diagnostic

LEAST_COVERAGE = 0.8
"""Share of the words, between the first and the last that are found, below which an alignment is refused.

Transcripts of their own recordings reach .94 to 1, meetings in which people talk at once among them; a transcript with
three turns that nobody speaks, of about 50, .87.
"""

_LISTED = 3  # missing passages that are named
_PASSAGE_CHARS = 50


def judge_coverage(
    alignment: Alignment, *, least: float, partial: bool, doubts: Sequence[Diagnostic]
) -> CoverageError | None:
    """What is missing, and what to do about it, if less than ``least`` (0..1) was found; None if it is enough.

    ``partial`` says that what was found is wanted all the same; ``doubts`` are the pins that may be the reason.
    """
    coverage = alignment.coverage
    if coverage >= least:
        return None
    media = ", ".join(PurePath(recording.path).name for recording in alignment.recordings)
    missing = sorted(_missing_passages(alignment), key=len, reverse=True)
    named = "; ".join(_name_passage(alignment, passage) for passage in missing[:_LISTED])
    more = f"; and {len(missing) - _LISTED} more passages" if len(missing) > _LISTED else ""
    message = (
        f"{alignment.transcript.source}: only {math.floor(coverage * 100)}% of the words were found in {media}, "
        f"between the first and the last that were; {least:.0%} are asked for.\nNot found: {named}{more}."
    )
    message += "".join(f"\n{doubt.where}: {doubt.message}." for doubt in doubts)
    check = "Check that the transcript is that of this recording, and take out of it what nobody says."
    if partial:
        return CoverageError(message, remedy=f"What was found is kept. {check}")
    less = f"Or accept it: --partial writes what was found, --min-coverage {math.floor(coverage * 100)} asks for less."
    return CoverageError(message, remedy=f"Nothing was written. {check}\n{less}")


def _missing_passages(alignment: Alignment) -> list[list[int]]:
    """Runs of words that were not found within the part that was matched (or within all, where nothing was)."""
    within = alignment.matched or range(len(alignment.words))
    runs = groupby(
        (index for index in alignment.sought if index in within), key=lambda index: alignment.words[index].span is None
    )
    return [list(run) for missing, run in runs if missing]


def _name_passage(alignment: Alignment, passage: Sequence[int]) -> str:
    transcript = alignment.transcript
    text = shorten_text(" ".join(transcript.words[index].text for index in passage), limit=_PASSAGE_CHARS)
    count = "1 word" if len(passage) == 1 else f"{len(passage)} words"
    return f'{count} from turn {transcript.turn_of(passage[0]) + 1} on ("{text}")'
