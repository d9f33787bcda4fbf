"""clipper as a user runs it: a process of its own, timed and its memory watched."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from clipper.model import Alignment
from clipper.store.episode_document import decode_alignment
from tests.bench.synth import Dialogue, write_dialogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run took: seconds by the clock and of all processors, its peak of memory in MB, and its exit code."""

    seconds: float
    processor_seconds: float
    peak_mb: float
    exit_code: int


def run_measured(command: list[str]) -> Run:
    """Run a command to its end.

    The peak is the process's own high-water mark, asked for until it ends: getrusage's would count this process too,
    from which it was forked.
    """
    began, busy, peak = time.monotonic(), _processor_seconds(), 0.0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        status = Path(f"/proc/{process.pid}/status")
        while process.poll() is None:
            lines = status.read_text("utf-8").splitlines() if status.exists() else []
            peak = max([peak, *(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))])
            time.sleep(0.1)
    return Run(
        seconds=time.monotonic() - began,
        processor_seconds=_processor_seconds() - busy,
        peak_mb=peak,
        exit_code=process.returncode,
    )


def _processor_seconds() -> float:
    """Of all ended children; other programs on the machine lengthen the wall time, but not this."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def align_by_command(dialogue: Dialogue) -> tuple[Alignment, Run]:
    """``clipper align`` a dialogue.

    Raises:
        CalledProcessError: If it fails.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wav, text, _ = write_dialogue(dialogue, folder, "talk")
        document = folder / "alignment.json"
        command = align_command(text, wav, document)
        run = run_measured(command)
        if run.exit_code:
            raise subprocess.CalledProcessError(run.exit_code, command)
        return decode_alignment(document.read_text("utf-8"), source=document.name), run


def align_command(text: Path, media: Path, document: Path) -> list[str]:
    """The command line that aligns two files."""
    return [sys.executable, "-m", "clipper", "align", str(text), str(media), "-o", str(document)]
