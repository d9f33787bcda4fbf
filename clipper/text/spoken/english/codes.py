"""Tokens that are codes rather than words: ordinals, versions, telephone numbers, ranges with a currency, sizes."""

from __future__ import annotations

import re

from clipper.text.spoken.english.amounts import CURRENCIES, SIGN_CLASS, read_fraction, read_money
from clipper.text.spoken.english.calendar import Shape
from clipper.text.spoken.english.numbers import SIGNS, cardinal, digit_by_digit, integer, number, ordinal
from clipper.text.spoken.readings import SILENT, Readings, chain, either, optional, say

_DOTTED_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){2,4}")  # as continental Europe groups them
_AMOUNT = r"\d+(?:,\d+)*(?:\.\d+)?"


def _ordinal(match: re.Match[str]) -> Readings:
    return ordinal(int(match[1].replace(",", "")))


def _fraction_with_ending(match: re.Match[str]) -> Readings:
    """2/3rds: "two thirds"."""
    return read_fraction(int(match[1]), int(match[2]))[:3]


def _version(match: re.Match[str]) -> Readings:
    """v2.0.1: "version two point oh point one", also with "dot", also without either."""
    thousands = not match["v"] and _DOTTED_THOUSANDS.fullmatch(match["parts"])
    if thousands:
        return cardinal(int(match["parts"].replace(".", "")))
    parts = [_version_part(part) for part in match["parts"].split(".")]
    joined = either(*(_join(parts, dot) for dot in (say("point"), say("dot"), SILENT)))
    return chain(say("V", "version") if match["v"] else SILENT, joined)


def _version_part(text: str) -> Readings:
    return say("zero", "oh") if text == "0" else integer(text)[:2]


def _join(parts: list[Readings], between: Readings) -> Readings:
    return chain(parts[0], *(chain(between, part) for part in parts[1:]))[:2]


def _telephone(match: re.Match[str]) -> Readings:
    groups = re.findall(r"\d+", match[0])
    plus = optional(say("plus")) if match[0].startswith("+") else SILENT
    return chain(plus, *(_telephone_group(group) for group in groups))


def _telephone_group(text: str) -> Readings:
    """Digit by digit ("oh" and "zero" are not mixed within a group); 800 is "eight hundred"."""
    hundred = integer(text)[:1] if len(text) == 3 and text.endswith("00") else ()
    digits = digit_by_digit(text)
    return either(hundred, tuple(sorted(digits, key=lambda reading: "zero" in reading)))


def _plus_digits(match: re.Match[str]) -> Readings:
    return chain(optional(say("plus")), digit_by_digit(match[1]))


def _money_range(match: re.Match[str]) -> Readings:
    """$5-10 and $5-$10: "five to ten dollars"."""
    last = read_money(match["sign"], match["second"], match["magnitude"] or "")
    said = chain(number(match["first"]), say("to", ""), last[:2])
    if match["again"]:
        return either(
            said[:3],
            chain(read_money(match["sign"], match["first"], match["scale"] or "")[:1], say("to", ""), last[:1]),
        )
    return said


def _money_attribute(match: re.Match[str]) -> Readings:
    """The $3-billion of "$3-billion deal"."""
    one, many, _ = CURRENCIES[match[1]]
    return chain(number(match[2]), say(match[3].lower()), say(one, many, ""))


def _size(match: re.Match[str]) -> Readings:
    return chain(integer(match[1])[:3], say("by", "X", "times"), integer(match[2])[:3])


def _numbered(match: re.Match[str]) -> Readings:
    return chain(say("number", "hashtag", "pound"), integer(match[1])[:2])


def _possessive(match: re.Match[str]) -> Readings:
    return tuple((*reading[:-1], f"{reading[-1]}'s") for reading in integer(match[1]))


def _scientific(match: re.Match[str]) -> Readings:
    power = chain(SIGNS["-"] if match[2] == "-" else SILENT, cardinal(int(match[3])))
    return chain(number(match[1]), say("E", "times ten to the"), power)


CODE_SHAPES: tuple[Shape, ...] = (
    (re.compile(r"(\d{1,15}(?:,\d{3})*)(?:st|nd|rd|th)", re.IGNORECASE), _ordinal),
    (re.compile(r"(\d{1,3})/(\d{1,3})(?:st|nd|rd|th)s?", re.IGNORECASE), _fraction_with_ending),
    (re.compile(r"\+?(?:\d{1,3}[-.])?(?:\(?\d{3}\)?[-.]?)?\d{3}[-.]\d{4}"), _telephone),
    (re.compile(r"\+(\d{7,15})"), _plus_digits),
    (re.compile(r"(?P<v>)(?P<parts>\d{1,6}(?:\.\d{1,6}){2,8})"), _version),
    (re.compile(r"(?P<v>v)(?P<parts>\d{1,6}(?:\.\d{1,6}){0,8})", re.IGNORECASE), _version),
    (
        re.compile(
            rf"(?P<sign>{SIGN_CLASS})(?P<first>{_AMOUNT})(?P<scale>[kKMBT])?[-–—](?P<again>{SIGN_CLASS})?(?P<second>{_AMOUNT})"
            r"(?P<magnitude>[kKMBT])?"
        ),
        _money_range,
    ),
    (re.compile(rf"({SIGN_CLASS})({_AMOUNT})-(million|billion|trillion)", re.IGNORECASE), _money_attribute),
    (re.compile(r"(\d{1,5})[x*](\d{1,5})"), _size),
    (re.compile(r"(?:#|no\.)(\d{1,9})", re.IGNORECASE), _numbered),
    (re.compile(r"(\d*[1-9]|\d+00|\d0)'s"), _possessive),
    (re.compile(r"(\d+(?:\.\d+)?)e([-+])?(\d{1,3})", re.IGNORECASE), _scientific),
)
