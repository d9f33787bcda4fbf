"""People who talk at the same time."""

from __future__ import annotations

from dataclasses import dataclass

from clipper.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """The speakers of turns number ``first`` and ``second`` are both heard in ``span``.

    Raises:
        ValueError: If it is not two turns in their order.
    """

    first: int
    second: int
    span: Span

    def __post_init__(self) -> None:
        if not 0 <= self.first < self.second:
            raise ValueError(f"turns {self.first} and {self.second} are not two turns in order")
