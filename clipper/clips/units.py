"""What is compared when a quote is looked for: words without case, accents and punctuation.

Contractions are written in full and numbers in words of one form. The first step of finding a quote; ``index`` applies
it to a transcript and ``find`` to the wanted text, so that both sides are always folded in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from clipper.language.contractions import expand_contraction
from clipper.language.number_words import Unit, even_out_numbers

Say = Callable[[Sequence[str]], Sequence[str]]
"""Written words -> what is said for each ("64": "sixty four"), "" for a word that is said as it is written."""

WORD_COST = 1000
"""The price of one wanted word that is not there; every other price is a share of it."""

FILLER_COST = 50
"""A hesitation that stands on one side only: it must cost something, or a verbatim place would not win."""

RESTART_COST = 100
"""A repeated beginning ("I saw I saw", "are are") that stands on one side only."""

FILLERS = frozenset(("ah", "eh", "er", "erm", "hm", "hmm", "mhm", "mm", "uh", "uhh", "uhm", "um", "umm"))
"""English hesitations as machine transcripts spell them; people leave them out of quotes."""

LONGEST_RESTART = 4
"""Words in the longest repeated beginning that is looked for; longer ones are rhetoric, not stumbling."""

_APOSTROPHES = frozenset("'’‘ʼ`´＇")
_STRAIGHT = dict.fromkeys(map(ord, _APOSTROPHES), "'")
_ELISION = re.compile(r"\[\s*(?:\.{2,}|…)\s*\]|\(\s*(?:\.{2,}|…)\s*\)|\.{2,}|…")
_BRACKETED = re.compile(r"\[[^\[\]]*\]")
# Scripts written without spaces, whose characters are compared one by one: Thai to Lao, Myanmar, Khmer, kana, Han.
_UNSPACED = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3040, 0x30FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0x20000, 0x3FFFF),
)


class _Folding(dict[int, str]):
    """A table for ``str.translate`` that learns each character when it first meets it."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        if char in _APOSTROPHES or 0x0300 <= code <= 0x036F or category == "Cf":
            folded = ""  # don't = dont, café = cafe; joiners and direction marks are invisible
        elif any(first <= code <= last for first, last in _UNSPACED) and category[0] in "LM":
            folded = char if category[0] == "M" else f" {char}"
        elif category[0] in "LNM":
            folded = char
        else:
            folded = " "
        self[code] = folded
        return folded


_FOLDING = _Folding()


def split_units(text: str) -> list[str]:
    """The comparable words of ``text``: "Ideas-execution, don’t!" is ``["ideas", "execution", "dont"]``."""
    return unicodedata.normalize("NFKD", text.casefold()).translate(_FOLDING).split()


def say_as_written(words: Sequence[str]) -> Sequence[str]:
    """The ``Say`` that knows no figures."""
    return [""] * len(words)


def split_words(words: Sequence[str], *, language: str = "en", say: Say = say_as_written) -> list[Unit]:
    """The comparable words of written ones, each with the number of the word that it comes from.

    Args:
        words: In text order.
        language: BCP 47 tag; contractions and numbers in words are known for English only.
        say: What is said for figures.
    """
    split = _split_english if is_english(language) else _split
    units = [
        (unit, number)
        for number, (word, said) in enumerate(zip(words, say(words), strict=True))
        for unit in split(said or word)
    ]
    return even_out_numbers(units) if is_english(language) else units


def is_english(language: str) -> bool:
    """Whether a BCP 47 tag is that of English, or of nothing known."""
    return language.split("-", maxsplit=1)[0].lower() in ("en", "und", "")


@lru_cache(maxsize=65536)
def _split(text: str) -> tuple[str, ...]:
    return tuple(split_units(text))


@lru_cache(maxsize=65536)
def _split_english(text: str) -> tuple[str, ...]:
    straight = text.casefold().translate(_STRAIGHT)
    return tuple(unit for word in straight.split() for unit in split_units(expand_contraction(word)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A wanted quote taken apart.

    ``drop_costs`` is the price of each unit when it is not there. ``gaps`` holds the unit numbers after which the
    writer left something out ("...", "[...]", "…"). ``words`` is what was written, without these marks; ``word_of`` the
    one that each unit comes from.
    """

    units: tuple[str, ...]
    drop_costs: tuple[int, ...]
    gaps: frozenset[int]
    words: tuple[str, ...]
    word_of: tuple[int, ...]

    @property
    def parts(self) -> tuple[range, ...]:
        """The unit numbers of each stretch between gaps."""
        borders = (0, *(after + 1 for after in sorted(self.gaps)), len(self.units))
        return tuple(range(first, end) for first, end in pairwise(borders))

    @property
    def total_cost(self) -> int:
        """What it costs when nothing at all is there."""
        return sum(self.drop_costs)


def read_wanted(text: str, *, language: str = "en", say: Say = say_as_written) -> Wanted:
    """Take a wanted quote apart; words in square brackets are the writer's own and cost nothing when not there.

    Args:
        text: What somebody remembers or pasted from an article.
        language: BCP 47 tag; hesitations, contractions and numbers in words are known for English only.
        say: What is said for figures.
    """
    words: list[str] = []
    bracketed: set[int] = set()
    parts_end: list[int] = []
    for part in _ELISION.split(text):
        end = 0
        for bracket in _BRACKETED.finditer(part):
            words += part[end : bracket.start()].split()
            inside = bracket.group().split()
            bracketed.update(range(len(words), len(words) + len(inside)))
            words += inside
            end = bracket.end()
        words += part[end:].split()
        parts_end.append(len(words))
    split = split_words(words, language=language, say=say)
    units, word_of = [unit for unit, _ in split], [number for _, number in split]
    gaps = {bisect_left(word_of, end) - 1 for end in parts_end} - {-1, len(units) - 1}
    costs = passing_costs(units, language=language, ordinary=WORD_COST)
    return Wanted(
        units=tuple(units),
        drop_costs=tuple(0 if number in bracketed else cost for number, cost in zip(word_of, costs, strict=True)),
        gaps=frozenset(gaps),
        words=tuple(words),
        word_of=tuple(word_of),
    )


def passing_costs(units: list[str], *, language: str, ordinary: int) -> list[int]:
    """The price of passing over each unit: little for hesitations and repeated beginnings, else ``ordinary``.

    A beginning is repeated over a hesitation as well ("are um are").
    """
    fillers = FILLERS if is_english(language) else frozenset()
    costs = [min(ordinary, FILLER_COST) if unit in fillers else ordinary for unit in units]
    said = [number for number, unit in enumerate(units) if unit not in fillers]
    for length in range(1, LONGEST_RESTART + 1):
        run = 0
        for at in range(len(said) - length):
            run = run + 1 if units[said[at]] == units[said[at + length]] else 0
            if run >= length:
                for earlier in said[at - length + 1 : at + 1]:
                    costs[earlier] = min(ordinary, RESTART_COST)
    return costs
