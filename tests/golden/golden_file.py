"""Expected files beside their input; `CLIPPER_GOLDEN=rewrite pytest ...` writes them anew, and the diff is reviewed."""

from __future__ import annotations

import os
from pathlib import Path


def assert_golden(path: Path, found: str) -> None:
    """Compare ``found`` with the file, or rewrite the file when asked to."""
    if os.environ.get("CLIPPER_GOLDEN") == "rewrite":
        path.write_text(found, encoding="utf-8", newline="\n")
    assert found == path.read_text(encoding="utf-8"), f"{path} differs; make golden, then review the diff"
