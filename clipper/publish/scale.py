"""Places on a drawing in percent of its width or height, and the round times written along it."""

from __future__ import annotations

from dataclasses import dataclass

_STEPS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 36_000, 86_400)
_MOST_TICKS = 6  # more do not fit side by side on a telephone


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A round time in ms and where it lies, in percent."""

    at: float
    ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Maps ``first_ms..last_ms`` to 0..100 percent."""

    first_ms: int
    last_ms: int

    @property
    def length_ms(self) -> int:
        """At least a millisecond, so that a place can always be given."""
        return max(1, self.last_ms - self.first_ms)

    def at(self, ms: float) -> float:
        """The place of a time, in percent."""
        return round(100 * (ms - self.first_ms) / self.length_ms, 3)

    def ticks(self) -> tuple[Tick, ...]:
        """At most six round times."""
        step = next((s * 1000 for s in _STEPS_S if self.length_ms / (s * 1000) <= _MOST_TICKS), self.length_ms)
        first = -(-self.first_ms // step)
        return tuple(Tick(at=self.at(k * step), ms=k * step) for k in range(first, self.last_ms // step + 1))
