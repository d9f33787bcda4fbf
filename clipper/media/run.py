"""Running a program: the only place in clipper that starts a process.

Everything above hands over an argument list; nothing here knows what it means. A process never outlives the block that
started it: whatever goes wrong inside (Ctrl-C too), its process group is killed and reaped.
"""

from __future__ import annotations

import os
import re
import selectors
import signal
import subprocess
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from clipper.errors import CommandFailed, ToolMissing
from clipper.model.progress import Progress, silent

QUIET_ARGUMENTS = ("-nostdin", "-hide_banner", "-nostats", "-loglevel", "level+error")
"""How every ffmpeg command begins: never a question, no banner, stderr holds nothing but errors.

At "warning" a healthy WAV or MP3 has something to say too (a guessed channel layout, a length from the bit rate)."""

PROGRESS_ARGUMENTS = ("-progress", "pipe:1", "-stats_period", "0.5")
"""What ``run_ffmpeg`` reads: a block of key=value lines on stdout twice a second."""

STALL_S = 120.0
"""How long a process may be silent before it is given up: a healthy ffmpeg speaks at least every few seconds."""

STDERR_LINES = 200
"""Lines of stderr that are kept: a damaged file can cause millions."""

MESSAGE_LINES = 8
"""Lines of stderr that an error carries: the cause is at the end."""

STDERR_LINE_BYTES = 1000
"""Longest line of stderr that is kept whole."""

_CHUNK_BYTES = 1 << 16  # the size of a pipe on Linux: more is never there at once

_ADDRESS = re.compile(r" @ 0x[0-9a-f]+")  # ffmpeg names its parts with them: other ones in every run

