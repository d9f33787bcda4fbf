"""Rules about lines: how wide, how many, and where they are broken."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from clipper.cues.checks.rule import Breach, Seen, begins_speech
from clipper.cues.width import measure_columns
from clipper.language import GLUED, NAME, TORN

_SHORT_TOP_WORDS = 2


def is_too_wide(seen: Seen) -> Iterator[Breach]:
    """A line with more columns than there are."""
    widest, most = max(map(measure_columns, seen.lines), default=0), seen.profile.max_columns
    if widest > most:
        yield Breach(value=widest, limit=most, message=f"a line of {widest} columns, more than {most}")


def has_too_many_lines(seen: Seen) -> Iterator[Breach]:
    """More lines than there may be."""
    lines, most = len(seen.lines), seen.profile.max_lines
    if lines > most:
        yield Breach(value=lines, limit=most, message=f"{lines} lines, more than {most}")


def has_too_many_words(seen: Seen) -> Iterator[Breach]:
    """More words than a burst may have."""
    words, most = len(seen.words), seen.profile.max_words
    if most is not None and words > most:
        yield Breach(value=words, limit=most, message=f"{words} words, more than {most}")


def fits_one_line(seen: Seen) -> Iterator[Breach]:
    """Two lines of one speaker that one line could hold."""
    width = measure_columns(" ".join(seen.lines))
    if len(seen.lines) > 1 and not seen.is_dialogue and width <= seen.profile.max_columns:
        message = f"{len(seen.lines)} lines, and one of {width} columns would do"
        yield Breach(value=len(seen.lines), limit=1, message=message)


def tears_phrase(seen: Seen) -> Iterator[Breach]:
    """A line that ends with a word which belongs to the next."""
    for at, cost in _line_breaks(seen):
        if TORN <= cost < NAME:
            yield _torn(seen.words[at - 1], seen.words[at], "line")


def tears_name(seen: Seen) -> Iterator[Breach]:
    """A line break inside a name."""
    for at, cost in _line_breaks(seen):
        if NAME <= cost < GLUED:
            yield _torn(seen.words[at - 1], seen.words[at], "line")


def tears_phrase_between_cues(seen: Seen) -> Iterator[Breach]:
    """A cue that ends with a word which belongs to the next, while the same person goes on."""
    if not seen.words or seen.after is None or not seen.follows(seen.cue, seen.after):
        return
    cost, following = seen.gaps[0][-1], seen.after.text.split()
    if following and TORN <= cost < GLUED:
        yield _torn(seen.words[-1], following[0], "cue")


def is_unbalanced(seen: Seen) -> Iterator[Breach]:
    """Two lines of which one is far shorter, unless it is a speaker's name."""
    if len(seen.lines) != 2 or seen.is_dialogue or seen.lines[0].endswith(":"):
        return
    shorter, longer = sorted(map(measure_columns, seen.lines))
    least = seen.profile.line_ratio
    if longer and shorter / longer < least and measure_columns(" ".join(seen.lines)) > seen.profile.max_columns:
        message = f"lines of {shorter} and {longer} columns: the shorter is under {least:.0%} of the longer"
        yield Breach(value=round(shorter / longer, 2), limit=least, message=message)


def has_short_top(seen: Seen) -> Iterator[Breach]:
    """One or two words above a longer line, unless they are a sentence or a speaker's name."""
    if len(seen.lines) < 2 or seen.is_dialogue:
        return
    words = seen.lines[0].split()
    whole = seen.gaps[1][len(words)] or seen.lines[0].endswith(":")
    top, below = map(measure_columns, seen.lines[:2])
    is_long_word = len(words) == 1 and top * 2 >= below  # as lines are where no spaces are written
    if len(words) <= _SHORT_TOP_WORDS and not whole and not is_long_word and top < below:
        message = f'"{seen.lines[0]}" alone above a longer line'
        yield Breach(value=len(words), limit=_SHORT_TOP_WORDS + 1, message=message)


def _line_breaks(seen: Seen) -> Iterator[tuple[int, int]]:
    """Each line break inside one speaker's text: the index of the word behind it, and what it costs."""
    at = 0
    for index, (line, following) in enumerate(pairwise(seen.lines)):
        at += len(line.split())
        left, right = seen.cue.lines[index][-1], seen.cue.lines[index + 1][0]
        if 0 < at < len(seen.words) and not begins_speech(following) and left.speaker == right.speaker:
            yield at, seen.gaps[0][at]


def _torn(left: str, right: str, what: str) -> Breach:
    return Breach(value=f"{left} | {right}", message=f'the {what} ends between "{left}" and "{right}"')
