"""Every error that clipper raises for unusable input or a missing tool.

::

    ClipperError                 1   anything below
    ├── InputError               2   a file or option that cannot be used (exists already, not found, wrong kind)
    │   ├── TranscriptError      3   a transcript or subtitle file that cannot be read: path, line, column
    │   └── PinsError           12   pins that cannot be obeyed, all of them at once
    ├── AlignmentError           4   text and recording do not belong together
    │   └── CoverageError       11   too little of the text was found in the recording
    ├── QuoteError               5   a quote that is not in the episode, or is in it more than once
    ├── MediaError               6   a recording that cannot be read, cut or written
    │   ├── ToolMissing          7   ffmpeg is absent or too old
    │   └── CommandFailed        8   ffmpeg ran and failed: argv, return code, the end of its stderr
    ├── DocumentError            9   an EPISODE.json or another saved document that cannot be used
    └── TemplateError           10   a template that cannot be rendered

The number is the process's exit code; 13 is that of a check that found broken rules, which is no error. A bug is a
``ValueError`` or ``TypeError`` and never one of these; an imperfect result is a ``Diagnostic`` value and is not raised.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass


class ClipperError(Exception):
    """Unusable input or a missing tool, said in plain words.

    Args:
        message: What happened and where.
        remedy: What the user can do about it.
    """

    exit_code = 1

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}\n{self.remedy}" if self.remedy else self.message


class InputError(ClipperError):
    """A file or an option that cannot be used as given."""

    exit_code = 2


class TranscriptError(InputError):
    """A transcript or subtitle file that cannot be read.

    Args:
        message: What is wrong.
        path: The file's name as the user gave it.
        line: 1-based line, or None where the whole file is meant.
        column: 1-based column in characters, or None.
        remedy: What the user can do about it.
    """

    exit_code = 3

    def __init__(
        self, message: str, *, path: str, line: int | None = None, column: int | None = None, remedy: str = ""
    ) -> None:
        where = ":".join(str(part) for part in (path, line, column) if part is not None)
        super().__init__(f"{where}: {message}", remedy=remedy)
        self.path = path
        self.line = line
        self.column = column

    @classmethod
    def of_json(cls, problem: Exception, *, path: str, remedy: str) -> TranscriptError:
        """What is wrong with a JSON file that could not be decoded; ``remedy`` shows what one looks like."""
        if not isinstance(problem, json.JSONDecodeError):
            return cls("this JSON is nested too deeply or holds an impossible number", path=path, remedy=remedy)
        return cls(
            f"this is not well-formed JSON: {problem.msg[:1].lower()}{problem.msg[1:]}",
            path=path,
            line=problem.lineno,
            column=problem.colno,
            remedy="Export the transcript again, or repair the file at this place.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PinProblem:
    """Why a line of a pins file cannot be obeyed: 1-based ``line``, what is wrong, what to do about it."""

    line: int
    message: str
    remedy: str


class PinsError(InputError):
    """Pins that cannot be obeyed.

    Args:
        problems: Every one of them, in the order of their lines.
        path: The file's name as the user gave it.
    """

    exit_code = 12

    def __init__(self, problems: Sequence[PinProblem], *, path: str) -> None:
        told = [f"{path}:{problem.line}: {problem.message}\n  {problem.remedy}" for problem in problems]
        super().__init__("\n".join(told))
        self.path = path
        self.problems = tuple(problems)


class AlignmentError(ClipperError):
    """The text and the recording do not belong together."""

    exit_code = 4


class CoverageError(AlignmentError):
    """Too little of the text was found in the recording."""

    exit_code = 11


class QuoteError(ClipperError):
    """A quote that is not in the episode, or that stands in it more than once."""

    exit_code = 5


class MediaError(ClipperError):
    """A recording that cannot be read, cut or written."""

    exit_code = 6


class ToolMissing(MediaError):
    """ffmpeg is absent, too old, or lacks a part that is needed."""

    exit_code = 7


class CommandFailed(MediaError):
    """A program ran and failed.

    Args:
        doing: What was being done.
        argv: The argument list that was run.
        returncode: Its exit status.
        stderr_tail: The last lines that it wrote to stderr.
    """

    exit_code = 8

    def __init__(self, doing: str, *, argv: Sequence[str], returncode: int, stderr_tail: str) -> None:
        super().__init__(f"{doing} (exit status {returncode}): {stderr_tail.strip()}")
        self.doing = doing
        self.argv = tuple(argv)
        self.returncode = returncode
        self.stderr_tail = stderr_tail


class DocumentError(InputError):
    """A saved document (EPISODE.json and its kin) that cannot be used."""

    exit_code = 9


class TemplateError(ClipperError):
    """A template that cannot be rendered."""

    exit_code = 10
