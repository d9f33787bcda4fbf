"""Whether a place is what was meant, or only like it: what the bare score does not tell."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clipper.clips.index import Numbers, QuoteIndex
from clipper.clips.likeness import OTHER_WORD_COST
from clipper.clips.pairs import pair_up
from clipper.clips.units import WORD_COST, Wanted
from clipper.language import is_function_word

RARE_SHARE = 0.5
"""How much of the trust counts words by their rarity (the logarithm of how seldom they are in this text). Sentences
that have nothing to do with each other share "of the", a quote and its place the words that it is about."""

MISS_WEIGHT = 0.4
"""Times the share of the wanted words that are wrong in a row, but for the first of them. Who misremembers slips here
and there; two sentences that share a phrase differ in all the rest."""

DOUBTFUL = (0.45, 0.9)
"""Scores between which the words are looked at. What lies below is never the quote, what lies above always."""


def trust_place(query: Wanted, costs: Numbers, index: QuoteIndex, first: int, end: int, score: float) -> float:  # noqa: PLR0913, PLR0917
    """How far units ``first`` to ``end`` can be taken for what was meant, at most 1.

    Args:
        query: What is wanted.
        costs: [wanted units, vocabulary + 1]: the price of hearing each entry for each wanted unit.
        index: Where it was found.
        first: The place's first unit.
        end: The unit behind its last one.
        score: How much of the wanted text is there.
    """
    if not DOUBTFUL[0] <= score < DOUBTFUL[1]:
        return score
    heard = costs[:, index.units[first:end]]
    pairs = pair_up(query, heard, index.skip_costs[first:end])
    likeness = np.zeros(len(query.units))
    for one, other in pairs:
        if one is not None and other is not None and heard[one, other] < OTHER_WORD_COST:
            likeness[one] = 1 - heard[one, other] / WORD_COST
    weights = _rarity(query.units, index) * query.drop_costs
    rare = float(likeness @ weights / weights.sum()) if weights.sum() else score
    missed = _longest_run(likeness == 0) - 1
    return (1 - RARE_SHARE) * score + RARE_SHARE * rare - MISS_WEIGHT * max(0, missed) / len(query.units)


def _rarity(units: Sequence[str], index: QuoteIndex) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The rarity of each unit in the index; of a function word at most half of what there can be, seen or not."""
    counts = [len(index.places_of(index.numbers[unit])) if unit in index.numbers else 1 for unit in units]
    total = 1 + len(index.units)
    most = [total**0.5 if is_function_word(unit, index.language) else total for unit in units]
    return np.log(np.minimum(total / np.array(counts, dtype=np.float64), most))


def _longest_run(marks: Sequence[bool] | np.ndarray[tuple[int], np.dtype[np.bool_]]) -> int:
    longest = run = 0
    for mark in marks:
        run = run + 1 if mark else 0
        longest = max(longest, run)
    return longest
