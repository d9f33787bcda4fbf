"""The two sides' agreement, standard library only: jobs come in on stdin as JSON, and word times go out.

A job is {"words": [...], "wav": path}; the answer is a list of [start, end] in seconds or null for each word, or null
for a recording on which the peer failed. The answers go to the file that is the first argument:
peers write what they like to stdout.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

Times = Sequence[tuple[float, float] | None]


def serve(align: Callable[[list[str], str], Times]) -> None:
    """Answer every job; a failure is told on stderr and answered with null."""
    answers: list[Times | None] = []
    for job in json.load(sys.stdin):
        try:
            answers.append(align(job["words"], job["wav"]))
        except Exception:  # noqa: BLE001  whatever the peer raises, it has failed on this recording
            traceback.print_exc()
            answers.append(None)
    Path(sys.argv[1]).write_text(json.dumps(answers), encoding="utf-8")


def times_of(words: Sequence[str], found: Sequence[tuple[str, float, float]]) -> Times:
    """The times of words from those of their parts, or of runs of them: both are counted in letters without blanks."""
    spans: list[tuple[float, float]] = []
    for text, start, end in found:
        spans += [(start, end)] * len("".join(text.split()))
    times: list[tuple[float, float] | None] = []
    at = 0
    for word in words:
        mine = spans[at : at + len(word)]
        times.append((mine[0][0], mine[-1][1]) if len(mine) == len(word) else None)
        at += len(word)
    return times
