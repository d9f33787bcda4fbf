"""A file of quotes, a line each -> what is wished; and stretches of time -> such a file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clipper.clips import one_line
from clipper.errors import InputError
from clipper.model import Span
from clipper.model.clock import exact_clock
from clipper.pipeline.quote_planner import Wish
from clipper.text.readers.clock import read_clock

_TO = re.compile(r"\s*(?:-->|[-\u2010-\u2015])\s*")
_NEAR = re.compile(r"^(?P<text>.+?)\s+@\s*(?P<time>[\d:.,]+)$")
_MARKS = '"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}«»'


def read_wishes(text: str, *, source: str) -> tuple[Wish, ...]:
    """Read quotes, a line each: words, words ``@ 12:03`` (the place nearest to that time), or ``12:03-12:41``.

    Empty lines and lines that begin with ``#`` are passed over; quotation marks around a line are taken off.

    Raises:
        InputError: If a line is a stretch of time that runs backwards, or the file wishes for nothing.
    """
    wishes = []
    for number, line in enumerate(text.splitlines(), start=1):
        written = line.strip()
        if not written or written.startswith("#"):
            continue
        try:
            wishes.append(_read_wish(written))
        except ValueError as problem:
            raise InputError(f"{source}, line {number}: {problem}", remedy="Give it as 12:03-12:41.") from problem
    if not wishes:
        raise InputError(f"{source}: there is no quote in it", remedy="Write a quote on each line.")
    return tuple(wishes)


def _read_wish(written: str) -> Wish:
    if span := read_span(written):
        return Wish(span=span)
    near = _NEAR.match(written)
    at_ms = read_clock(near["time"]) if near else None
    return Wish(text=(near["text"] if near and at_ms is not None else written).strip(_MARKS), at_ms=at_ms)


def read_span(written: str) -> Span | None:
    """``12:03-12:41`` as a span; None for anything else.

    Raises:
        ValueError: If it runs backwards or is empty.
    """
    times = [read_clock(part) for part in _TO.split(written.strip())]
    if len(times) != 2 or times[0] is None or times[1] is None:
        return None
    if times[0] >= times[1]:
        raise ValueError(f"{written} ends before it begins")
    return Span(start_ms=times[0], end_ms=times[1])


def format_wishes(spans: Sequence[tuple[Span, Sequence[str]]], *, heading: Sequence[str]) -> str:
    """Stretches of time as ``read_wishes`` reads them, each below the remarks on it, a line each.

    Args:
        spans: Each stretch with its remarks.
        heading: Remarks on the whole file.
    """
    lines = [_remark(line) for line in heading]
    for span, remarks in spans:
        lines += ["", *map(_remark, remarks), write_span(span)]
    return "\n".join(lines) + "\n"


def write_span(span: Span) -> str:
    """A span to the millisecond, as ``read_span`` reads it: ``12:03.200-12:41.000``."""
    return f"{exact_clock(span.start_ms)}-{exact_clock(span.end_ms)}"


def _remark(text: str) -> str:
    return f"# {one_line(text)}".rstrip()
