"""English read aloud: the one implementation of ``Language``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clipper.text.spoken.english import context
from clipper.text.spoken.english.cut_off import ends_cut_off, ends_in_dots, is_taken_up, read_cut_off
from clipper.text.spoken.english.dictionary import PronouncingDictionary
from clipper.text.spoken.english.guess import PhoneGuesser
from clipper.text.spoken.english.morphology import inflect
from clipper.text.spoken.english.pronounce import Pronouncer
from clipper.text.spoken.english.words import WordReader
from clipper.text.spoken.language import Pronounced
from clipper.text.spoken.plain import PUNCTUATION, fold_letters, plain_text
from clipper.text.spoken.readings import Readings, either

_SHOUTED_SHARE = 0.7
"""Share of capitalised words from which a turn is written in capitals altogether."""

_SHOUTED_MIN_WORDS = 4
"""Words that a turn needs to be judged so: "GPU, CPU, TPU." is a list of acronyms."""


class English:
    """American English with the usual British variants; holds what was read and pronounced in this run."""

    def __init__(self) -> None:
        self._pronouncer = Pronouncer(PronouncingDictionary(), PhoneGuesser())
        self._words = WordReader(self._pronouncer.knows)
        self._read: dict[tuple[str, bool], Readings] = {}

    def read(self, written: Sequence[str]) -> tuple[Readings, ...]:
        """The readings of every word of one speaker's turn, in order."""
        texts = [plain_text(word) for word in written]
        shouted = _is_shouted(texts)
        readings = [self._read_alone(text, shouted=shouted) for text in texts]
        self._apply_context(readings, [context.Written.of(text) for text in texts])
        for at, text in enumerate(texts):
            if ends_cut_off(text):
                readings[at] = self._read_cut_off(texts, at, readings[at])
        return tuple(readings)

    def pronounce(self, spoken: str) -> Pronounced:
        """The pronunciations of one spoken word, at least one."""
        return self._pronouncer.pronounce(spoken)

    def learned(self, spoken: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """How the grapheme-to-phoneme model reads spoken words."""
        return self._pronouncer.learned(spoken)

    def inflect(self, phones: tuple[str, ...], suffix: str) -> tuple[str, ...]:
        """``phones`` with a written ending said after them."""
        return inflect(phones, suffix)

    def _read_alone(self, text: str, *, shouted: bool) -> Readings:
        found = self._read.get((text, shouted))
        if found is None:
            found = self._read[text, shouted] = self._words.read(text, shouted=shouted)
        return found

    def _apply_context(self, readings: list[Readings], words: Sequence[context.Written]) -> None:
        for at, word in enumerate(words):
            if not (word.core[:1].isalnum() or any(char.isdigit() for char in word.core)):
                continue
            for rule in context.REPLACING:
                for i, said in enumerate(rule(words, at)):
                    readings[at + i] = said
            for rule in context.PREFERRED:
                for i, said in enumerate(rule(words, at)):
                    readings[at + i] = either(said, readings[at + i])
            for rule in context.POSSIBLE:
                for i, said in enumerate(rule(words, at)):
                    readings[at + i] = either(readings[at + i], said)

    def _read_cut_off(self, texts: Sequence[str], at: int, alone: Readings) -> Readings:
        fragment = fold_letters(texts[at].strip(PUNCTUATION)).lower()
        if not fragment.isalpha() or (ends_in_dots(texts[at]) and self._pronouncer.knows(fragment)):
            return alone
        following = [fold_letters(text.strip(PUNCTUATION)).lower() for text in texts[at + 1 : at + 5]]
        begun = read_cut_off(fragment, following, lambda word: self.pronounce(word).phones)
        if not set(fragment) & set("aeiouy"):
            return either(begun, alone[:1] if len(fragment) == 1 else ())
        finished = len(fragment) > 2 and self._pronouncer.knows(fragment) and not is_taken_up(fragment, following)
        return either(alone, begun) if finished else either(begun, alone[:2])


def _is_shouted(texts: Sequence[str]) -> bool:
    words = [core for text in texts if (core := text.strip(PUNCTUATION)).replace("'", "").isalpha() and len(core) > 1]
    return len(words) >= _SHOUTED_MIN_WORDS and sum(word.isupper() for word in words) >= _SHOUTED_SHARE * len(words)
