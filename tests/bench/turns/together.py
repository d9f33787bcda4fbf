"""People who talk at the same time: the turns of a clean dialogue laid over each other.

A listener's remark falls into what the other one is saying, who does not pause for it, and somebody begins to speak
before the other one has ended. The words stay in the order of the transcript, as machine transcripts have them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from tests.bench.synth.dialogue import Dialogue, TrueWord, with_exact_headers

_REMARK = 4  # words
_REMARK_EARLY_S = (0.4, 1.6)  # before the other one ends, or comes to the place where the transcript has it
_EARLY_S = (0.3, 1.5)
_INTERRUPTS = 0.35  # of the changes of speakers
_PAUSE_S = (0.2, 0.7)
_GOES_ON_S = (0.0, 0.25)  # of the one who is not put off by a remark
_LEAST_LEFT_S = 0.4  # of what the other one says alone, in front
LEAST_MS = 200  # shorter ones are how any two turns touch


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """What one person says in one go, words ``first..end``, and its sound, which begins ``lead`` before its words."""

    first: int
    end: int
    speaker: str
    start_ms: int
    end_ms: int


def talk_at_once(dialogue: Dialogue, *, seed: int) -> Dialogue:
    """The same words, some of them said while another one speaks."""
    rng = random.Random(f"together {seed}")
    runs = _runs(dialogue.words)
    starts = _new_starts(runs, rng)
    length = max(start + run.end_ms - run.start_ms for run, start in zip(runs, starts, strict=True)) + 800
    per_ms = dialogue.rate // 1000
    samples = np.random.default_rng(seed).normal(0, 10 ** (-62 / 20), length * per_ms).astype(np.float32)
    words = list(dialogue.words)
    for number, (run, start) in enumerate(zip(runs, starts, strict=True)):
        _lay(samples, dialogue, runs, number, start)
        for at in range(run.first, run.end):
            words[at] = _moved(words[at], start - run.start_ms)
    return with_exact_headers(replace(dialogue, samples=np.clip(samples, -1, 1), words=tuple(words)))


def overlaps_of(words: Sequence[TrueWord]) -> list[tuple[int, int]]:
    """[start, end) ms in which two people's words are heard at once, for ``LEAST_MS`` and more, in order of time."""
    edges = sorted(
        edge
        for word in words
        if word.start_ms is not None and word.end_ms is not None
        for edge in ((word.start_ms, 1), (word.end_ms, -1))
    )
    found: list[tuple[int, int]] = []
    going, since = 0, 0
    for at, step in edges:
        if going == 2 and step < 0:
            if found and since - found[-1][1] < LEAST_MS:
                found[-1] = (found[-1][0], at)
            else:
                found.append((since, at))
        going += step
        if going == 2 and step > 0:
            since = at
    return [span for span in found if span[1] - span[0] >= LEAST_MS]


def _runs(words: Sequence[TrueWord]) -> list[_Run]:
    heard = [number for number, word in enumerate(words) if word.start_ms is not None]
    firsts = [n for place, n in enumerate(heard) if not place or words[heard[place - 1]].speaker != words[n].speaker]
    runs = []
    for first, end in zip(firsts, [*firsts[1:], len(words)], strict=True):
        spans = [(w.start_ms, w.end_ms) for w in words[first:end] if w.start_ms is not None and w.end_ms is not None]
        runs.append(_Run(first=first, end=end, speaker=words[first].speaker, start_ms=spans[0][0], end_ms=spans[-1][1]))
    return runs


def _new_starts(runs: Sequence[_Run], rng: random.Random) -> list[int]:
    """When each run begins, in ms; a remark stands back behind the one who speaks, whose next run follows his last."""
    starts: list[int] = []
    held = 600  # the end of what was last said, remarks aside
    length = 0
    for number, run in enumerate(runs):
        own = run.end_ms - run.start_ms
        is_remark = 0 < number < len(runs) - 1 and run.end - run.first <= _REMARK
        is_remark = is_remark and runs[number - 1].speaker == runs[number + 1].speaker
        goes_on = number > 1 and starts and _is_remark(runs, number - 1) and runs[number - 2].speaker == run.speaker
        most = max(0, length - round(1000 * _LEAST_LEFT_S))
        if is_remark:
            starts.append(held - min(most, round(1000 * rng.uniform(*_REMARK_EARLY_S))))
            continue
        if goes_on:
            start = held + round(1000 * rng.uniform(*_GOES_ON_S))
        elif rng.random() < _INTERRUPTS and number:
            start = held - min(most, round(1000 * rng.uniform(*_EARLY_S)))
        else:
            start = held + round(1000 * rng.uniform(*_PAUSE_S))
        if number:
            start = max(start, starts[-1] + 100)
        starts.append(start)
        held, length = start + own, own
    return starts


def _is_remark(runs: Sequence[_Run], number: int) -> bool:
    around = 0 < number < len(runs) - 1 and runs[number - 1].speaker == runs[number + 1].speaker
    return around and runs[number].end - runs[number].first <= _REMARK


def _lay(samples: np.ndarray, dialogue: Dialogue, runs: Sequence[_Run], number: int, start: int) -> None:
    """Add a run's sound, cut in the middle of the pauses around it, so that its first word starts at ``start`` ms."""
    run, per_ms = runs[number], dialogue.rate // 1000
    before = runs[number - 1].end_ms if number else 0
    after = runs[number + 1].start_ms if number + 1 < len(runs) else dialogue.duration_ms
    lead, tail = min(80, (run.start_ms - before) // 2), min(150, (after - run.end_ms) // 2)
    piece = dialogue.samples[(run.start_ms - lead) * per_ms : (run.end_ms + tail) * per_ms].copy()
    fade = 10 * per_ms
    piece[:fade] *= np.linspace(0, 1, fade, dtype=np.float32)
    piece[-fade:] *= np.linspace(1, 0, fade, dtype=np.float32)
    at = max(0, (start - lead) * per_ms)
    fit = piece[: len(samples) - at]
    samples[at : at + len(fit)] += fit


def _moved(word: TrueWord, by: int) -> TrueWord:
    if word.start_ms is None or word.end_ms is None:
        return word
    return replace(word, start_ms=word.start_ms + by, end_ms=word.end_ms + by)
