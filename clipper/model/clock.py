"""How a time is written."""

from __future__ import annotations


def clock(ms: int) -> str:
    """A time as people write it: 1:02:03.4 or 2:03.4."""
    tenths = (abs(ms) + 50) // 100
    hours, rest = divmod(tenths, 36_000)
    minutes, rest = divmod(rest, 600)
    sign = "-" if ms < 0 else ""
    lead = f"{hours}:{minutes:02d}" if hours else f"{minutes}"
    return f"{sign}{lead}:{rest // 10:02d}.{rest % 10}"


def exact_clock(ms: int) -> str:
    """A time to the millisecond, with hours: 0:02:03.450."""
    seconds, rest = divmod(ms, 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest:03d}"
