"""Where every spoken word roughly lies: anchors first, then an exact search of each section between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from clipper.align.anchors import chain_seeds, hear_symbols, write_symbols
from clipper.align.durations import Pace
from clipper.align.graph import Spot, ways_to_say
from clipper.align.parallel import recall_all
from clipper.align.pricing import SKIP_IN_NOISE
from clipper.align.related import check_related
from clipper.align.section_search import Sought, is_too_large, search_section
from clipper.align.sections import cut_sections, sure_words
from clipper.align.settle import Usual, measure_usual, settle_sections
from clipper.align.unplaced import place_in_speech
from clipper.model import NO_MEMORY, Memory, Progress, SpokenWord
from clipper.model.sound import SAMPLE_RATE, Emissions

SURE_SHARE = 0.15
"""Share of the words in sure stretches from which there is no doubt. Strangers of the same vocabulary reach .016."""

CERTAIN_WEIGHT, CERTAIN_WORDS = 100, 100
"""Or so many words in stretches of so many matching phones, be it a small part of the text: an excerpt. The longest
stretch between strangers of the same vocabulary has 31."""

_HALF = 0.5  # of the stage "place" is the first search, about as dear as the second


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One place per word, None for a word that is not there; and what is usual in the recording.

    ``unsearched`` are words and frames of the sections that were too large to search.
    """

    spots: list[Spot | None]
    usual: Usual
    unsearched: tuple[tuple[range, range], ...] = ()


def place_words(  # noqa: PLR0913  two values, and options
    words: Sequence[SpokenWord],
    emissions: Emissions,
    *,
    expected_ms: Sequence[int] | None,
    progress: Progress,
    memory: Memory = NO_MEMORY,
    usual: Usual | None = None,
) -> Placed:
    """Find the words, which all have a spoken form, in a recording's emissions.

    Args:
        words: The words in order.
        emissions: What was heard.
        expected_ms: When each word should begin by the transcript's own times, or None.
        progress: Told the stage "place".
        memory: May know the sections of earlier runs on this recording.
        usual: What is usual, where ``emissions`` are part of a recording in which words were found before.

    Raises:
        AlignmentError: If the recording does not hold this text.
    """
    if not words:
        return Placed(spots=[], usual=usual or Usual(skip=SKIP_IN_NOISE, pace=Pace()))
    sections, is_sure = _find_sections(words, emissions, expected_ms)
    if not is_sure:
        check_related(sections, emissions, memory, progress)
    search = partial(search_section, emissions, skip=SKIP_IN_NOISE)
    parts = recall_all(search, sections, list[Spot | None], memory, lambda done: progress("place", _HALF * done))
    usual = usual or measure_usual(sections, parts, emissions)
    spots = settle_sections(
        sections,
        parts,
        emissions,
        usual=usual,
        memory=memory,
        report=lambda done: progress("place", _HALF + _HALF * done),
    )
    unsearched = tuple(_too_large(sections, parts, emissions))
    return Placed(spots=place_in_speech(spots, words, emissions), usual=usual, unsearched=unsearched)


def _too_large(
    sections: Sequence[Sought], parts: Sequence[Sequence[Spot | None]], emissions: Emissions
) -> Iterator[tuple[range, range]]:
    first = 0
    for sought, part in zip(sections, parts, strict=True):
        end = first + len(sought.words)
        if not any(part) and is_too_large(emissions, sought):
            yield range(first, end), range(sought.first_frame, sought.end_frame)
        first = end


def _find_sections(
    words: Sequence[SpokenWord], emissions: Emissions, expected_ms: Sequence[int] | None
) -> tuple[list[Sought], bool]:
    """The words with the frames in which to search them, and whether enough of them are surely there."""
    known = {id(word): ways_to_say(word, emissions) for word in {id(word): word for word in words}.values()}
    ways = [known[id(word)] for word in words]  # one value serves every "the"
    heard = hear_symbols(emissions)
    written = write_symbols([tuple(symbol for unit in way[0].heard for symbol in unit) for way in ways], emissions)
    expected = None
    if expected_ms is not None:
        frames_of_words = np.array(expected_ms, np.int64) * SAMPLE_RATE // (1000 * emissions.hop)
        expected = frames_of_words[written.place]
    chain = chain_seeds(heard, written, emissions, expected=expected)
    sections = [
        Sought(
            words=tuple(words[section.first_word : section.end_word]),
            first_frame=section.first_frame,
            end_frame=section.end_frame,
        )
        for section in cut_sections(chain, heard, written, emissions, words=len(words))
    ]
    is_excerpt = sure_words(chain, written, weight=CERTAIN_WEIGHT) >= CERTAIN_WORDS
    return sections, is_excerpt or sure_words(chain, written) >= SURE_SHARE * len(words)
