"""Clock times as transcripts write them; every reader that meets a timestamp asks here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from clipper.model import round_half_up

CLOCK = r"(?<![\w:.,])(?>\d{1,4}(?:[:;]\d{1,4}){1,3}(?:[.,]\d{1,9})?)(?!\w|[:.,]\d)"
"""What looks like a clock time, right or wrong: "00:41.200", "1:02:03", "75:12,5", "00:00:12:05", "00:75"."""

LONGEST_MS = 10**9
"""Eleven days: a number beyond it is not a time in seconds."""

_MOST_DIGITS = 12  # of a fraction
_SECONDS = re.compile(rf"[0-9]{{1,9}}(?:\.[0-9]{{1,{_MOST_DIGITS}}})?")
_CLOCK = re.compile(CLOCK)
_STAMP = re.compile(
    rf"(?P<open>[\[(<{{])?\s{{0,4}}(?P<start>{CLOCK})(?P<half>\s?[AaPp]\.?[Mm]\b\.?)?"
    rf"(?:\s{{0,4}}(?:-->|->|[-–—/]|to\b|\t(?=[\d:;.,]{{1,20}}\t))\s{{0,4}}(?P<end>{CLOCK}))?\s{{0,4}}(?P<close>[\])>}}])?"
)
_STAMP_LINES = re.compile(rf"(?m)^[^\S\n]*[\[(<{{]?{CLOCK}(?:[^\S\n]*(?:-->|-|–)[^\S\n]*{CLOCK})?[\])>}}]?[^\S\n]*$")
_CLOSING = {"[": "]", "(": ")", "<": ">", "{": "}", None: None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A timestamp in a line: its range of characters, its time, and how it is written.

    ``start_ms`` is None for a time of day ("10:22 AM"), which says nothing about the recording. ``style`` is equal for
    stamps written alike: number of colons, fraction or not, bracket.
    """

    start_char: int
    end_char: int
    start_ms: int | None
    end_ms: int | None
    style: tuple[int, bool, str]

    @property
    def is_bracketed(self) -> bool:
        """Whether brackets stand around it."""
        return bool(self.style[2])

    @property
    def is_fine(self) -> bool:
        """Whether it is written more exactly than people speak of a time: with hours and seconds, or a fraction."""
        return self.style[0] >= 2 or self.has_fraction

    @property
    def has_fraction(self) -> bool:
        """Whether it is written more finely than seconds."""
        return self.style[1]


def read_clock(written: str) -> int | None:
    """The time in ms of "MM:SS", "H:MM:SS" or "H:MM:SS:FF", with or without a fraction; None if it is not one.

    Minutes pass 59 where no hours are written. The frame number of "H:MM:SS:FF" is dropped, as its rate is not known:
    a transcript's time is a hint.
    """
    whole, _, fraction = written.replace(",", ".").partition(".")
    parts = whole.replace(";", ":").split(":")
    if len(parts) not in (2, 3, 4) or not all(part.isdecimal() and len(part) <= 4 for part in parts):
        return None
    if fraction and not (fraction.isdecimal() and len(fraction) <= _MOST_DIGITS):
        return None
    is_short = len(parts) == 2
    hours, minutes, seconds = (0, int(parts[0]), int(parts[1])) if is_short else map(int, parts[:3])
    if seconds > 59 or (is_short and len(parts[1]) != 2) or (not is_short and minutes > 59):
        return None
    part_ms = round_half_up(Fraction(int(fraction) * 1000, 10 ** len(fraction))) if fraction else 0
    return (hours * 3600 + minutes * 60 + seconds) * 1000 + part_ms


def read_time(written: str) -> int | None:
    """A clock time or a number of seconds ("6.2") in ms; None if it is neither."""
    written = written.strip()
    clock_ms = read_clock(written)
    if clock_ms is not None or not _SECONDS.fullmatch(written):
        return clock_ms
    time_ms = round_half_up(Fraction(written) * 1000)
    return time_ms if time_ms <= LONGEST_MS else None


def read_stamp(line: str, start: int) -> Stamp | None:
    """The timestamp that begins at ``start`` in ``line``, with its brackets and its end ("00:01 --> 00:05")."""
    found = _STAMP.match(line, start)
    if found is None or _CLOSING[found["open"]] != found["close"]:
        return None
    start_ms = read_clock(found["start"])
    end_ms = read_clock(found["end"]) if found["end"] else None
    if start_ms is None or (found["end"] and end_ms is None):
        return None
    written = found["start"]
    style = (written.count(":") + written.count(";"), "." in written or "," in written, found["open"] or "")
    end = found.end("close") if found["close"] else max(found.end("start"), found.end("half"), found.end("end"))
    return Stamp(
        start_char=start,
        end_char=end,
        start_ms=None if found["half"] else start_ms,
        end_ms=None if found["half"] else end_ms,
        style=style,
    )


def is_stamp(written: str) -> bool:
    """Whether ``written`` is a timestamp and nothing else."""
    stripped = written.strip()
    stamp = read_stamp(stripped, 0)
    return stamp is not None and stamp.end_char == len(stripped)


def holds_clock(written: str) -> bool:
    """Whether a clock time, right or wrong, is anywhere in ``written``."""
    return _CLOCK.search(written) is not None


def find_stamp_lines(text: str) -> list[tuple[int, int]]:
    """The ranges of the lines of ``text`` that hold a timestamp and nothing else."""
    return [found.span() for found in _STAMP_LINES.finditer(text)]
