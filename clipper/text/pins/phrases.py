"""Finds the words that a person names in a transcript: exactly, but for case and the punctuation around words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from clipper.model import Transcript
from clipper.text.spoken.plain import plain_text

_SAID_SIGNS = "&%+=@"  # signs that are read aloud where they stand alone, as the readers of transcripts have it
_SHOWN = 60  # characters of a phrase in a message
_LONGEST = 40  # words of a phrase for which something similar is looked for
_NEAR = 60.0  # per cent of rapidfuzz's ratio: below it two phrases are not slips of each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a phrase stands: words ``first_word..end_word`` (half open) of turn number ``turn`` (0-based)."""

    first_word: int
    end_word: int
    turn: int


def split_phrase(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as they are compared; bare punctuation is none."""
    return tuple(key for token in phrase.split() if (key := _key(token)))


def _key(token: str) -> str:
    """A word in plain characters and small letters, without what surrounds it in silence."""
    plain = plain_text(token).casefold()
    said = [place for place, char in enumerate(plain) if char.isalnum() or char in _SAID_SIGNS]
    return plain[said[0] : said[-1] + 1] if said else ""


def show_phrase(phrase: str) -> str:
    """A phrase for a message: in quotation marks, not too long, nothing in it that a terminal would obey."""
    plain = "".join(char if char.isprintable() else " " for char in phrase)
    return f'"{plain if len(plain) <= _SHOWN else plain[:_SHOWN] + "..."}"'


class PhraseIndex:
    """A transcript's words, ready to be searched."""

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self._words = [
            (key, index, number)
            for number, turn in enumerate(transcript.turns)
            for index in range(turn.first_word, turn.end_word)
            if (key := _key(transcript.words[index].text))
        ]
        self._starts: dict[str, list[int]] = defaultdict(list)
        for at, (key, _, _) in enumerate(self._words):
            self._starts[key].append(at)

    def find(self, keys: Sequence[str], *, turn: int | None) -> list[Place]:
        """Every place of consecutive words within one turn (of number ``turn``, or of any), in order."""
        places = []
        for at in self._starts.get(keys[0], []) if keys else []:
            row = self._words[at : at + len(keys)]
            if [key for key, _, _ in row] == list(keys) and row[-1][2] == row[0][2] and turn in (None, row[0][2]):
                places.append(self._place(at, len(keys)))
        return places

    def nearest(self, keys: Sequence[str], *, turn: int | None) -> Place | None:
        """The place of as many words that is most like ``keys``, or None if none is much like it."""
        wanted, best, nearest = " ".join(keys), _NEAR, None
        for at, (_, _, number) in enumerate(self._words):
            if turn not in (None, number) or len(keys) > _LONGEST:
                continue
            row = [word for word in self._words[at : at + len(keys)] if word[2] == number]
            likeness = fuzz.ratio(wanted, " ".join(key for key, _, _ in row))
            if likeness > best:
                best, nearest = likeness, self._place(at, len(row))
        return nearest

    def text_of(self, place: Place) -> str:
        """The words of a place as the transcript writes them."""
        words = self._transcript.words[place.first_word : place.end_word]
        return show_phrase(" ".join(word.text for word in words))

    def _place(self, at: int, count: int) -> Place:
        _, first, turn = self._words[at]
        return Place(first_word=first, end_word=self._words[at + count - 1][1] + 1, turn=turn)
