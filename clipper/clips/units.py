"""What is compared when a quote is looked for: words without case, accents, apostrophes and punctuation.

The first step of finding a quote; ``index`` applies it to a transcript and ``find`` to the wanted text, so that both
sides are always folded in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A wanted quote taken apart.

    ``drop_costs`` is the price of each unit when it is not there. ``gaps`` holds the unit numbers after which the
    writer left something out ("...", "[...]", "…").
    """

    units: tuple[str, ...]
    drop_costs: tuple[int, ...]
    gaps: frozenset[int]

    @property
    def parts(self) -> tuple[range, ...]:
        """The unit numbers of each stretch between gaps."""
        borders = (0, *(after + 1 for after in sorted(self.gaps)), len(self.units))
        return tuple(range(first, end) for first, end in pairwise(borders))

    @property
    def total_cost(self) -> int:
        """What it costs when nothing at all is there."""
        return sum(self.drop_costs)


def read_wanted(text: str, *, language: str = "en") -> Wanted:
    """Take a wanted quote apart; words in square brackets are the writer's own and cost nothing when not there.

    Args:
        text: What somebody remembers or pasted from an article.
        language: BCP 47 tag; hesitations are known for English only.
    """
    units: list[str] = []
    bracketed: set[int] = set()
    gaps: set[int] = set()
    for number, part in enumerate(_ELISION.split(text)):
        if number and units:
            gaps.add(len(units) - 1)
        end = 0
        for bracket in _BRACKETED.finditer(part):
            units += split_units(part[end : bracket.start()])
            inside = split_units(bracket.group())
            bracketed.update(range(len(units), len(units) + len(inside)))
            units += inside
            end = bracket.end()
        units += split_units(part[end:])
    gaps.discard(len(units) - 1)
    costs = passing_costs(units, language=language, ordinary=WORD_COST)
    return Wanted(
        units=tuple(units),
        drop_costs=tuple(0 if number in bracketed else cost for number, cost in enumerate(costs)),
        gaps=frozenset(gaps),
    )


def passing_costs(units: list[str], *, language: str, ordinary: int) -> list[int]:
    """The price of passing over each unit: little for hesitations and repeated beginnings, else ``ordinary``."""
    costs = [ordinary] * len(units)
    for length in range(1, LONGEST_RESTART + 1):
        run = 0
        for number in range(len(units) - length):
            run = run + 1 if units[number] == units[number + length] else 0
            if run >= length:
                for earlier in range(number - length + 1, number + 1):
                    costs[earlier] = min(ordinary, RESTART_COST)
    if language.split("-", maxsplit=1)[0].lower() == "en":
        costs = [min(ordinary, FILLER_COST) if unit in FILLERS else c for unit, c in zip(units, costs, strict=True)]
    return costs
