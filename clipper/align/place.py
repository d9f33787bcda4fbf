"""Where every spoken word roughly lies: anchors first, then an exact search of each section between them."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from clipper.align.anchors import chain_seeds, hear_symbols, write_symbols
from clipper.align.durations import Pace, measure_pace, settle_lengths
from clipper.align.graph import Path, Spot, WordGraph, build_graph, prepare_scores, spots_of, ways_to_say
from clipper.align.sections import Section, cut_sections, sure_words
from clipper.align.unplaced import place_in_speech
from clipper.align.viterbi import Prices, find_path, path_bytes
from clipper.errors import AlignmentError
from clipper.model import NO_MEMORY, Memory, Progress, SpokenWord
from clipper.model.sound import SAMPLE_RATE, Calibration, Emissions

JUMP = 25.0
FOREIGN = 12.0
"""Nats that it costs to leave out a run of words, and to pass over a stretch of foreign sound.

Without the second price a short word beside untranscribed speech drifts to wherever in it something similar is said:
intro and ads, 5 minutes: .994 within 100 ms and .003 beyond 500; with 8 to 15 nats .999 and none.
"""

SKIP_IN_CLEAR, SKIP_IN_NOISE, SKIP_IN_DIN = 6.0, 18.0, 60.0
"""What each word that is left out costs besides, for a recording in which words fit well, badly, or hardly at all.

In babble at 5 dB (score -0.9) 18 nats lose 17 spoken words of 1,587, 10 nats lose 83, 26 nats hide most of what is not
spoken; in clear sound neither loses one, but with 14 words that are not in the recording are squeezed into what is.
A mumbling voice in that babble (score -1.1) loses 134 words of 835 with 18 nats, 12 with 30, none with 60.
"""
_FINE = 0.5
"""Nats to which the whole recording's price is rounded: an edit of a word shall not move it, and with it what was found
in every section (see ``Memory``)."""
_FEWEST_TO_PRICE = 20  # words found in a section that tell how well its words fit
_DIN = -0.5
"""Clearness from which a section is din: clear sound -0.12, people (TIMIT) -0.15, telephone -0.2, white noise at 5 dB
-0.3, meetings -0.4, babble at 5 dB -0.6."""

RELATED = 0.3
"""Nats a phone that the text must fit better than its own words in reverse order, if it is in doubt that text and
recording belong together. Strangers differ by less than .15 either way; a dialogue in babble at 5 dB by 1.5 to 1.7, in
clear sound by 6. Whatever makes a recording hard, it makes it as hard for the decoy.
"""
_CHANCE = 2.0  # nats for the square root of the phones: strangers of eight words differ by up to .57 a phone
_FEWEST_TO_JUDGE = 5  # words: fewer read the same in any order

SURE_SHARE = 0.15
"""Share of the words in sure stretches from which there is no doubt. Strangers of the same vocabulary reach .026."""

CERTAIN_WEIGHT, CERTAIN_WORDS = 100, 100
"""Or so many words in stretches of so many matching phones, be it a small part of the text: an excerpt. The longest
stretch between strangers of the same vocabulary has 31."""

_LARGEST = 200_000_000  # bytes of back-pointers of one section, of two at once: no anchor in eight minutes of talk


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sought:
    """A section's words, to be searched in the frames ``first_frame..end_frame``."""

    words: tuple[SpokenWord, ...]
    first_frame: int
    end_frame: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Doubted:
    """A section whose words may not belong to the recording."""

    sought: _Sought


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unsettled:
    """A section whose words were first found at ``spots``.

    ``usual`` is the price of leaving out a word that suits the whole recording: for a section of which too little was
    found.
    """

    sought: _Sought
    spots: tuple[Spot | None, ...]
    usual: float
    pace: Pace


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gain:
    """Nats by which a section's words fit better than reversed, and how many phones they have."""

    nats: float
    phones: int


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
    ways = [ways_to_say(word, emissions) for word in words]
    heard = hear_symbols(emissions)
    written = write_symbols([tuple(symbol for unit in way[0].heard for symbol in unit) for way in ways], emissions)
    expected = None
    if expected_ms is not None:
        frames_of_words = np.array(expected_ms, np.int64) * SAMPLE_RATE // (1000 * emissions.hop)
        expected = frames_of_words[written.place]
    chain = chain_seeds(heard, written, emissions, expected=expected)
    sections = _seek(cut_sections(chain, heard, written, emissions, words=len(words)), words)
    is_excerpt = sure_words(chain, written, weight=CERTAIN_WEIGHT) >= CERTAIN_WORDS
    if not is_excerpt and sure_words(chain, written) < SURE_SHARE * len(words):
        _check_related(sections, emissions, memory)
    parts = _search_all(sections, emissions, memory, progress)
    spots = _settle_all(sections, parts, emissions, memory)
    return place_in_speech(spots, words, emissions)


def _seek(sections: Sequence[Section], words: Sequence[SpokenWord]) -> list[_Sought]:
    return [
        _Sought(
            words=tuple(words[section.first_word : section.end_word]),
            first_frame=section.first_frame,
            end_frame=section.end_frame,
        )
        for section in sections
    ]


