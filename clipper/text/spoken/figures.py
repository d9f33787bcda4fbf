"""What is said for figures and signs, as plain words: for those who compare texts and need no pronunciations."""

from __future__ import annotations

from collections.abc import Sequence

from clipper.errors import InputError
from clipper.model import SpokenUnit
from clipper.text.spoken.language import language_for
from clipper.text.spoken.plain import PUNCTUATION

_CURRENCIES = frozenset("$€£¥")  # said behind the word that follows: "$5 million"
_SIGNS = _CURRENCIES | frozenset("%&#")

_REACH = 3
"""Words on either side that are looked at: "$5 million" is said "five million dollars", "May 5" "May fifth"."""


def say_figures(words: Sequence[str], *, language: str = "en") -> tuple[str, ...]:
    """What is said for each of ``words`` that holds figures or signs, in its likeliest reading; "" for the others.

    "64" is "sixty four"; of "$5 million" the first word is "five" and the second "million dollars". A language that
    cannot be read aloud has "" throughout.
    """
    said = [""] * len(words)
    marked = [at for at, word in enumerate(words) if any(char.isdigit() or char in _SIGNS for char in word)]
    try:
        reader = language_for(language) if marked else None
    except InputError:
        reader = None
    if reader is None:
        return tuple(said)
    for at in marked:
        first = max(0, at - _REACH)
        readings = reader.read(words[first : at + _REACH + 1])
        for place in (at, at + 1)[: len(words) - at]:
            reading = next(iter(readings[place - first]), ())
            if place == at or (
                len(reading) > 1 and words[place].strip(PUNCTUATION).isalpha() and words[at][0] in _CURRENCIES
            ):
                said[place] = " ".join(unit.text if isinstance(unit, SpokenUnit) else unit for unit in reading)
    return tuple(said)
