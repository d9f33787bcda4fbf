"""Two texts word by word: the cheapest way to put a wanted one beside what was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from clipper.clips.index import Numbers
from clipper.clips.units import Wanted

_ELIDED_COST = 1
"""Of a word that "..." stands for: only so that the nearer continuation is taken."""

Pair = tuple[int | None, int | None]
"""A unit of the wanted text beside one of what was said; None where one of the two lacks it."""


def pair_up(wanted: Wanted, costs: Numbers, skip_costs: Sequence[int] | Numbers) -> list[Pair]:
    """The units of both texts in order; said ones that "..." stands for are left out.

    Args:
        wanted: The wanted text.
        costs: [wanted units, said units]: the price of hearing one for the other.
        skip_costs: The price of passing over each said unit.
    """
    usual = np.concatenate(([0], np.cumsum(np.asarray(skip_costs, dtype=np.int64))))
    elided = np.arange(len(usual), dtype=np.int64) * _ELIDED_COST
    skipped = [elided if number - 1 in wanted.gaps else usual for number in range(len(wanted.units) + 1)]
    rows: list[Numbers] = [usual]
    for number, drop in enumerate(wanted.drop_costs, start=1):
        row = rows[-1] + drop
        np.minimum(row[1:], rows[-1][:-1] + costs[number - 1], out=row[1:])
        rows.append(np.minimum.accumulate(row - skipped[number]) + skipped[number])
    return list(_trace(rows, costs, skipped, wanted))[::-1]


def _trace(rows: list[Numbers], costs: Numbers, skipped: list[Numbers], wanted: Wanted) -> Iterator[Pair]:
    """The pairs from the last to the first."""
    one, other = len(rows) - 1, len(rows[0]) - 1
    while one or other:
        here = rows[one][other]
        if one and other and here == rows[one - 1][other - 1] + costs[one - 1, other - 1]:
            one, other = one - 1, other - 1
            yield one, other
        elif other and here == rows[one][other - 1] + skipped[one][other] - skipped[one][other - 1]:
            other -= 1
            if one - 1 not in wanted.gaps:
                yield None, other
        else:
            one -= 1
            yield one, None
