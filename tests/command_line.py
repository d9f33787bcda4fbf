"""Running clipper as a user does: in this process for speed, or in its own where signals and pipes matter."""

from __future__ import annotations

import contextlib
import io
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from clipper.cli.main import main

CLIPPER = (sys.executable, "-m", "clipper")


@dataclass(frozen=True, kw_only=True)
class Finished:
    """What a command left behind."""

    code: int
    out: str
    err: str


def run_clipper(*arguments: str | Path) -> Finished:
    """Run ``clipper`` in this process, as ``main`` runs it: with its exit code and messages."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n") for _ in range(2))
    heard = {told: signal.getsignal(told) for told in (signal.SIGTERM, signal.SIGINT)}
    code = 0
    try:
        with (
            mock.patch.object(sys, "argv", ["clipper", *map(str, arguments)]),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else -1
    finally:
        for told, handler in heard.items():
            signal.signal(told, handler)
    out.flush()
    err.flush()
    return Finished(code=code, out=_text(out), err=_text(err))


def run_process(*arguments: str | Path, cwd: Path | None = None) -> Finished:
    """Run ``clipper`` in a process of its own."""
    done = subprocess.run([*CLIPPER, *map(str, arguments)], cwd=cwd, capture_output=True, check=False)
    return Finished(code=done.returncode, out=done.stdout.decode(), err=done.stderr.decode())


def _text(stream: io.TextIOWrapper) -> str:
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()
