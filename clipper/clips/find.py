"""A wanted text -> the places where it was said, best first.

Rare words vote for places (``_likely_windows``), then every likely stretch is aligned with the wanted text word by word
(``_align``), all stretches at once. Measured in clips.md 3.8: seed and word alignment finds misquoted text with the
exact range two to three times as often as the best substring similarity does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clipper.clips.index import SKIP_COST, Numbers, QuoteIndex, index_transcript
from clipper.clips.likeness import OTHER_WORD_COST, price_words
from clipper.clips.trust import trust_place
from clipper.clips.units import WORD_COST, Say, Wanted, read_wanted
from clipper.errors import QuoteError
from clipper.model import Alignment, Quote, Span

LONGEST_WANTED = 2000
"""Words. A quarter of an hour of talk is not a quote; the search is quadratic in this length."""

WORST_SCORE = 0.4
"""Below this, a place shares only common words with the wanted text and is not even worth naming."""

LONG_SKIP_COST = 3 * WORD_COST
"""A passage left out without a sign, however long (up to the window): dearer than skipping five single words."""

GAP_UNITS = 150
"""How much "..." may stand for: a minute of talk at 150 words a minute. More is two clips."""

PART_SCORE = 0.6
"""What each part between "..." must reach by itself: of two words both, of three two. Without it, "you paid ... the
sky" was found wherever "you paid" was followed by any "the"."""

GAP_COST = 1
"""Per unit that "..." stands for: only to prefer the nearer continuation."""

CELLS = 200_000
"""Cells of the alignment tables of one search: about 5 ms. Fewer places are looked at for longer quotes."""

COMMON = 2000
"""A word that stands in more places than this says too little about where the quote is to vote."""

_BASE = 1 << 24  # keys hold cost * _BASE + a start; more than any transcript's units
_NEVER = 1 << 36  # dearer than any alignment, and far from overflowing a key: no word stands here


@dataclass(frozen=True, slots=True, kw_only=True)
class _Windows:
    """Stretches of the index of equal length: where each begins, its units and the price of skipping each."""

    firsts: Numbers
    units: Numbers
    skip_costs: Numbers


def find_quotes(
    alignment: Alignment,
    wanted: str,
    *,
    index: QuoteIndex | None = None,
    within: Span | None = None,
    limit: int = 16,
) -> tuple[Quote, ...]:
    """Every place where ``wanted`` may have been said, best first; empty if none.

    Of equal ones those that cut no word apart ("four" in "sixty-four") come first, then in order of time.

    The places do not overlap. Turn borders, case, punctuation, hesitations, doubled words and small misquotations do
    not hinder; "...", "[...]" and "…" in ``wanted`` stand for up to ``GAP_UNITS`` words, and each part between them
    must match well. A score of 1 means word for word; each wrong word costs its share.

    Args:
        alignment: What to search; its times matter for ``within`` only.
        wanted: What somebody remembers.
        index: ``index_transcript(alignment.transcript)``, where several quotes are looked for in one transcript.
        within: Look only at words inside this span of the episode's timeline (and those without a time).
        limit: How many places at most.

    Raises:
        QuoteError: If ``wanted`` holds no word, or more than ``LONGEST_WANTED``.
    """
    index = index or index_transcript(alignment.transcript)
    if within is not None:
        spans = ((number, word.span) for number, word in enumerate(alignment.words))
        index = index.only([number for number, span in spans if span is None or span.overlaps(within)])
    return search_index(index, wanted, limit=limit)


def search_index(index: QuoteIndex, wanted: str, *, limit: int) -> tuple[Quote, ...]:
    """What ``find_quotes`` finds, from the index alone: no times are needed.

    Raises:
        QuoteError: As ``find_quotes``.
    """
    query = read_searchable(wanted, language=index.language, say=index.say)
    if not len(index.units):
        return ()
    costs = _compare(query, index)
    windows = _likely_windows(query, index, costs)
    ends = _align(query, windows, costs)
    ends = ends[ends[:, 2] <= len(index.units)]  # beyond a short text lies padding
    places = _distinct_places(ends, query, index, limit)
    found = []
    for cost, first, end in places:
        score = 1.0 - cost / query.total_cost
        trust = trust_place(query, costs, index, first, end, score)
        found.append(_quote(index, (first, end), wanted=wanted, score=score, trust=trust))
    return tuple(found)


