"""The best path of a graph of words through frames of scores: an exact Viterbi search, compiled by numba."""

from __future__ import annotations

from dataclasses import dataclass

import numba
import numpy as np

from clipper.align.graph import Path, Scores, WordGraph

_NEVER = np.float32(-1e30)
_BORDER = 3  # how a state was entered: 0 it stayed, 1 and 2 from so many states before, 3 from its word's border
_GAP, _FOREIGN, _JUMP = -1, -2, -3  # how a border was reached: >= 0 the chain that ended there, <= -3 by a jump from
# border -(value + 3)


@numba.njit(cache=True, nogil=True)
def _forward(  # type: ignore[no-untyped-def]
    values, gap_column, foreign_column, column, may_skip, chain_first, word_first, prices, entered, reached
):
    """Fill the back-pointers ``entered`` [frames, (states + 2 x borders) / 4] and ``reached`` [frames, borders].

    Four states share a byte of ``entered``, two bits each: state ``s`` has its own in byte ``s // 4``.
    """
    jump, skip, foreign_price = prices
    frames = values.shape[0]
    words = len(word_first) - 1
    states = len(column)
    previous = np.full(states, _NEVER, np.float32)
    current = np.full(states, _NEVER, np.float32)
    gap = np.full(words + 1, _NEVER, np.float32)
    foreign = np.full(words + 1, _NEVER, np.float32)
    border = np.full(words + 1, -jump, np.float32)
    for w in range(words + 1):
        border[w] -= skip * w
    border[0] = 0.0
    for t in range(frames):
        emission = values[t]
        for w in range(words):
            entry = border[w]
            for c in range(word_first[w], word_first[w + 1]):
                for s in range(chain_first[c], chain_first[c + 1]):
                    best = previous[s]
                    how = 0
                    if s == chain_first[c]:
                        if entry > best:
                            best = entry
                            how = _BORDER
                    else:
                        if previous[s - 1] > best:
                            best = previous[s - 1]
                            how = 1
                        if may_skip[s] and previous[s - 2] > best:
                            best = previous[s - 2]
                            how = 2
                    current[s] = best + emission[column[s]]
                    entered[t, s >> 2] |= how << 2 * (s & 3)
        furthest = _NEVER
        furthest_at = 0
        for w in range(words + 1):
            if border[w] > gap[w]:
                entered[t, (states + w) >> 2] |= _BORDER << 2 * ((states + w) & 3)
            gap[w] = max(gap[w], border[w]) + emission[gap_column]
            entry = border[w] - foreign_price
            if entry > foreign[w]:
                s = states + words + 1 + w
                entered[t, s >> 2] |= _BORDER << 2 * (s & 3)
            foreign[w] = max(foreign[w], entry) + emission[foreign_column]
            best = gap[w]
            how = _GAP
            if foreign[w] > best:
                best = foreign[w]
                how = _FOREIGN
            if w > 0:
                for c in range(word_first[w - 1], word_first[w]):
                    if current[chain_first[c + 1] - 1] > best:
                        best = current[chain_first[c + 1] - 1]
                        how = c
                if furthest - jump - skip * w > best:
                    best = furthest - jump - skip * w
                    how = -(furthest_at + 3)
            border[w] = best
            reached[t, w] = how
            if best + skip * w > furthest:
                furthest = best + skip * w
                furthest_at = w
        previous, current = current, previous
    return border


@numba.njit(cache=True, nogil=True)
def _trace(  # type: ignore[no-untyped-def]
    values, column, chain_first, word_first, entered, reached, first, end, chain, score
):
    """Follow the back-pointers from the last border and note every word's frames."""
    states = len(column)
    words = len(word_first) - 1
    t = values.shape[0] - 1
    w = words
    while t >= 0:
        how = reached[t, w]
        if how <= _JUMP:
            w = -(how + 3)
        elif how < 0:
            state = states + w if how == _GAP else states + words + 1 + w
            while t >= 0 and (entered[t, state >> 2] >> 2 * (state & 3)) & 3 == 0:
                t -= 1
            t -= 1
        else:
            w -= 1
            s = chain_first[how + 1] - 1
            end[w] = t + 1
            chain[w] = how
            total = 0.0
            while True:
                total += values[t, column[s]]
                step = (entered[t, s >> 2] >> 2 * (s & 3)) & 3
                if step == _BORDER:
                    break
                s -= step
                t -= 1
            score[w] = total
            first[w] = t
            t -= 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """What a path pays in nats: for leaving out a run of words and each of them, for entering foreign sound."""

    jump: float
    skip: float
    foreign: float


_MOST_NARROW = 32_000  # chains and borders that an int16 can tell apart


def path_bytes(graph: WordGraph, frames: int) -> int:
    """Bytes of back-pointers that a search needs."""
    return frames * (_bytes_entered(graph) + (graph.words + 1) * _reached_type(graph).itemsize)


def _bytes_entered(graph: WordGraph) -> int:
    """A frame's states and the two of each border, two bits each."""
    return (len(graph.column) + 2 * (graph.words + 1) + 3) // 4


def _reached_type(graph: WordGraph) -> np.dtype[np.signedinteger]:
    return np.dtype(np.int32 if len(graph.ways) > _MOST_NARROW else np.int16)


def find_path(scores: Scores, graph: WordGraph, prices: Prices) -> Path:
    """The likeliest way to say the words of ``graph``, in order, during the frames of ``scores``.

    A run of words may be left out for its price. Between words silence is free; foreign sound costs the model's
    filler score a frame and its price once, so that a word is not torn off its neighbours for a slightly better place
    elsewhere in it. Time and memory are frames x states (``path_bytes``): the caller keeps both small.
    """
    words, frames = graph.words, len(scores.values)
    entered = np.zeros((frames, _bytes_entered(graph)), np.uint8)
    reached = np.zeros((frames, words + 1), _reached_type(graph))
    border = _forward(
        scores.values, scores.joint, scores.foreign, graph.column, graph.may_skip, graph.chain_first, graph.word_first,
        (np.float32(prices.jump), np.float32(prices.skip), np.float32(prices.foreign)), entered, reached,
    )  # fmt: skip
    first, end, chain = (np.full(words, -1, np.int32) for _ in range(3))
    score = np.zeros(words, np.float32)
    _trace(
        scores.values, graph.column, graph.chain_first, graph.word_first, entered, reached,
        first, end, chain, score,
    )  # fmt: skip
    return Path(first=first, end=end, chain=chain, score=score, total=float(border[words]))
