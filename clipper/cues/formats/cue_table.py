"""Cues as CSV, a row each, for spreadsheets and scripts; written only."""

from __future__ import annotations

import csv
import io

from clipper.cues.formats.source_text import require_writable
from clipper.model import CueTrack

COLUMNS = ("cue", "start", "end", "speaker", "text")


def format_csv(track: CueTrack) -> str:
    """A CSV file's text: number from 1, start and end in seconds, speakers (several: "Ada / Milo"), text.

    Raises:
        ValueError: If the track holds what no file can (see `require_writable`).
    """
    require_writable(track)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for number, cue in enumerate(track.cues, start=1):
        voices = dict.fromkeys(run.speaker for line in cue.lines for run in line if run.speaker)
        writer.writerow(
            [number, f"{cue.start_ms / 1000:.3f}", f"{cue.end_ms / 1000:.3f}", " / ".join(voices), cue.text]
        )
    return out.getvalue()
