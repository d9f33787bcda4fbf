"""How a long job says where it is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, float], None]
"""Called with a stage's name and the share of it that is done, 0..1."""


def silent(stage: str, done: float) -> None:
    """The progress of a job that nobody watches."""
