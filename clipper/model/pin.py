"""A doubtful place in a transcript that a person has settled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """What a person says of the words ``first_word..end_word`` (half open): a time, or that nobody says them.

    The first word begins exactly at ``start_ms``; the last one ends exactly at ``end_ms`` where that is given. Without
    a ``start_ms`` none of the words is spoken. Times are on the timeline of the recording that the words are heard in.

    Raises:
        ValueError: If it holds no word, or its end is not after its start.
    """

    first_word: int
    end_word: int
    start_ms: int | None = None
    end_ms: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.first_word < self.end_word:
            raise ValueError(f"a pin holds at least one word, not {self.first_word}..{self.end_word}")
        if self.start_ms is not None and self.start_ms < 0:
            raise ValueError(f"a pinned time is not before the recording: {self.start_ms} ms")
        if self.end_ms is not None and (self.start_ms is None or self.end_ms <= self.start_ms):
            raise ValueError(f"a pin ends after it starts, not {self.start_ms}..{self.end_ms} ms")

    @property
    def is_spoken(self) -> bool:
        """Whether it gives a time."""
        return self.start_ms is not None

    @property
    def words(self) -> range:
        """The indices of its words."""
        return range(self.first_word, self.end_word)


def words_not_spoken(pins: Iterable[Pin]) -> frozenset[int]:
    """The words of which pins say that nobody speaks them."""
    return frozenset(index for pin in pins if not pin.is_spoken for index in pin.words)
