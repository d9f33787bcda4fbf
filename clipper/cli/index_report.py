"""What became of the files of a folder, as a person reads it and as fields for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from clipper.clips import one_line
from clipper.pipeline.index_job import IndexReport


def describe_index(report: IndexReport) -> str:
    """One line that sums up."""
    count = "1 episode" if report.episodes == 1 else f"{report.episodes} episodes"
    changes = [f"{len(names)} {what}" for names, what in ((report.added, "read"), (report.gone, "gone")) if names] or [
        "nothing has changed"
    ]
    return f"{one_line(str(report.folder))}: {count} ({', '.join(changes)}), {report.size / 1e6:.1f} MB"


def describe_broken(folder: Path, broken: Mapping[str, str]) -> Iterator[str]:
    """A line for each file that is passed over; the messages name the files relative to ``folder``."""
    return (f"clipper: passed over, in {one_line(str(folder))}: {one_line(why)}" for why in broken.values())


def report_fields(reports: Sequence[IndexReport]) -> str:
    """The reports as JSON."""
    fields = [
        {
            "folder": str(report.folder),
            "episodes": report.episodes,
            "read": report.added,
            "gone": report.gone,
            "broken": report.broken,
            "bytes": report.size,
        }
        for report in reports
    ]
    return json.dumps({"folders": fields}, indent=2)
