"""Ways to read a written word aloud, likeliest first, and how to put them together.

Every reader of a language builds its answer from ``say``, ``either`` and ``chain``; nothing here knows a language.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from clipper.model import SpokenUnit

Reading = tuple[str | SpokenUnit, ...]
"""Spoken words in order. A single capital letter is the letter's name; a SpokenUnit brings its own pronunciation."""

Readings = tuple[Reading, ...]
"""Alternatives, likeliest first; empty where there is nothing to say."""

SILENT: Readings = ((),)
"""Said by saying nothing: the neutral part of a chain (a hyphen, a slash that nobody reads)."""

MAX_FORMS = 6
"""Alternatives kept for a word. Each is searched, and beyond about six the rare ones begin to win by chance."""

MAX_UNITS = 60
"""Spoken words kept in one reading: a telephone number or a long address fits, a hostile token does not explode."""


def say(*phrases: str) -> Readings:
    """One reading per phrase: ``say("one hundred", "a hundred")``."""
    return tuple(tuple(phrase.split()) for phrase in phrases)


def either(*options: Readings) -> Readings:
    """All readings of the options in order, each once, at most ``MAX_FORMS``."""
    return tuple(dict.fromkeys(reading for readings in options for reading in readings))[:MAX_FORMS]


def taking_turns(*options: Readings) -> Readings:
    """The first reading of every option, then the second of each, and so on; at most ``MAX_FORMS``."""
    longest = max((len(readings) for readings in options), default=0)
    return either(*((readings[i],) for i in range(longest) for readings in options if i < len(readings)))


def chain(*parts: Readings) -> Readings:
    """The parts one after the other: the likeliest combinations, at most ``MAX_FORMS``; empty parts are skipped."""
    return reduce(_join, (part for part in parts if part), SILENT)


def optional(readings: Readings) -> Readings:
    """Said, or left out."""
    return either(readings, SILENT)


def sayable(readings: Iterable[Reading]) -> Readings:
    """The readings that say something."""
    return tuple(reading for reading in readings if reading)


def _join(left: Readings, right: Readings) -> Readings:
    """Both in a row, by the sum of their ranks (the left one's first choice is kept longest)."""
    pairs = sorted(((i, j) for i in range(len(left)) for j in range(len(right))), key=lambda pair: (sum(pair), pair[0]))
    return either(tuple((left[i] + right[j])[:MAX_UNITS] for i, j in pairs))
