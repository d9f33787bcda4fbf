"""Pins that cannot all be true: told in pairs, before anybody listens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from clipper.errors import PinProblem
from clipper.model import Pin, Transcript
from clipper.model.clock import exact_clock
from clipper.text.pins.phrases import show_phrase

_REMEDY = "Take one of the two lines out, or correct it."


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class _Edge:
    """An instant that line ``line`` gives for the start or the end of a word."""

    word: int
    is_end: bool
    time_ms: int
    line: int


def find_contradictions(pins: Sequence[tuple[int, Pin]], transcript: Transcript) -> list[PinProblem]:
    """The pins, each with its line, that contradict the next one in the text: where none does, all can be true.

    A word cannot begin (or end) at two times, nor be spoken at a time and not be spoken; and within a turn, times
    cannot run against the order of the words. Two turns may overlap: people talk at the same time.
    """
    edges = sorted(edge for line, pin in pins for edge in _edges_of(line, pin))
    unsaid = {word: line for line, pin in reversed(pins) if not pin.is_spoken for word in pin.words}
    told: dict[tuple[int, int], str] = {}  # by the two lines: of a pair one contradiction is enough
    for edge in edges:
        if edge.word in unsaid:
            lines = _in_order(edge.line, unsaid[edge.word])
            told.setdefault(lines, f"{_text(transcript, edge.word)} is not spoken, or {_told(edge)}")
    for _, row in groupby(edges, key=lambda edge: transcript.turn_of(edge.word)):
        for before, after in pairwise(row):
            problem = _compare(before, after, transcript)
            if problem:
                told.setdefault(_in_order(before.line, after.line), problem)
    return [
        PinProblem(line=later, message=f"this contradicts line {earlier}: {problem}", remedy=_REMEDY)
        for (earlier, later), problem in told.items()
    ]


def _edges_of(line: int, pin: Pin) -> Iterator[_Edge]:
    if pin.start_ms is not None:
        yield _Edge(word=pin.first_word, is_end=False, time_ms=pin.start_ms, line=line)
    if pin.end_ms is not None:
        yield _Edge(word=pin.end_word - 1, is_end=True, time_ms=pin.end_ms, line=line)


def _compare(before: _Edge, after: _Edge, transcript: Transcript) -> str:
    """Why neighbours in the text order of one turn cannot both be true; an empty string if they can."""
    if (before.word, before.is_end) == (after.word, after.is_end):
        if before.time_ms == after.time_ms:
            return ""
        return f"{_text(transcript, after.word)} {_told(before)}, or {_told(after)}"
    apart_ms = 0 if before.is_end and not after.is_end else 1
    if after.time_ms >= before.time_ms + apart_ms:
        return ""
    return (
        f"{_text(transcript, before.word)} {_told(before)}, and {_text(transcript, after.word)}, "
        f"which stands behind it, {_told(after)}"
    )


def _told(edge: _Edge) -> str:
    return f"{'ends' if edge.is_end else 'begins'} at {exact_clock(edge.time_ms)}"


def _in_order(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


def _text(transcript: Transcript, word: int) -> str:
    return show_phrase(transcript.words[word].text)
