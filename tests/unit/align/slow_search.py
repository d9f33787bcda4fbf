"""The searches of ``viterbi`` and ``durations`` as their definitions have them: every way tried, nothing packed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from hypothesis import strategies as st

from clipper.align.graph import Path, Scores, WordGraph, build_graph, prepare_scores
from clipper.align.viterbi import Prices
from clipper.model import SpokenWord
from clipper.model.sound import Emissions
from tests.unit.align.emission_maker import BLANK, BOUNDARY, SYMBOLS, spoken

NEVER = -1e30
PHONES = ("K", "AE", "T", "S")
WORDS = st.lists(
    st.lists(st.lists(st.sampled_from(PHONES), min_size=1, max_size=3), min_size=1, max_size=2), min_size=1
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Words, and sound that may be anything."""

    words: tuple[SpokenWord, ...]
    emissions: Emissions

    @property
    def scores(self) -> Scores:
        return prepare_scores(self.emissions, 0, len(self.emissions.log_probs))

    @property
    def graph(self) -> WordGraph:
        return build_graph(self.words, self.emissions)


@st.composite
def cases(draw: st.DrawFn, *, most_words: int, most_frames: int) -> Case:
    """One to ``most_words`` words of one or two ways to say them."""
    ways = draw(WORDS.filter(lambda words: len(words) <= most_words))
    frames = draw(st.integers(1, most_frames))
    noise = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    heard = noise.normal(0, 1.5, (frames, len(SYMBOLS)))
    heard[:, [SYMBOLS.index(phone) for phone in PHONES] + [BLANK, BOUNDARY]] += 4
    heard[noise.random(frames) < draw(st.sampled_from((0.0, 0.5))), BLANK] += 5  # here and there it is quiet
    log_probs = heard - np.log(np.exp(heard).sum(axis=1, keepdims=True))
    return Case(
        words=tuple(spoken(*(" ".join(way) for way in word)) for word in ways),
        emissions=Emissions(
            log_probs=log_probs.astype(np.float32), symbols=SYMBOLS, blank=BLANK, boundary=BOUNDARY, hop=320
        ),
    )


def chain_score(scores: Scores, graph: WordGraph, chain: int, first: int, end: int) -> float:
    """The best way through a chain's states, from its first to its last, in the frames ``first..end``."""
    low, high = int(graph.chain_first[chain]), int(graph.chain_first[chain + 1])

    @cache
    def best(t: int, s: int) -> float:
        here = float(scores.values[t, graph.column[s]])
        if t == first:
            return here if s == low else NEVER
        before = [best(t - 1, s)]
        if s > low:
            before.append(best(t - 1, s - 1))
        if s > low and graph.may_skip[s]:
            before.append(best(t - 1, s - 2))
        return here + max(before)

    return best(end - 1, high - 1) if end > first else NEVER


def pause_score(scores: Scores, prices: Prices, first: int, end: int) -> float:
    """The best mixture of silence and foreign sound in frames without a word."""
    quiet, strange = 0.0, NEVER
    for t in range(first, end):
        into_strange = max(strange, quiet - prices.foreign) + float(scores.values[t, scores.foreign])
        quiet, strange = max(quiet, strange) + float(scores.values[t, scores.joint]), into_strange
    return max(quiet, strange)


def best_total(scores: Scores, graph: WordGraph, prices: Prices) -> float:
    """The best score of all paths: words in order, each said or left out."""

    @cache
    def best(t: int, w: int) -> float:
        """Of the first ``w`` words and ``t`` frames, the last of which belongs to a word (or ``t`` is 0)."""
        if t == 0:
            return 0.0 if w == 0 else NEVER
        if w == 0:
            return NEVER
        return max(
            (
                arrive(t0, w - 1) + chain_score(scores, graph, chain, t0, t)
                for t0 in range(t)
                for chain in range(graph.word_first[w - 1], graph.word_first[w])
            ),
            default=NEVER,
        )

    @cache
    def arrive(t: int, w: int) -> float:
        """The same with anything but a word at the end: sound without text, words left out."""
        ways = []
        for before in range(w + 1):
            left_out = 0.0 if before == w else prices.jump + prices.skip * (w - before)
            ways += [best(t0, before) - left_out + pause_score(scores, prices, t0, t) for t0 in range(t + 1)]
        return max(ways)

    return arrive(len(scores.values), graph.words)


def total_of(path: Path, scores: Scores, graph: WordGraph, prices: Prices) -> float:
    """The score of one path, added up anew from where its words lie."""
    total, at, word = 0.0, 0, 0
    for w in [*(w for w in range(graph.words) if path.first[w] >= 0), None]:
        first = len(scores.values) if w is None else int(path.first[w])
        left_out = (graph.words if w is None else w) - word
        total += pause_score(scores, prices, at, first) - (prices.jump + prices.skip * left_out if left_out else 0.0)
        if w is not None:
            assert graph.word_first[w] <= path.chain[w] < graph.word_first[w + 1]
            total += chain_score(scores, graph, int(path.chain[w]), first, int(path.end[w]))
            at, word = int(path.end[w]), w + 1
    return total


def spans_in(frames: int) -> Sequence[tuple[int, int]]:
    """All stretches of at least one frame."""
    return [(first, end) for first in range(frames) for end in range(first + 1, frames + 1)]
