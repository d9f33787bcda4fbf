"""A passage of speech -> its words, each with its range in the file and whether anybody says it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clipper.model import Word
from clipper.text.readers.annotations import Annotation, find_annotations
from clipper.text.readers.links import remove_links
from clipper.text.readers.passage import INVISIBLE, Passage

_TOKEN = re.compile(r"\S+")
_SPOKEN_SIGNS = "&%+=@"
"""Signs that are read aloud where they stand alone: "R & D", "50 %", "two + two". Other punctuation is silent."""


def read_words(passage: Passage, *, is_matter: bool = False) -> list[Word]:
    """The words of ``passage`` in order.

    A word is a whitespace-separated token; a note that touches a word ("yeah.[laughter]") is a word of its own. Words
    within an annotation and words of bare punctuation are not searched. ``is_matter`` says that the passage is a title
    or a credit: its words are neither searched nor shown.
    """
    passage = remove_links(passage)
    annotations = find_annotations(passage.text)
    words = []
    for start, end, is_said, is_shown in _read_tokens(passage.text, annotations):
        words.append(
            Word(
                text=passage.text[start:end],
                start_char=passage.starts[start],
                end_char=passage.ends[end - 1],
                searched=is_said and not is_matter,
                shown=is_shown and not is_matter,
            )
        )
    return words


def _read_tokens(text: str, annotations: list[Annotation]) -> Iterator[tuple[int, int, bool, bool]]:
    first = 0
    for found in _TOKEN.finditer(text):
        start, end = _trim_invisible(text, *found.span())
        while first < len(annotations) and annotations[first].end <= start:
            first += 1
        if start == end:
            continue
        after = first
        while after < len(annotations) and annotations[after].start < end:
            after += 1
        touching = annotations[first:after]
        for piece_start, piece_end in _split_at_notes(text, start, end, touching):
            is_said = _is_said(text, piece_start, piece_end, touching)
            is_shown = is_said or not any(
                not a.is_shown and a.start < piece_end and piece_start < a.end for a in touching
            )
            yield piece_start, piece_end, is_said, is_shown


def _trim_invisible(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in INVISIBLE:
        start += 1
    while start < end and text[end - 1] in INVISIBLE:
        end -= 1
    return start, end


def _split_at_notes(text: str, start: int, end: int, touching: list[Annotation]) -> list[tuple[int, int]]:
    """The token cut where a note touches a word; punctuation stays with what it follows."""
    cuts = sorted({edge for a in touching if a.is_note for edge in (a.start, a.end) if start < edge < end})
    pieces: list[tuple[int, int]] = []
    piece_start = start
    for cut in (*cuts, end):
        if _has_sound(text, piece_start, cut) or not pieces:
            pieces.append((piece_start, cut))
        else:
            pieces[-1] = (pieces[-1][0], cut)
        piece_start = cut
    if len(pieces) > 1 and not _has_sound(text, *pieces[0]):
        pieces[:2] = [(pieces[0][0], pieces[1][1])]
    return pieces


def _has_sound(text: str, start: int, end: int) -> bool:
    return any(character.isalnum() or character in _SPOKEN_SIGNS for character in text[start:end])


def _is_said(text: str, start: int, end: int, touching: list[Annotation]) -> bool:
    """Whether any character that has a sound lies outside the annotations ("compan[ies]" is said, "[the]" is not)."""
    position = start
    for annotation in touching:
        if _has_sound(text, position, min(max(annotation.start, position), end)):
            return True
        position = max(position, annotation.end)
    return position < end and _has_sound(text, position, end)
