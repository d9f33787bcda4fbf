"""Words that were begun and not finished: "re-", "th—", "w-what"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from clipper.model import SpokenUnit
from clipper.text.spoken.english.morphology import Phones
from clipper.text.spoken.readings import Readings, chain, say

_BEFORE_A_VOWEL: tuple[tuple[str, str], ...] = (
    ("th", "DH|TH"), ("sh", "SH"), ("ch", "CH"), ("wh", "W"), ("ph", "F"), ("kn", "N"), ("wr", "R"), ("qu", "K W"),
    ("b", "B"), ("c", "K"), ("d", "D"), ("f", "F"), ("g", "G"), ("h", "HH"), ("j", "JH"), ("k", "K"), ("l", "L"),
    ("m", "M"), ("n", "N"), ("p", "P"), ("q", "K"), ("r", "R"), ("s", "S"), ("t", "T"), ("v", "V"), ("w", "W"),
    ("x", "Z"), ("y", "Y"), ("z", "Z"),
)  # fmt: skip

_LOOK_AHEAD = 4
"""Words in which a speaker takes up again what was cut off."""

_ENDS_CUT = re.compile(r"(?:-|–|—|\.\.\.)['\"”)\]]*[.,?!]*$")
_ENDS_IN_DOTS = re.compile(r"\.\.\.['\"”)\]]*$")


def ends_cut_off(text: str) -> bool:
    """Whether a token may be a word that was not finished, by the sign behind it."""
    return bool(_ENDS_CUT.search(text))


def ends_in_dots(text: str) -> bool:
    """Whether that sign is an ellipsis, which more often follows a finished word."""
    return bool(_ENDS_IN_DOTS.search(text))


def is_taken_up(fragment: str, following: Sequence[str]) -> bool:
    """Whether one of the next words begins with the fragment and goes on."""
    return any(word.startswith(fragment) and len(word) > len(fragment) for word in following[:_LOOK_AHEAD])


def read_cut_off(fragment: str, following: Sequence[str], pronounce: Callable[[str], tuple[Phones, ...]]) -> Readings:
    """The sounds of a word's beginning: as in the following word that begins so, or its consonants alone.

    Args:
        fragment: Its letters, lower case.
        following: The words after it, lower case.
        pronounce: The pronunciations of a word.
    """
    begun = next((w for w in following[:_LOOK_AHEAD] if w.startswith(fragment) and len(w) > len(fragment)), "")
    said = _beginnings(pronounce(begun)[0], len(fragment), len(begun)) if begun else ()
    consonants = _consonants(fragment)
    opened = tuple((*phones, "AH") for phones in consonants[:1])
    ways = tuple(dict.fromkeys(said + consonants + opened))
    return ((SpokenUnit(text=f"{fragment}-", pronunciations=ways),),) if ways else ()


def read_stutter(parts: Sequence[str]) -> Readings:
    """Read "w-what", "th-th-the": every part but the last begins the last."""
    *begun, last = (part.lower() for part in parts)
    if (
        not begun
        or not last.isalpha()
        or not all(part and last.startswith(part) and _consonants(part) for part in begun)
    ):
        return ()
    return chain(*(read_cut_off(part, (), lambda _: ()) for part in begun), say(last))


def _beginnings(phones: Phones, letters: int, of: int) -> tuple[Phones, ...]:
    """The phones that the first ``letters`` letters ``of`` a word stand for, rounded up and down."""
    more = -(-len(phones) * letters // of)
    return tuple(dict.fromkeys((phones[:more], phones[: max(1, more - 1)])))


def _consonants(fragment: str) -> tuple[Phones, ...]:
    """The sounds of letters without a vowel among them, the first letters' alternatives in order; none otherwise."""
    said: tuple[Phones, ...] = ((),)
    while fragment:
        found = next(((letters, sounds) for letters, sounds in _BEFORE_A_VOWEL if fragment.startswith(letters)), None)
        if found is None:
            return ()
        fragment = fragment[len(found[0]) :]
        said = tuple((*before, *sound.split()) for sound in found[1].split("|") for before in said)[:2]
    return said
