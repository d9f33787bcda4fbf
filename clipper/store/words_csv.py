"""An Alignment's words as CSV: for spreadsheets and scripts."""

from __future__ import annotations

import csv
import io

from clipper.model import Alignment

COLUMNS = ("index", "word", "speaker", "start", "end", "status", "confidence", "start_error", "end_error")


def format_words_csv(alignment: Alignment) -> str:
    """A row for every word of the turns' text in order; times in seconds, empty where there is none."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for turn in alignment.turns:
        name = turn.speaker.name if turn.speaker else ""
        for index in range(turn.first_word, turn.end_word):
            timed = alignment.words[index]
            span = timed.span
            writer.writerow(
                [
                    index,
                    alignment.transcript.words[index].text,
                    name,
                    _seconds(span.start_ms if span else None),
                    _seconds(span.end_ms if span else None),
                    timed.status.value,
                    f"{timed.confidence:.3f}",
                    _seconds(timed.start_error_ms),
                    _seconds(timed.end_error_ms),
                ]
            )
    return out.getvalue()


def _seconds(time_ms: int | None) -> str:
    return "" if time_ms is None else f"{time_ms / 1000:.3f}"
