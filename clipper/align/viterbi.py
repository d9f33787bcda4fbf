"""The best path of a graph of words through frames of scores: an exact Viterbi search, compiled by numba."""

from __future__ import annotations

import numba
import numpy as np

from clipper.align.graph import Path, Scores, WordGraph

_NEVER = np.float32(-1e30)
_BORDER = 3  # how a state was entered: 0 it stayed, 1 and 2 from so many states before, 3 from its word's border
_GAP = -1  # how a border was reached: >= 0 the chain that ended there, <= -2 by a jump from border -(value + 2)


@numba.njit(cache=True, nogil=True)
def _forward(values, gap_column, column, may_skip, chain_first, word_first, jump, skip, entered, reached):  # type: ignore[no-untyped-def]
    """Fill the back-pointers ``entered`` [frames, states + borders] and ``reached`` [frames, borders]; the last row."""
    frames = values.shape[0]
    words = len(word_first) - 1
    states = len(column)
    previous = np.full(states, _NEVER, np.float32)
    current = np.full(states, _NEVER, np.float32)
    gap = np.full(words + 1, _NEVER, np.float32)
    border = np.full(words + 1, -jump, np.float32)
    for w in range(words + 1):
        border[w] -= skip * w
    border[0] = 0.0
    for t in range(frames):
        emission = values[t]
        gap_score = emission[gap_column]
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
                    entered[t, s] = how
        furthest = _NEVER
        furthest_at = 0
        for w in range(words + 1):
            if border[w] > gap[w]:
                gap[w] = border[w]
                entered[t, states + w] = _BORDER
            else:
                entered[t, states + w] = 0
            gap[w] += gap_score
            best = gap[w]
            how = _GAP
            if w > 0:
                for c in range(word_first[w - 1], word_first[w]):
                    if current[chain_first[c + 1] - 1] > best:
                        best = current[chain_first[c + 1] - 1]
                        how = c
                if furthest - jump - skip * w > best:
                    best = furthest - jump - skip * w
                    how = -(furthest_at + 2)
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
    t = values.shape[0] - 1
    w = len(word_first) - 1
    while t >= 0:
        how = reached[t, w]
        if how <= -2:
            w = -(how + 2)
        elif how == _GAP:
            while t >= 0 and entered[t, states + w] == 0:
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
                step = entered[t, s]
                if step == _BORDER:
                    break
                s -= step
                t -= 1
            score[w] = total
            first[w] = t
            t -= 1


def find_path(scores: Scores, graph: WordGraph, *, jump: float, skip: float = 0.0) -> Path:
    """The likeliest way to say the words of ``graph``, in order, during the frames of ``scores``.

    A run of words may be jumped over for ``jump`` nats and ``skip`` more for each of its words; sound between words
    costs what the gap column says. Time and memory are frames x states (one byte each): the caller keeps both small.
    """
    words, frames = graph.words, len(scores.values)
    entered = np.zeros((frames, len(graph.column) + words + 1), np.uint8)
    reached = np.zeros((frames, words + 1), np.int32)
    border = _forward(
        scores.values, scores.gap, graph.column, graph.may_skip, graph.chain_first, graph.word_first,
        np.float32(jump), np.float32(skip), entered, reached,
    )  # fmt: skip
    first, end, chain = (np.full(words, -1, np.int32) for _ in range(3))
    score = np.zeros(words, np.float32)
    _trace(
        scores.values, graph.column, graph.chain_first, graph.word_first, entered, reached,
        first, end, chain, score,
    )  # fmt: skip
    return Path(first=first, end=end, chain=chain, score=score, total=float(border[words]))
