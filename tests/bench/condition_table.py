"""The quick table: ten minutes under every condition, or under those that are named."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from clipper.errors import AlignmentError
from tests.bench.cases import CASES, Case
from tests.bench.figures import Marks, headings, hold, join_marks, mark, mark_refused, verdict
from tests.bench.listening import align_dialogue
from tests.bench.synth import VoiceMissing
from tests.bench.talks import voices_there

_WIDTHS = (21, 5, 4, 12, 10, 14, 13, 13, 12, 20, 20, 10, 11, 19, 5, 0)


def condition_table(names: Sequence[str] = ()) -> Iterator[str]:
    """The lines of the table, each as soon as it is measured.

    Raises:
        ValueError: If there is no condition of a name.
    """
    known = {case.name: case for case in CASES}
    for name in names:
        if name not in known:
            raise ValueError(f"there is no condition {name!r}; there are {', '.join(known)}")
    yield "Conditions, two dialogues of five minutes each (each voice's offset removed; bars in brackets, ! is missed)"
    yield voices_there()
    yield _line(("", *headings(), ""))
    missed, began = 0, time.monotonic()
    for case in [known[name] for name in names] or CASES:
        try:
            row = case_row(case)
        except VoiceMissing as missing:
            yield f"skipped: {missing}"
            return
        missed += bool(row[-1])
        yield _line(row)
    yield f"{missed} lines miss a bar; {time.monotonic() - began:.0f} s"


def case_row(case: Case) -> tuple[str, ...]:
    """Align a case's dialogues and hold the result against the bars."""
    marks: list[Marks] = []
    refused = 0
    for dialogue in case.dialogues():
        try:
            marks.append(mark(align_dialogue(dialogue), dialogue))
        except AlignmentError:
            refused += 1
            marks.append(mark_refused(dialogue))
    figures, missed = hold(join_marks(marks), case.bars)
    return (case.name, *figures, verdict([*missed, f"{refused} refused"] if refused else missed))


def _line(row: Sequence[str]) -> str:
    first, *others = (
        cell.ljust(width) if place in (0, len(row) - 1) else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(row, _WIDTHS, strict=True))
    )
    return "  ".join([first, *others]).rstrip()
