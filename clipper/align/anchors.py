"""First look: where the text and the recording surely meet, without trusting any time that the transcript gives.

Seed and chain, as genome aligners do it (minimap2: Li 2018): short runs of phones that occur both in what the model
hears most likely and in what the text should sound like are seeds; the best chain of seeds that moves forward in both
is kept. Music, advertisements, unspoken and untranscribed passages cost a chain one jump, whatever their length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numba
import numpy as np
import numpy.typing as npt

from clipper.model.sound import Emissions

Ints = npt.NDArray[np.int64]

SEED = 5
"""Phones in a seed. Two hours of speech meet by chance in about 1 of 3 million places with five phones."""

COMMON = 4000
"""Pairs of places that one seed may join before it is too common to tell anything."""

_LOOK_BACK = 120  # earlier seeds weighed one by one; further ones only through the best jump
_JUMP_COST = 12.0  # a jump must be earned by this many phones: two seeds more than chance gives
_DRIFT_COST = 0.5  # per phone that the text and the recording move on differently
_NEAR_FRAMES = 500  # 10 s: header times are seldom better than a few seconds
_NEAR_BONUS = 0.1  # phones a seed: decides between equals, never against the sound


@dataclass(frozen=True, slots=True, kw_only=True)
class Phones:
    """A string of phones: the column number of each and where it stands (a frame, or a word)."""

    symbol: Ints
    place: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Seeds that move forward together: ``heard`` and ``written`` are their first phones' positions in either string.

    ``run`` numbers the stretches without a jump, ``weight`` [runs] counts the phones that match in each.
    """

    heard: Ints
    written: Ints
    run: Ints
    weight: Ints


def hear_phones(emissions: Emissions) -> Phones:
    """The likeliest phone of every frame, repeats and gaps collapsed, with the frame where each begins."""
    best = emissions.log_probs.argmax(axis=1)
    starts = np.flatnonzero(np.diff(best, prepend=-1))
    symbols = best[starts]
    silent = [emissions.blank] + ([emissions.boundary] if emissions.boundary is not None else [])
    kept = ~np.isin(symbols, silent)
    return Phones(symbol=symbols[kept].astype(np.int64), place=starts[kept].astype(np.int64))


def write_phones(words: Sequence[tuple[str, ...]], emissions: Emissions) -> Phones:
    """The phones of words, each with the index of its word."""
    number = {symbol: column for column, symbol in enumerate(emissions.symbols)}
    pairs = [(number[phone], index) for index, phones in enumerate(words) for phone in phones]
    table = np.array(pairs, np.int64).reshape(-1, 2)
    return Phones(symbol=table[:, 0].copy(), place=table[:, 1].copy())


def _seeds(phones: Phones, base: int) -> Ints:
    count = max(0, len(phones.symbol) - SEED + 1)
    code = np.zeros(count, np.int64)
    for i in range(SEED):
        code = code * base + phones.symbol[i : i + count]
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


def chain_seeds(heard: Phones, written: Phones, symbols: int, *, expected: Ints | None = None) -> Chain:
    """The best chain of seeds between what was heard and what is written (empty where nothing matches).

    Args:
        heard: What the model hears.
        written: What the text should sound like.
        symbols: The number of different phones.
        expected: The frame where each written phone is expected, if the transcript gives times: of several chains that
            fit about as well (a sentence that is said twice), the one nearer to them is taken.
    """
    first, second = _pair_seeds(_seeds(heard, symbols), _seeds(written, symbols))
    if not len(first):
        nothing = np.zeros(0, np.int64)
        return Chain(heard=nothing, written=nothing, run=nothing, weight=nothing)
    bonus = np.zeros(len(first))
    if expected is not None:
        bonus[np.abs(heard.place[first] - expected[second]) < _NEAR_FRAMES] = _NEAR_BONUS
    score, before = _chain(first, second, bonus, len(written.symbol), SEED, _LOOK_BACK, _JUMP_COST, _DRIFT_COST)
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
    matched = np.minimum(SEED, np.minimum(step_a, step_p))
    matched[0] = SEED
    matched[breaks] = SEED
    weight = np.bincount(run, weights=matched).astype(np.int64)
    return Chain(heard=a, written=p, run=run, weight=weight)
