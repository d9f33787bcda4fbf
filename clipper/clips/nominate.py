"""Many episodes -> how well a wanted text can match in each of them at best: those that cannot hold it are left out.

The bound is one of ``find``'s own prices: a place lies within a window of a known length, and each wanted unit costs at
least what it costs beside the most similar unit of that window, whatever their order. So no place scores better than
its bound, and an episode is only passed over where looking would find nothing that counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from clipper.clips.find import GAP_UNITS, PART_SCORE, window_size
from clipper.clips.index import Numbers
from clipper.clips.likeness import OTHER_WORD_COST, price_words
from clipper.clips.units import Wanted
from clipper.language import is_function_word

BLOCK = 16
"""Units that are looked at together; fewer are slower, more make the bound looser."""

NEAR_COST = 250
"""Between a misspelling and a chance likeness: two classes of similar words make the bound tighter than one."""

MOST_UNITS = 63
"""Different wanted units that are looked at, content words first; the others are taken for found."""

_BITS = 3  # a wanted unit is there exactly, nearly, or something like it is
_CLASSES = ((0, 1), (1, NEAR_COST), (NEAR_COST, OTHER_WORD_COST))
_NOTHING = 1e9  # more than all wanted words can gain
_AT_ONCE = 21  # wanted units whose bits one number holds

Codes = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The units of many episodes one behind the other, each episode filled up to whole blocks.

    ``units`` holds numbers in ``vocabulary``, its length for what is filled up. The blocks of episode ``e`` are
    ``first_blocks[e]`` to ``first_blocks[e + 1]``.
    """

    vocabulary: Sequence[str]
    units: npt.NDArray[np.uint32]
    first_blocks: Numbers


def fill_shelf(vocabulary: Sequence[str], episodes: Sequence[npt.NDArray[np.uint32]]) -> Shelf:
    """The shelf of episodes that hold these numbers of ``vocabulary``."""
    blocks = [max(1, -(-len(units) // BLOCK)) for units in episodes]
    first_blocks = np.concatenate(([0], np.cumsum(blocks))).astype(np.int64)
    filled = np.full(int(first_blocks[-1]) * BLOCK, len(vocabulary), dtype=np.uint32)
    for first, units in zip(first_blocks[:-1] * BLOCK, episodes, strict=True):
        filled[first : first + len(units)] = units
    return Shelf(vocabulary=vocabulary, units=filled, first_blocks=first_blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scan:
    """Some wanted units, where they are, and what they cost there.

    ``blocks`` has a number for each block, three bits of it for each unit; ``costs`` the price of each unit for each of
    the eight combinations of these.
    """

    units: Sequence[str]
    blocks: Codes
    costs: Numbers


def best_scores(query: Wanted, shelf: Shelf) -> npt.NDArray[np.float64]:
    """For each episode a score that no place in it exceeds.

    Of a text with gaps each part is bounded by itself, as if it stood there alone: a place that has more than two dozen
    hesitations within a part, or skips a passage there without a sign, may score better than its bound. A window at the
    end of an episode looks on into the next one, which only makes the bound looser.
    """
    if len(shelf.first_blocks) < 2:
        return np.zeros(0)
    different = sorted(dict.fromkeys(query.units), key=lambda unit: is_function_word(unit, "en"))[:MOST_UNITS]
    scans = [_scan(different[first : first + _AT_ONCE], shelf) for first in range(0, len(different), _AT_ONCE)]
    blocks = len(shelf.units) // BLOCK
    *earlier, last = query.parts
    gains = _best_gains(query, last, scans, blocks)
    if earlier:
        gains = _unless_poor(gains, query, last)
    for part in reversed(earlier):
        begun = _unless_poor(_best_gains(query, part, scans, blocks), query, part)
        gains = begun + _spread(gains, _blocks_of(window_size(len(part))[2] + GAP_UNITS), np.maximum)
    best = np.maximum.reduceat(gains, shelf.first_blocks[:-1])
    return np.maximum(best, 0).astype(np.float64) / query.total_cost


def _scan(units: Sequence[str], shelf: Shelf) -> _Scan:
    codes = np.zeros(len(shelf.vocabulary) + 1, dtype=np.uint64)
    costs = np.full((len(units), 1 << _BITS), OTHER_WORD_COST, dtype=np.int64)
    combinations = np.arange(1 << _BITS)
    for position, row in enumerate(price_words(units, shelf.vocabulary)):
        for bit, (least, end) in reversed(tuple(enumerate(_CLASSES))):
            like = np.flatnonzero((row >= least) & (row < end))
            if len(like):
                codes[like] |= np.uint64(1 << (_BITS * position + bit))
                costs[position, combinations >> bit & 1 == 1] = row[like].min()
    blocks = np.bitwise_or.reduce(codes[shelf.units].reshape(-1, BLOCK), axis=1)
    return _Scan(units=units, blocks=blocks, costs=costs)


def _best_gains(query: Wanted, part: range, scans: Sequence[_Scan], blocks: int) -> npt.NDArray[np.float32]:
    """For each block how much of a part can be there at most, in a window that begins in it."""
    owed: dict[str, list[int]] = {}
    for number in part:
        owed.setdefault(query.units[number], []).append(query.drop_costs[number])
    reach = _blocks_of(window_size(len(part))[2])
    gains = np.zeros(blocks, dtype=np.float32)
    for scan in scans:
        there = _spread(scan.blocks, reach, np.bitwise_or)
        for position, unit in enumerate(scan.units):
            prices = np.array(owed.pop(unit, ()), dtype=np.int64)
            if len(prices):
                gain = np.maximum(prices[:, None] - scan.costs[position], 0).sum(axis=0).astype(np.float32)
                gains += gain[(there >> np.uint64(_BITS * position)).astype(np.uint8) & np.uint8(7)]
    return gains + np.float32(sum(map(sum, owed.values())))


def _blocks_of(units: int) -> int:
    """How many blocks so many units can lie in."""
    return -(-(units - 1) // BLOCK) + 1


def _unless_poor(gains: npt.NDArray[np.float32], query: Wanted, part: range) -> npt.NDArray[np.float32]:
    """``gains`` where the part can match well enough by itself; far below nothing elsewhere."""
    least = PART_SCORE * sum(query.drop_costs[number] for number in part)
    return np.where(gains >= least - 1, gains, np.float32(-_NOTHING)).astype(np.float32)


def _spread(blocks: npt.NDArray[Any], reach: int, joined_by: np.ufunc) -> npt.NDArray[Any]:
    """Each block joined with the ``reach - 1`` that follow it, by doubling."""
    joined, done = blocks.copy(), 1
    while done < min(reach, len(blocks)):
        step = min(done, reach - done)
        joined[:-step] = joined_by(joined[:-step], joined[step:])
        done += step
    return joined
