"""An imperfect result, said as a value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How much a finding matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding: a stable ``code`` ("words-not-spoken"), where it is, what it is, and what to do about it."""

    code: str
    severity: Severity
    where: str
    message: str
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CueFinding(Diagnostic):
    """A finding about a subtitle file, with the figures behind it.

    ``rule`` says what is asked for in plain words and ``source`` who asks. ``cue`` counts from 1 (None: no single cue)
    and ``time_ms`` is where it begins, or the place in the recording. ``value`` is what was found and ``limit`` what is
    allowed, both in ``unit`` ("ms", "columns", "characters/s"); words and tags are texts without a unit. ``proof`` says
    why no cues of these words could keep a limit of time, where that is proven.
    """

    rule: str
    source: str
    cue: int | None = None
    time_ms: int | None = None
    value: float | str | None = None
    limit: float | str | None = None
    unit: str = ""
    proof: str = ""
