"""An Alignment's words as CSV: for spreadsheets and scripts."""

from __future__ import annotations

import csv
import io

from clipper.model import Alignment

COLUMNS = ("index", "word", "speaker", "start", "end", "status", "confidence")


def format_words_csv(alignment: Alignment) -> str:
    """A row for every word of the turns' text in order; times in seconds, empty where there is none."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for turn in alignment.transcript.turns:
        name = turn.speaker.name if turn.speaker else ""
        for index in range(turn.first_word, turn.end_word):
            timed = alignment.words[index]
            span = timed.span
            writer.writerow(
                [
                    index,
                    alignment.transcript.words[index].text,
                    name,
                    f"{span.start_ms / 1000:.3f}" if span else "",
                    f"{span.end_ms / 1000:.3f}" if span else "",
                    timed.status.value,
                    f"{timed.confidence:.3f}",
                ]
            )
    return out.getvalue()
