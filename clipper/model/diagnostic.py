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
