"""Where every spoken word roughly lies: anchors first, then an exact search of each section between them."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from clipper.align.anchors import chain_seeds, hear_phones, write_phones
from clipper.align.graph import Spot, build_graph, prepare_scores, spots_of, ways_to_say
from clipper.align.sections import Section, cut_sections, sure_words
from clipper.align.unplaced import place_in_speech
from clipper.align.viterbi import find_path
from clipper.errors import AlignmentError
from clipper.model import Progress, SpokenWord
from clipper.model.sound import SAMPLE_RATE, Emissions

JUMP = 25.0
"""Nats that it costs to leave out a word or a run of words.

Measured on a five-minute dialogue with three turns that are never spoken: at 10 nats words that are spoken get lost, at
25 none, while the unspoken turns are still found with recall .84 and precision .97.
"""

_LARGEST = 300_000_000  # bytes of back-pointers of one section: no anchor in ten minutes of talk
_FEWEST_SURE = 0.15  # share of the words in sure stretches below which text and recording are strangers
_SHORT = 40  # words: too few for stretches; the search itself tells


def place_words(
    words: Sequence[SpokenWord], emissions: Emissions, *, expected_ms: Sequence[int] | None, progress: Progress
) -> list[Spot | None]:
    """Find the words, which all have a spoken form, in a recording's emissions.

    Returns:
        One entry per word; None for a word that is not there.

    Raises:
        AlignmentError: If the recording does not hold this text.
    """
    ways = [ways_to_say(word) for word in words]
    heard = hear_phones(emissions)
    written = write_phones([tuple(phone for unit in way[0].heard for phone in unit) for way in ways], emissions)
    expected = None
    if expected_ms is not None:
        frames_of_words = np.array(expected_ms, np.int64) * SAMPLE_RATE // (1000 * emissions.hop)
        expected = frames_of_words[written.place]
    chain = chain_seeds(heard, written, len(emissions.symbols), expected=expected)
    if len(words) > _SHORT and sure_words(chain, written) < _FEWEST_SURE * len(words):
        raise AlignmentError(
            "the text and the recording have too little in common: "
            f"{sure_words(chain, written)} of {len(words)} words were surely heard",
            remedy="Check that the transcript belongs to this recording, and that both are in English.",
        )
    frames = len(emissions.log_probs)
    sections = cut_sections(chain, heard, written, frames=frames, words=len(words))
    spots: list[Spot | None] = []
    with ThreadPoolExecutor(2) as pool:
        tasks = [pool.submit(_search, section, words, emissions) for section in sections]
        for done, task in enumerate(tasks, 1):
            spots += task.result()
            progress("place", done / len(tasks))
    return place_in_speech(spots, words, emissions)


def _search(section: Section, words: Sequence[SpokenWord], emissions: Emissions) -> list[Spot | None]:
    count = section.end_word - section.first_word
    frames = section.end_frame - section.first_frame
    graph = build_graph(words[section.first_word : section.end_word], emissions)
    if not count or not frames or frames * (len(graph.column) + 5 * count) > _LARGEST:
        return [None] * count
    path = find_path(prepare_scores(emissions, section.first_frame, section.end_frame), graph, jump=JUMP)
    return spots_of(path, graph, section.first_frame)
