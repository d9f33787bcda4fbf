"""What an alignment amounts to, in figures: for a person on stderr, for machines as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from clipper.model import Alignment, Turn, WordStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts of words by status, and what the transcript's own times are worth.

    ``coverage`` is the share of searched words that were aligned or interpolated. ``header_error_ms`` is the largest
    difference between a header time and the time that was found, at turn number ``header_error_turn`` (0-based);
    ``header_offset_ms`` the median difference, positive where the headers are late. All None without header times.
    """

    words: int
    aligned: int
    interpolated: int
    not_spoken: int
    unsearched: int
    coverage: float
    turns: int
    speakers: tuple[str, ...]
    duration_ms: int
    untranscribed_ms: int
    header_error_ms: int | None = None
    header_error_turn: int | None = None
    header_offset_ms: int | None = None


def summarise(alignment: Alignment) -> Summary:
    """Count an alignment."""
    counts = {status: alignment.count(status) for status in WordStatus}
    found = counts[WordStatus.ALIGNED] + counts[WordStatus.INTERPOLATED]
    searched = found + counts[WordStatus.NOT_SPOKEN]
    errors = _header_errors(alignment)
    worst = max(errors, key=lambda pair: abs(pair[1]), default=None)
    turns = alignment.transcript.turns
    return Summary(
        words=len(alignment.words),
        aligned=counts[WordStatus.ALIGNED],
        interpolated=counts[WordStatus.INTERPOLATED],
        not_spoken=counts[WordStatus.NOT_SPOKEN],
        unsearched=counts[WordStatus.UNSEARCHED],
        coverage=found / searched if searched else 0.0,
        turns=len(turns),
        speakers=tuple(dict.fromkeys(turn.speaker.name for turn in turns if turn.speaker)),
        duration_ms=alignment.duration_ms,
        untranscribed_ms=sum(span.duration_ms for span in alignment.untranscribed),
        header_error_ms=worst[1] if worst else None,
        header_error_turn=worst[0] if worst else None,
        header_offset_ms=round(median(error for _, error in errors)) if errors else None,
    )


def _header_errors(alignment: Alignment) -> list[tuple[int, int]]:
    """(turn, header time minus found time in ms) of every turn that has both."""
    errors = []
    for number, turn in enumerate(alignment.transcript.turns):
        found = _first_time(alignment, turn)
        if turn.header_ms is not None and found is not None:
            errors.append((number, turn.header_ms - found))
    return errors


def _first_time(alignment: Alignment, turn: Turn) -> int | None:
    """When a turn begins, if its very first searched word was found: a later word would tell another time."""
    for word in alignment.words[turn.first_word : turn.end_word]:
        if word.status is not WordStatus.UNSEARCHED:
            return word.span.start_ms if word.span else None
    return None
