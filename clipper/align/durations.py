"""Second look at rough places: words last about as long as their phones need, and pauses stand where sentences pause.

The first search knows nothing of time: where noise hides a word, it may be squeezed into a few frames, or float off in
a pause that nobody makes. Here every word may begin within a second of its place, and pays for an unlikely length; a
gap inside a sentence pays for its length. An explicit-duration (semi-Markov) search over whole words, exact within its
window. In babble at 5 dB it takes words within 100 ms from .940 to .953; clear sound it leaves as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numba
import numpy as np
import numpy.typing as npt

from clipper.align.graph import Path, Spot, build_graph, prepare_scores, spots_of
from clipper.model import SpokenWord
from clipper.model.sound import SAMPLE_RATE, Emissions

MS_PER_PHONE = 75
"""Fluent English has 12 to 15 phones a second."""

_NEVER = np.float32(-1e30)
_REACH_MS = 1000  # how far a word may begin from its first place
_LONGEST_MS = 3000
_LONGER_MS = 100  # than thrice the usual that any word may last
_SPREAD = 0.4  # of the logarithm of a word's length about the usual one
_LENGTH_PRICE = 4.0  # nats for half a squared spread; 2 to 8 differ by half a percent in babble
_GAP_PRICE = 0.015  # nats a ms for a gap where the text has no pause; 0.01 to 0.025 differ little
_PAUSE_PRICE = 0.0005  # the same where it has one: after a mark or before another turn
_FREE_GAP_MS = 100  # between two words of a sentence lies a boundary, not a pause
_DEAREST_GAP = 12.0  # nats; then it is not a pause but foreign sound (place.FOREIGN)
_SURE = -0.7  # a word with this score a frame was heard well enough to tell how fast people speak
_FEWEST_SURE = 20
_FINAL = 1.2  # words last longer before a pause
_STEPS = 50  # of a whole: the pace is rounded to .02, so that an edit of a word moves it, and every section, rarely

_MS_OF = {
    "AA": 110, "AE": 106, "AH": 50, "AO": 122, "AW": 150, "AY": 132, "B": 72, "CH": 121, "D": 62, "DH": 72, "EH": 76,
    "ER": 102, "EY": 122, "F": 104, "G": 82, "HH": 73, "IH": 56, "IY": 99, "JH": 107, "K": 93, "L": 86, "M": 82,
    "N": 66, "NG": 98, "OW": 121, "OY": 168, "P": 93, "R": 74, "S": 114, "SH": 126, "T": 72, "TH": 97, "UH": 59,
    "UW": 90, "V": 65, "W": 86, "Y": 84, "Z": 100, "ZH": 111,
}  # fmt: skip
"""Mean length of each phone in ms: what the transition matrices of pocketsphinx' en-us model expect."""


