"""What a word's neighbours change: "$3 billion", "May 5", "10 kg", "Henry VIII", "re- research"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clipper.text.spoken.english.amounts import (
    CURRENCIES,
    MAGNITUDE_WORDS,
    MAGNITUDES,
    SIGN_CLASS,
    after_whole,
    read_fraction,
    read_unit,
)
from clipper.text.spoken.english.calendar import MONTH_WORDS, MONTHS, read_day
from clipper.text.spoken.english.letters import spell_letters
from clipper.text.spoken.english.numbers import cardinal, digit_by_digit, number, ordinal
from clipper.text.spoken.plain import PUNCTUATION
from clipper.text.spoken.readings import Readings, chain, either, say


@dataclass(frozen=True, slots=True)
class Written:
    """A token of a turn: all of it, its core without punctuation, and whether a sign closes it off from the next."""

    text: str
    core: str
    closed: bool

    @classmethod
    def of(cls, text: str) -> Written:
        """The token taken apart."""
        core = text.strip(PUNCTUATION.replace("-", ""))
        return cls(text, core, text[-1:] in set(".,;:!?") and text != core)


Rule = Callable[[Sequence[Written], int], tuple[Readings, ...]]
"""Looks at the words from an index on; gives readings for as many of them as it speaks for, or nothing."""

_AMOUNT = r"\d+(?:,\d+)*(?:\.\d+)?"
_MONEY = re.compile(rf"([-~+])?(?:[A-Z]{{1,3}})?({SIGN_CLASS})({_AMOUNT})(?:([-–])({SIGN_CLASS})?({_AMOUNT}))?")
_NUMBER = re.compile(rf"[-+~]?{_AMOUNT}")
_DAY = re.compile(r"([1-9]|[12]\d|3[01])(?:st|nd|rd|th)?")
_GROUP_FIRST = re.compile(r"[1-9]\d{0,2}")
_GROUP_NEXT = re.compile(r"\d{3}")
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_FRACTION = re.compile(r"([1-9]\d?)/([1-9]\d?)|([¼-¾⅐-⅞])")
_NUMBERED_TEXT = (
    "chapter part war act scene book volume section article title type phase stage class level round super bowl"
    " king queen pope grade appendix figure table mark"
)
_NUMBERED = frozenset(_NUMBERED_TEXT.split())
"""Words after which even a single capital I, V or X is a number."""

_ALSO_WORDS = frozenset({"in", "ha", "bar", "d", "t", "a", "s", "pt", "pc", "cal", "mil", "m", "min", "sec", "l", "v"})
"""Unit symbols that are ordinary words or letters after a number too ("5 in the morning"): the unit comes second."""


def money_with_magnitude(words: Sequence[Written], at: int) -> tuple[Readings, ...]:
    """Read "$3 billion": the currency is said after the magnitude."""
    match = _MONEY.fullmatch(words[at].core)
    scale = words[at + 1].core if at + 1 < len(words) and not words[at].closed else ""
    if not match or not (scale.lower() in MAGNITUDE_WORDS or scale in MAGNITUDES):
        return ()
    first = chain(say("minus") if match[1] == "-" else (), number(match[3]))
    if match[4]:
        first = chain(first, say("to", ""), number(match[6]))
    one, many, _ = CURRENCIES[match[2]]
    said = MAGNITUDES.get(scale) or say(scale.lower())
    return first, either(chain(said, say(many, one)), said)


def spaced_thousands(words: Sequence[Written], at: int) -> tuple[Readings, ...]:
    """Read "1 234 567": groups of three digits after a first group; each may still be a number of its own."""
    if not _GROUP_FIRST.fullmatch(words[at].core) or (at and _GROUP_NEXT.fullmatch(words[at - 1].core)):
        return ()
    end = at + 1
    while (
        end < len(words)
        and not words[end - 1].closed
        and _GROUP_NEXT.fullmatch(words[end].core)
        and words[end].text[0].isdigit()
    ):
        end += 1
    scales = ("", "thousand", "million", "billion", "trillion")
    if not 1 < end - at <= len(scales):
        return ()
    groups = [int(word.core) for word in words[at:end]]
    return tuple(
        either(chain(cardinal(value), say(scales[len(groups) - 1 - i])), cardinal(value)) if value else say("zero")
        for i, value in enumerate(groups)
    )


def telephone(words: Sequence[Written], at: int) -> tuple[Readings, ...]:
    """Read "(555) 123-4567": the area code is said digit by digit."""
    area = at + 1 < len(words) and re.fullmatch(r"\(\d{3}\)", words[at].text)
    if not area or not re.fullmatch(r"\d{3}[-.]\d{4}", words[at + 1].core):
        return ()
    return (either(digit_by_digit(words[at].core), cardinal(int(words[at].core))),)


def day_of_month(words: Sequence[Written], at: int) -> tuple[Readings, ...]:
    """The 5 of "May 5" and of "5 May"."""
    match = _DAY.fullmatch(words[at].core)
    if not match:
        return ()
    if at and _is_month(words[at - 1]):
        return (read_day(int(match[1])),)
    if at + 1 < len(words) and not words[at].closed and _is_month(words[at + 1]):
        name = next(month for month in MONTHS if month.startswith(words[at + 1].core.lower()[:3]))
        return read_day(int(match[1])), say(name, f"of {name}")
    return ()


def unit_after_number(words: Sequence[Written], at: int) -> tuple[Readings, ...]:
    """The kg of "10 kg"."""
    if not at or words[at - 1].closed or not _NUMBER.fullmatch(words[at - 1].core) or words[at].core in _ALSO_WORDS:
        return ()
    symbol = words[at].core
    letters = spell_letters(symbol) if len(symbol) == 1 else ()
    said = either(read_unit(symbol, words[at - 1].core), MAGNITUDES.get(symbol, ()))
    return (either(said, letters),) if said else ()


def short_unit_after_number(words: Sequence[Written], at: int) -> tuple[Readings, ...]:
    """The m of "5 m", which may also be a word."""
    if not at or words[at - 1].closed or not _NUMBER.fullmatch(words[at - 1].core) or words[at].core not in _ALSO_WORDS:
        return ()
    return (read_unit(words[at].core, words[at - 1].core),)


def roman_numeral(words: Sequence[Written], at: int) -> tuple[Readings, ...]:
    """The II of "World War II" and the VIII of "Henry VIII"; their letters stay possible."""
    core = words[at].core
    if not at or words[at - 1].closed or not _ROMAN.fullmatch(core):
        return ()
    before = words[at - 1].core
    if not (
        (before.lower() in _NUMBERED and before[:1].isupper())
        or (len(core) > 1 and before[:1].isupper() and before[1:].islower())
    ):
        return ()
    values = [_ROMAN_VALUES[char] for char in core]
    value = sum(v if v >= after else -v for v, after in zip(values, [*values[1:], 0], strict=True))
    return (either(cardinal(value), chain(say("the"), ordinal(value))),)


def mixed_fraction(words: Sequence[Written], at: int) -> tuple[Readings, ...]:
    """The 1/2 of "2 1/2"."""
    match = _FRACTION.fullmatch(words[at].core)
    if not at or words[at - 1].closed or not match or not match[1] or not words[at - 1].core.isdigit():
        return ()
    parts = after_whole(read_fraction(int(match[1]), int(match[2]))[:3])
    return (chain(say("and"), parts),) if int(match[1]) < int(match[2]) else ()


def sign_between_numbers(words: Sequence[Written], at: int) -> tuple[Readings, ...]:
    """The x of "3 x 4"."""
    if not 0 < at < len(words) - 1 or words[at].core.lower() not in {"x", "*"}:
        return ()
    around = words[at - 1].core[-1:] + words[at + 1].core[:1]
    return (say("by", "times"),) if around.isdigit() and len(around) == 2 else ()


def number_sign(words: Sequence[Written], at: int) -> tuple[Readings, ...]:
    """The No. of "No. 5"."""
    numbered = at + 1 < len(words) and words[at].text.lower() == "no." and words[at + 1].core[:1].isdigit()
    return (say("number"),) if numbered else ()


REPLACING: tuple[Rule, ...] = (money_with_magnitude, spaced_thousands, telephone, unit_after_number)
"""What these say stands in place of what the word alone would say."""

PREFERRED: tuple[Rule, ...] = (
    day_of_month,
    roman_numeral,
    mixed_fraction,
    sign_between_numbers,
    number_sign,
)
"""What these say comes before it."""

POSSIBLE: tuple[Rule, ...] = (short_unit_after_number,)
"""What these say comes after it."""


def _is_month(word: Written) -> bool:
    return word.core.lower() in MONTH_WORDS and word.core[:1].isupper()
