"""What a clean transcript leaves out: fillers, doubled words and false starts. Their times stay with the words.

Only what nobody would miss: a repetition for emphasis ("very very", "no, no") stays, and so does a filler whose full
stop the sentence needs, or that is all that somebody says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from clipper.language import bare_word, is_emphasis, is_filler
from clipper.model import Alignment

_LONGEST_START = 4  # words that are said once more: "and I think and I think that"
_MARKS = ".,;:!?…"


def clean_alignment(alignment: Alignment) -> Alignment:
    """The same with its clutter not to be shown; times and words are all still there."""
    clutter = find_clutter(alignment)
    words = tuple(
        replace(word, shown=False) if index in clutter else word
        for index, word in enumerate(alignment.transcript.words)
    )
    return replace(alignment, transcript=replace(alignment.transcript, words=words))


def find_clutter(alignment: Alignment) -> frozenset[int]:
    """The indices of the words that a clean text leaves out; never all the words of a turn.

    Of a word that is written twice and said once nothing is left out: what is not spoken has no cue anyway.
    """
    words, language = alignment.transcript.words, alignment.transcript.language
    found: set[int] = set()
    for turn in alignment.turns:
        part = [index for index in range(turn.first_word, turn.end_word) if alignment.words[index].span]
        texts = [words[index].text for index in part]
        clutter = set(_clutter(texts, language))
        if len(clutter) < len(texts):
            found |= {part[place] for place in clutter}
    return frozenset(found)


def _clutter(texts: Sequence[str], language: str) -> Iterator[int]:
    kept: list[int] = []
    for place, text in enumerate(texts):
        if is_filler(bare_word(text), language) and not _ends_sentence(texts, place):
            yield place
        else:
            kept.append(place)
    place = 0
    while place < len(kept):
        size = _said_twice([texts[at] for at in kept[place : place + 2 * _LONGEST_START]], language)
        yield from kept[place : place + size]
        place += size or 1


def _said_twice(texts: Sequence[str], language: str) -> int:
    """How many words at the beginning are a start that is made anew right behind it."""
    if len(texts) > 1 and texts[0].endswith(("-", "–", "—")) and len(texts[0]) > 1:
        begun, whole = bare_word(texts[0]), bare_word(texts[1])
        if begun and whole.startswith(begun):  # "th- the"
            return 1
    cores = [bare_word(text) for text in texts[: 2 * _LONGEST_START]]
    for size in range(min(_LONGEST_START, len(cores) // 2), 0, -1):
        again = all(cores[:size]) and cores[:size] == cores[size : 2 * size]
        marked = any(text[-1] in _MARKS for text in texts[:size])
        if again and not marked and not (size == 1 and is_emphasis(cores[0], language)):
            return size
    return 0


def _ends_sentence(texts: Sequence[str], place: int) -> bool:
    """Whether the word's mark closes a sentence that the word in front does not."""
    return texts[place][-1] in ".!?…" and place > 0 and texts[place - 1][-1] not in ".!?…"
