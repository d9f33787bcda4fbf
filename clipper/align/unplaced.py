"""Second thoughts on words that the search left out although somebody speaks where they should be.

A word that is said in a way nobody foresaw (a name, a slip, another reading of a number) fits its sound so badly that
the search prefers to leave it out. If the gap between its found neighbours is filled with speech, about as long as the
words take, then they were most likely said there, and the best place in the gap is theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from clipper.align.durations import MS_PER_PHONE
from clipper.align.graph import Spot, build_graph, prepare_scores, spots_of, ways_to_say
from clipper.align.viterbi import Prices, find_path
from clipper.model import SpokenWord
from clipper.model.sound import SAMPLE_RATE, Emissions

_SHORTEST, _LONGEST = 0.45, 2.5  # times the usual length that the speech in the gap may last
_MOST_MS = 4000  # longer gaps hold something else than a few words
_PLACE_ALL = Prices(jump=1e6, skip=0.0, foreign=0.0)  # no word may be left out


def place_in_speech(
    spots: Sequence[Spot | None], words: Sequence[SpokenWord], emissions: Emissions
) -> list[Spot | None]:
    """Give words without a place the best one in the gap where they belong, if the gap is full of speech."""
    result = list(spots)
    frame_ms = 1000 * emissions.hop / SAMPLE_RATE
    for first, end, low, high in _gaps(spots, int(_MOST_MS / frame_ms)):
        missing = words[first:end]
        usual = MS_PER_PHONE * sum(len(ways_to_say(word, emissions)[0].phones) for word in missing)
        speech = _speech_frames(emissions, low, high) * frame_ms + MS_PER_PHONE
        if _SHORTEST * usual <= speech <= _LONGEST * usual:
            graph = build_graph(missing, emissions)
            path = find_path(prepare_scores(emissions, low, high), graph, _PLACE_ALL)
            result[first:end] = spots_of(path, graph, low)
    return result


def _gaps(spots: Sequence[Spot | None], most: int) -> Iterator[tuple[int, int, int, int]]:
    """Runs of words without a place between two placed ones: first and end word, first and end frame."""
    first: int | None = None
    before: Spot | None = None
    for index, spot in enumerate(spots):
        if spot is None:
            first = index if first is None else first
            continue
        if first is not None and before is not None and 0 < spot.first - before.end <= most:
            yield first, index, before.end, spot.first
        first, before = None, spot


def _speech_frames(emissions: Emissions, first: int, end: int) -> int:
    """Frames from the first to the last symbol that the model hears."""
    sounding = np.flatnonzero(~np.isin(emissions.log_probs[first:end].argmax(axis=1), emissions.silent))
    return int(sounding[-1] - sounding[0]) if len(sounding) else 0
