"""Where every spoken word roughly lies: anchors first, then an exact search of each section between them."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from clipper.align.anchors import chain_seeds, hear_phones, write_phones
from clipper.align.graph import Spot, Way, build_graph, prepare_scores, spots_of, ways_to_say
from clipper.align.sections import Section, cut_sections, sure_words
from clipper.align.unplaced import place_in_speech
from clipper.align.viterbi import Prices, find_path
from clipper.errors import AlignmentError
from clipper.model import NO_MEMORY, Memory, Progress, SpokenWord
from clipper.model.sound import SAMPLE_RATE, Emissions

JUMP = 25.0
FOREIGN = 12.0
"""Nats that it costs to leave out a run of words, and to pass over a stretch of foreign sound.

Without the second price a short word beside untranscribed speech drifts to wherever in it something similar is said:
intro and ads, 5 minutes: .994 within 100 ms and .003 beyond 500; with 8 to 15 nats .999 and none.
"""

SKIP_IN_NOISE, SKIP_IN_CLEAR = 14.0, 6.0
"""What each word that is left out costs besides, for a recording in which words fit badly or well.

Measured on a five-minute dialogue under seven conditions: in babble at 5 dB 14 nats lose 7 spoken words of 882, 6 nats
lose 261; in clear sound neither loses one, but with 14 words that are not in the recording are squeezed into what is.
"""

NOISY, CLEAR = -0.8, -0.4
"""Median score a frame of the words that were found: babble at 5 dB -0.96, white noise at 5 dB -0.29, clean -0.06."""

DOUBT_SKIP = 4.0
DOUBT_SHARE = 0.25
"""The price of leaving out a word, and the share of the phones that must then still be found, if it is in doubt that
text and recording belong together. Of 27 pairs of strangers (50 words or more) none reached .21; a dialogue in babble
at 5 dB reaches .48, meetings where people talk at once .28 and .64.
"""

SURE_SHARE = 0.15
"""Share of the words in sure stretches from which there is no doubt. Strangers of the same vocabulary reach .026."""

CERTAIN_WEIGHT, CERTAIN_WORDS = 100, 100
"""Or so many words in stretches of so many matching phones, be it a small part of the text: an excerpt. The longest
stretch between strangers of the same vocabulary has 31."""

_LARGEST = 300_000_000  # bytes of back-pointers of one section: no anchor in ten minutes of talk


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sought:
    """Words to search in the frames ``first_frame..end_frame``, and what leaving out one of them costs."""

    words: tuple[SpokenWord, ...]
    first_frame: int
    end_frame: int
    skip: float


def place_words(
    words: Sequence[SpokenWord],
    emissions: Emissions,
    *,
    expected_ms: Sequence[int] | None,
    progress: Progress,
    memory: Memory = NO_MEMORY,
) -> list[Spot | None]:
    """Find the words, which all have a spoken form, in a recording's emissions.

    Args:
        words: The words in order.
        emissions: What was heard.
        expected_ms: When each word should begin by the transcript's own times, or None.
        progress: Told the stage "place".
        memory: May know the sections of earlier runs on this recording.

    Returns:
        One entry per word; None for a word that is not there.

    Raises:
        AlignmentError: If the recording does not hold this text.
    """
    if not words:
        return []
    ways = [ways_to_say(word) for word in words]
    heard = hear_phones(emissions)
    written = write_phones([tuple(phone for unit in way[0].heard for phone in unit) for way in ways], emissions)
    expected = None if expected_ms is None else _frames_of(expected_ms, emissions)[written.place]
    chain = chain_seeds(heard, written, len(emissions.symbols), expected=expected)
    sections = cut_sections(chain, heard, written, frames=len(emissions.log_probs), words=len(words))
    search = partial(_search_all, emissions, memory, progress)
    is_excerpt = sure_words(chain, written, weight=CERTAIN_WEIGHT) >= CERTAIN_WORDS
    if not is_excerpt and sure_words(chain, written) < SURE_SHARE * len(words):
        _check_related(search(_seek(sections, words, DOUBT_SKIP)), ways)
    spots = search(_seek(sections, words, SKIP_IN_NOISE))
    skip = choose_skip([spot.score for spot in spots if spot is not None])
    if skip < SKIP_IN_NOISE:
        spots = search(_seek(sections, words, skip))
    return place_in_speech(spots, words, emissions)


def _frames_of(times_ms: Sequence[int], emissions: Emissions) -> npt.NDArray[np.int64]:
    frames: npt.NDArray[np.int64] = np.array(times_ms, np.int64) * SAMPLE_RATE // (1000 * emissions.hop)
    return frames


def choose_skip(scores: Sequence[float]) -> float:
    """The price of leaving out a word in a recording whose found words have these scores."""
    if not scores:
        return SKIP_IN_NOISE
    noise = (CLEAR - float(np.median(scores))) / (CLEAR - NOISY)
    return SKIP_IN_CLEAR + min(1.0, max(0.0, noise)) * (SKIP_IN_NOISE - SKIP_IN_CLEAR)


def _check_related(spots: Sequence[Spot | None], ways: Sequence[tuple[Way, ...]]) -> None:
    found = sum(len(way[0].phones) for way, spot in zip(ways, spots, strict=True) if spot is not None)
    share = found / sum(len(way[0].phones) for way in ways)
    if share < DOUBT_SHARE:
        raise AlignmentError(
            f"the text and the recording have too little in common: {share:.0%} of the text was heard",
            remedy="Check that the transcript belongs to this recording, and that both are in English.",
        )


def _seek(sections: Sequence[Section], words: Sequence[SpokenWord], skip: float) -> list[_Sought]:
    return [
        _Sought(
            words=tuple(words[section.first_word : section.end_word]),
            first_frame=section.first_frame,
            end_frame=section.end_frame,
            skip=skip,
        )
        for section in sections
    ]


def _search_all(
    emissions: Emissions, memory: Memory, progress: Progress, sections: Sequence[_Sought]
) -> list[Spot | None]:
    spots: list[Spot | None] = []
    with ThreadPoolExecutor(2) as pool:
        search = partial(_search, emissions)
        tasks = [pool.submit(memory.recall, search, section, list[Spot | None]) for section in sections]
        try:
            for done, task in enumerate(tasks, 1):
                spots += task.result()
                progress("place", done / len(tasks))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return spots


def _search(emissions: Emissions, sought: _Sought) -> list[Spot | None]:
    """The places of the words; nothing but what is ``sought`` and the recording decides (see ``Memory``)."""
    count = len(sought.words)
    frames = sought.end_frame - sought.first_frame
    graph = build_graph(sought.words, emissions)
    if not count or not frames or frames * (len(graph.column) + 6 * count) > _LARGEST:
        return [None] * count
    scores = prepare_scores(emissions, sought.first_frame, sought.end_frame)
    path = find_path(scores, graph, Prices(jump=JUMP, skip=sought.skip, foreign=FOREIGN))
    return spots_of(path, graph, sought.first_frame)
