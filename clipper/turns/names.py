"""The names of the speakers: given by the user, and spelled in more than one way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import combinations

from clipper.model import Speaker, Transcript

_ALIKE = 0.9  # of two names: "Dwarkesh Patel" and "Dwarkash Patel" .93, "Ann Lee" and "Jan Lee" .86
_FEWEST_LETTERS = 4  # shorter names are alike by chance ("Ann", "Anna")


def name_speakers(transcript: Transcript, names: Mapping[str, Speaker]) -> Transcript:
    """Give speakers other names: by the name that they have, or with its role, "Ada (Host)"; "" is who has none.

    Raises:
        KeyError: If the transcript has no speaker of a given name; it holds that name.
    """
    known = {name for turn in transcript.turns for name in _names_of(turn.speaker)}
    for name in names:
        if name not in known:
            raise KeyError(name)
    turns = tuple(
        replace(turn, speaker=next((names[name] for name in _names_of(turn.speaker) if name in names), turn.speaker))
        if any(word.searched for word in transcript.words[turn.first_word : turn.end_word])
        else turn
        for turn in transcript.turns
    )
    return replace(transcript, turns=turns)


def _names_of(speaker: Speaker | None) -> tuple[str, ...]:
    """What a user may call a speaker, the most precise first."""
    if speaker is None:
        return ("",)
    return (f"{speaker.name} ({speaker.role})", speaker.name) if speaker.role else (speaker.name,)


def find_variants(transcript: Transcript) -> Iterator[tuple[Speaker, Speaker]]:
    """Pairs of speakers who are likely one, the rarer first: names that differ in a letter, in case, in length."""
    words = Counter[Speaker]()
    for turn in transcript.turns:
        if turn.speaker:
            words[turn.speaker] += turn.end_word - turn.first_word
    for one, other in combinations(sorted(words, key=lambda speaker: words[speaker]), 2):
        if _are_alike(one.name, other.name):
            yield one, other


def _are_alike(one: str, other: str) -> bool:
    a, b = (" ".join("".join(c if c.isalnum() else " " for c in name.casefold()).split()) for name in (one, other))
    if a == b:
        return True
    if any(c.isdigit() for c in a + b):  # "Speaker 1" and "Speaker 2" are two
        return False
    short, long = sorted((a.split(), b.split()), key=len)
    if short and len(short) < len(long) and (short == long[: len(short)] or short == long[-len(short) :]):
        return True
    return min(len(a), len(b)) >= _FEWEST_LETTERS and SequenceMatcher(None, a, b).ratio() >= _ALIKE
