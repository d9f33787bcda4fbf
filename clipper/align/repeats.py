"""Passages that are heard again: a cold open from the middle of the talk, a chorus that the text has once.

Their words have a place already; the second one is speech that no word of the text accounts for. Every such stretch is
compared with the whole text, as anchors are found, and what surely matches is searched exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from clipper.align.anchors import SymbolString, chain_seeds, hear_symbols, write_symbols
from clipper.align.graph import Spot, ways_to_say
from clipper.align.habits import Habits
from clipper.align.pricing import SKIP_IN_CLEAR
from clipper.align.refine import refine_words
from clipper.align.section_search import Sought, search_section
from clipper.align.words import time_words
from clipper.model import CONFIDENCE_DIGITS, Repeat, Span, SpokenWord, silent
from clipper.model.sound import Emissions, Hearing, PhoneModel

_SHORTEST_MS = 2000  # eleven words, the fewest that are sure, take longer
_SURE_WEIGHT = 36
"""Matching phones that make a passage sure, about eleven words: between strangers of the same vocabulary the longest
stretch has 31, and an advertisement may well share a phrase with the talk."""
_MOST_LOST = 3  # words in a row without a place: more, and the passage ends
_ROOM = 1.3  # phones of text looked at for each one heard: the model misses some


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """The searched words with their index in the transcript, and how they are written in symbols."""

    indices: Sequence[int]
    words: Sequence[SpokenWord]
    written: SymbolString
    lengths: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    first_word: int  # among the searched words
    spots: Sequence[Spot | None]


def find_repeats(
    spoken: Sequence[SpokenWord],
    hearing: Hearing,
    model: PhoneModel,
    untranscribed: Sequence[Span],
    *,
    habits: Habits,
) -> tuple[Repeat, ...]:
    """The passages of the text that are heard in ``untranscribed`` speech, in order of time.

    Args:
        spoken: The words in text order.
        hearing: All that was heard of the recording.
        model: The phone model for exact edges.
        untranscribed: Where somebody speaks and no word of the text has its place.
        habits: Those of the recording, as ``align_words`` found them.
    """
    emissions = hearing.emissions
    indices = [index for index, word in enumerate(spoken) if word.forms]
    words = [spoken[index] for index in indices]
    heard_as = [[symbol for unit in ways_to_say(word, emissions)[0].heard for symbol in unit] for word in words]
    text = _Text(
        indices=indices,
        words=words,
        written=write_symbols([tuple(symbols) for symbols in heard_as], emissions),
        lengths=[len(symbols) for symbols in heard_as],
    )
    heard = hear_symbols(emissions)
    repeats = []
    for span in untranscribed:
        frames = (emissions.frames(span.start_ms), min(emissions.frames(span.end_ms) + 1, len(emissions.log_probs)))
        repeats += [_repeat(found, text, hearing, model, habits) for found in _match(text, heard, emissions, *frames)]
    return tuple(repeats)


def _match(text: _Text, heard: SymbolString, emissions: Emissions, first: int, end: int) -> Iterator[_Found]:
    """What of the text is heard in the frames ``first..end``: the surest passage, and those before and after it."""
    if end - first < emissions.frames(_SHORTEST_MS):
        return
    inside = (heard.place >= first) & (heard.place < end)
    here = SymbolString(symbol=heard.symbol[inside], place=heard.place[inside])
    chain = chain_seeds(here, text.written, emissions)
    if not len(chain.weight) or chain.weight.max() < _SURE_WEIGHT:
        return
    seeds = np.flatnonzero(chain.run == chain.weight.argmax())
    low = _step(text, text.written.place[chain.written[seeds[0]]], -1, int(chain.heard[seeds[0]]))
    high = _step(text, text.written.place[chain.written[seeds[-1]]], 1, len(here.symbol) - int(chain.heard[seeds[-1]]))
    sought = Sought(words=tuple(text.words[low : high + 1]), first_frame=first, end_frame=end)
    spots = search_section(emissions, sought, SKIP_IN_CLEAR)
    found = _trim(spots, low, int(text.written.place[chain.written[seeds[len(seeds) // 2]]]))
    if found is None:
        return
    placed = [spot for spot in found.spots if spot is not None]
    yield from _match(text, heard, emissions, first, placed[0].first)
    yield found
    yield from _match(text, heard, emissions, placed[-1].end, end)


def _step(text: _Text, word: int, way: int, room: int) -> int:
    """The word so far from ``word`` that its symbols fill the room heard beside it."""
    left = _ROOM * room
    while 0 <= word + way < len(text.words) and left > 0:
        word += way
        left -= text.lengths[word]
    return int(word)


def _trim(spots: Sequence[Spot | None], low: int, core: int) -> _Found | None:
    """The run of placed words around ``core``, without what lies beyond a row of lost ones."""
    if not any(spots):
        return None
    middle = min((i for i, spot in enumerate(spots) if spot), key=lambda i: abs(i - (core - low)))
    ends = []
    for way in (-1, 1):
        last = at = middle
        while 0 <= at < len(spots) and abs(at - last) <= _MOST_LOST:
            last = at if spots[at] else last
            at += way
        ends.append(last)
    return _Found(first_word=low + ends[0], spots=spots[ends[0] : ends[1] + 1])


def _repeat(found: _Found, text: _Text, hearing: Hearing, model: PhoneModel, habits: Habits) -> Repeat:
    sharp = refine_words(found.spots, hearing, model, progress=silent)
    timed = time_words(found.spots, sharp, hearing, habits)
    first, last = (text.indices[found.first_word + place] for place in (0, len(timed) - 1))
    spans: list[Span | None] = [None] * (last + 1 - first)
    for place, word in enumerate(timed):
        spans[text.indices[found.first_word + place] - first] = word.span
    known = [span for span in spans if span]
    return Repeat(
        first_word=first,
        end_word=last + 1,
        span=known[0].hull(known[-1]),
        score=round(fmean(word.confidence for word in timed if word.span), CONFIDENCE_DIGITS),
        spans=tuple(spans),
    )