def read_searchable(wanted: str, *, language: str, say: Say) -> Wanted:
    """A wanted text taken apart, if it can be looked for.

    Raises:
        QuoteError: If it holds no word, or more than ``LONGEST_WANTED``.
    """
    query = read_wanted(wanted, language=language, say=say)
    if not query.total_cost:
        raise QuoteError(f"there is no word to look for in {wanted!r}", remedy="Give some words of the quote.")
    if len(query.units) > LONGEST_WANTED:
        raise QuoteError(
            f"a quote of {len(query.units)} words is too long; at most {LONGEST_WANTED} can be looked for",
            remedy="Give its first and last sentence with ... between them, or cut it into several quotes.",
        )
    return query


def _quote(index: QuoteIndex, place: tuple[int, int], *, wanted: str, score: float, trust: float) -> Quote:
    first, end = place
    first_word, end_word = int(index.word_of[first]), int(index.word_of[end - 1]) + 1
    return Quote(
        first_word=first_word,
        end_word=end_word,
        score=score,
        wanted=wanted,
        found=" ".join(index.written[first_word:end_word]),
        trust=trust,
    )


def _compare(query: Wanted, index: QuoteIndex) -> Numbers:
    """[wanted units, vocabulary + 1]: the price of hearing each entry for each wanted unit; the last is padding."""
    costs = price_words(query.units, index.vocabulary)
    return np.concatenate((costs, np.full((len(query.units), 1), _NEVER, dtype=np.int64)), axis=1)


