"""The places in which a structured file holds its words (bodies of segments, cells of rows), shared out anew."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from clipper.model import Transcript, Turn
from clipper.text.writers.heads import split_gap

Range = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a turn has of item number ``index``: the characters ``start..end`` of its body.

    ``is_first``: it is the first part of the item. ``goes_on``: it begins within a word that the item before begins.
    """

    index: int
    start: int
    end: int
    is_first: bool
    goes_on: bool


class Places:
    """Items in order of text, each with the range of its body; an item whose body says nothing has an empty turn.

    ``joint`` parts the items of a file that has only one.
    """

    def __init__(self, transcript: Transcript, items: Sequence[Range], bodies: Sequence[Range], *, joint: str) -> None:
        self._text = transcript.text
        self._words = transcript.words
        self._items = items
        self._bodies = bodies
        joints = [self._text[one[1] : other[0]] for one, other in itertools.pairwise(items)]
        self._joints = ["", *joints]
        self._usual = joints[0] if joints else joint

    def share(self, turns: Sequence[Turn]) -> list[list[Part]]:
        """The parts that each turn has, in order; all of them together hold every item that says something."""
        parts: list[list[Part]] = [[] for _ in turns]
        number, word, goes_on = 0, 0, False
        for index, (body_start, end) in enumerate(self._bodies):
            if word == len(self._words) or self._words[word].start_char >= end:
                continue
            start = body_start
            while word < len(self._words) and self._words[word].start_char < end:
                if word == turns[number].end_word:
                    if self._words[word - 1].end_char > start:
                        cut_at, next_at = self._cut(word)
                        parts[number].append(self._make(index, start, cut_at, goes_on=goes_on))
                        start, goes_on = next_at, False
                    number += 1
                if self._words[word].end_char > end:
                    break
                word += 1
            parts[number].append(self._make(index, start, end, goes_on=goes_on))
            goes_on = word < len(self._words) and self._words[word].start_char < end
        return parts

    def _make(self, index: int, start: int, end: int, *, goes_on: bool) -> Part:
        is_first = start == self._bodies[index][0]
        return Part(index=index, start=start, end=end, is_first=is_first, goes_on=goes_on)

    def _cut(self, word: int) -> Range:
        """Where the text before ``word`` ends and that of ``word`` begins, without the space between."""
        end, start = self._words[word - 1].end_char, self._words[word].start_char
        left, right = split_gap(self._text[end:start])
        return end + len(left), start - len(right)

    def indent(self, part: Part) -> str:
        """The spaces with which the item begins, where ``part`` begins behind them."""
        start, end = self._bodies[part.index]
        whole = self._text[start:end]
        return "" if part.is_first else whole[: len(whole) - len(whole.lstrip(" "))]

    def assemble(self, written: Sequence[tuple[Sequence[Part], str]]) -> str:
        """The file with the items ``written``, each made of some parts; items that say nothing stay."""
        used = {part.index for parts, _ in written for part in parts}
        silent = [(i, self._text[start:end]) for i, (start, end) in enumerate(self._items) if i not in used]
        pieces = [self._text[: self._items[0][0]]]
        before = None
        both = [*((parts[0].index, item) for parts, item in written), *silent]
        for index, item in sorted(both, key=lambda one: one[0]):
            if before is not None:
                pieces.append(self._joints[index] if index > before else self._usual)
            pieces.append(item)
            before = index
        return "".join([*pieces, self._text[self._items[-1][1] :]])


def sample_of(parts: Sequence[Part]) -> Part:
    """The part whose item a new item is made from: the first that begins its own, so that none serves twice."""
    return next((part for part in parts if part.is_first), parts[0])


def join_parts(pieces: Sequence[tuple[Part, str]], indent: str) -> str:
    """The texts of parts as one, a space between them unless they bring one."""
    body = indent
    for part, piece in pieces:
        is_spaced = not body or part.goes_on or body.endswith(" ") or piece.startswith(" ")
        body += piece if is_spaced else f" {piece}"
    return body
