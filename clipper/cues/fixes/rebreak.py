"""A cue that breaks a limit of its layout -> cues that keep it, laid out by the search that lays out our own.

Words stay as they are, in order, each in its voice and style; only line breaks move, and cues are cut in several.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise, takewhile
from typing import NamedTuple

from clipper.cues.checks.rule import begins_speech, text_of
from clipper.cues.legal import NO_LABEL, Stretch
from clipper.cues.passage import Passage, Token
from clipper.cues.profile import Profile
from clipper.cues.search import lay_out
from clipper.cues.width import count_characters, measure_columns, split_word
from clipper.language.graphemes import split_graphemes
from clipper.model import Cue, Line, Run, Span


class _Char(NamedTuple):
    """A grapheme, the run that it stands in (without its text), and where its characters stand in the file."""

    text: str
    like: Run
    places: tuple[int, ...] = ()


def keeps_layout(cue: Cue, profile: Profile) -> bool:
    """Whether a cue's lines are few and narrow enough, and its words not too many."""
    return (
        len(cue.lines) <= profile.max_lines
        and all(measure_columns(text_of(line)) <= profile.max_columns for line in cue.lines)
        and (profile.max_words is None or len(cue.text.split()) <= profile.max_words)
    )


def rebreak_cue(cue: Cue, profile: Profile, *, language: str, next_start_ms: int) -> list[Cue]:
    """The cue in new lines, cut in several where it must be; itself where it keeps its layout.

    The pieces share its time by their characters; the first has its id, all have its settings. Two speakers get a cue
    each.

    Args:
        cue: A cue that ends after it begins, with a text.
        profile: The limits.
        language: BCP 47 tag; chooses the break words.
        next_start_ms: When the next cue begins.
    """
    if keeps_layout(cue, profile):
        return [cue]
    chars = _flatten(cue)
    marks = [0, *(at for at in range(1, len(chars)) if _begins_part(chars, at)), len(chars)]
    pieces: list[Cue] = []
    for first, end in pairwise(marks):
        tokens = _make_tokens(chars, first, end, cue, profile)
        passage = Passage(speaker=None, tokens=tuple(token for token, _ in tokens))
        stretch = Stretch(
            [passage],
            profile,
            language=language,
            next_start_ms=max(next_start_ms, passage.span.end_ms),
            duration_ms=next_start_ms,
            labels=[[NO_LABEL] * len(tokens)],
            names=[NO_LABEL],
        )
        for layout in lay_out(stretch):
            chosen = tokens[layout.first : layout.end]
            at = len(chosen) if layout.line_break is None else layout.line_break - layout.first
            lines = tuple(_render(chars, part) for part in (chosen[:at], chosen[at:]) if part)
            span = Span(start_ms=chosen[0][0].span.start_ms, end_ms=chosen[-1][0].span.end_ms)
            pieces.append(replace(cue, start_ms=span.start_ms, end_ms=span.end_ms, lines=lines))
    return [piece if number == 0 else replace(piece, id="") for number, piece in enumerate(pieces)]


_LINE_START = "\n"


def _flatten(cue: Cue) -> list[_Char]:
    """The cue's graphemes; a line end is one that counts as a space."""
    chars: list[_Char] = []
    for line in cue.lines:
        if chars:
            chars.append(_Char(_LINE_START, chars[-1].like, chars[-1].places[-1:]))
        chars += [char for run in line for char in _chars_of(run)]
    return chars


def _chars_of(run: Run) -> Iterator[_Char]:
    """Its graphemes; a space is one of its own, whatever combines with it."""
    at, like = 0, replace(run, text="", source_chars=None)
    for grapheme in (one for part in re.split("( )", run.text) for one in split_graphemes(part)):
        end = at + len(grapheme)
        yield _Char(grapheme, like, (run.source_chars or ())[at:end])
        at = end


def _begins_part(chars: Sequence[_Char], at: int) -> bool:
    """Whether somebody else begins at ``at``: another voice, or a line with a dash."""
    before, char = chars[at - 1], chars[at]
    if before.text == _LINE_START:
        following = (chars[index].text for index in range(at, len(chars)))
        line = "".join(takewhile(_LINE_START.__ne__, following))
        return begins_speech(line) or before.like.speaker != char.like.speaker
    return char.text != _LINE_START and before.like.speaker != char.like.speaker


def _make_tokens(
    chars: Sequence[_Char], first: int, end: int, cue: Cue, profile: Profile
) -> list[tuple[Token, tuple[int, int]]]:
    """The words among ``chars[first:end]``, each with its place; words wider than a line in pieces."""
    tokens: list[tuple[Token, tuple[int, int]]] = []
    for word, (start, stop) in enumerate(_find_words(chars, first, end)):
        text = "".join(char.text for char in chars[start:stop])
        pieces = (
            split_word(text, profile.max_columns) if measure_columns(text) > profile.max_columns else [(text, True)]
        )
        at = start
        for number, (piece, sane) in enumerate(pieces):
            length = len(split_graphemes(piece))
            span = Span(start_ms=_share(cue, at, len(chars)), end_ms=_share(cue, at + length, len(chars)))
            token = Token(
                word=word,
                text=piece,
                spaces=int(number == 0 and bool(tokens)),
                span=span,
                timed=True,
                columns=measure_columns(piece),
                characters=count_characters(piece),
                sane_break=sane if number else None,
            )
            tokens.append((token, (at, at + length)))
            at += length
    return tokens


def _find_words(chars: Sequence[_Char], first: int, end: int) -> Iterator[tuple[int, int]]:
    at = first
    for is_space, group in groupby(chars[first:end], key=lambda char: char.text in (" ", _LINE_START)):
        length = len(list(group))
        if not is_space:
            yield at, at + length
        at += length


def _share(cue: Cue, at: int, total: int) -> int:
    """When character number ``at`` of ``total`` is said, if all take the same time."""
    return max(0, cue.start_ms) + cue.duration_ms * at // total


def _render(chars: Sequence[_Char], tokens: Sequence[tuple[Token, tuple[int, int]]]) -> Line:
    """A line of the characters from the first to the last token; line ends among them become spaces."""
    part = chars[tokens[0][1][0] : tokens[-1][1][1]]
    runs = []
    for like, group in groupby(part, key=lambda char: char.like):
        chars_of_run = list(group)
        text = "".join(" " if char.text == _LINE_START else char.text for char in chars_of_run)
        places = tuple(place for char in chars_of_run for place in char.places)
        runs.append(replace(like, text=text, source_chars=places if len(places) == len(text) else None))
    return tuple(runs)
