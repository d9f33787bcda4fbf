"""English numbers in words, made alike: "twenty twelve", "two thousand and twelve" and "two thousand twelve" are one.

Numbers that are written in figures come here as somebody would say them, so that figures and words are compared. What
is ambiguous ("twenty, thirty people") becomes the same on both sides and so does no harm.
"""

from __future__ import annotations

from collections.abc import Sequence

Unit = tuple[str, int]
"""A word in lower case without marks, and the number of the written word that it belongs to."""


def _words(text: str) -> list[str]:
    return text.split()


_DIGITS = _words("one two three four five six seven eight nine")
_TEENS = _words("eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
_TENS = _words("twenty thirty forty fifty sixty seventy eighty ninety")
_DECADES = {f"{ten.removesuffix('y')}ies" for ten in _TENS}
_SCALES = frozenset(("hundred", "thousand", "million", "billion", "trillion"))
_BELOW_100 = frozenset((*_DIGITS, "ten", *_TEENS, *_TENS))
_PAIRED = frozenset(("ten", *_TEENS, *_TENS))
_THIS_CENTURY = "nineteen"  # of the decades that are called by their tens alone
_NUMBERS = _BELOW_100 | _SCALES | _DECADES


def even_out_numbers(units: Sequence[Unit]) -> list[Unit]:
    """The units with every number in words in one form; a unit that is taken in keeps its written word's number."""
    even: list[Unit] = []
    at = 0
    while at < len(units):
        word = units[at][0]
        rule = _RULES.get(word)
        made = rule([text for text, _ in units[at : at + 4]], even[-1][0] if even else "") if rule else None
        if made is None:
            even.append(units[at])
            at += 1
            continue
        taken, texts = made
        even += [(text, units[at][1]) for text in texts]
        at += taken
    return even


_Made = tuple[int, tuple[str, ...]] | None
"""How many units are taken away, and what stands in their place; None where the rule does not hold."""


def _and(ahead: Sequence[str], before: str) -> _Made:
    """A hundred and five; not "a thousand and then"."""
    return (1, ()) if before in _SCALES and _next(ahead) in _BELOW_100 else None


def _article(ahead: Sequence[str], before: str) -> _Made:  # noqa: ARG001
    if _next(ahead) == "half":
        return 1, ()
    return (1, ("one",)) if _next(ahead) in _SCALES else None


def _one(ahead: Sequence[str], before: str) -> _Made:
    return (1, ()) if _next(ahead) == "half" else _digit(ahead, before)


def _digit(ahead: Sequence[str], before: str) -> _Made:
    """Seven forty seven."""
    return (1, (ahead[0], "hundred")) if _next(ahead) in _PAIRED and before not in _NUMBERS else None


def _twenty(ahead: Sequence[str], before: str) -> _Made:
    """Twenty twelve, twenty oh five, twenty five hundred."""
    if before not in _NUMBERS and (_next(ahead) in _PAIRED or _next(ahead) in ("oh", "zero")):
        return (2 if _next(ahead) in ("oh", "zero") else 1), ("two", "thousand")
    return _tens(ahead, before)


def _tens(ahead: Sequence[str], before: str) -> _Made:  # noqa: ARG001
    """Twenty five hundred."""
    if len(ahead) > 2 and ahead[1] in _DIGITS and ahead[2] == "hundred":
        return 3, (_DIGITS[_TENS.index(ahead[0]) + 1], "thousand", ahead[1], "hundred")
    return None


def _teen(ahead: Sequence[str], before: str) -> _Made:  # noqa: ARG001
    """Fifteen hundred; nineteen hundred (and) eighty four; nineteen hundred (and) five; nineteen nineties."""
    if ahead[0] == _THIS_CENTURY and _next(ahead) in _DECADES:
        return 1, ()
    if _next(ahead) != "hundred":
        return None
    skipped = 3 if len(ahead) > 2 and ahead[2] == "and" else 2
    rest = ahead[skipped] if len(ahead) > skipped else ""
    if rest in _PAIRED:
        return skipped, (ahead[0],)
    if rest in _DIGITS:
        return skipped, (ahead[0], "zero")
    return 2, ("one", "thousand", _DIGITS[_TEENS.index(ahead[0])], "hundred")


def _oh(ahead: Sequence[str], before: str) -> _Made:
    """Nineteen oh five."""
    return (1, ("zero",)) if before in _BELOW_100 and _next(ahead) in _DIGITS else None


def _per(ahead: Sequence[str], before: str) -> _Made:  # noqa: ARG001
    return (2, ("percent",)) if _next(ahead) == "cent" else None


def _next(ahead: Sequence[str]) -> str:
    return ahead[1] if len(ahead) > 1 else ""


_RULES = {
    **dict.fromkeys(_DIGITS, _digit),
    **dict.fromkeys(_TEENS, _teen),
    **dict.fromkeys(_TENS, _tens),
    "one": _one,
    "twenty": _twenty,
    "a": _article,
    "and": _and,
    "oh": _oh,
    "per": _per,
}
