"""All that is measured of cuts: where they land, their colours, their loudness, the time they take."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.cut.colour_table import colour_table
from tests.bench.cut.landing_table import landing_table
from tests.bench.cut.loudness_table import loudness_table
from tests.bench.cut.outputs_table import outputs_table
from tests.bench.cut.speed_table import speed_table


def cut_table() -> Iterator[str]:
    """Five tables, in about four minutes, and two more where the recordings are made first."""
    yield from landing_table()
    yield from outputs_table()
    yield from colour_table()
    yield from loudness_table()
    yield from speed_table()
