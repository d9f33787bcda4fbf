"""How a spoken English word sounds: word lists first, then the word's parts, then the model."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from clipper.model import SpokenUnit
from clipper.text.spoken.english.dictionary import PronouncingDictionary, read_list
from clipper.text.spoken.english.guess import PhoneGuesser
from clipper.text.spoken.english.letters import LETTER_NAMES
from clipper.text.spoken.english.morphology import VOWELS, Phones, derive, inflect
from clipper.text.spoken.language import Pronounced
from clipper.text.spoken.lexicon import parse_lexicon
from clipper.text.spoken.plain import fold_letters

MAX_PRONUNCIATIONS = 5
"""Ways to say one spoken word: CMUdict has at most five, and each multiplies the search."""

SURE_PART = 5
"""Letters of each half of a compound from which its dictionary parts are taken: on CMUdict words that split so, parts
and model have 4.9 % phone errors each, and the model was trained on them; with halves of 4 it is 9.6 % to 4.8 %."""

LIKELY_PART = 4
"""Letters of each half from which the compound is worth a second guess behind the model's."""

MAX_LEARNED = 24
"""Letters that the model reads of a word: it loses its way in longer ones."""

_CASUAL_ING = 2
"""Vowels from which -ing is also said -in': making, not thing."""


class Pronouncer:
    """Pronounces one word at a time; the dictionary and the model load when first needed."""

    def __init__(self, dictionary: PronouncingDictionary, guesser: PhoneGuesser) -> None:
        self._dictionary = dictionary
        self._guesser = guesser

    def knows(self, word: str) -> bool:
        """Whether a lower-case word is listed."""
        return word in self._dictionary or word in self._listed

    def pronounce(self, spoken: str) -> Pronounced:
        """The ways to say ``spoken``: a word, or a single capital for a letter's name."""
        name, ending = spoken[:1], spoken[1:]
        if name in LETTER_NAMES and ending in {"", "'s", "s", "'d", "ed", "ing", "er", "ers"}:
            phones = tuple(tuple(said.split()) for said in LETTER_NAMES[name])
            return Pronounced(phones=tuple(inflect(p, ending) for p in phones) if ending else phones)
        word = fold_letters(spoken).lower()
        stem, clitic = word[:-2], word[-2:]
        if clitic in {"'s", "'d"} and stem and not self.look_up(word):
            said = self.pronounce(stem)
            return Pronounced(phones=tuple(inflect(p, clitic) for p in said.phones), from_model=said.from_model)
        known = self.look_up(word) or derive(word, self.look_up) or self._compound(word, SURE_PART)
        return Pronounced(phones=known[:MAX_PRONUNCIATIONS]) if known else self._guess(word)

    def learned(self, spoken: Sequence[str]) -> dict[str, Phones]:
        """The model's own reading of each word of letters; a capital is a letter's name, but "I" is also a word."""
        plain = {word: fold_letters(word).lower() for word in spoken if len(word) > 1 or word == "I"}
        readable = [word for word in plain if plain[word].replace("'", "").isascii() and plain[word][0].isalpha()]
        readings = self._guesser.read([plain[word][:MAX_LEARNED] for word in readable])
        return {word: tuple(phones) for word, phones in zip(readable, readings, strict=True) if phones}

    def look_up(self, word: str) -> tuple[Phones, ...]:
        """The listed pronunciations of a lower-case word."""
        listed = self._listed.get(word)
        if listed:
            return listed
        found = self._dictionary.get(word)
        if found and word.endswith("ing"):
            casual = tuple((*p[:-1], "N") for p in found if p[-2:] == ("IH", "NG") and _vowels(p) >= _CASUAL_ING)
            found = tuple(dict.fromkeys((found + casual)[: MAX_PRONUNCIATIONS - 1] + casual[:1]))
        return found

    def _compound(self, word: str, shortest: int) -> tuple[Phones, ...]:
        """Two listed words in one, cut where the shorter half is longest: "backpropagation"."""
        cuts = range(shortest, len(word) - shortest + 1)
        for cut in sorted(cuts, key=lambda cut: abs(2 * cut - len(word))):
            left, right = self.look_up(word[:cut]), self.look_up(word[cut:])
            if left and right:
                return tuple(a + b for a in left[:2] for b in right[:2])
        return ()

    def _guess(self, word: str) -> Pronounced:
        letters = "".join(char for char in word if char.isalpha())
        guessed = self._guesser.guess(letters) if letters else ()
        if guessed and (_vowels(guessed) or len(letters) < LIKELY_PART):
            both = (guessed, *self._compound(word, LIKELY_PART)[:1])
            return Pronounced(phones=tuple(dict.fromkeys(both)), from_model=True)
        spelled = tuple(phone for char in letters.upper() for phone in LETTER_NAMES[char][0].split())
        return Pronounced(phones=(spelled or ("AH",),), from_model=True)

    @cached_property
    def _listed(self) -> dict[str, tuple[Phones, ...]]:
        """The package's own list: what CMUdict lacks, and what people really say for the commonest words."""
        return {
            entry.written[0]: tuple(
                phones for (unit,) in entry.readings if isinstance(unit, SpokenUnit) for phones in unit.pronunciations
            )
            for entry in parse_lexicon(read_list("sounds.txt"), source="sounds.txt").entries
        }


def _vowels(phones: Phones) -> int:
    return sum(phone in VOWELS for phone in phones)
