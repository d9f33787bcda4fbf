"""Where sentences end, also in transcripts without capitals, and whether a transcript marks it at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from clipper.language import is_closed, weigh_gaps

_WORDS_A_SENTENCE = 60  # more than this on average: sentences are not marked


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """What the text says about the gap in front of each word.

    ``points`` are those of ``weigh_gaps``; ``closed[i]`` says that the word before word i has a full stop or its like,
    ``ends[i]`` that a sentence ends there. ``marked`` and ``capitals`` say whether the transcript writes full stops,
    and whether its sentences begin with a capital.
    """

    points: list[int]
    closed: list[bool]
    ends: list[bool]
    marked: bool
    capitals: bool


def find_sentences(texts: Sequence[str], language: str) -> Sentences:
    """Look at all words of a transcript; lists have an entry per word."""
    return _find_sentences(tuple(texts), language)


@lru_cache(maxsize=1)  # whoever repairs a transcript asks for them several times
def _find_sentences(texts: tuple[str, ...], language: str) -> Sentences:
    points, all_ends = weigh_gaps(texts, language)
    ends = all_ends[: len(texts)]
    closed = [index > 0 and is_closed(texts[index - 1]) for index in range(len(texts))]
    capitals = 2 * sum(ends[1:]) >= sum(closed)
    return Sentences(
        points=points[: len(texts)],
        closed=closed,
        ends=ends if capitals else [end or close for end, close in zip(ends, closed, strict=True)],
        marked=sum(closed) * _WORDS_A_SENTENCE >= len(texts),
        capitals=capitals,
    )
