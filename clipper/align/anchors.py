"""First look: where the text and the recording surely meet, without trusting any time that the transcript gives.

Seed and chain, as genome aligners do it (minimap2: Li 2018): short runs of symbols (phones, or letters) that occur both
in what the model hears most likely and in what it should hear of the text are seeds; the best chain of seeds that moves
forward in both is kept. Music, advertisements, unspoken and untranscribed passages cost a chain one jump, whatever
their length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numba
import numpy as np
import numpy.typing as npt

from clipper.model.sound import Alphabet, Emissions

Ints = npt.NDArray[np.int64]

SEED = {Alphabet.PHONES: 5, Alphabet.LETTERS: 6}
"""Symbols in a seed: long enough to meet by chance seldom, short enough to be heard without a slip often.

A letter tells less than a phone, and English writes 1.2 of them a phone. Between different talks (four of the shared
texts, 1,745 words) five phones meet in 1 of 40,000 pairs of places; five letters in 14,000, six in 42,500, seven in
105,000. So six letters are worth five phones, and cover as much sound.
"""

_PHONES = SEED[Alphabet.PHONES]  # what every number below is told in: letters count 5/6

COMMON = 4000
"""Pairs of places that one seed may join before it is too common to tell anything."""

_LOOK_BACK = 120  # earlier seeds weighed one by one; further ones only through the best jump
_JUMP_COST = 12.0  # a jump must be earned by this many phones: two seeds more than chance gives
_DRIFT_COST = 0.5  # per symbol that the text and the recording move on differently
_NEAR_MS = 10_000  # header times are seldom better than a few seconds
_NEAR_BONUS = 0.1  # phones a seed: decides between equals, never against the sound


@dataclass(frozen=True, slots=True, kw_only=True)
class SymbolString:
    """A string of symbols: the column number of each and where it stands (a frame, or a word)."""

    symbol: Ints
    place: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Seeds that move forward together: ``heard`` and ``written`` are their first symbols' positions in either string.

    ``run`` numbers the stretches without a jump, ``weight`` [runs] counts the phones that match in each (or so many
    letters as are worth a phone).
    """

    heard: Ints
    written: Ints
    run: Ints
    weight: Ints


def hear_symbols(emissions: Emissions) -> SymbolString:
    """The likeliest symbol of every frame, repeats and gaps collapsed, with the frame where each begins."""
    best = emissions.log_probs.argmax(axis=1)
    starts = np.flatnonzero(np.diff(best, prepend=-1))
    symbols = best[starts]
    kept = ~np.isin(symbols, emissions.silent)
    return SymbolString(symbol=symbols[kept].astype(np.int64), place=starts[kept].astype(np.int64))


def write_symbols(words: Sequence[tuple[str, ...]], emissions: Emissions) -> SymbolString:
    """The symbols of words, each with the index of its word."""
    number = {symbol: column for column, symbol in enumerate(emissions.symbols)}
    pairs = [(number[symbol], index) for index, symbols in enumerate(words) for symbol in symbols]
    table = np.array(pairs, np.int64).reshape(-1, 2)
    return SymbolString(symbol=table[:, 0].copy(), place=table[:, 1].copy())


def _seeds(string: SymbolString, seed: int, base: int) -> Ints:
    count = max(0, len(string.symbol) - seed + 1)
    code = np.zeros(count, np.int64)
    for i in range(seed):
        code = code * base + string.symbol[i : i + count]
    return code


def _pair_seeds(heard: Ints, written: Ints) -> tuple[Ints, Ints]:
    """All places (in heard, in written) with the same seed, sorted by the first, then the second."""
    order = np.argsort(written, kind="stable")
    ordered = written[order]
    low, high = np.searchsorted(ordered, heard, "left"), np.searchsorted(ordered, heard, "right")
    codes, index, times = np.unique(heard, return_inverse=True, return_counts=True)
    counts = np.where(times[index] * (high - low) > COMMON, 0, high - low) if len(codes) else high - low
    first = np.repeat(np.arange(len(heard)), counts)
    within = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
    second = order[np.repeat(low, counts) + within]
    sort = np.lexsort((second, first))
    return first[sort], second[sort]


