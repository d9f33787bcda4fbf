"""Where every spoken word roughly lies: anchors first, then an exact search of each section between them."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np

from clipper.align.anchors import chain_seeds, hear_symbols, write_symbols
from clipper.align.durations import Pace, measure_pace, settle_lengths
from clipper.align.graph import Path, Spot, WordGraph, build_graph, prepare_scores, spots_of, ways_to_say
from clipper.align.sections import Section, cut_sections, sure_words
from clipper.align.unplaced import place_in_speech
from clipper.align.viterbi import Prices, find_path, path_bytes
from clipper.errors import AlignmentError
from clipper.model import Progress, SpokenWord
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


def place_words(
    words: Sequence[SpokenWord], emissions: Emissions, *, expected_ms: Sequence[int] | None, progress: Progress
) -> list[Spot | None]:
    """Find the words, which all have a spoken form, in a recording's emissions.

    Args:
        words: The words in order.
        emissions: What was heard.
        expected_ms: When each word should begin by the transcript's own times, or None.
        progress: Told the stage "place".

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
    sections = cut_sections(chain, heard, written, emissions, words=len(words))
    is_excerpt = sure_words(chain, written, weight=CERTAIN_WEIGHT) >= CERTAIN_WORDS
    if not is_excerpt and sure_words(chain, written) < SURE_SHARE * len(words):
        _check_related(sections, words, emissions)
    first = _search_all(sections, words, emissions, progress)
    usual = choose_skip(first, emissions.calibration)
    pace = measure_pace(first, words, emissions)
    spots: list[Spot | None] = []
    with ThreadPoolExecutor(2) as pool:
        settle = partial(_settle, words, emissions, usual, pace)
        before = [first[section.first_word : section.end_word] for section in sections]
        for part in pool.map(settle, sections, before):
            spots += part
    return place_in_speech(spots, words, emissions)


def _settle(
    words: Sequence[SpokenWord],
    emissions: Emissions,
    usual: float,
    pace: Pace,
    section: Section,
    spots: Sequence[Spot | None],
) -> list[Spot | None]:
    """A section searched again at the price that suits how well its words fit, then with likely lengths and pauses.

    ``usual`` is the price that suits the whole recording: for a section of which too little was found.
    """
    chosen = words[section.first_word : section.end_word]
    in_din = _clearness(emissions, section) < _DIN
    if in_din:  # what is lost there looks like what is not spoken: nothing is left out, and then only the worst
        spots = _search(section, words, emissions, SKIP_IN_DIN)
    few = sum(spot is not None for spot in spots) < _FEWEST_TO_PRICE
    skip = usual if few else choose_skip(spots, emissions.calibration)
    if skip != (SKIP_IN_DIN if in_din else SKIP_IN_NOISE):
        spots = _search(section, words, emissions, skip)
    placed = [i for i, spot in enumerate(spots) if spot is not None]
    if not placed:
        return list(spots)
    settled = [spot for spot in spots if spot is not None]
    for _ in range(2 if in_din else 1):
        frames = (section.first_frame, section.end_frame)
        settled = settle_lengths(settled, [chosen[i] for i in placed], emissions, pace, frames=frames)
    where = dict(zip(placed, settled, strict=True))
    return [where.get(i) for i in range(len(chosen))]


def _clearness(emissions: Emissions, section: Section) -> float:
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


def _check_related(sections: Sequence[Section], words: Sequence[SpokenWord], emissions: Emissions) -> None:
    """Refuse a text that fits the recording no better than a decoy: the same words in reverse order."""
    with ThreadPoolExecutor(2) as pool:
        gains = list(pool.map(partial(_gain_on_decoy, words, emissions), sections))
    phones = sum(phones for _, phones in gains)
    if len(words) >= _FEWEST_TO_JUDGE and sum(gain for gain, _ in gains) < RELATED * phones + _CHANCE * phones**0.5:
        raise AlignmentError(
            "the text and the recording have nothing in common that can be heard",
            remedy="Check that the transcript belongs to this recording, and that both are in English.",
        )


def _gain_on_decoy(words: Sequence[SpokenWord], emissions: Emissions, section: Section) -> tuple[float, int]:
    """Nats by which a section's words fit better than reversed, and how many phones they have."""
    paths = [
        _find(section, chosen, emissions, SKIP_IN_NOISE)
        for chosen in (words[section.first_word : section.end_word], words[section.first_word : section.end_word][::-1])
    ]
    if paths[0] is None or paths[1] is None:
        return 0.0, 0
    (path, graph), (decoy, _) = paths[0], paths[1]
    phones = sum(len(graph.ways[chain].phones) for chain in graph.word_first[:-1])
    return path.total - decoy.total, phones


def _search_all(
    sections: Sequence[Section], words: Sequence[SpokenWord], emissions: Emissions, progress: Progress
) -> list[Spot | None]:
    spots: list[Spot | None] = []
    with ThreadPoolExecutor(2) as pool:
        tasks = [pool.submit(_search, section, words, emissions, SKIP_IN_NOISE) for section in sections]
        try:
            for done, task in enumerate(tasks, 1):
                spots += task.result()
                progress("place", done / len(tasks))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return spots


def _search(section: Section, words: Sequence[SpokenWord], emissions: Emissions, skip: float) -> list[Spot | None]:
    chosen = words[section.first_word : section.end_word]
    found = _find(section, chosen, emissions, skip)
    return [None] * len(chosen) if found is None else spots_of(*found, section.first_frame)


def _find(
    section: Section, words: Sequence[SpokenWord], emissions: Emissions, skip: float
) -> tuple[Path, WordGraph] | None:
    """The best path of words through a section's frames; None if there are none, or too many to search."""
    frames = section.end_frame - section.first_frame
    graph = build_graph(words, emissions)
    if not words or not frames or path_bytes(graph, frames) > _LARGEST:
        return None
    scores = prepare_scores(emissions, section.first_frame, section.end_frame)
    return find_path(scores, graph, Prices(jump=JUMP, skip=skip, foreign=FOREIGN)), graph
