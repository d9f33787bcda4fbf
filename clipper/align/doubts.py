"""Pins against the sound: they are obeyed, and what speaks against them is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from clipper.model import Pin, TimedWord, WordStatus, words_not_spoken

ELSEWHERE_MS = 500
"""A word that was heard so far from its pinned time was heard somewhere else: what is merely imprecise lies within
100 ms (999 words in 1000 of the benchmark's clear dialogues)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PinDoubt:
    """What speaks against a pin: when its first word was heard without it, and which words lost their place by it."""

    pin: Pin
    heard_ms: int | None
    lost: tuple[int, ...]


def doubt_pins(found: Sequence[TimedWord], settled: Sequence[TimedWord], pins: Sequence[Pin]) -> list[PinDoubt]:
    """The pins that the sound contradicts, in their own order.

    Args:
        found: The words as they were found without pins.
        settled: The words as the pins have them.
        pins: What was settled.
    """
    unsaid = words_not_spoken(pins)
    lost: dict[int, list[int]] = defaultdict(list)
    for index, (before, after) in enumerate(zip(found, settled, strict=True)):
        if before.status is WordStatus.ALIGNED and after.span is None and index not in unsaid:
            lost[min(range(len(pins)), key=lambda number: _distance(pins[number], index))].append(index)
    doubts = (
        PinDoubt(pin=pin, heard_ms=_heard_elsewhere(pin, found), lost=tuple(lost[number]))
        for number, pin in enumerate(pins)
    )
    return [doubt for doubt in doubts if doubt.heard_ms is not None or doubt.lost]


def _heard_elsewhere(pin: Pin, found: Sequence[TimedWord]) -> int | None:
    """When the first word was surely heard, if the pin says something else."""
    words = [found[index] for index in pin.words]
    if pin.start_ms is None:
        return next((word.span.start_ms for word in words if word.span and word.status is WordStatus.ALIGNED), None)
    first = words[0]
    if first.span is None or first.status is not WordStatus.ALIGNED:
        return None
    return first.span.start_ms if abs(first.span.start_ms - pin.start_ms) > ELSEWHERE_MS else None


def _distance(pin: Pin, word: int) -> int:
    return max(pin.first_word - word, word - (pin.end_word - 1), 0)
