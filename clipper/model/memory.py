"""What a search may remember from one run to the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

Asked = TypeVar("Asked")
Found = TypeVar("Found")


class Memory(Protocol):
    """Remembers what was found in one recording, by what was asked."""

    def recall(self, find: Callable[[Asked], Found], asked: Asked, kind: type[Found]) -> Found:
        """What ``find(asked)`` returns, perhaps without calling it. May be called from several threads at once.

        Args:
            find: A pure function of ``asked`` and of nothing else that may differ between two runs on one recording.
            asked: The question: a frozen dataclass of plain values whose ``repr`` tells all of it.
            kind: The type of the answer, made of dataclasses, lists and plain values.
        """


class NoMemory:
    """Finds everything anew."""

    def recall(self, find: Callable[[Asked], Found], asked: Asked, kind: type[Found]) -> Found:  # noqa: ARG002
        """``find(asked)``."""
        return find(asked)


NO_MEMORY: Memory = NoMemory()
