"""Where the shared data lie, for tests that read them: not part of the project, skipped by name when absent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_ROOT = Path(os.environ.get("CLIPPER_SHARED") or Path(__file__).resolve().parents[2] / "shared" / "data")


def shared(path: str) -> Path:
    """The path of a shared file or folder; skips the test where it is absent, or fails if CLIPPER_REQUIRE names it."""
    found = _ROOT / path
    if not found.exists():
        message = f"shared data absent: {path}"
        if "shared" in os.environ.get("CLIPPER_REQUIRE", "").split(","):
            pytest.fail(message)
        pytest.skip(message)
    return found
