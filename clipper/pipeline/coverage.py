"""Whether enough of a text was found in its recording to go on with it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from clipper.align import Unsearched
from clipper.clips import shorten_text
from clipper.errors import CoverageError
from clipper.model import Alignment, Diagnostic, Severity, Transcript, WordStatus
from clipper.model.clock import clock
from clipper.model.diagnosis import Passage
from clipper.review import find_missing

LEAST_COVERAGE = 0.8
"""Share of the words, between the first and the last that are found, below which an alignment is refused.

Transcripts of their own recordings reach .94 to 1, meetings in which people talk at once among them; a transcript with
three turns that nobody speaks, of about 50, .87.
"""

LEAST_HEARD, JUDGED_WORDS = 0.5, 20
"""Share of the words found that are heard, not put between others by their lengths, and how many words tell a share. In
noise and babble at 5 dB .82 and more are heard; of turns in reverse .19 to .28, of a meeting in which four people talk
at once .30 (and their times are that bad)."""

EXCERPT_MS, EXCERPT_WORDS = 60_000, 100
"""What a recording must hold of a longer text to pass for an excerpt of it: of less, most of the text is missing."""

_LISTED = 3  # missing passages that are named
_PASSAGE_CHARS = 50


def judge_coverage(
    alignment: Alignment, *, least: float, partial: bool, reasons: Sequence[Diagnostic]
) -> CoverageError | None:
    """What is missing, and what to do about it, if less than ``least`` (0..1) was found; None if it is enough.

    Of an excerpt only what lies between the first and the last word found is judged, of anything shorter the whole
    text. ``partial`` says that what was found is wanted all the same; ``reasons`` are findings that may explain it.
    """
    before, between, after = find_missing(alignment)
    media = ", ".join(PurePath(recording.path).name for recording in alignment.recordings)
    if alignment.coverage < least:
        coverage, missing, where = alignment.coverage, between, ", between the first and the last that were"
    elif alignment.text_coverage < least and not _is_excerpt(alignment):
        coverage, missing = alignment.text_coverage, tuple(p for p in (before, *between, after) if p)
        where = (
            f" (too little for an excerpt, which takes {EXCERPT_WORDS} words and {EXCERPT_MS // 1000} s: "
            f"{_extent(alignment)})"
        )
    else:
        return _judge_heard(alignment, media, least=least, partial=partial, reasons=reasons)
    message = (
        f"{alignment.transcript.source}: only {math.floor(coverage * 100)}% of the words were found in {media}{where}; "
        f"{100 * least:g}% are asked for.\nNot found: {_name_passages(alignment, missing)}."
    )
    message += "".join(f"\n{reason.where}: {reason.message}." for reason in reasons)
    check = "Check that the transcript is that of this recording, and take out of it what nobody says."
    if partial:
        return CoverageError(message, remedy=f"What was found is kept. {check}")
    less = f"Or accept it: --partial writes what was found, --min-coverage {math.floor(coverage * 100)} asks for less."
    return CoverageError(message, remedy=f"Nothing was written. {check}\n{less}")


def _judge_heard(
    alignment: Alignment, media: str, *, least: float, partial: bool, reasons: Sequence[Diagnostic]
) -> CoverageError | None:
    """What is wrong where words have places between their neighbours, and are not heard there."""
    statuses = [word.status for index in alignment.matched if (word := alignment.words[index]).span]
    heard = sum(status is WordStatus.ALIGNED for status in statuses)
    if len(statuses) < JUDGED_WORDS or heard >= min(LEAST_HEARD, least) * len(statuses):
        return None
    message = (
        f"{alignment.transcript.source}: only {heard} of the {len(statuses)} words found in {media} are heard in their "
        "order; the rest is guessed between them."
    )
    message += "".join(f"\n{reason.where}: {reason.message}." for reason in reasons)
    check = "Check that the text is that of this recording, and that it stands in the order in which it is said."
    kept = "What was found is kept." if partial else "Nothing was written."
    way_out = "" if partial else "\nOr accept it: --partial writes what was found."
    return CoverageError(message, remedy=f"{kept} {check}{way_out}")


def describe_unsearched(unsearched: Iterable[Unsearched], transcript: Transcript, media: str) -> Iterator[Diagnostic]:
    """What was not looked for, and why."""
    for part in unsearched:
        words = transcript.words[part.first_word : part.end_word]
        text = shorten_text(" ".join(word.text for word in words), limit=_PASSAGE_CHARS)
        yield Diagnostic(
            code="not-searched",
            severity=Severity.WARNING,
            where=transcript.source,
            message=f'{_count(len(words))} ("{text}") count as not spoken without a search: not '
            f"one could be tied to a sound between {clock(part.span.start_ms)} and {clock(part.span.end_ms)} of "
            f"{media}, and the stretch is too long to be searched word by word",
            remedy="Check that this part of the text belongs to this recording.",
        )


def _is_excerpt(alignment: Alignment) -> bool:
    span = alignment.found_span
    return span is not None and span.duration_ms >= EXCERPT_MS and alignment.found >= EXCERPT_WORDS


def _extent(alignment: Alignment) -> str:
    span = alignment.found_span
    return f"{_count(alignment.found)} in {span.duration_ms // 1000 if span else 0} s"


def _name_passages(alignment: Alignment, missing: Sequence[Passage]) -> str:
    """The longest passages, and how many there are besides."""
    longest = sorted(missing, key=lambda passage: passage.words, reverse=True)[:_LISTED]
    named = "; ".join(_name_passage(alignment, passage) for passage in longest)
    more = len(missing) - _LISTED
    return named + (f"; and {more} more passage{'' if more == 1 else 's'}" if more > 0 else "")


def _name_passage(alignment: Alignment, passage: Passage) -> str:
    words = alignment.transcript.words[passage.first_word : passage.end_word]
    text = shorten_text(" ".join(word.text for word in words), limit=_PASSAGE_CHARS)
    return f'{_count(passage.words)} from turn {passage.turn + 1} on ("{text}")'


def _count(words: int) -> str:
    return "1 word" if words == 1 else f"{words} words"
