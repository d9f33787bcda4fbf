"""Places that should be checked, worst first."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from clipper.model import Alignment, Pin, Span, TimedWord, WordStatus
from clipper.model.diagnosis import Doubt, DoubtReason
from clipper.review.passages import gap_around

UNSURE_BELOW = 0.3
"""Confidence: words that are spoken as written score .95 in the median on clean speech, .4 to .5 in babble at 5 dB."""

WIDE_MS = 200
"""An edge that may be this far off is heard in a cut and seen in a subtitle."""

# How much of a word is likely wrong, by its status alone; an error interval adds its width in seconds.
_WEIGHTS = {DoubtReason.NOT_SPOKEN: 1.0, DoubtReason.INTERPOLATED: 0.5, DoubtReason.UNSURE: 0.25}


def find_doubts(alignment: Alignment, *, outside: Collection[range] = ()) -> tuple[Doubt, ...]:
    """The runs of words whose times, or absence, should be checked.

    What was not found in ``outside`` is known to be elsewhere, and what is pinned as not spoken is settled.
    """
    known = {index for words in outside for index in words if alignment.words[index].span is None}
    known |= alignment.unsaid
    doubts = [_doubt(alignment, words) for words in _runs(alignment, known)]
    return tuple(sorted(doubts, key=lambda doubt: (-doubt.weight, doubt.first_word)))


def _reasons(word: TimedWord) -> tuple[DoubtReason, ...]:
    reasons = []
    if word.status is WordStatus.NOT_SPOKEN:
        reasons.append(DoubtReason.NOT_SPOKEN)
    if word.status is WordStatus.INTERPOLATED:
        reasons.append(DoubtReason.INTERPOLATED)
    if word.status is WordStatus.ALIGNED and word.confidence < UNSURE_BELOW:
        reasons.append(DoubtReason.UNSURE)
    if (_error_ms(word) or 0) >= WIDE_MS:
        reasons.append(DoubtReason.WIDE)
    return tuple(reasons)


def _error_ms(word: TimedWord) -> int | None:
    return max((error for error in (word.start_error_ms, word.end_error_ms) if error is not None), default=None)


def _runs(alignment: Alignment, known: Collection[int]) -> Iterator[range]:
    """Neighbouring doubtful words of one turn and one status; an annotation between them does not part them."""
    for turn in alignment.transcript.turns:
        run: list[int] = []
        for index in range(turn.first_word, turn.end_word):
            word = alignment.words[index]
            if word.status is WordStatus.UNSEARCHED:
                continue
            if run and (alignment.words[run[-1]].status is not word.status or not _reasons(word) or index in known):
                yield range(run[0], run[-1] + 1)
                run = []
            if _reasons(word) and index not in known:
                run.append(index)
        if run:
            yield range(run[0], run[-1] + 1)


def _doubt(alignment: Alignment, words: range) -> Doubt:
    timed = [word for word in alignment.words[words.start : words.stop] if word.status is not WordStatus.UNSEARCHED]
    spans = [word.span for word in timed if word.span]
    span = Span(start_ms=spans[0].start_ms, end_ms=spans[-1].end_ms) if spans else None
    errors = [error for word in timed if (error := _error_ms(word)) is not None]
    return Doubt(
        first_word=words.start,
        end_word=words.stop,
        turn=alignment.transcript.turn_of(words.start),
        reasons=tuple(dict.fromkeys(reason for word in timed for reason in _reasons(word))),
        span=span or gap_around(alignment, words.start, words.stop),
        confidence=min(word.confidence for word in timed),
        error_ms=max(errors, default=None),
        weight=round(sum(map(_weight, timed)), 3),
        pin=Pin(first_word=words.start, end_word=words.stop, start_ms=span.start_ms if span else None),
    )


def _weight(word: TimedWord) -> float:
    by_status = sum(_WEIGHTS.get(reason, 0.0) for reason in _reasons(word)) * (1.0 - word.confidence)
    return min(1.0, by_status + (_error_ms(word) or 0) / 1000)
