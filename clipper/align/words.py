"""The whole of alignment: what was heard + what should be said -> a time or an honest status for every word."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from clipper.align.graph import Spot
from clipper.align.habits import lean_on_places, measure_habits, undo_habits
from clipper.align.intervals import error_intervals
from clipper.align.place import place_words
from clipper.align.refine import refine_words
from clipper.model import NO_MEMORY, Memory, Progress, Span, SpokenWord, TimedWord, WordStatus, round_half_up, silent
from clipper.model.sound import SAMPLE_RATE, Hearing, PhoneModel


def align_words(  # noqa: PLR0913  three values, and options that have defaults
    spoken: Sequence[SpokenWord],
    hearing: Hearing,
    model: PhoneModel,
    *,
    expected_ms: Sequence[int] | None = None,
    progress: Progress = silent,
    memory: Memory = NO_MEMORY,
) -> tuple[TimedWord, ...]:
    """Find every spoken word in a recording.

    Args:
        spoken: The words in text order; those without a spoken form are not searched.
        hearing: All that was heard of the recording.
        model: The phone model for exact edges.
        expected_ms: When each word should begin by the transcript's own times: a hint between equals.
        progress: Told the stages "place" and "refine".
        memory: May know what earlier runs found in this recording; the result is the same.

    Returns:
        One entry per word; times on the recording's own timeline, never overlapping.

    Raises:
        AlignmentError: If the recording does not hold this text.
    """
    searched = [index for index, word in enumerate(spoken) if word.forms]
    hints = None if expected_ms is None else [expected_ms[index] for index in searched]
    chosen = [spoken[index] for index in searched]
    spots = place_words(chosen, hearing.emissions, expected_ms=hints, progress=progress, memory=memory)
    timed = time_words(spots, hearing, model, progress=progress, memory=memory)
    words = [TimedWord(status=WordStatus.UNSEARCHED)] * len(spoken)
    for index, word in zip(searched, timed, strict=True):
        words[index] = word
    return tuple(words)


def time_words(
    spots: Sequence[Spot | None],
    hearing: Hearing,
    model: PhoneModel,
    *,
    progress: Progress = silent,
    memory: Memory = NO_MEMORY,
) -> list[TimedWord]:
    """Rough places -> whole milliseconds, in order: where two words overlap by rounding, the later one gives way."""
    sharp = refine_words(spots, hearing, model, progress=progress, memory=memory)
    habits = measure_habits(sharp, spots, hearing.emissions)
    edges = lean_on_places(undo_habits(sharp, spots, habits), spots, hearing)
    intervals = error_intervals(edges, spots, hearing, habits)
    length = hearing.samples * 1000 // SAMPLE_RATE
    timed: list[TimedWord] = []
    before = 0
    for spot, edge, interval in zip(spots, edges, intervals, strict=True):
        if spot is None or edge is None or interval is None:
            timed.append(TimedWord(status=WordStatus.NOT_SPOKEN))
            continue
        start = min(max(before, round_half_up(Fraction(edge.start_ms))), length)
        end = min(max(start, round_half_up(Fraction(edge.end_ms))), length)
        heard = spot.score >= hearing.emissions.calibration.unsure and edge.agreed
        timed.append(
            TimedWord(
                status=WordStatus.ALIGNED if heard else WordStatus.INTERPOLATED,
                span=Span(start_ms=start, end_ms=end),
                confidence=math.exp(min(0.0, spot.score)),
                start_error_ms=interval[0],
                end_error_ms=interval[1],
            )
        )
        before = end
    return timed
