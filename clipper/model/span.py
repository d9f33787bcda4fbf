"""Spans of time: int milliseconds, half open."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


def round_half_up(value: Fraction) -> int:
    """Round to the nearest int, halves upwards: the one rounding used where a time enters the model."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A stretch of time ``[start_ms, end_ms)`` on a recording's timeline.

    Raises:
        ValueError: Unless ``0 <= start_ms <= end_ms``.
    """

    start_ms: int
    end_ms: int

    def __post_init__(self) -> None:
        if not 0 <= self.start_ms <= self.end_ms:
            raise ValueError(f"a span needs 0 <= start <= end, not {self.start_ms}..{self.end_ms} ms")

    @property
    def duration_ms(self) -> int:
        """Length in ms."""
        return self.end_ms - self.start_ms

    def shift(self, by_ms: int) -> Span:
        """The span moved by ``by_ms`` (negative is earlier)."""
        return Span(start_ms=self.start_ms + by_ms, end_ms=self.end_ms + by_ms)

    def clamp(self, within: Span) -> Span:
        """The span limited to ``within``; empty at the nearer end where the two do not meet."""
        start = min(max(self.start_ms, within.start_ms), within.end_ms)
        return Span(start_ms=start, end_ms=max(start, min(self.end_ms, within.end_ms)))

    def overlaps(self, other: Span) -> bool:
        """Whether the two share any time."""
        return self.start_ms < other.end_ms and other.start_ms < self.end_ms

    def hull(self, other: Span) -> Span:
        """The shortest span that holds both."""
        return Span(start_ms=min(self.start_ms, other.start_ms), end_ms=max(self.end_ms, other.end_ms))

    def gap_to(self, other: Span) -> int:
        """Ms from this span's end to the start of ``other``; negative where they overlap."""
        return other.start_ms - self.end_ms
