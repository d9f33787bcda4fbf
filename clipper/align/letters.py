"""Spoken words as a model that writes letters would write them."""

from __future__ import annotations

from collections.abc import Container

from clipper.model import SpokenUnit

_LETTERS_OF_PHONE = {
    "AA": "o", "AE": "a", "AH": "u", "AO": "o", "AW": "ow", "AY": "i", "B": "b", "CH": "ch", "D": "d", "DH": "th",
    "EH": "e", "ER": "er", "EY": "a", "F": "f", "G": "g", "HH": "h", "IH": "i", "IY": "ee", "JH": "j", "K": "k",
    "L": "l", "M": "m", "N": "n", "NG": "ng", "OW": "o", "OY": "oy", "P": "p", "R": "r", "S": "s", "SH": "sh",
    "T": "t", "TH": "th", "UH": "oo", "UW": "oo", "V": "v", "W": "w", "Y": "y", "Z": "z", "ZH": "s",
}  # fmt: skip
"""How English mostly writes a phone: for what is known by its sound alone."""


def spell(unit: SpokenUnit, known: Container[str]) -> tuple[str, ...]:
    """The ``known`` letters of a spoken word, in lower case; others are left out ("don't" as D O N T).

    A pronunciation that the user gave ("/W IH N/") has no text: its sounds are spelled.
    """
    text = "" if unit.text.startswith("/") else _plain(unit.text)
    letters = tuple(letter for letter in text if letter in known)
    return letters or tuple("".join(_LETTERS_OF_PHONE[phone] for phone in unit.pronunciations[0]))


def _plain(text: str) -> str:
    if not text.isascii():
        from anyascii import anyascii  # noqa: PLC0415  its tables are read only where a script needs them

        text = anyascii(text)
    return text.lower()
