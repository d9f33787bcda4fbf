"""Passages that are heard again: where in the text they stand, and what they leave of the speech without text."""

from __future__ import annotations

from clipper.model import Alignment, Repeat, Span
from clipper.model.diagnosis import RepeatedPassage

_LEAST_MS = 1000  # as of speech without text: what is left of it beside a repeat may be a breath, or an edge missed


def place_repeats(alignment: Alignment) -> tuple[RepeatedPassage, ...]:
    """Every repeat with its turns and its own place, in order of time."""
    found = alignment.found_span
    return tuple(
        _describe(alignment, repeat, is_first=found is not None and repeat.span.end_ms <= found.start_ms)
        for repeat in sorted(alignment.repeats, key=lambda repeat: repeat.span)
    )


def _describe(alignment: Alignment, repeat: Repeat, *, is_first: bool) -> RepeatedPassage:
    spans = [word.span for word in alignment.words[repeat.first_word : repeat.end_word] if word.span]
    own = Span(start_ms=min(spans).start_ms, end_ms=max(span.end_ms for span in spans)) if spans else None
    return RepeatedPassage(
        first_word=repeat.first_word,
        end_word=repeat.end_word,
        turn=alignment.transcript.turn_of(repeat.first_word),
        end_turn=alignment.transcript.turn_of(repeat.end_word - 1) + 1,
        span=repeat.span,
        own=own,
        is_cold_open=is_first and own is not None and own.start_ms >= repeat.span.end_ms,
    )


def unexplained_speech(alignment: Alignment) -> tuple[Span, ...]:
    """The untranscribed speech without what is heard again in it."""
    left = list(alignment.untranscribed)
    for repeat in alignment.repeats:
        left = [part for span in left for part in _without(span, repeat.span)]
    return tuple(left)


def _without(span: Span, gone: Span) -> list[Span]:
    """What is left of ``span``; where nothing goes, all of it."""
    if not span.overlaps(gone):
        return [span]
    ends = [(span.start_ms, gone.start_ms), (gone.end_ms, span.end_ms)]
    return [Span(start_ms=start_ms, end_ms=end_ms) for start_ms, end_ms in ends if end_ms - start_ms >= _LEAST_MS]
