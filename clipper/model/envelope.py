"""How loud a recording is over its length, coarse enough to be drawn and kept."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A recording's loudness in columns of equal length, in whole dBFS of pre-emphasised sound.

    In each column a tenth of the time is below ``low``, half below ``middle`` and none above ``high``.

    Raises:
        ValueError: If the three differ in length, or there is no column.
    """

    duration_ms: int
    low: tuple[int, ...]
    middle: tuple[int, ...]
    high: tuple[int, ...]

    def __post_init__(self) -> None:
        if not len(self.low) == len(self.middle) == len(self.high) > 0:
            raise ValueError("an envelope's three levels have the same number of columns, at least one")
