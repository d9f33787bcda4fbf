"""A regular expression -> the places in the text as it is written that it matches."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container
from itertools import accumulate

import regex

from clipper.clips.index import QuoteIndex
from clipper.errors import QuoteError
from clipper.model import Quote

LONGEST_SECONDS = 5.0
"""What a pattern may take in one episode. 300,000 characters take a hundredth of a second; nested repeats never end."""


def find_pattern(
    index: QuoteIndex, pattern: str, *, only: Container[int] | None = None, seconds: float = LONGEST_SECONDS
) -> tuple[Quote, ...]:
    """Every place that ``pattern`` matches, in text order; each takes the whole of its words.

    The text is the transcript's words with one blank between them, across lines and turns; case does not matter.

    Args:
        index: What to search.
        pattern: A regular expression as the ``regex`` package reads it, which is a superset of ``re``.
        only: Take only places all of whose words are among these.
        seconds: How long it may take.

    Raises:
        QuoteError: If it is no regular expression, or takes too long.
    """
    words = [(number, word) for number, word in enumerate(index.written) if number not in index.hidden]
    text = " ".join(word for _, word in words)
    spans = _spans(pattern, text, seconds)
    if not spans:
        return ()
    starts = list(accumulate((len(word) + 1 for _, word in words), initial=0))
    found = []
    for start, end in spans:
        first, last = bisect_right(starts, start) - 1, bisect_left(starts, end) - 1
        numbers = range(words[first][0], words[last][0] + 1)
        if only is None or all(number in only for number in numbers):
            found.append(
                Quote(
                    first_word=numbers.start,
                    end_word=numbers.stop,
                    score=1.0,
                    wanted=pattern,
                    found=" ".join(index.written[numbers.start : numbers.stop]),
                )
            )
    return tuple(found)


def _spans(pattern: str, text: str, seconds: float) -> list[tuple[int, int]]:
    """Begin and end of every match that holds more than blanks, without those at its edges."""
    try:
        compiled = regex.compile(pattern, flags=regex.IGNORECASE | regex.UNICODE)
        spans = sorted(match.span() for match in compiled.finditer(text, timeout=seconds))
    except regex.error as problem:
        where = "" if problem.pos is None else f" at character {problem.pos + 1}"
        raise QuoteError(
            f"this is no regular expression: {problem.msg}{where}",
            remedy=r"Put a backslash before . ? * + ( ) [ ] { } ^ $ | and \ where they are meant themselves.",
        ) from problem
    except (TimeoutError, RecursionError, MemoryError) as problem:
        raise QuoteError(
            f"this regular expression takes more than {seconds:g} s on this text",
            remedy="Avoid a repeat inside a repeat, as in (a+)+, and name what follows it.",
        ) from problem
    trimmed = ((end - len(text[start:end].lstrip()), start + len(text[start:end].rstrip())) for start, end in spans)
    return [(start, end) for start, end in trimmed if start < end]
