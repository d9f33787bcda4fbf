"""Capitals: letters one by one, a word, or several words run together."""

from __future__ import annotations

import re
from collections.abc import Callable

from clipper.text.spoken.english.letters import spell_letters
from clipper.text.spoken.readings import Readings, chain, either, say

Knows = Callable[[str], bool]

_CAMEL_PARTS = re.compile(r"[A-Z]{2,}s(?![a-z])|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+")
_VOWEL = re.compile("[AEIOUY]")

_SHORT = 3
"""Capitals up to which letters are likelier than a word, even where there is such a word: SSI, CIA, but NASA."""

_LONG = 6
"""Capitals from which an unlisted word is likelier than letters (an emphasised or a brand name)."""

_EMPHASISED_TEXT = (
    "a i am an and any are as at be but by can did do does for get go got had has have he her him his how i'm if"
    " in is it its let like may me my no not now of off oh on one or our out own put say see she so the them then"
    " they this to too two up was way we what when who why will with yes you your all big bad new old man day"
)
_EMPHASISED = frozenset(_EMPHASISED_TEXT.split())
"""Short words that somebody may write in capitals for emphasis; any other short run of capitals is taken as letters."""


def read_capitals(capitals: str, ending: str, knows: Knows, *, shouted: bool) -> Readings:
    """GPU as letters, NASA as a word, SO as either; GPUs and CEO's with their ending."""
    letters = spell_letters(capitals, ending=_letter_ending(ending))
    word = capitals.lower() + ending
    as_word = say(word) if ending in {"", "'s"} or knows(word) else ()
    if capitals.lower() in _EMPHASISED or (shouted and knows(capitals.lower())):
        return either(as_word, letters if len(capitals) <= _SHORT else ())
    if not _VOWEL.search(capitals) and not knows(capitals.lower()):
        return letters
    if len(capitals) <= _SHORT:
        return either(letters, as_word) if knows(capitals.lower()) else letters
    if knows(capitals.lower()) or len(capitals) >= _LONG or shouted:
        return either(as_word, letters if len(capitals) <= _LONG else ())
    return either(letters, as_word)


def read_dotted(text: str, ending: str, knows: Knows) -> Readings:
    """U.S., U.S.A., J.K.: letters; a word besides where there is one (N.A.S.A.)."""
    plain = text.replace(".", "")
    word = say(plain.lower()) if len(plain) > _SHORT and knows(plain.lower()) else ()
    return either(spell_letters(plain, ending=_letter_ending(ending)), word)


def read_camel_case(word: str, knows: Knows) -> Readings:
    """AlexNet, OpenAI, iPhone, McDonald: the whole where it is listed, else its parts."""
    stem, apostrophe, ending = word.partition("'")
    parts = _CAMEL_PARTS.findall(stem)
    said = [_camel_part(part, knows) for part in parts]
    if apostrophe:
        said[-1] = tuple((*reading[:-1], f"{reading[-1]}'{ending.lower()}") for reading in said[-1])
    split, whole = chain(*said), say(word.lower())
    if knows(stem.lower()):
        return either(whole, split if all(knows(part.lower()) for part in parts) else ())
    sure = all(len(part) >= _SHORT and knows(part.lower()) for part in parts) or any(p.isupper() for p in parts[1:])
    return split if sure else either(split, whole) if len(parts[0]) == 1 else either(whole, split)


def _camel_part(part: str, knows: Knows) -> Readings:
    if len(part) == 1:
        return spell_letters(part)
    if part.isupper():
        said = read_capitals(part, "", knows, shouted=False)
        return said[:1] if len(part) <= _SHORT else said[:2]
    if part[:2].isupper():
        return spell_letters(part[:-1], ending="'s")
    return say(part.lower())


def _letter_ending(ending: str) -> str:
    return "'s" if ending == "s" else ending
