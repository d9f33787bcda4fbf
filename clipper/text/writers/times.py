"""Times written as a file writes its own: clocks ("0:41", "01:02:03,250"), seconds ("41.2"), milliseconds ("41200")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from clipper.model import round_half_up
from clipper.text.readers.clock import read_clock

_HOUR_MS = 3_600_000
_FRACTION = re.compile(r"[.,](\d+)(?:[eE].*)?$")
_FINEST = 3  # decimals that the model keeps


class TimeStyle:
    """How a file writes its times, told from all of them together.

    ``in_ms`` says that bare numbers are milliseconds and not seconds; ``minutes_end`` that minutes never pass 59, as in
    subtitles. Elsewhere "MM:SS" gets hours after the first one only if another time of the file has them.
    """

    def __init__(self, written: Iterable[str], *, in_ms: bool = False, minutes_end: bool = False) -> None:
        written = list(written)
        self._in_ms = in_ms
        clocks = [_fields(one) for one in written if read_clock(one) is not None]
        numbers = [_decimals(one) for one in written if read_clock(one) is None]
        self._decimals = min(_FINEST, max(numbers, default=0))
        self._fewest_decimals = min(numbers, default=0)
        self._width = {n: min(len(c[0]) for c in clocks if len(c) == n) for n in {len(c) for c in clocks}}
        self._hour_digits = 2 if minutes_end else 1
        self._adds_hours = minutes_end or 3 in self._width
        self._drops_hours = 2 in self._width and not any(len(c) == 3 and int(c[0]) == 0 for c in clocks)

    def unit_ms(self, sample: str) -> int:
        """The precision in ms of a time written like ``sample``."""
        if read_clock(sample) is None:
            return 1 if self._in_ms else int(10 ** (_FINEST - self._decimals))
        return int(10 ** (_FINEST - min(_FINEST, _decimals(sample)))) if _decimals(sample) else 1000

    def write(self, sample: str, time_ms: int) -> str:
        """``time_ms``, a multiple of ``unit_ms``, written like ``sample``, which is one of the file's times."""
        if read_clock(sample) is None:
            return str(time_ms) if self._in_ms else self._write_number(time_ms)
        fraction = _FRACTION.search(sample)
        whole = sample[: fraction.start()] if fraction else sample
        written = self._write_fields(whole, time_ms)
        if fraction:
            digits = len(fraction[1])
            written += sample[fraction.start()] + f"{time_ms % 1000:03}".ljust(digits, "0")[:digits]
        zero = next(ord(c) - int(c) for c in sample if c.isdecimal())  # digits of other scripts
        return "".join(chr(zero + int(c)) if c.isdecimal() else c for c in written)

    def _write_fields(self, whole: str, time_ms: int) -> str:
        """Hours, minutes and seconds with the separators of ``whole``."""
        marks = re.findall(r"\D", whole)
        if len(marks) == 1 and time_ms >= _HOUR_MS and self._adds_hours:
            marks = marks * 2
        elif len(marks) == 2 and time_ms < _HOUR_MS and self._drops_hours:
            marks = marks[1:]
        seconds = time_ms // 1000
        values = [seconds // 60, seconds % 60]
        if len(marks) >= 2:  # of four fields the last counts frames, whose rate nobody knows
            values = [seconds // 3600, seconds // 60 % 60, seconds % 60, 0][: len(marks) + 1]
        fields = [
            str(values[0]).zfill(self._width.get(len(values), self._hour_digits)),
            *(f"{value:02}" for value in values[1:]),
        ]
        return fields[0] + "".join(mark + field for mark, field in zip(marks, fields[1:], strict=True))

    def _write_number(self, time_ms: int) -> str:
        whole, digits = str(time_ms // 1000), f"{time_ms % 1000:03}"[: self._decimals]
        digits = digits.rstrip("0").ljust(self._fewest_decimals, "0")
        return f"{whole}.{digits}" if digits else whole


class InOrder:
    """Rounds times, one turn's after the other's, so that none comes to lie before an earlier one by its rounding."""

    def __init__(self) -> None:
        self._given_ms = self._written_ms = 0

    def round(self, time_ms: int, unit_ms: int) -> int:
        """``time_ms`` as a multiple of ``unit_ms``: halves upwards, or up to the time before it."""
        rounded = round_half_up(Fraction(time_ms, unit_ms)) * unit_ms
        if time_ms >= self._given_ms and rounded < self._written_ms:
            rounded = -(-self._written_ms // unit_ms) * unit_ms
        self._given_ms, self._written_ms = time_ms, rounded
        return rounded

    def round_end(self, time_ms: int, unit_ms: int) -> int:
        """The same for the end of the turn whose start was rounded last."""
        return InOrder._after(self._given_ms, self._written_ms).round(time_ms, unit_ms)

    @classmethod
    def _after(cls, given_ms: int, written_ms: int) -> InOrder:
        order = cls()
        order._given_ms, order._written_ms = given_ms, written_ms
        return order


def first_known(*times_ms: int | None) -> int | None:
    """The first time that is not None; nought is a time, too."""
    return next((time_ms for time_ms in times_ms if time_ms is not None), None)


def _fields(clock: str) -> list[str]:
    return re.findall(r"\d+", _FRACTION.sub("", clock))


def _decimals(written: str) -> int:
    fraction = _FRACTION.search(written)
    return len(fraction[1]) if fraction else 0