@numba.njit(cache=True, nogil=True)
def _chain(heard, written, bonus, length, seed, look_back, jump_cost, drift_cost):  # type: ignore[no-untyped-def]
    """For every seed its best predecessor (-1: none) and the score of the chain that ends there."""
    count = len(heard)
    score = np.zeros(count, np.float64)
    before = np.full(count, -1, np.int64)
    tree_score = np.full(length + 2, -1.0)  # Fenwick tree: best finished chain that ends before a place in the text
    tree_seed = np.full(length + 2, -1, np.int64)
    filed = 0
    for i in range(count):
        # A jump may start from any seed that ends before this one begins, in both strings.
        while filed < i and heard[filed] + seed <= heard[i]:
            k = written[filed] + seed + 1
            while k <= length + 1:
                if score[filed] > tree_score[k]:
                    tree_score[k] = score[filed]
                    tree_seed[k] = filed
                k += k & -k
            filed += 1
        best = float(seed)
        k = written[i] + 1
        while k > 0:
            if tree_seed[k] >= 0 and tree_score[k] - jump_cost + seed > best:
                best = tree_score[k] - jump_cost + seed
                before[i] = tree_seed[k]
            k -= k & -k
        for j in range(i - 1, max(-1, i - 1 - look_back), -1):
            da = heard[i] - heard[j]
            dp = written[i] - written[j]
            if da <= 0 or dp <= 0:
                continue
            value = score[j] + min(seed, da, dp) - min(jump_cost, drift_cost * abs(da - dp))
            if value > best:
                best = value
                before[i] = j
        score[i] = best + bonus[i]
    return score, before


def chain_seeds(
    heard: SymbolString, written: SymbolString, emissions: Emissions, *, expected: Ints | None = None
) -> Chain:
    """The best chain of seeds between what was heard and what is written (empty where nothing matches).

    Args:
        heard: What the model hears.
        written: What it should hear of the text.
        emissions: Where it was heard.
        expected: The frame where each written symbol is expected, if the transcript gives times: of several chains that
            fit about as well (a sentence that is said twice), the one nearer to them is taken.
    """
    seed, base = SEED[emissions.alphabet], len(emissions.symbols)
    first, second = _pair_seeds(_seeds(heard, seed, base), _seeds(written, seed, base))
    if not len(first):
        nothing = np.zeros(0, np.int64)
        return Chain(heard=nothing, written=nothing, run=nothing, weight=nothing)
    bonus = np.zeros(len(first))
    if expected is not None:
        bonus[np.abs(heard.place[first] - expected[second]) < emissions.frames(_NEAR_MS)] = _NEAR_BONUS
    jump_cost = _JUMP_COST * seed / _PHONES
    score, before = _chain(first, second, bonus, len(written.symbol), seed, _LOOK_BACK, jump_cost, _DRIFT_COST)
    path = []
    at = int(score.argmax())
    while at >= 0:
        path.append(at)
        at = int(before[at])
    chosen = np.array(path[::-1], np.int64)
    a, p = first[chosen], second[chosen]
    step_a, step_p = np.diff(a, prepend=a[0]), np.diff(p, prepend=p[0])
    # A stretch ends where either string moves on far, or the two move on too differently to be the same words.
    breaks = (np.abs(step_a - step_p) > 6) | (np.maximum(step_a, step_p) > 60)
    run = np.cumsum(breaks)
    matched = np.minimum(seed, np.minimum(step_a, step_p))
    matched[0] = seed
    matched[breaks] = seed
    weight = (np.bincount(run, weights=matched) * _PHONES).astype(np.int64) // seed
    return Chain(heard=a, written=p, run=run, weight=weight)
