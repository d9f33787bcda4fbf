"""Header times as hints: where a word should be, if the transcript is right about it. Never trusted, only preferred."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np

from clipper.model import Transcript

_MS_PER_WORD = 400  # unhurried talk: 150 words a minute; carries the last header on to the end


def expected_times(transcript: Transcript) -> list[int] | None:
    """The ms at which each word would begin if the header times were right, or None without two times that agree.

    Times that run backwards contradict the text's own order: the longest rising series of them is used.
    """
    marks = [(turn.first_word, turn.header_ms) for turn in transcript.turns if turn.header_ms is not None]
    rising = _longest_rising([ms for _, ms in marks])
    if len(rising) < 2:
        return None
    words = [marks[i][0] for i in rising]
    times = [marks[i][1] for i in rising]
    count = len(transcript.words)
    words.append(max(count, words[-1] + 1))
    times.append(times[-1] + (words[-1] - words[-2]) * _MS_PER_WORD)
    expected: list[int] = np.interp(np.arange(count), words, times).astype(int).tolist()
    return expected


def _longest_rising(values: list[int]) -> list[int]:
    """Indices of the longest strictly rising subsequence (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    before = [-1] * len(values)
    for index, value in enumerate(values):
        place = bisect_right(tails, value - 1)
        before[index] = ends[place - 1] if place else -1
        tails[place : place + 1] = [value]
        ends[place : place + 1] = [index]
    chosen = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chosen.append(at)
        at = before[at]
    return chosen[::-1]
