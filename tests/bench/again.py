"""An hour aligned, one word edited, and aligned again: how much faster, and whether anything differs for it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.command_runs import align_command
from tests.bench.conditions import join_dialogues
from tests.bench.figures import Bar, held_against, verdict
from tests.bench.long_talks import parts_of_hours
from tests.bench.score import format_table
from tests.bench.synth import Dialogue, VoiceMissing, write_dialogue

FASTER = Bar(least=5)
_HEADINGS = ("", "wall s", "times faster", "words as in a fresh run", "MB kept", "")


def again_table() -> Iterator[str]:
    """The hour by the command line, with and without what the first run kept."""
    try:
        yield format_table(f"An hour again (on {os.cpu_count()} cores)", _HEADINGS, _rows(_hour()))
    except VoiceMissing as missing:
        yield f"An hour again: skipped, {missing}"


def edit_word(text: str) -> str:
    """The text with one word in its middle replaced by two others."""
    word = re.compile(r"(?<= )[a-z]{4,}(?= )").search(text, len(text) // 2)
    if word is None:
        raise ValueError("there is no word to edit")
    return f"{text[: word.start()]}another thing{text[word.end() :]}"


def _hour() -> Dialogue:
    return join_dialogues(parts_of_hours(1))


def _rows(talk: Dialogue) -> list[Sequence[str]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wav, text, _ = write_dialogue(talk, folder, "hour")
        edited = folder / "edited.txt"
        edited.write_text(edit_word(text.read_text("utf-8")), "utf-8")
        first, first_s = _align(text, wav, folder / "cache")
        same, same_s = _align(text, wav, folder / "cache")
        again, again_s = _align(edited, wav, folder / "cache")
        fresh, fresh_s = _align(edited, wav, folder / "cache", "--no-cache")
        kept_mb = sum(entry.stat().st_size for entry in (folder / "cache" / "computed").iterdir()) / 1e6
    faster = fresh_s / again_s
    missed = ["speed"] * FASTER.missed_by(faster) + ["sameness"] * (same != first or again != fresh)
    return [
        ("first run, an empty cache", f"{first_s:.1f}", "", "", f"{kept_mb:.0f}", ""),
        ("the same again", f"{same_s:.1f}", f"{first_s / same_s:.1f}", str(same == first), "", ""),
        (
            "one word edited",
            f"{again_s:.1f}",
            held_against(faster, FASTER, 1),
            str(again == fresh),
            "",
            verdict(missed),
        ),
        ("the same with --no-cache", f"{fresh_s:.1f}", "", "", "", ""),
    ]


def _align(text: Path, wav: Path, cache: Path, *options: str) -> tuple[object, float]:
    """The words of the document that ``clipper align`` writes, and the seconds that it takes."""
    document = text.with_suffix(".aligned.json")
    command = [*align_command(text, wav, document), "-q", "-f", *options]
    environment = {**os.environ, "CLIPPER_CACHE_DIR": str(cache), "CLIPPER_CACHE_MB": "2000"}
    began = time.monotonic()
    subprocess.run(command, check=True, env=environment)
    seconds = time.monotonic() - began
    return json.loads(document.read_text("utf-8"))["words"], seconds
