"""A transcript made ready for looking up quotes: built once, asked often."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from clipper.clips.units import Say, passing_costs, say_as_written, split_words
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
    vocabulary's entry ``v`` stands. ``written`` are all words of the transcript as a reader sees them, ``hidden`` those
    among them that are no part of the talk.
    """

    vocabulary: tuple[str, ...]
    numbers: dict[str, int]
    units: Numbers
    word_of: Numbers
    skip_costs: Numbers
    places: Numbers
    starts: Numbers
    say: Say
    language: str
    written: tuple[str, ...]
    hidden: frozenset[int]

    def places_of(self, entry: int) -> Numbers:
        """The unit numbers where vocabulary entry ``entry`` stands."""
        return self.places[self.starts[entry] : self.starts[entry + 1]]

    def only(self, words: Collection[int], *, skip_cost: int | None = None) -> QuoteIndex:
        """The index with every unit that is of none of ``words`` made unlike any word.

        Args:
            words: The words that stay.
            skip_cost: The price of passing over each of the others; None leaves it as it is.
        """
        inside = np.isin(self.word_of, np.fromiter(words, dtype=np.int64, count=len(words)))
        skip_costs = self.skip_costs if skip_cost is None else np.where(inside, self.skip_costs, skip_cost)
        return replace(self, units=np.where(inside, self.units, len(self.vocabulary)), skip_costs=skip_costs)


def index_transcript(transcript: Transcript, *, say: Say = say_as_written) -> QuoteIndex:
    """Prepare ``transcript`` for ``find_quotes``: about a microsecond per character, once.

    Args:
        transcript: What is searched.
        say: What is said for figures; the quotes that are looked for in this index are read in the same way.
    """
    searched = [number for number, word in enumerate(transcript.words) if word.searched]
    written = tuple(word.text for word in transcript.words)
    split = split_words([written[number] for number in searched], language=transcript.language, say=say)
    texts = [unit for unit, _ in split]
    numbers: dict[str, int] = {}
    units = np.array([numbers.setdefault(text, len(numbers)) for text in texts], dtype=np.int64)
    return arrange_index(
        tuple(numbers),
        units,
        word_of=np.array([searched[number] for _, number in split], dtype=np.int64),
        skip_costs=np.array(passing_costs(texts, language=transcript.language, ordinary=SKIP_COST), dtype=np.int64),
        written=written,
        hidden=frozenset(number for number, word in enumerate(transcript.words) if not word.shown),
        language=transcript.language,
        say=say,
    )


def arrange_index(  # noqa: PLR0913
    vocabulary: tuple[str, ...],
    units: Numbers,
    *,
    word_of: Numbers,
    skip_costs: Numbers,
    written: tuple[str, ...],
    hidden: frozenset[int],
    language: str,
    say: Say = say_as_written,
) -> QuoteIndex:
    """The index of units that are known already: what ``index_transcript`` made, taken from where it was kept."""
    counts = np.bincount(units, minlength=len(vocabulary))
    return QuoteIndex(
        vocabulary=vocabulary,
        numbers={text: number for number, text in enumerate(vocabulary)},
        units=units,
        word_of=word_of,
        skip_costs=skip_costs,
        places=np.argsort(units, kind="stable").astype(np.int64),
        starts=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        say=say,
        language=language,
        written=written,
        hidden=hidden,
    )
