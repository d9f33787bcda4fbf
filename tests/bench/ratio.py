"""Shares that add up over recordings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """``part`` of ``whole``, in words, ms or spans; no value where there is nothing to count."""

    part: float = 0.0
    whole: float = 0.0

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(part=self.part + other.part, whole=self.whole + other.whole)

    @property
    def value(self) -> float | None:
        """The share, 0..1."""
        return self.part / self.whole if self.whole else None


NOTHING = Ratio()
"""Nothing was counted."""
