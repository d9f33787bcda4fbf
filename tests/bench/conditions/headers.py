"""What is wrong with the times in a transcript's headers. The first turn's time is as wrong as the others."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from tests.bench.synth.dialogue import Dialogue


def change_headers(dialogue: Dialogue, change: Callable[[int, int], int | None]) -> Dialogue:
    """Give every header the time ``change(turn, time_ms)``; times before the start become 0."""
    turns = []
    for number, turn in enumerate(dialogue.turns):
        time = None if turn.header_ms is None else change(number, turn.header_ms)
        turns.append(replace(turn, header_ms=None if time is None else max(0, time)))
    return replace(dialogue, turns=tuple(turns))


def miss_headers(dialogue: Dialogue, *, share: float = 1.0, seed: int = 0) -> Dialogue:
    """Leave the time out of ``share`` of the headers."""
    rng = random.Random(f"miss {seed}")
    return change_headers(dialogue, lambda _, time: None if rng.random() < share else time)


def shift_headers(dialogue: Dialogue, *, by_ms: int) -> Dialogue:
    """All times wrong by the same amount."""
    return change_headers(dialogue, lambda _, time: time + by_ms)


def drift_headers(dialogue: Dialogue, *, factor: float = 1.02) -> Dialogue:
    """A clock that runs at another speed (25 against 23.976 frames a second is 1.0427)."""
    return change_headers(dialogue, lambda _, time: round(time * factor))


def jitter_headers(dialogue: Dialogue, *, deviation_ms: int = 400, seed: int = 0) -> Dialogue:
    """Times wrong by a normal deviation; they may run backwards."""
    rng = random.Random(f"jitter {seed}")
    return change_headers(dialogue, lambda _, time: time + round(rng.gauss(0, deviation_ms)))


def scatter_headers(dialogue: Dialogue, *, within_ms: int = 20_000, seed: int = 0) -> Dialogue:
    """Times wrong by anything up to ``within_ms``, drawn evenly; they may run backwards."""
    rng = random.Random(f"scatter {seed}")
    return change_headers(dialogue, lambda _, time: time + rng.randint(-within_ms, within_ms))


def randomize_headers(dialogue: Dialogue, *, seed: int = 0) -> Dialogue:
    """Times that mean nothing: drawn evenly from the whole recording."""
    rng = random.Random(f"random {seed}")
    return change_headers(dialogue, lambda _number, _time: rng.randrange(dialogue.duration_ms))


def shuffle_headers(dialogue: Dialogue, *, seed: int = 0) -> Dialogue:
    """The right times on the wrong turns."""
    times = [turn.header_ms for turn in dialogue.turns]
    random.Random(f"shuffle {seed}").shuffle(times)
    return change_headers(dialogue, lambda number, _time: times[number])


def floor_headers(dialogue: Dialogue, *, to_ms: int = 1000) -> Dialogue:
    """Times without milliseconds: rounded down to ``to_ms``."""
    return change_headers(dialogue, lambda _, time: time - time % to_ms)
