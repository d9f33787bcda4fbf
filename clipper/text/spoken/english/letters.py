"""The names of the letters, and words that are spelled letter by letter."""

from __future__ import annotations

from clipper.text.spoken.readings import Reading, Readings

LETTER_NAMES: dict[str, tuple[str, ...]] = {
    "A": ("EY",),
    "B": ("B IY",),
    "C": ("S IY",),
    "D": ("D IY",),
    "E": ("IY",),
    "F": ("EH F",),
    "G": ("JH IY",),
    "H": ("EY CH",),
    "I": ("AY",),
    "J": ("JH EY",),
    "K": ("K EY",),
    "L": ("EH L",),
    "M": ("EH M",),
    "N": ("EH N",),
    "O": ("OW",),
    "P": ("P IY",),
    "Q": ("K Y UW",),
    "R": ("AA R",),
    "S": ("EH S",),
    "T": ("T IY",),
    "U": ("Y UW",),
    "V": ("V IY",),
    "W": ("D AH B AH L Y UW", "D AH B Y UW"),  # the second: dubya, usual in "www"
    "X": ("EH K S",),
    "Y": ("W AY",),
    "Z": ("Z IY", "Z EH D"),
}
"""American names as CMUdict has them, with the British "zed"."""


def spell_letters(text: str, *, ending: str = "") -> Readings:
    """The letter names of ``text``: "GPU" is G P U; an ``ending`` ("'s") is said after the last."""
    letters: Reading = tuple(char.upper() for char in text if char.isascii() and char.isalpha())
    return ((*letters[:-1], str(letters[-1]) + ending),) if letters else ()
