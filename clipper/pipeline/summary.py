"""What an alignment amounts to, in figures."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from clipper.model import Alignment, WordStatus
from clipper.model.diagnosis import Diagnosis


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts of words by status, and what the transcript's own times are worth.

    ``coverage`` and ``text_coverage`` are those of ``Alignment``. ``header_error_ms`` is the largest difference
    between a header time and the time that was found, at turn number ``header_error_turn`` (0-based);
    ``header_offset_ms`` the median difference, positive where the headers are late. All None without header times.
    """

    words: int
    aligned: int
    interpolated: int
    not_spoken: int
    unsearched: int
    coverage: float
    text_coverage: float
    turns: int
    speakers: tuple[str, ...]
    duration_ms: int
    untranscribed_ms: int
    header_error_ms: int | None = None
    header_error_turn: int | None = None
    header_offset_ms: int | None = None


def summarise(alignment: Alignment, diagnosis: Diagnosis) -> Summary:
    """Count an alignment."""
    counts = {status: alignment.count(status) for status in WordStatus}
    headers = diagnosis.headers.times if diagnosis.headers else ()
    worst = max(headers, key=lambda header: abs(header.late_ms), default=None)
    turns = alignment.transcript.turns
    return Summary(
        words=len(alignment.words),
        aligned=counts[WordStatus.ALIGNED],
        interpolated=counts[WordStatus.INTERPOLATED],
        not_spoken=counts[WordStatus.NOT_SPOKEN],
        unsearched=counts[WordStatus.UNSEARCHED],
        coverage=diagnosis.coverage,
        text_coverage=diagnosis.text_coverage,
        turns=len(turns),
        speakers=tuple(dict.fromkeys(turn.speaker.name for turn in turns if turn.speaker)),
        duration_ms=alignment.duration_ms,
        untranscribed_ms=sum(span.duration_ms for span in alignment.untranscribed),
        header_error_ms=worst.late_ms if worst else None,
        header_error_turn=worst.turn if worst else None,
        header_offset_ms=round(median(header.late_ms for header in headers)) if headers else None,
    )