def _settle_all(
    sections: Sequence[_Sought], parts: Sequence[Sequence[Spot | None]], emissions: Emissions, memory: Memory
) -> list[Spot | None]:
    """The places of all words, given what the first search found in each section."""
    first = [spot for part in parts for spot in part]
    usual = round(choose_skip(first, emissions.calibration) / _FINE) * _FINE
    pace = measure_pace(first, [word for sought in sections for word in sought.words], emissions)
    unsettled = [
        _Unsettled(sought=sought, spots=tuple(part), usual=usual, pace=pace)
        for sought, part in zip(sections, parts, strict=True)
    ]
    settle = partial(_settle, emissions)
    with ThreadPoolExecutor(2) as pool:
        settled = pool.map(lambda asked: memory.recall(settle, asked, list[Spot | None]), unsettled)
        return [spot for part in settled for spot in part]


def _settle(emissions: Emissions, asked: _Unsettled) -> list[Spot | None]:
    """A section searched again at the price that suits how well its words fit, then with likely lengths and pauses."""
    sought, spots = asked.sought, list(asked.spots)
    in_din = _clearness(emissions, sought) < _DIN
    if in_din:  # what is lost there looks like what is not spoken: nothing is left out, and then only the worst
        spots = _search(emissions, sought, SKIP_IN_DIN)
    few = sum(spot is not None for spot in spots) < _FEWEST_TO_PRICE
    skip = asked.usual if few else choose_skip(spots, emissions.calibration)
    if skip != (SKIP_IN_DIN if in_din else SKIP_IN_NOISE):
        spots = _search(emissions, sought, skip)
    placed = [i for i, spot in enumerate(spots) if spot is not None]
    if not placed:
        return spots
    settled = [spot for spot in spots if spot is not None]
    for _ in range(2 if in_din else 1):
        frames = (sought.first_frame, sought.end_frame)
        settled = settle_lengths(settled, [sought.words[i] for i in placed], emissions, asked.pace, frames=frames)
    where = dict(zip(placed, settled, strict=True))
    return [where.get(i) for i in range(len(spots))]


def _clearness(emissions: Emissions, section: _Sought) -> float:
    """Mean log-probability of the phones that are heard in a section, whatever its text: 0 is perfectly clear."""
    scores = emissions.log_probs[section.first_frame : section.end_frame].astype(np.float32)
    best = scores.argmax(axis=1)
    phones = ~np.isin(best, emissions.silent)
    return float(scores.max(axis=1)[phones].mean()) if phones.any() else 0.0


def choose_skip(spots: Sequence[Spot | None], calibration: Calibration) -> float:
    """The price of leaving out a word in a recording whose found words have these scores."""
    scores = [spot.score for spot in spots if spot is not None]
    if not scores:
        return SKIP_IN_NOISE
    noise = (calibration.clear - float(np.median(scores))) / (calibration.clear - calibration.noisy)
    return float(np.interp(noise, (0.0, 1.0, 1.1), (SKIP_IN_CLEAR, SKIP_IN_NOISE, SKIP_IN_DIN)))


def _check_related(sections: Sequence[_Sought], emissions: Emissions, memory: Memory) -> None:
    """Refuse a text that fits the recording no better than a decoy: the same words in reverse order."""
    doubted = [_Doubted(sought=sought) for sought in sections]
    compare = partial(_compare_with_decoy, emissions)
    with ThreadPoolExecutor(2) as pool:
        gains = list(pool.map(lambda asked: memory.recall(compare, asked, _Gain), doubted))
    words, phones = sum(len(sought.words) for sought in sections), sum(gain.phones for gain in gains)
    if words >= _FEWEST_TO_JUDGE and sum(gain.nats for gain in gains) < RELATED * phones + _CHANCE * phones**0.5:
        raise AlignmentError(
            "the text and the recording have nothing in common that can be heard",
            remedy="Check that the transcript belongs to this recording, and that both are in English.",
        )


def _compare_with_decoy(emissions: Emissions, asked: _Doubted) -> _Gain:
    sought = asked.sought
    found = _find(emissions, sought, SKIP_IN_NOISE)
    decoy = _find(emissions, replace(sought, words=sought.words[::-1]), SKIP_IN_NOISE)
    if found is None or decoy is None:
        return _Gain(nats=0.0, phones=0)
    path, graph = found
    phones = sum(len(graph.ways[chain].phones) for chain in graph.word_first[:-1])
    return _Gain(nats=path.total - decoy[0].total, phones=phones)


def _search_all(
    sections: Sequence[_Sought], emissions: Emissions, memory: Memory, progress: Progress
) -> list[list[Spot | None]]:
    """What a first search finds in each section."""
    parts: list[list[Spot | None]] = []
    search = partial(_search, emissions, skip=SKIP_IN_NOISE)
    with ThreadPoolExecutor(2) as pool:
        tasks = [pool.submit(memory.recall, search, sought, list[Spot | None]) for sought in sections]
        try:
            for done, task in enumerate(tasks, 1):
                parts.append(task.result())
                progress("place", done / len(tasks))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return parts


def _search(emissions: Emissions, sought: _Sought, skip: float) -> list[Spot | None]:
    found = _find(emissions, sought, skip)
    return [None] * len(sought.words) if found is None else spots_of(*found, sought.first_frame)


def _find(emissions: Emissions, sought: _Sought, skip: float) -> tuple[Path, WordGraph] | None:
    """The best path of words through a section's frames; None if there are none, or too many to search."""
    frames = sought.end_frame - sought.first_frame
    graph = build_graph(sought.words, emissions)
    if not sought.words or not frames or path_bytes(graph, frames) > _LARGEST:
        return None
    scores = prepare_scores(emissions, sought.first_frame, sought.end_frame)
    return find_path(scores, graph, Prices(jump=JUMP, skip=skip, foreign=FOREIGN)), graph
