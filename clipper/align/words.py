"""The whole of alignment: what was heard + what should be said -> a time or an honest status for every word."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from clipper.align.graph import Spot
from clipper.align.habits import Habits, lean_on_places, measure_habits, undo_habits
from clipper.align.intervals import error_intervals
from clipper.align.place import Placed, place_words
from clipper.align.refine import Edges, refine_words
from clipper.align.settle import Usual
from clipper.align.surroundings import Surroundings
from clipper.model import (
    CONFIDENCE_DIGITS,
    NO_MEMORY,
    Memory,
    Progress,
    Span,
    SpokenWord,
    TimedWord,
    WordStatus,
    round_half_up,
    silent,
)
from clipper.model.sound import SAMPLE_RATE, Emissions, Hearing, PhoneModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsearched:
    """Words ``first_word..end_word`` (half open) that were not looked for in ``span``, where they would lie.

    Not one of them could be tied to a sound there, and text and sound together are too long to be searched whole.
    """

    first_word: int
    end_word: int
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedWords:
    """One entry per word, and what the whole recording told: words found anew in a part of it are found the same way.

    Times are on the recording's own timeline and never overlap. The words of ``unsearched`` count as not spoken.
    """

    words: tuple[TimedWord, ...]
    usual: Usual
    habits: Habits
    unsearched: tuple[Unsearched, ...] = ()


def align_words(  # noqa: PLR0913  three values, and options that have defaults
    spoken: Sequence[SpokenWord],
    hearing: Hearing,
    model: PhoneModel,
    *,
    expected_ms: Sequence[int] | None = None,
    progress: Progress = silent,
    memory: Memory = NO_MEMORY,
) -> AlignedWords:
    """Find every spoken word in a recording.

    Args:
        spoken: The words in text order; those without a spoken form are not searched.
        hearing: All that was heard of the recording.
        model: The phone model for exact edges.
        expected_ms: When each word should begin by the transcript's own times: a hint between equals.
        progress: Told the stages "place" and "refine".
        memory: May know what earlier runs found in this recording; the result is the same.

    Raises:
        AlignmentError: If the recording does not hold this text.
    """
    searched = [index for index, word in enumerate(spoken) if word.forms]
    hints = None if expected_ms is None else [expected_ms[index] for index in searched]
    chosen = [spoken[index] for index in searched]
    placed = place_words(chosen, hearing.emissions, expected_ms=hints, progress=progress, memory=memory)
    sharp = refine_words(placed.spots, hearing, model, progress=progress, memory=memory)
    habits = measure_habits(sharp, placed.spots, hearing.emissions)
    timed = time_words(placed.spots, sharp, hearing, habits)
    words = [TimedWord(status=WordStatus.UNSEARCHED)] * len(spoken)
    for index, word in zip(searched, timed, strict=True):
        words[index] = word
    unsearched = tuple(_name_unsearched(placed, searched, hearing.emissions))
    return AlignedWords(words=tuple(words), usual=placed.usual, habits=habits, unsearched=unsearched)


def _name_unsearched(placed: Placed, searched: Sequence[int], emissions: Emissions) -> Iterator[Unsearched]:
    for words, frames in placed.unsearched:
        yield Unsearched(
            first_word=searched[words.start],
            end_word=searched[words.stop - 1] + 1,
            span=Span(start_ms=emissions.frame_ms(frames.start), end_ms=emissions.frame_ms(frames.stop)),
        )


def time_words(
    spots: Sequence[Spot | None], sharp: Sequence[Edges | None], hearing: Hearing, habits: Habits
) -> list[TimedWord]:
    """Exact edges -> whole milliseconds, in order: where two words overlap by rounding, the later one gives way."""
    around = Surroundings(hearing)
    edges = lean_on_places(undo_habits(sharp, spots, habits, hearing.emissions), spots, around, habits)
    intervals = error_intervals(edges, spots, around, habits)
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
                confidence=round(math.exp(min(0.0, spot.score)), CONFIDENCE_DIGITS),
                start_error_ms=interval[0],
                end_error_ms=interval[1],
            )
        )
        before = end
    return timed
