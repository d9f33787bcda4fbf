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
    """A time to the millisecond, as every reader of clock times reads it: 2:03.450 or 1:02:03.450."""
    minutes, rest = divmod(ms, 60_000)
    hours, left = divmod(minutes, 60)
    lead = f"{hours}:{left:02d}" if hours else f"{minutes}"
    return f"{lead}:{rest // 1000:02d}.{rest % 1000:03d}"
