"""A transcript made ready for looking up quotes: built once, asked often."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clipper.clips.units import passing_costs, split_units
from clipper.model import Transcript

SKIP_COST = 600
"""The price of a spoken word that the quote leaves out; dearer than half a word, so that a misquoted first or last word
is still taken for the spoken one in its place, and cheaper than a whole one, because people shorten."""

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteIndex:
    """The comparable units of a transcript's searched words, in order, and where each different one stands.

    ``units`` holds vocabulary numbers, ``word_of`` the word each unit belongs to (a hyphenated word has two units),
    ``skip_costs`` the price of passing over it. ``places[starts[v] : starts[v + 1]]`` are the unit numbers where the
    vocabulary's entry ``v`` stands.
    """

    vocabulary: tuple[str, ...]
    numbers: dict[str, int]
    units: Numbers
    word_of: Numbers
    skip_costs: Numbers
    places: Numbers
    starts: Numbers

    def places_of(self, entry: int) -> Numbers:
        """The unit numbers where vocabulary entry ``entry`` stands."""
        return self.places[self.starts[entry] : self.starts[entry + 1]]


def index_transcript(transcript: Transcript) -> QuoteIndex:
    """Prepare ``transcript`` for ``find_quotes``: about a microsecond per character, once."""
    texts: list[str] = []
    word_of: list[int] = []
    for number, word in enumerate(transcript.words):
        if word.searched:
            units = split_units(word.text)
            texts += units
            word_of += [number] * len(units)
    numbers: dict[str, int] = {}
    entries = np.array([numbers.setdefault(text, len(numbers)) for text in texts], dtype=np.int64)
    counts = np.bincount(entries, minlength=len(numbers)) if texts else np.zeros(0, dtype=np.int64)
    return QuoteIndex(
        vocabulary=tuple(numbers),
        numbers=numbers,
        units=entries,
        word_of=np.array(word_of, dtype=np.int64),
        skip_costs=np.array(passing_costs(texts, language=transcript.language, ordinary=SKIP_COST), dtype=np.int64),
        places=np.argsort(entries, kind="stable").astype(np.int64),
        starts=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
    )
