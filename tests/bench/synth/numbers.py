"""Numbers as transcripts write them, each beside its reading."""

from __future__ import annotations

import random

from num2words import num2words


def say_number(number: int) -> str:
    """A number in words without commas or hyphens."""
    return str(num2words(number)).replace(",", "").replace("-", " ")


def say_year(year: int) -> str:
    """A year as people say it."""
    return str(num2words(year, to="year")).replace(",", "").replace("-", " ")


def _year(rng: random.Random) -> tuple[str, str]:
    year = rng.choice((rng.randint(1801, 1999), rng.randint(2001, 2026)))
    return str(year), say_year(year)


def _count(rng: random.Random) -> tuple[str, str]:
    number = rng.choice((rng.randint(2, 20), rng.randint(21, 99), rng.randint(100, 9999)))
    return f"{number:,}", say_number(number)


def _dollars(rng: random.Random) -> tuple[str, str]:
    if rng.random() < 0.5:
        number = rng.randint(3, 900)
        return f"${number}", f"{say_number(number)} dollars"
    scale = rng.choice(("million", "billion", "thousand"))
    number = rng.randint(2, 99)
    return f"${number} {scale}", f"{say_number(number)} {scale} dollars"


def _percent(rng: random.Random) -> tuple[str, str]:
    number = rng.randint(2, 99)
    return f"{number}%", f"{say_number(number)} percent"


_DECADES = {
    20: "twenties",
    30: "thirties",
    40: "forties",
    50: "fifties",
    60: "sixties",
    70: "seventies",
    80: "eighties",
}


def _decade(rng: random.Random) -> tuple[str, str]:
    tens = rng.choice(tuple(_DECADES))
    return rng.choice(((f"{tens}s", _DECADES[tens]), (f"19{tens}s", f"nineteen {_DECADES[tens]}")))


def _time(rng: random.Random) -> tuple[str, str]:
    hour, minute = rng.randint(1, 12), rng.choice((10, 15, 20, 25, 30, 40, 45, 50))
    return f"{hour}:{minute}", f"{say_number(hour)} {say_number(minute)}"


def _ordinal(rng: random.Random) -> tuple[str, str]:
    number = rng.randint(1, 40)
    return str(num2words(number, to="ordinal_num")), str(num2words(number, to="ordinal")).replace("-", " ")


NUMBERS = {
    "year": _year,
    "count": _count,
    "money": _dollars,
    "percent": _percent,
    "decade": _decade,
    "time": _time,
    "ordinal": _ordinal,
}
"""What each kind of number slot draws: (written, spoken)."""