_CONTROLS = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A program that ended well: what it wrote to stdout (unless it was read before), and the end of its stderr."""

    stdout: bytes
    stderr_tail: str
    stderr_lines: int


class RunningCommand:
    """A process whose stdout is being read; made by ``running_command`` only."""

    def __init__(self, argv: Sequence[str], *, doing: str, stall_s: float, cwd: Path | None = None) -> None:
        self._argv = tuple(argv)
        self._doing = doing
        self._stall_s = stall_s
        try:
            self._process = subprocess.Popen(  # noqa: S603  an argument list, no shell, inputs guarded by clipper.media.guard
                self._argv,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                bufsize=0,
                cwd=cwd,
                process_group=0,  # so that Ctrl-C reaches us first and a kill reaches its children too
            )
        except OSError as error:
            raise ToolMissing(
                f"{doing}: {self._argv[0]} cannot be started ({error.strerror})",
                remedy="Check that the program exists and may be run.",
            ) from error
        self._selector = selectors.DefaultSelector()
        self._selector.register(_opened(self._process.stdout), selectors.EVENT_READ)
        self._stderr: deque[str] = deque(maxlen=STDERR_LINES)
        self._stderr_lines = 0
        self._drain = threading.Thread(target=self._drain_stderr, daemon=True)
        self._drain.start()

    def read(self, size: int) -> bytes:
        """Read stdout.

        Args:
            size: The wished number of bytes.

        Returns:
            ``size`` bytes, or fewer at the end of the output.

        Raises:
            CommandFailed: When nothing comes for ``stall_s`` seconds.
        """
        parts: list[bytes] = []
        missing = size
        while missing and (part := self._read_some(missing)):
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def read_lines(self) -> Iterator[str]:
        """Yield stdout line by line, without line ends, as it comes."""
        rest = b""
        while part := self._read_some(_CHUNK_BYTES):
            *lines, rest = (rest + part).split(b"\n")
            yield from (line.decode(errors="replace") for line in lines)
        if rest:
            yield rest.decode(errors="replace")

    def finish(self) -> Finished:
        """Wait for the end.

        Raises:
            CommandFailed: If the exit status is not 0, or the process stays after its output has ended.
        """
        try:
            returncode = self._process.wait(timeout=self._stall_s)
        except subprocess.TimeoutExpired as error:
            raise self._failure(f"{self._doing}: it does not end") from error
        self._drain.join(timeout=self._stall_s)
        if returncode != 0:
            raise self._failure(f"{self._doing} failed")
        return Finished(stdout=b"", stderr_tail=self._stderr_tail(), stderr_lines=self._stderr_lines)

    def stop(self) -> None:
        """End the process and everything it started, now; whoever reads its output comes to the end of it."""
        if self._process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def kill(self) -> None:
        """``stop``, and let go of its pipes."""
        self.stop()
        self._drain.join(timeout=1.0)
        self._selector.close()
        for pipe in (self._process.stdout, self._process.stderr):
            if pipe is not None:
                pipe.close()

    def _read_some(self, size: int) -> bytes:
        if not self._selector.select(timeout=self._stall_s):
            raise self._failure(f"{self._doing}: no output for {self._stall_s:.0f} s, given up")
        return os.read(_opened(self._process.stdout).fileno(), min(size, _CHUNK_BYTES))

    def _drain_stderr(self) -> None:
        stderr = _opened(self._process.stderr)
        rest = b""
        with suppress(ValueError):  # closed by kill()
            while part := os.read(stderr.fileno(), _CHUNK_BYTES):
                *lines, rest = (rest + part).replace(b"\r", b"\n").split(b"\n")
                rest = rest[:STDERR_LINE_BYTES]
                self._keep_stderr(lines)
        self._keep_stderr([rest])

    def _keep_stderr(self, lines: Sequence[bytes]) -> None:
        kept = [line for line in lines if line.strip()]
        self._stderr_lines += len(kept)
        self._stderr.extend(plain_text(line[:STDERR_LINE_BYTES]) for line in kept[-STDERR_LINES:])

    def _stderr_tail(self) -> str:
        return "\n".join(self._stderr)

    def _failure(self, message: str) -> CommandFailed:
        returncode = self._process.poll()
        return CommandFailed(
            message,
            argv=self._argv,
            returncode=-signal.SIGKILL if returncode is None else returncode,
            stderr_tail="\n".join(list(self._stderr)[-MESSAGE_LINES:]),
        )


@contextmanager
def running_command(
    argv: Sequence[str], *, doing: str, stall_s: float = STALL_S, cwd: Path | None = None
) -> Iterator[RunningCommand]:
    """Run a program while the block lasts; however the block is left, the process is gone afterwards.

    Args:
        argv: The program and its arguments; no shell sees them.
        doing: What is being done, for the error message ("decoding talk.mp3").
        stall_s: Seconds without output after which it counts as hanging.
        cwd: The folder that it runs in (default: this process's); relative paths in ``argv`` then mean that one.

    Raises:
        ToolMissing: If the program cannot be started.
    """
    command = RunningCommand(argv, doing=doing, stall_s=stall_s, cwd=cwd)
    try:
        yield command
    finally:
        command.kill()


def run_command(argv: Sequence[str], *, doing: str, stall_s: float = STALL_S) -> Finished:
    """Run a program to its end and return what it wrote (stdout whole: for programs that write little).

    Raises:
        CommandFailed: If the exit status is not 0 or it hangs.
        ToolMissing: If the program cannot be started.
    """
    with running_command(argv, doing=doing, stall_s=stall_s) as command:
        parts = list(iter(lambda: command.read(_CHUNK_BYTES), b""))
        finished = command.finish()
    return Finished(stdout=b"".join(parts), stderr_tail=finished.stderr_tail, stderr_lines=finished.stderr_lines)


def run_ffmpeg(  # noqa: PLR0913  keyword options, each explained
    argv: Sequence[str],
    *,
    doing: str,
    expected_ms: int,
    progress: Progress = silent,
    stage: str = "cut",
    cwd: Path | None = None,
) -> Finished:
    """Run an ffmpeg command that holds ``PROGRESS_ARGUMENTS`` and report how far it is.

    Args:
        argv: ffmpeg and its arguments.
        doing: What is being done, for the error message.
        expected_ms: Length of the output, against which progress is measured.
        progress: Called with ``stage`` and the share that is done.
        stage: The name that progress reports.
        cwd: The folder that it runs in, where a filter reads files by plain names; other paths must be absolute.

    Raises:
        CommandFailed: If the exit status is not 0 or it hangs.
        ToolMissing: If ffmpeg cannot be started.
    """
    with running_command(argv, doing=doing, cwd=cwd) as command:
        for line in command.read_lines():
            if (done_ms := parse_progress(line)) is not None:
                progress(stage, min(1.0, done_ms / max(1, expected_ms)))
        finished = command.finish()
    progress(stage, 1.0)
    return finished


def parse_progress(line: str) -> int | None:
    """The output time in ms that a line of ``-progress`` tells, or None for any other line (and for N/A).

    ``out_time_us`` is used because ``out_time_ms`` holds microseconds too.
    """
    key, _, value = line.partition("=")
    if key.strip() != "out_time_us":
        return None
    try:
        return max(0, int(value) // 1000)
    except ValueError:
        return None


def plain_text(line: bytes) -> str:
    """A line of output made fit to show: decoded, without control characters (terminal escapes) and addresses."""
    return _ADDRESS.sub("", line.decode(errors="replace").translate(_CONTROLS))


def _opened(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise TypeError("the process was started without this pipe")
    return pipe
