"""Cuts a recording and its text into sections that can be searched one by one.

A cut is made only in the middle of a stretch where text and recording surely meet, so that the exact search loses
nothing by it; its time and memory then grow with the length of the recording, not with its square.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from clipper.align.anchors import Chain, SymbolString
from clipper.model.sound import Emissions

SURE_WEIGHT = 20
"""Matching phones that make a stretch sure, about six words: chance alone chains three or four seeds at most."""

_INSIDE = 10  # seeds that must lie on either side of a cut, within its stretch
_APART_MS = 30_000  # between two cuts: short enough to search at once, long enough to cost nothing
_FAR_MS = 120_000  # after this long without a cut (in noise) the middle of a shorter sure stretch must do


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Frames ``first_frame..end_frame`` in which the words ``first_word..end_word`` are searched, both half open."""

    first_frame: int
    end_frame: int
    first_word: int
    end_word: int


def sure_words(chain: Chain, written: SymbolString, *, weight: int = SURE_WEIGHT) -> int:
    """How many words have a symbol in a stretch of the chain with at least ``weight`` matching phones."""
    sure = chain.weight[chain.run] >= weight if len(chain.run) else np.zeros(0, bool)
    return len(np.unique(written.place[chain.written[sure]]))


def cut_sections(
    chain: Chain, heard: SymbolString, written: SymbolString, emissions: Emissions, *, words: int
) -> list[Section]:
    """Sections that cover all frames and all words in order."""
    frames, apart, far = len(emissions.log_probs), emissions.frames(_APART_MS), emissions.frames(_FAR_MS)
    cuts = [(0, 0)]
    starts_word = np.diff(written.place, prepend=-1) > 0
    for run in np.flatnonzero(chain.weight >= SURE_WEIGHT):
        seeds = np.flatnonzero(chain.run == run)
        inside = seeds[_INSIDE:-_INSIDE]
        if not len(inside) and heard.place[chain.heard[seeds[0]]] - cuts[-1][0] >= far:
            inside = seeds[len(seeds) // 3 : 1 + 2 * len(seeds) // 3]
        for seed in inside:
            if not starts_word[chain.written[seed]]:
                continue
            frame, word = int(heard.place[chain.heard[seed]]), int(written.place[chain.written[seed]])
            if frame - cuts[-1][0] >= apart and word > cuts[-1][1] and frames - frame >= apart:
                cuts.append((frame, word))
    cuts.append((frames, words))
    return [Section(first_frame=a[0], end_frame=b[0], first_word=a[1], end_word=b[1]) for a, b in pairwise(cuts)]
