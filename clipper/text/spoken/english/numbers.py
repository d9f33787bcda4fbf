"""Numbers read aloud. The only module that knows num2words."""

from __future__ import annotations

import re
from functools import lru_cache

from clipper.text.spoken.readings import Readings, chain, either, say, taking_turns

MAX_CARDINAL_DIGITS = 15
"""Digits up to which a number is said as one (hundreds of trillions); longer ones are said digit by digit."""

FIRST_YEAR, LAST_YEAR = 1000, 2099
"""Four digits without a comma between these are taken for a year first."""

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ARTICLE = re.compile(r"one (hundred|thousand|million|billion|trillion)\b")
_IRREGULAR_PLURALS = {"six": "sixes"}


def integer(text: str) -> Readings:
    """Digits without separators, as people read them: 105, 747, 2012, 90210, 007."""
    if text[0] == "0":
        return _leading_zero(text)
    if len(text) > MAX_CARDINAL_DIGITS:
        return digit_by_digit(text)
    said = cardinal(int(text))
    if len(text) == 3:
        return either(said, _in_pairs(text), digit_by_digit(text)[:1] if text[-1] != "0" else ())
    if len(text) == 4:
        is_year = FIRST_YEAR <= int(text) <= LAST_YEAR
        return (
            taking_turns(year(int(text)), said)
            if is_year
            else taking_turns(said, _in_pairs(text), digit_by_digit(text))
        )
    digits = digit_by_digit(text) if len(text) > 4 and not text.endswith("000") else ()
    return either(said[:4], digits) if len(text) <= 6 else either(digits, said)


def _leading_zero(text: str) -> Readings:
    """01 as "oh one", "zero one" and "one"; 007 digit by digit."""
    if text == "0":
        return say("zero", "oh")
    return either(digit_by_digit(text), cardinal(int(text)) if len(text) == 2 and text != "00" else ())


def code_number(text: str) -> Readings:
    """The digits of a mixed token, in pairs before anything else where there are four: RTX4090, 1080p."""
    return taking_turns(_in_pairs(text), cardinal(int(text)), digit_by_digit(text)) if _is_code(text) else integer(text)


def _is_code(text: str) -> bool:
    return len(text) == 4 and text[0] != "0" and not text.endswith("000")


def number(text: str) -> Readings:
    """A number with sign, separators and decimals: "-1,234.5", ".5", "1234"; empty if it is none."""
    match = re.fullmatch(r"([-+~±])?(\d+|\d{1,3}(?:,\d{2,3})*,\d{3})?(?:\.(\d+))?", text)
    if not match or not (match[2] or match[3]):
        return ()
    whole = match[2] or ""
    if match[1] == "+" and len(whole) > 6:
        return ()  # a telephone number
    said = (
        cardinal(int(whole.replace(",", "")))
        if "," in whole and len(whole) <= 20
        else integer(whole.replace(",", ""))
        if whole
        else ()
    )
    if match[3]:
        said = _decimal(whole.replace(",", ""), match[3])
    return chain(SIGNS.get(match[1] or "", ()), said)


SIGNS: dict[str, Readings] = {
    "-": say("minus", "negative"),
    "+": either(say("plus"), ((),)),
    "~": either(say("about", "approximately", "around"), ((),)),
    "±": say("plus or minus", "plus minus"),
}


@lru_cache(maxsize=4096)
def cardinal(value: int) -> Readings:
    """Read "one hundred five", "a hundred and five"; for 1500 also "fifteen hundred"."""
    if value >= 10**MAX_CARDINAL_DIGITS:
        return digit_by_digit(str(value))
    said = _with_and_without_and(_words(value))
    article = tuple(("a", *reading[1:]) for reading in said if _ARTICLE.match(" ".join(map(str, reading))))
    hundreds: Readings = ()
    if 1100 <= value <= 9900 and value % 100 == 0 and value % 1000:
        hundreds = say(f"{_words(value // 100)} hundred")
    bare = say(_words(value).removeprefix("one ")) if value in {100, 1000, 10**6, 10**9} else ()
    return taking_turns(either(said, bare), article, hundreds)


@lru_cache(maxsize=1024)
def ordinal(value: int) -> Readings:
    """Read "twenty second", "hundred and first"."""
    return _with_and_without_and(_words(value, to="ordinal")) if value < 10**MAX_CARDINAL_DIGITS else ()


def year(value: int) -> Readings:
    """2012 as "twenty twelve", "two thousand twelve" and "two thousand and twelve"."""
    century, rest = divmod(value, 100)
    whole = _with_and_without_and(_words(value))
    if rest == 0:
        return whole if century % 10 == 0 else say(f"{_words(century)} hundred")
    if rest < 10:
        pair = say(f"{_words(century)} oh {_words(rest)}")
        hundred = _hundred_and(century, rest)
        return either(whole, pair) if century == 20 else either(pair, hundred, whole[:1])
    pair = say(f"{_words(century)} {_words(rest)}")
    return either(pair, whole if century == 20 else _hundred_and(century, rest))


def digit_by_digit(text: str) -> Readings:
    """Read "zero zero seven", "oh oh seven", "double oh seven"."""
    digits = [_DIGITS[int(char)] for char in text]
    if "0" not in text:
        return say(" ".join(digits))
    oh = " ".join("oh" if digit == "zero" else digit for digit in digits)
    double = say(oh.replace("oh oh", "double oh", 1)) if text.startswith("00") and len(text) > 2 else ()
    zero = say(" ".join(digits))
    return either(say(oh), zero, double) if text[0] == "0" else either(zero, say(oh))


def plural(said: Readings) -> Readings:
    """The last spoken word in the plural: nineties, sixes, hundreds."""
    return tuple((*reading[:-1], _plural_word(str(reading[-1]))) for reading in said if reading)


def _plural_word(word: str) -> str:
    if len(word) == 1:
        return word + "'s"
    return _IRREGULAR_PLURALS.get(word) or (word[:-1] + "ies" if word.endswith("ty") else word + "s")


def _in_pairs(text: str) -> Readings:
    """747 as "seven forty seven", 1080 as "ten eighty", 4505 as "forty five oh five"."""
    left, right = text[:-2], text[-2:]
    if right == "00" or left.startswith("0"):
        return ()
    return say(f"{_words(int(left))} {'oh ' if right[0] == '0' else ''}{_words(int(right))}")


def _decimal(whole: str, fraction: str) -> Readings:
    point = chain(say("point"), digit_by_digit(fraction))
    if len(fraction) == 2 and fraction[0] != "0":
        point = either(point, say(f"point {_words(int(fraction))}"))
    if not whole.strip("0"):
        return (
            either(chain(say("zero"), point), point, chain(say("oh"), point))
            if whole
            else either(point, chain(say("zero"), point))
        )
    return chain(cardinal(int(whole)) if len(whole) <= MAX_CARDINAL_DIGITS else digit_by_digit(whole), point)


def _hundred_and(century: int, rest: int) -> Readings:
    return say(f"{_words(century)} hundred {_words(rest)}", f"{_words(century)} hundred and {_words(rest)}")


def _with_and_without_and(words: str) -> Readings:
    return either(say(words.replace(" and ", " ")), say(words))


@lru_cache(maxsize=4096)
def _words(value: int, *, to: str = "cardinal") -> str:
    from num2words import num2words  # noqa: PLC0415  it loads every language that it knows

    return str(num2words(value, lang="en", to=to)).replace(",", "").replace("-", " ")
