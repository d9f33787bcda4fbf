"""Between the transcript and the search: every written word gets what may be said for it, and how that sounds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from clipper.model import SpokenForm, SpokenUnit, SpokenWord, Transcript
from clipper.text.spoken.language import Language, language_for
from clipper.text.spoken.lexicon import Lexicon
from clipper.text.spoken.plain import PUNCTUATION, plain_text
from clipper.text.spoken.readings import Reading, Readings, chain, sayable

_HYPHENS = re.compile(r"[-–—/]")
_POSSESSIVE = "'s"
_MARKS = re.compile(r"[.,;:?!…–—-]\W*$")


def spell_out(
    transcript: Transcript, *, lexicon: Lexicon | None = None, language: Language | None = None
) -> tuple[SpokenWord, ...]:
    """Spoken forms and pronunciations of every word of ``transcript``, one entry per word, in order.

    A word that is not searched, or that has nothing sayable in it (an emoji), has no forms. A token's first
    ``plain.MAX_CHARS`` characters are read. Neighbouring words are looked at, never across speakers' turns.

    Args:
        transcript: What was written.
        lexicon: The user's own pronunciations, which win over every rule.
        language: How to read; by default the language that the transcript names.

    Raises:
        InputError: If the transcript's language cannot be read aloud.
    """
    speller = _Speller(lexicon or Lexicon(), language or language_for(transcript.language))
    spoken = [_UNSAID] * len(transcript.words)
    for turn in transcript.turns:
        searched = [i for i in range(turn.first_word, turn.end_word) if transcript.words[i].searched]
        for i, word in zip(searched, speller.spell_turn([transcript.words[i].text for i in searched]), strict=True):
            spoken[i] = word
    return _mark_pauses(transcript, speller.add_learned(spoken))


def _mark_pauses(transcript: Transcript, spoken: Sequence[SpokenWord]) -> tuple[SpokenWord, ...]:
    """The words with ``pause_after`` where a mark or what nobody says follows, or somebody else speaks next."""
    marked = []
    for i, word in enumerate(spoken):
        last = i + 1 == len(spoken)
        pauses = (
            last
            or bool(_MARKS.search(transcript.words[i].text))
            or not spoken[i + 1].forms
            or transcript.speaker_of(i) != transcript.speaker_of(i + 1)
        )
        marked.append(replace(word, pause_after=True) if pauses and word.forms else word)
    return tuple(marked)


def _merge_same(readings: Iterable[tuple[SpokenUnit, ...]]) -> tuple[SpokenForm, ...]:
    """The forms in order, those of the same single spoken word as one form with all its pronunciations."""
    forms: dict[object, tuple[SpokenUnit, ...]] = {}
    for units in readings:
        key = units[0].text if len(units) == 1 else units
        before = forms.setdefault(key, units)
        if before != units:
            ways = tuple(dict.fromkeys(before[0].pronunciations + units[0].pronunciations))
            forms[key] = (SpokenUnit(text=units[0].text, pronunciations=ways),)
    return tuple(SpokenForm(units=units) for units in forms.values())


_UNSAID = SpokenWord(forms=())


class _Speller:
    """One run's lexicon and language, with the answers already given."""

    def __init__(self, lexicon: Lexicon, language: Language) -> None:
        self._lexicon = lexicon
        self._language = language
        self._spoken: dict[Readings, SpokenWord] = {}
        self._units: dict[str, tuple[SpokenUnit, bool]] = {}

    def spell_turn(self, words: Sequence[str]) -> list[SpokenWord]:
        readings = list(self._language.read(words))
        at = 0
        while at < len(words):
            found = self._lexicon.match(words, at) or self._match_part(words[at])
            readings[at : at + len(found)] = found
            at += max(1, len(found))
        return [self._spoken_word(sayable(word)) for word in readings]

    def add_learned(self, words: Sequence[SpokenWord]) -> tuple[SpokenWord, ...]:
        """The words with the model's own reading beside every unit, read for all of them at once."""
        texts = {unit.text for word in self._spoken.values() for form in word.forms for unit in form.units}
        learned = self._language.learned(sorted(texts))
        made: dict[int, SpokenWord] = {}
        for word in self._spoken.values():
            forms = (tuple(replace(unit, learned=learned.get(unit.text, ())) for unit in f.units) for f in word.forms)
            made[id(word)] = replace(word, forms=tuple(SpokenForm(units=units) for units in forms))
        return tuple(made.get(id(word), word) for word in words)

    def _match_part(self, word: str) -> tuple[Readings, ...]:
        """A lexicon entry inside ``word``: "SSI's" by "SSI", "SSI-backed" by "SSI" + what the language says."""
        if not self._lexicon.entries:
            return ()
        core = plain_text(word).strip(PUNCTUATION)
        if core.lower().endswith(_POSSESSIVE):
            found = self._lexicon.match([core[: -len(_POSSESSIVE)]], 0)
            return tuple(tuple(self._possessive(reading) for reading in readings) for readings in found)
        parts = _HYPHENS.split(core)
        found = tuple(readings for part in parts for readings in self._lexicon.match([part], 0))
        if len(parts) < 2 or not found:
            return ()
        return (chain(*((self._lexicon.match([part], 0) or self._language.read([part]))[0] for part in parts)),)

    def _possessive(self, reading: Reading) -> Reading:
        unit = self._unit(reading[-1])[0]
        phones = tuple(self._language.inflect(phones, _POSSESSIVE) for phones in unit.pronunciations)
        return (*reading[:-1], SpokenUnit(text=unit.text + _POSSESSIVE, pronunciations=phones))

    def _spoken_word(self, readings: Readings) -> SpokenWord:
        word = self._spoken.get(readings)
        if word is None:
            forms = _merge_same(tuple(self._unit(unit)[0] for unit in reading) for reading in readings)
            guessed = any(self._unit(unit)[1] for reading in readings for unit in reading)
            word = self._spoken[readings] = SpokenWord(forms=forms, from_model=guessed)
        return word

    def _unit(self, spoken: str | SpokenUnit) -> tuple[SpokenUnit, bool]:
        if isinstance(spoken, SpokenUnit):
            return spoken, False
        known = self._units.get(spoken)
        if known is None:
            said = self._language.pronounce(spoken)
            known = SpokenUnit(text=spoken, pronunciations=said.phones), said.from_model
            self._units[spoken] = known
        return known
