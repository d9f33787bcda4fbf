"""The figures of a table's line, each beside the bar that it is held to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from clipper.model import Alignment
from tests.bench.cover import Cover, measure_cover
from tests.bench.passages import Passages, measure_passages
from tests.bench.ratio import NOTHING
from tests.bench.score import Errors, join_errors, measure_errors, truth_of
from tests.bench.synth import Dialogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """All that is measured on one recording, or on several as one."""

    errors: Errors
    passages: Passages
    cover: Cover


def mark(alignment: Alignment, dialogue: Dialogue) -> Marks:
    """Hold an alignment against the truth, each voice's median error removed."""
    truth = truth_of(alignment, dialogue.truth()["words"])  # type: ignore[arg-type]
    errors = measure_errors(alignment.words, truth, remove_offset=True)
    return Marks(
        errors=errors,
        passages=measure_passages(alignment, dialogue),
        cover=measure_cover(alignment.words, truth, errors),
    )


def mark_refused(dialogue: Dialogue) -> Marks:
    """What is left of a dialogue that was refused: every spoken word is missing."""
    spoken = sum(word.start_ms is not None and not word.misheard for word in dialogue.words)
    nothing = np.array([], float)
    return Marks(
        errors=Errors(start=nothing, end=nothing, missing=spoken),
        passages=Passages(),
        cover=Cover(starts=NOTHING, ends=NOTHING, widths=()),
    )


def join_marks(parts: Sequence[Marks]) -> Marks:
    """Several recordings as one."""
    return Marks(
        errors=join_errors(part.errors for part in parts),
        passages=reduce(lambda one, other: one + other, (part.passages for part in parts)),
        cover=reduce(lambda one, other: one + other, (part.cover for part in parts)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The least or the most that a figure may be, or both."""

    least: float | None = None
    most: float | None = None

    def missed_by(self, value: float) -> bool:
        """Whether the figure is outside."""
        return (self.least is not None and value < self.least) or (self.most is not None and value > self.most)

    def __str__(self) -> str:
        return "-".join(short(side) for side in (self.least, self.most) if side is not None)


Bars = Mapping[str, Bar]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of ``Marks``: its name (that of its bar), the heading of its column, and how it is had and printed.

    Figures of the same heading share a column. ``get`` gives None where there is nothing to count.
    """

    name: str
    heading: str
    get: Callable[[Marks], float | None]
    digits: int = 3


FIGURES = (
    Figure(name="words", heading="words", get=lambda m: m.errors.count, digits=0),
    Figure(name="missing", heading="miss", get=lambda m: m.errors.missing, digits=0),
    Figure(name="start", heading="start/end ms", get=lambda m: _mean(m.errors.start), digits=1),
    Figure(name="end", heading="start/end ms", get=lambda m: _mean(m.errors.end), digits=1),
    Figure(name="within25", heading="<=25 s/e", get=lambda m: m.errors.within(25)),
    Figure(name="end_within25", heading="<=25 s/e", get=lambda m: m.errors.end_within(25)),
    Figure(name="within50", heading="<=50 s/e", get=lambda m: m.errors.within(50)),
    Figure(name="end_within50", heading="<=50 s/e", get=lambda m: m.errors.end_within(50)),
    Figure(name="within100", heading="<=100 ms", get=lambda m: m.errors.within(100), digits=4),
    Figure(name="beyond500", heading=">500 ms", get=lambda m: m.errors.beyond(500), digits=4),
    Figure(name="unspoken_recall", heading="unspoken r/p", get=lambda m: m.passages.unspoken_recall.value, digits=2),
    Figure(
        name="unspoken_precision", heading="unspoken r/p", get=lambda m: m.passages.unspoken_precision.value, digits=2
    ),
    Figure(name="passage_recall", heading=">=5 words r/p", get=lambda m: m.passages.passage_recall.value, digits=2),
    Figure(
        name="passage_precision", heading=">=5 words r/p", get=lambda m: m.passages.passage_precision.value, digits=2
    ),
    Figure(name="speech_time", heading="untranscribed t/n", get=lambda m: m.passages.speech_time.value, digits=2),
    Figure(name="speech_spans", heading="untranscribed t/n", get=lambda m: m.passages.speech_spans.value, digits=2),
    Figure(name="alarms", heading="alarms/min", get=lambda m: m.passages.alarms.value, digits=2),
    Figure(name="repeat_recall", heading="repeats r/p", get=lambda m: repeat_share(m.passages, "recall"), digits=2),
    Figure(
        name="repeat_precision", heading="repeats r/p", get=lambda m: repeat_share(m.passages, "precision"), digits=2
    ),
    Figure(name="cover_start", heading="cover s/e", get=lambda m: m.cover.starts.value, digits=2),
    Figure(name="cover_end", heading="cover s/e", get=lambda m: m.cover.ends.value, digits=2),
    Figure(name="interval", heading="+-ms", get=lambda m: m.cover.median_ms, digits=0),
)


def _mean(errors: np.ndarray) -> float | None:
    return float(np.abs(errors).mean()) if len(errors) else None


def repeat_share(passages: Passages, kind: str) -> float | None:
    """The worse of the shares by words and by time."""
    by_words = getattr(passages, f"repeat_{kind}").value
    by_time = getattr(passages, f"repeat_time_{kind}").value
    return None if by_words is None or by_time is None else min(by_words, by_time)


def hold(marks: Marks, bars: Bars, figures: Sequence[Figure] = FIGURES) -> tuple[list[str], list[str]]:
    """A cell for each column, and the names of the bars that are missed."""
    columns: dict[str, list[str]] = {}
    missed: list[str] = []
    for figure in figures:
        value, bar = figure.get(marks), bars.get(figure.name)
        if value is not None and bar is not None and bar.missed_by(value):
            missed.append(figure.name)
        columns.setdefault(figure.heading, []).append(held_against(value, bar, figure.digits))
    return ["/".join(parts) if set(parts) != {"-"} else "-" for parts in columns.values()], missed


def held_against(value: float | None, bar: Bar | None, digits: int) -> str:
    """The figure and, in brackets, its bar; "!" where it is missed."""
    if value is None:
        return "-"
    text = short(round(value, digits), digits)
    if bar is None:
        return text
    return f"{text}{'!' if bar.missed_by(value) else ''}({bar})"


def short(value: float, digits: int | None = None) -> str:
    """Without the zero before the point."""
    text = f"{value:g}" if digits is None else f"{value:.{digits}f}"
    return text.removeprefix("0") if text.startswith("0.") else text


def verdict(missed: Sequence[str]) -> str:
    """The last cell of a line."""
    return "" if not missed else "MISSED " + ", ".join(missed)


def headings(figures: Sequence[Figure] = FIGURES) -> list[str]:
    """The columns' headings, as ``hold`` fills them."""
    return [*dict.fromkeys(figure.heading for figure in figures)]