def _likely_windows(query: Wanted, index: QuoteIndex, costs: Numbers) -> _Windows:
    """The stretches that share the most, and the rarest, words with the wanted text in about its order."""
    length = len(query.units)
    bin_width, slack, size = window_size(length, len(query.gaps))
    votes = _vote(query, index, costs, bin_width)
    neighbours = votes[:-1] + votes[1:]
    most = max(8, min(500, CELLS // (length * size), len(neighbours)))
    best = np.argsort(-neighbours, kind="stable")[:most]
    best = np.sort(best[neighbours[best] > 0])
    firsts = np.clip(best * bin_width - length - slack, 0, max(0, len(index.units) - size))
    firsts = np.unique(firsts)
    columns = firsts[:, None] + np.arange(size)[None, :]
    padding = max(0, size - len(index.units))
    return _Windows(
        firsts=firsts,
        units=np.pad(index.units, (0, padding), constant_values=len(index.vocabulary))[columns],
        skip_costs=np.pad(index.skip_costs, (0, padding), constant_values=SKIP_COST)[columns],
    )


def window_size(length: int, gaps: int = 0) -> tuple[int, int, int]:
    """Of so many wanted units: a bin of beginnings, what is added around a place, and a whole window, in units."""
    bin_width = max(4, length // 4)
    slack = 6 + length // 2 + min(gaps * GAP_UNITS, 5 * GAP_UNITS)
    return bin_width, slack, length + 2 * bin_width + 2 * slack


def _vote(query: Wanted, index: QuoteIndex, costs: Numbers, bin_width: int) -> npt.NDArray[np.float64]:
    """How strongly each bin of quote beginnings is backed; bin 0 begins ``len(query.units)`` before the first unit."""
    total, length = len(index.units), len(query.units)
    votes = np.zeros((total + length) // bin_width + 2)
    backing = [_sounding_like(row, index) for row in costs[:, :-1]]
    usual = min(max(COMMON, total // 50), total) if any(0 < len(p) <= COMMON for p in backing) else total
    for number, places in enumerate(backing):
        if 0 < len(places) <= usual:
            bins = (places[index.units[places] < len(index.vocabulary)] - number + length) // bin_width
            votes += np.bincount(np.unique(bins), minlength=len(votes)) * np.log1p(total / len(places))
    return votes


def _sounding_like(row: Numbers, index: QuoteIndex) -> Numbers:
    """Where a wanted unit stands, or else where the entry most like it does."""
    entry = int(row.argmin())
    return index.places_of(entry) if row[entry] < OTHER_WORD_COST else index.places[:0]


def _align(query: Wanted, windows: _Windows, costs: Numbers) -> Numbers:
    """Align the wanted text, part by part, with every window at once, free at both ends.

    Returns:
        [ends, 3]: cost, first unit and end unit of the best alignment that ends at each unit of each window. A table's
        cell is one number, cost first and then the start counted backwards: so a minimum carries the start along, and
        of two equally good places the shorter wins.
    """
    boundaries = windows.firsts[:, None] + np.arange(windows.units.shape[1] + 1)[None, :]
    first, *others = query.parts
    row = _align_part(query, first, windows, costs)
    if others:
        row = _unless_poor(row, row, query, first)
    for part in others:
        continuation = _align_part(query, part, windows, costs)
        row = _unless_poor(_continue(row, continuation, windows), continuation, query, part)
    return np.stack((row // _BASE, _BASE - 1 - row % _BASE, boundaries), axis=-1).reshape(-1, 3)


def _align_part(query: Wanted, part: range, windows: _Windows, costs: Numbers) -> Numbers:
    """[windows, size + 1]: the cells of the best alignment of some of the wanted units that ends at each boundary."""
    count, size = windows.units.shape
    skipped = np.zeros((count, size + 1), dtype=np.int64)
    np.cumsum(windows.skip_costs * _BASE, axis=1, out=skipped[:, 1:])
    row = _BASE - 1 - (windows.firsts[:, None] + np.arange(size + 1)[None, :])
    for number in part:
        heard = row[:, :-1] + costs[number][windows.units] * _BASE
        row = row + query.drop_costs[number] * _BASE
        np.minimum(row[:, 1:], heard, out=row[:, 1:])
        if number < part[-1]:
            anywhere = np.minimum.accumulate(row, axis=1) + LONG_SKIP_COST * _BASE
            row = np.minimum(np.minimum.accumulate(row - skipped, axis=1) + skipped, anywhere)
    return row


def _continue(row: Numbers, continuation: Numbers, windows: _Windows) -> Numbers:
    """Cells of ``row`` followed, after at most ``GAP_UNITS``, by those of ``continuation``."""
    begins = _BASE - 1 - continuation % _BASE - windows.firsts[:, None]
    nearer = np.arange(row.shape[1])[None, :] * (GAP_COST * _BASE)
    before = _least_of_last(row - nearer, GAP_UNITS + 1) + nearer
    return np.take_along_axis(before, begins, axis=1) + continuation // _BASE * _BASE


def _least_of_last(rows: Numbers, count: int) -> Numbers:
    """In each row, the least of each value and the ``count - 1`` before it, by doubling."""
    least, reach = rows.copy(), 1
    while reach < min(count, rows.shape[1]):
        step = min(reach, count - reach)
        least[:, step:] = np.minimum(least[:, step:], least[:, :-step])
        reach += step
    return least


def _unless_poor(row: Numbers, of_part: Numbers, query: Wanted, part: range) -> Numbers:
    """``row`` without the cells at which the part that ends there does not match well by itself."""
    most = (1 - PART_SCORE) * sum(query.drop_costs[number] for number in part)
    return np.where(of_part // _BASE <= most, np.minimum(row, _NEVER * _BASE), _NEVER * _BASE)


def _distinct_places(ends: Numbers, query: Wanted, index: QuoteIndex, limit: int) -> list[tuple[int, int, int]]:
    """The cheapest places that do not overlap a cheaper one: (cost, first unit, end unit), best first."""
    ends = ends[(ends[:, 0] <= (1 - WORST_SCORE) * query.total_cost) & (ends[:, 1] < ends[:, 2])]
    ends = ends[np.lexsort((ends[:, 2] - ends[:, 1], ends[:, 1], _cut_words(ends, index), ends[:, 0]))]
    places: list[tuple[int, int, int]] = []
    while len(ends) and len(places) < limit:
        cost, first, end = (int(value) for value in ends[0])
        places.append((cost, first, end))
        ends = ends[(ends[:, 2] <= first) | (ends[:, 1] >= end)]
    return places


def _cut_words(ends: Numbers, index: QuoteIndex) -> Numbers:
    """How many words each place cuts apart: at its beginning, at its end."""
    joined = np.concatenate(([False], np.diff(index.word_of) == 0, [False]))  # a unit with the one before it
    cuts: Numbers = joined[ends[:, 1:]].sum(axis=1)
    return cuts
