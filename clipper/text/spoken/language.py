"""The door to a language: how its written words are read and how its spoken words sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from clipper.errors import InputError
from clipper.text.spoken.readings import Readings


@dataclass(frozen=True, slots=True, kw_only=True)
class Pronounced:
    """The ways to say one spoken word, likeliest first; ``from_model`` where a model guessed one of them."""

    phones: tuple[tuple[str, ...], ...]
    from_model: bool = False


class Language(Protocol):
    """What ``spell_out`` needs to know of a language."""

    def read(self, written: Sequence[str]) -> tuple[Readings, ...]:
        """The readings of every word of one speaker's turn, in order; none for a word with nothing to say."""

    def pronounce(self, spoken: str) -> Pronounced:
        """The pronunciations of one spoken word, at least one for a word with a letter."""

    def learned(self, spoken: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """How the grapheme-to-phoneme model reads spoken words, for those that it can read."""

    def inflect(self, phones: tuple[str, ...], suffix: str) -> tuple[str, ...]:
        """``phones`` with a written ending ("'s") said after them."""


def language_for(tag: str) -> Language:
    """The language of a BCP 47 tag; English is the one there is, and "und" (undetermined) is taken for it.

    Raises:
        InputError: If nobody has taught clipper to read that language aloud.
    """
    if tag.replace("_", "-").split("-")[0].lower() in {"en", "eng", "und", ""}:
        return _english()
    raise InputError(
        f"clipper cannot read the language {tag!r} aloud yet",
        remedy="English is supported. If the recording is in English, give its language as 'en'.",
    )


@cache
def _english() -> Language:
    from clipper.text.spoken.english import English  # noqa: PLC0415  a language is loaded when it is asked for

    return English()
