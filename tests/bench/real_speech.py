"""People's voices with labels set by hand, and the project's own sample."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from clipper.model import Alignment
from tests.bench.cover import measure_cover
from tests.bench.figures import FIGURES, Bar, Bars, Marks, headings, hold, join_marks, verdict
from tests.bench.listening import align_files
from tests.bench.passages import Passages
from tests.bench.score import TruthWord, format_table, measure_errors, truth_of

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("CLIPPER_SHARED") or ROOT.parent / "shared" / "data")
SAMPLES = ROOT / "samples"

TIMIT_BARS: Bars = {
    "start": Bar(most=16.5),
    "end": Bar(most=19),
    "within25": Bar(least=0.80),
    "end_within25": Bar(least=0.76),
    "within50": Bar(least=0.94),
    "end_within50": Bar(least=0.93),
    "cover_start": Bar(least=0.87, most=0.93),
    "cover_end": Bar(least=0.87, most=0.93),
}
_ABOUT_WORDS = {"words", "miss", "start/end ms", "<=25 s/e", "<=50 s/e", "<=100 ms", ">500 ms", "cover s/e", "+-ms"}
COLUMNS = tuple(figure for figure in FIGURES if figure.heading in _ABOUT_WORDS)


def labelled_table() -> Iterator[str]:
    """Recordings whose word times people set: TIMIT by speaker, the others by source."""
    records = labelled_records()
    if not records:
        yield "labelled recordings: skipped, the shared data is not there"
        return
    groups: dict[str, list[Marks]] = {}
    for record in records:
        groups.setdefault(_group(record), []).append(_align_record(record))
    timit = [marks for name, parts in groups.items() if name.startswith("TIMIT") for marks in parts]
    rows = [_row("TIMIT, all", timit, TIMIT_BARS), *(_row(name, parts, {}) for name, parts in groups.items())]
    yield format_table("Labelled recordings, a file each (no offset removed)", ("", *headings(COLUMNS), ""), rows)


def labelled_records() -> list[dict[str, Any]]:
    """What words.jsonl lists; nothing where the shared data are not there."""
    listing = SHARED / "speech" / "words.jsonl"
    return [json.loads(line) for line in listing.read_text("utf-8").splitlines()] if listing.exists() else []


def _row(name: str, parts: Sequence[Marks], bars: Bars) -> tuple[str, ...]:
    figures, missed = hold(join_marks(parts), bars, COLUMNS)
    return (name, *figures, verdict(missed))


def _group(record: dict[str, str]) -> str:
    if record["source"].startswith("timit"):
        return f"TIMIT {record['id'].split('-')[2]}"
    return f"{record['source']} ({record['labels']})"


def _align_record(record: dict[str, object]) -> Marks:
    """Align one labelled recording with its own words."""
    words = record["words"]
    assert isinstance(words, list)
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "words.txt"
        text.write_text(" ".join(word["w"] for word in words), "utf-8")
        alignment = align_files(text, SHARED / "speech" / str(record["audio"]), partial=True)
    truth = [TruthWord(start_ms=word["start"] * 1000, end_ms=word["end"] * 1000) for word in words]
    return _mark_words(alignment, truth, remove_offset=False)


def _mark_words(alignment: Alignment, truth: list[TruthWord], *, remove_offset: bool) -> Marks:
    errors = measure_errors(alignment.words, truth, remove_offset=remove_offset)
    return Marks(errors=errors, passages=Passages(), cover=measure_cover(alignment.words, truth, errors))


def sample_table() -> Iterator[str]:
    """The project's own sample, sound and video, each voice's median offset removed."""
    rows = json.loads((SAMPLES / "words.json").read_text("utf-8"))
    lines = []
    for name in ("interview.m4a", "interview.mp4"):
        alignment = align_files(SAMPLES / "interview.txt", SAMPLES / name)
        marks = _mark_words(alignment, truth_of(alignment, rows), remove_offset=True)
        lines.append(_row(name, [marks], {"within100": Bar(least=0.995)}))
    yield format_table("The sample (each voice's offset removed)", ("", *headings(COLUMNS), ""), lines)
