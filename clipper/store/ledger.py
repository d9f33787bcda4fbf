"""Remembers which files clipper wrote, and from what, so that a second run need not ask before it replaces them.

The ledger is a convenience: it lies in the user's cache folder, may be deleted at any time, and a file that anybody has
touched since is no longer the one that it knows.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from clipper.store.cache_folder import cache_folder

_MOST = 2000  # entries kept; the oldest go first


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger kept in ``path``; ``job`` says what is made of the inputs, to tell two jobs on the same ones apart."""

    path: Path
    job: str = ""

    @classmethod
    def of_user(cls, job: str = "") -> Ledger:
        """The one in the user's cache folder."""
        return cls(cache_folder() / "written.json", job)

    def wrote(self, output: Path, inputs: Sequence[Path]) -> bool:
        """Whether ``output`` is, byte for byte, what clipper wrote there in the same job from the same inputs."""
        entry = self._entries().get(str(output.resolve()))
        if entry is None or output.is_symlink() or entry.get("inputs") != self._origin(inputs):
            return False
        with contextlib.suppress(OSError):
            return entry.get("sha256") == _digest(output)
        return False

    def note(self, output: Path, inputs: Sequence[Path]) -> None:
        """Remember that ``output`` was just written from ``inputs``; do without a ledger that cannot be written."""
        with contextlib.suppress(OSError):
            entries = self._entries()
            entries.pop(str(output.resolve()), None)
            entries[str(output.resolve())] = {"inputs": self._origin(inputs), "sha256": _digest(output)}
            self.path.parent.mkdir(parents=True, exist_ok=True)
            part = self.path.with_name(f"{self.path.name}.{os.getpid()}.part")
            part.write_text(json.dumps(dict(list(entries.items())[-_MOST:]), indent=0), "utf-8")
            part.replace(self.path)

    def _entries(self) -> dict[str, dict[str, object]]:
        try:
            entries = json.loads(self.path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return entries if isinstance(entries, dict) else {}

    def _origin(self, inputs: Sequence[Path]) -> list[str]:
        return [self.job, *(str(path.resolve()) for path in inputs)]
