"""Who speaks where a file does not say so each time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise


def carry_speakers(names: Sequence[str | None]) -> list[str | None]:
    """``names`` with each gap filled by the name before it, if the file names speakers at a change only.

    An empty name is a speaker who changed and was not named; it fills gaps as an unknown one.

    A file that repeats a name in two neighbours names its speakers each time, and a gap in it is a speaker unknown.
    """
    if any(name and name == after for name, after in pairwise(names)):
        return list(names)
    carried: list[str | None] = []
    for name in names:
        carried.append(name if name is not None or not carried else carried[-1])
    return carried
