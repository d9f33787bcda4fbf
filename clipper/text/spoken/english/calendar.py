"""Times, dates and decades read aloud."""

from __future__ import annotations

import re
from collections.abc import Callable

from clipper.text.spoken.english.numbers import cardinal, digit_by_digit, integer, ordinal, plural, year
from clipper.text.spoken.readings import SILENT, Readings, chain, either, optional, say, taking_turns

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH_WORDS = frozenset(MONTHS) | frozenset(month[:3] for month in MONTHS) | {"sept"}

Shape = tuple[re.Pattern[str], Callable[[re.Match[str]], Readings]]


def read_clock(hour: int, minute: int) -> Readings:
    """9:05 as "nine oh five", 7:30 as "seven thirty" and "half past seven"."""
    hours = cardinal(hour)
    if minute == 0:
        hundred = say("hundred") if hour > 12 else ()
        return either(
            hours, chain(hours, say("o'clock")), chain(hours, hundred) if hundred else (), chain(hours, say("hundred"))
        )
    minutes = say("oh", "") if minute < 10 else SILENT
    plain = chain(hours, minutes, cardinal(minute))
    after = {30: say("half past"), 15: say("quarter past", "a quarter past", "quarter after")}.get(minute, ())
    before = say("quarter to", "a quarter to") if minute == 45 else ()
    spoken_hour, next_hour = cardinal((hour - 1) % 12 + 1), cardinal(hour % 12 + 1)
    twelve = chain(spoken_hour, minutes, cardinal(minute)) if hour > 12 else ()
    return either(plain, twelve, chain(after, spoken_hour) if after else (), chain(before, next_hour) if before else ())


def read_day(day: int) -> Readings:
    """The 5 of "May 5": "fifth", "five", "the fifth"."""
    return taking_turns(ordinal(day), cardinal(day), chain(say("the"), ordinal(day)))


def read_date(month: int, day: int, in_year: str) -> Readings:
    """Month, day and year in the American and the British order; the digits as written come last."""
    name = say(MONTHS[month - 1])
    then = read_year(in_year)[:2] if in_year else SILENT
    return either(
        chain(name, read_day(day)[:2], then)[:3],
        chain(optional(say("the")), ordinal(day), say("of", ""), name, then)[:2],
    )


def read_year(text: str) -> Readings:
    """A year of two or four digits."""
    if len(text) == 4 and text[0] != "0":
        return year(int(text))
    return either(digit_by_digit(text)[:1] if text[0] == "0" else (), integer(text))


def read_decade(text: str) -> Readings:
    """90s as "nineties", 1990s as "nineteen nineties", 2000s as "two thousands"."""
    if text in {"00", "000"}:
        return say("two thousands", "noughties", "aughts", "oh ohs")
    if text == "1000":
        return say("thousands", "one thousands")
    if len(text) == 2:
        return plural(cardinal(int(text)))
    short = plural(cardinal(int(text[2:]))) if text[2:] != "00" else ()
    return either(plural(year(int(text)))[:2], short, plural(year(int(text))))


def _clock(match: re.Match[str]) -> Readings:
    hour, minute = int(match["hour"]), int(match["minute"])
    if hour > 24 or minute > 59:
        return ()
    seconds = match["second"]
    said = read_clock(hour, minute)
    if seconds:
        said = either(
            chain(said[:2], say("and", ""), cardinal(int(seconds)), say("seconds", "")),
            chain(said[:2], cardinal(int(seconds))),
        )
    return chain(said, _half_day(match["half"]))


def _full_hour(match: re.Match[str]) -> Readings:
    return chain(cardinal(int(match["hour"])), _half_day(match["half"])) if int(match["hour"]) <= 24 else ()


def _half_day(half: str | None) -> Readings:
    return either(say("A M" if half[0].lower() == "a" else "P M"), SILENT) if half else SILENT


def _iso_date(match: re.Match[str]) -> Readings:
    month, day = int(match["month"]), int(match["day"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return ()
    digits = chain(year(int(match["year"]))[:1], integer(match["month"])[:1], integer(match["day"])[:1])
    return either(read_date(month, day, match["year"])[:5], digits)


def _slashed_date(match: re.Match[str]) -> Readings:
    first, second, then = int(match[1]), int(match[2]), match[3]
    american = read_date(first, second, then) if 1 <= first <= 12 and 1 <= second <= 31 else ()
    european = read_date(second, first, then) if 1 <= second <= 12 and 1 <= first <= 31 else ()
    digits = chain(cardinal(first), cardinal(second), read_year(then)[:1])
    slashes = chain(cardinal(first), say("slash"), cardinal(second), say("slash"), read_year(then)[:1])
    return either(american[:3], european[:1], digits[:1], slashes[:1])


def _decade(match: re.Match[str]) -> Readings:
    return read_decade(match["decade"])


def _short_year(match: re.Match[str]) -> Readings:
    return read_year(match[1])


_HALF = r"(?P<half>[ap]\.?m\.?)"
CALENDAR_SHAPES: tuple[Shape, ...] = (
    (re.compile(r"(?P<year>[12]\d{3})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"), _iso_date),
    (re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d\d)"), _slashed_date),
    (re.compile(r"(\d{1,2})/(\d{1,2})/(\d\d)"), _slashed_date),
    (re.compile(rf"(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)(?P<second>(?!))?{_HALF}", re.IGNORECASE), _clock),
    (re.compile(r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?P<half>(?!))?"), _clock),
    (re.compile(rf"(?P<hour>\d{{1,2}}){_HALF}", re.IGNORECASE), _full_hour),
    (re.compile(r"'?(?P<decade>[1-9]0|00|[12]\d\d0)'?s"), _decade),
    (re.compile(r"'(\d\d)"), _short_year),
)