@numba.njit(cache=True, nogil=True)
def _search(  # type: ignore[no-untyped-def]
    values, gaps, column, may_skip, chain_first, word_first, low, high, longest, usual, spread, price, shift, gap_price,
    free_gap, dearest
):  # fmt: skip
    """Best first and end frame, chain and score of every word, and the path's whole score.

    ``gaps`` [frames + 1] adds up the score of silence.
    """
    words, frames = len(low), values.shape[0]
    reach = 0
    for w in range(words):
        reach = max(reach, high[w] - low[w] + 1)
    widest = reach + longest.max() + 1
    from_start = np.full((words, widest), -1, np.int32)  # of word w ending at low[w] + k: where it began,
    from_chain = np.full((words, widest), -1, np.int32)  # how it was said,
    own_score = np.zeros((words, widest), np.float32)
    from_end = np.full((words, reach), -1, np.int32)  # of word w beginning at low[w] + k: where the last one ended
    begin = np.full(reach, _NEVER, np.float32)
    for k in range(high[0] - low[0] + 1):
        begin[k] = gaps[low[0] + k]
    ending = np.full(widest, _NEVER, np.float32)
    for w in range(words):
        ending = np.full(widest, _NEVER, np.float32)
        for k in range(high[w] - low[w] + 1):
            if begin[k] <= _NEVER / 2:
                continue
            first = low[w] + k
            for c in range(word_first[w], word_first[w + 1]):
                a = chain_first[c]
                states = chain_first[c + 1] - a
                now = np.full(states, _NEVER, np.float32)
                for t in range(min(longest[w], frames - first)):
                    for s in range(min(states - 1, 2 * t), -1, -1):
                        best = now[s]
                        if s == 0:
                            if t == 0:
                                best = np.float32(0)
                        else:
                            best = max(best, now[s - 1])
                            if may_skip[a + s]:
                                best = max(best, now[s - 2])
                        now[s] = best + values[first + t, column[a + s]]
                    if now[states - 1] > _NEVER / 2:
                        off = np.log((t + 1 + shift) / usual[w]) / spread
                        value = begin[k] + now[states - 1] - price * 0.5 * off * off
                        if value > ending[k + t + 1]:
                            ending[k + t + 1] = value
                            from_start[w, k + t + 1] = k
                            from_chain[w, k + t + 1] = c
                            own_score[w, k + t + 1] = now[states - 1]
        if w + 1 < words:
            later = low[w + 1] - low[w]
            begin = np.full(reach, _NEVER, np.float32)
            for k in range(high[w + 1] - low[w + 1] + 1):
                for e in range(min(widest, k + later + 1)):
                    if ending[e] > _NEVER / 2:
                        gap = k + later - e
                        cost = min(dearest, max(0, gap - free_gap) * gap_price[w])
                        value = ending[e] + gaps[low[w + 1] + k] - gaps[low[w] + e] - cost
                        if value > begin[k]:
                            begin[k] = value
                            from_end[w + 1, k] = e
    best = _NEVER
    at = -1
    for e in range(widest):
        if ending[e] > _NEVER / 2 and ending[e] + gaps[frames] - gaps[low[words - 1] + e] > best:
            best = ending[e] + gaps[frames] - gaps[low[words - 1] + e]
            at = e
    first, end, chain = np.full(words, -1, np.int32), np.zeros(words, np.int32), np.zeros(words, np.int32)
    score = np.zeros(words, np.float32)
    for w in range(words - 1, -1, -1):
        if at < 0:
            break
        end[w] = low[w] + at
        first[w] = low[w] + from_start[w, at]
        chain[w] = from_chain[w, at]
        score[w] = own_score[w, at]
        at = from_end[w, from_start[w, at]]
    return first, end, chain, score, best


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long words last in a recording, as a multiple of the usual length of their phones."""

    stretch: float = 1.0


def _usual_ms(spot: Spot, word: SpokenWord) -> float:
    return (_FINAL if word.pause_after else 1.0) * sum(_MS_OF[phone] for phone in spot.phones)


def measure_pace(spots: Sequence[Spot | None], words: Sequence[SpokenWord], emissions: Emissions) -> Pace:
    """The pace of the words that were surely heard; the usual one if there are few."""
    missed = emissions.calibration.early_ms + emissions.calibration.late_ms
    frame_ms = 1000 * emissions.hop / SAMPLE_RATE
    paces = [
        ((spot.end - spot.first) * frame_ms + missed) / _usual_ms(spot, word)
        for spot, word in zip(spots, words, strict=True)
        if spot is not None and spot.score >= _SURE
    ]
    return Pace(stretch=round(float(np.median(paces)) * _STEPS) / _STEPS) if len(paces) >= _FEWEST_SURE else Pace()


def settle_lengths(
    spots: Sequence[Spot],
    words: Sequence[SpokenWord],
    emissions: Emissions,
    pace: Pace,
    *,
    frames: tuple[int, int],
) -> list[Spot]:
    """Better places for consecutive words, each within a second of the one it has.

    Args:
        spots: The words' places, in order.
        words: The words.
        emissions: What was heard.
        pace: How long words last here.
        frames: Where the words may begin, and where they must have ended.
    """
    first_frame, end_frame = frames
    graph = build_graph(words, emissions)
    scores = prepare_scores(emissions, first_frame, end_frame)
    frame_ms = 1000 * emissions.hop / SAMPLE_RATE
    starts = np.array([spot.first - first_frame for spot in spots], np.int32)
    low, high = _windows(starts, end_frame - first_frame, round(_REACH_MS / frame_ms))
    usual = np.array([_usual_ms(spot, word) for spot, word in zip(spots, words, strict=True)]) * pace.stretch / frame_ms
    missed = (emissions.calibration.early_ms + emissions.calibration.late_ms) / frame_ms
    silence = np.maximum(scores.values[:, scores.joint], emissions.calibration.filler)
    first, end, chain, score, total = _search(
        scores.values, np.concatenate([[0.0], np.cumsum(silence, dtype=np.float64)]), graph.column, graph.may_skip,
        graph.chain_first, graph.word_first, low, high, _longest(usual, frame_ms), usual, _SPREAD, _LENGTH_PRICE,
        missed, frame_ms * np.array([_PAUSE_PRICE if word.pause_after else _GAP_PRICE for word in words]),
        round(_FREE_GAP_MS / frame_ms), _DEAREST_GAP,
    )  # fmt: skip
    if first[0] < 0:
        return list(spots)
    path = Path(first=first, end=end, chain=chain, score=score, total=float(total))
    return [spot for spot in spots_of(path, graph, first_frame) if spot is not None]


def _windows(
    starts: npt.NDArray[np.int32], frames: int, reach: int
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """The first and the last frame in which each word may begin; both rise from word to word."""
    low = np.maximum.accumulate(np.maximum(0, starts - reach)).astype(np.int32)
    high = np.minimum.accumulate(np.minimum(frames - 1, starts + reach)[::-1])[::-1].astype(np.int32)
    return low, high


def _longest(usual: npt.NDArray[np.float64], frame_ms: float) -> npt.NDArray[np.int32]:
    """Frames that a word may last: thrice the usual, within bounds."""
    return np.minimum(_LONGEST_MS / frame_ms, 3 * usual + _LONGER_MS / frame_ms).astype(np.int32)
