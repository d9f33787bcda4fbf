"""An hour aligned, one word edited, and aligned again: how much faster, and whether anything differs for it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.conditions import join_dialogues
from tests.bench.score import format_table
from tests.bench.synth import VoiceMissing, make_dialogue, write_dialogue

_PARTS = range(11, 17)  # the dialogues of ten minutes of which the bench's hour is made
_HEADER = ("", "wall s", "times faster", "words as in the fresh run")


def edit_word(text: str) -> str:
    """The text with one word in its middle replaced by two others."""
    word = re.compile(r"(?<= )[a-z]{4,}(?= )").search(text, len(text) // 2)
    if word is None:
        raise ValueError("there is no word to edit")
    return f"{text[: word.start()]}another thing{text[word.end() :]}"


def _align(text: Path, wav: Path, cache: Path, *options: str) -> tuple[object, float]:
    """The words of the document that ``clipper align`` writes, and the seconds that it takes."""
    document = text.with_suffix(".aligned.json")
    command = [sys.executable, "-m", "clipper", "align", str(text), str(wav), "-o", str(document), "-q", "-f", *options]
    environment = {**os.environ, "CLIPPER_CACHE_DIR": str(cache), "CLIPPER_CACHE_MB": "2000"}
    began = time.monotonic()
    subprocess.run(command, check=True, env=environment)
    seconds = time.monotonic() - began
    return json.loads(document.read_text("utf-8"))["words"], seconds


def bench_again() -> str:
    """The table."""
    try:
        dialogue = join_dialogues([make_dialogue(10, seed) for seed in _PARTS])
    except VoiceMissing as missing:
        return f"again: skipped, {missing}\n"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wav, text, _ = write_dialogue(dialogue, folder, "hour")
        edited = folder / "edited.txt"
        edited.write_text(edit_word(text.read_text("utf-8")), "utf-8")
        first, first_s = _align(text, wav, folder / "cache")
        same, same_s = _align(text, wav, folder / "cache")
        again, again_s = _align(edited, wav, folder / "cache")
        fresh, fresh_s = _align(edited, wav, folder / "cache", "--no-cache")
        kept_mb = sum(entry.stat().st_size for entry in (folder / "cache" / "computed").iterdir()) / 1e6
    rows = [
        ("first run, an empty cache", f"{first_s:.1f}", "", ""),
        ("the same again", f"{same_s:.1f}", f"{first_s / same_s:.1f}", str(same == first)),
        ("one word edited", f"{again_s:.1f}", f"{fresh_s / again_s:.1f}", str(again == fresh)),
        ("the same with --no-cache", f"{fresh_s:.1f}", "", ""),
    ]
    length = dialogue.duration_ms / 60_000
    return format_table(f"{length:.0f} minutes again (bar: 5 times faster; {kept_mb:.0f} MB are kept)", _HEADER, rows)
