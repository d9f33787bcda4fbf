"""A wanted text beside what was said: which words differ. For whoever checks a quotation before it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from clipper.clips.index import SKIP_COST
from clipper.clips.likeness import price_words
from clipper.clips.pairs import Pair, pair_up
from clipper.clips.units import RESTART_COST, Say, Wanted, passing_costs, read_wanted, say_as_written, split_words
from clipper.model import Quote, Transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Words of the wanted text and those that were said in their place; one of the two may be empty."""

    wanted: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    units: tuple[str, ...]
    word_of: tuple[int, ...]
    skip_costs: tuple[int, ...]


def find_differences(transcript: Transcript, quote: Quote, *, say: Say = say_as_written) -> tuple[Difference, ...]:
    """Where the words of ``quote`` differ from ``quote.wanted``, in order; empty if they are the same.

    Case, punctuation, contractions and the way numbers are written are no difference, nor are hesitations and doubled
    words that only one side has, and what "..." stands for.
    """
    wanted = read_wanted(quote.wanted, language=transcript.language, say=say)
    said = _read_said(transcript, quote, say)
    if not wanted.units or not said.units:
        return ()
    pairs = pair_up(wanted, price_words(wanted.units, said.units), said.skip_costs)
    differs = [_differs(pair, wanted, said) for pair in pairs]
    _take_whole_words(pairs, differs, wanted, said)
    found = (list(group) for is_one, group in groupby(range(len(pairs)), key=differs.__getitem__) if is_one)
    return tuple(_difference(transcript, [pairs[at] for at in places], wanted, said) for places in found)


def _read_said(transcript: Transcript, quote: Quote, say: Say) -> _Said:
    numbers = [n for n in range(quote.first_word, quote.end_word) if transcript.words[n].searched]
    split = split_words([transcript.words[n].text for n in numbers], language=transcript.language, say=say)
    units = [unit for unit, _ in split]
    return _Said(
        units=tuple(units),
        word_of=tuple(numbers[number] for _, number in split),
        skip_costs=tuple(passing_costs(units, language=transcript.language, ordinary=SKIP_COST)),
    )


def _differs(pair: Pair, wanted: Wanted, said: _Said) -> bool:
    one, other = pair
    if one is None:
        return other is not None and said.skip_costs[other] > RESTART_COST
    if other is None:
        return wanted.drop_costs[one] > RESTART_COST
    return wanted.units[one] != said.units[other]


def _take_whole_words(pairs: list[Pair], differs: list[bool], wanted: Wanted, said: _Said) -> None:
    """Let a difference in a part of a word ("do" for "don't") be one of the whole word."""
    for places in (range(1, len(pairs)), range(len(pairs) - 2, -1, -1)):
        step = -1 if places.step > 0 else 1
        for at in places:
            if differs[at + step] and not differs[at]:
                differs[at] = _share_a_word(pairs[at], pairs[at + step], wanted, said)


def _share_a_word(pair: Pair, beside: Pair, wanted: Wanted, said: _Said) -> bool:
    words = ((wanted.word_of, pair[0], beside[0]), (said.word_of, pair[1], beside[1]))
    return any(a is not None and b is not None and word_of[a] == word_of[b] for word_of, a, b in words)


def _difference(transcript: Transcript, pairs: list[Pair], wanted: Wanted, said: _Said) -> Difference:
    ours = dict.fromkeys(wanted.word_of[one] for one, _ in pairs if one is not None)
    theirs = dict.fromkeys(said.word_of[other] for _, other in pairs if other is not None)
    return Difference(
        wanted=" ".join(wanted.words[number] for number in ours),
        said=" ".join(transcript.words[number].text for number in theirs),
    )
