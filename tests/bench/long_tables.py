"""An hour and three: accuracy, time and memory end to end; the hour against its parts, and six minutes against it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from tests.bench import conditions as world
from tests.bench.cases import CLEAN, STRICT, within
from tests.bench.command_runs import align_by_command
from tests.bench.figures import Bar, Bars, Marks, headings, held_against, hold, join_marks, mark, verdict
from tests.bench.listening import align_dialogue
from tests.bench.long_talks import hour_of_everything, parts_of_hours
from tests.bench.score import format_table
from tests.bench.synth import Dialogue, VoiceMissing

REAL_TIME = Bar(most=0.03)
MEMORY_MB = Bar(most=1024)
RATIO = Bar(most=1.1)
_RUN_HEADINGS = ("wall s", "cpu s", "real-time factor (stretch .015)", "peak MB", "error : parts'")
_EXCERPT_MS = (20 * 60_000, 26 * 60_000)


def hour_table() -> Iterator[str]:
    """One hour of four voices through the command line, beside its parts of five minutes."""
    return _told("An hour", _hour_rows)


def three_hours_table() -> Iterator[str]:
    """Three hours, no text twice."""
    return _told("Three hours", _three_hours_rows)


def everything_table() -> Iterator[str]:
    """The hour in which everything has happened."""
    return _told("An hour of everything", _everything_rows)


def excerpt_table() -> Iterator[str]:
    """Six minutes of text against the hour, and the hour's text against six minutes of sound."""
    return _told("A part against an hour", _excerpt_rows)


def _hour_rows() -> Iterator[Sequence[str]]:
    parts = parts_of_hours(1)
    alone = join_marks([mark(align_dialogue(part), part) for part in parts])
    yield _plain_row("its parts, each alone", alone, CLEAN)
    yield _command_row("the hour", world.join_dialogues(parts), CLEAN, alone=alone)


def _three_hours_rows() -> Iterator[Sequence[str]]:
    yield _command_row("three hours", world.join_dialogues(parts_of_hours(3)), CLEAN)


def _everything_rows() -> Iterator[Sequence[str]]:
    yield _command_row("everything", hour_of_everything(), within(0.97) | {"beyond500": Bar(most=0.005)})


def _excerpt_rows() -> Iterator[Sequence[str]]:
    hour = world.join_dialogues(parts_of_hours(1))
    for name, part in (
        ("text of 6 min, hour of sound", world.take_text(hour, *_EXCERPT_MS)),
        ("hour of text, 6 min of sound", world.take_excerpt(hour, *_EXCERPT_MS)),
    ):
        yield _plain_row(name, mark(align_dialogue(part), part), STRICT)


def _plain_row(name: str, marks: Marks, bars: Bars) -> Sequence[str]:
    figures, missed = hold(marks, bars)
    return (name, *figures, *[""] * len(_RUN_HEADINGS), verdict(missed))


def _command_row(name: str, talk: Dialogue, bars: Bars, *, alone: Marks | None = None) -> Sequence[str]:
    alignment, run = align_by_command(talk)
    marks = mark(alignment, talk)
    ratio = _mean_error(marks) / _mean_error(alone) if alone else None
    speed = run.seconds * 1000 / talk.duration_ms
    figures, missed = hold(marks, bars)
    held = (
        ("real-time factor", speed, REAL_TIME, 4),
        ("memory", run.peak_mb, MEMORY_MB, 0),
        ("ratio", ratio, RATIO, 3),
    )
    missed += [what for what, value, bar, _ in held if value is not None and bar.missed_by(value)]
    costs = [held_against(value, bar, digits) for _, value, bar, digits in held]
    return (name, *figures, f"{run.seconds:.0f}", f"{run.processor_seconds:.0f}", *costs, verdict(missed))


def _mean_error(marks: Marks) -> float:
    return float(np.abs(np.concatenate([marks.errors.start, marks.errors.end])).mean())


def _told(title: str, rows: Callable[[], Iterator[Sequence[str]]]) -> Iterator[str]:
    """A table of the rows, or why there is none."""
    heads = ("", *headings(), *_RUN_HEADINGS, "")
    try:
        table = format_table(f"{title} (on {os.cpu_count()} cores)", heads, list(rows()))
    except VoiceMissing as missing:
        table = f"{title}: skipped, {missing}"
    yield table
