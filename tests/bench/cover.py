"""Do the error intervals hold what they promise: the true edge, nine times out of ten?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clipper.model import TimedWord
from tests.bench.ratio import Ratio
from tests.bench.score import Errors, TruthWord


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """Edges whose error is within their interval, and the half-widths of all intervals in ms."""

    starts: Ratio
    ends: Ratio
    widths: tuple[int, ...]

    def __add__(self, other: Cover) -> Cover:
        return Cover(starts=self.starts + other.starts, ends=self.ends + other.ends, widths=self.widths + other.widths)

    @property
    def median_ms(self) -> float | None:
        """Half of the intervals are narrower."""
        return float(np.median(self.widths)) if self.widths else None


def measure_cover(found: Sequence[TimedWord], truth: Sequence[TruthWord], errors: Errors) -> Cover:
    """Compare the intervals of the words that ``errors`` is about (spoken and found) with their errors."""
    words = [word for word, known in zip(found, truth, strict=True) if word.span and known.start_ms is not None]
    starts = [word.start_error_ms for word in words]
    ends = [word.end_error_ms for word in words]
    return Cover(
        starts=_within(starts, errors.start.tolist()),
        ends=_within(ends, errors.end.tolist()),
        widths=tuple(width for width in (*starts, *ends) if width is not None),
    )


def _within(widths: Sequence[int | None], errors: Sequence[float]) -> Ratio:
    known = [(width, error) for width, error in zip(widths, errors, strict=True) if width is not None]
    return Ratio(part=sum(abs(error) <= width for width, error in known), whole=len(known))
