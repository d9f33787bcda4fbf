"""A folder -> the files in it, in order, and what tells that one has not changed. Symbolic links lead nowhere."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from clipper.errors import InputError
from clipper.store.text_file import MOST_BYTES

SETTLED_NS = 2_000_000_000
"""A file that changed less than 2 s before it was read may change again within the same tick of a coarse clock (FAT
counts 2 s): its state then says nothing, and it is read again (as git treats its index)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileState:
    """What changes when a file changes: its size, number, and when content and entry were changed (ns)."""

    size: int
    number: int
    changed_ns: int
    entry_changed_ns: int

    @classmethod
    def of(cls, status: os.stat_result) -> FileState:
        """The state that the system tells."""
        return cls(
            size=status.st_size,
            number=status.st_ino & (2**63 - 1),  # what SQLite holds
            changed_ns=status.st_mtime_ns,
            entry_changed_ns=status.st_ctime_ns,
        )

    def was_settled(self, read_ns: int) -> bool:
        """Whether whoever read the file at ``read_ns`` can be sure to see by its state that it was changed later."""
        return max(self.changed_ns, self.entry_changed_ns) + SETTLED_NS < read_ns


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkedFolder:
    """The files by their path relative to the folder, in order, and the folders that could not be read, with why."""

    files: dict[str, FileState]
    unread: dict[str, str]


def walk_folder(folder: Path) -> WalkedFolder:
    """All ordinary files in ``folder`` and below; what begins with a dot, and symbolic links, are passed over.

    Raises:
        InputError: If ``folder`` itself is no folder, or may not be read.
    """
    files: dict[str, FileState] = {}
    unread: dict[str, str] = {}
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        try:
            with os.scandir(folder / inside) as entries:
                for entry in entries:
                    name = f"{inside}/{entry.name}" if inside else entry.name
                    if entry.name.startswith(".") or entry.is_symlink():
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(name)
                    elif entry.is_file(follow_symlinks=False):
                        files[name] = FileState.of((folder / name).lstat())
        except OSError as problem:
            if not inside:
                raise InputError(
                    f"{folder}: this folder cannot be read: {problem.strerror}", remedy="Check its permissions."
                ) from problem
            unread[inside] = problem.strerror or "unknown"
    return WalkedFolder(files=dict(sorted(files.items())), unread=unread)


def read_start(path: Path, size: int) -> tuple[bytes, FileState]:
    """The first ``size`` bytes of an ordinary file, and its state before they were read.

    Raises:
        OSError: If it cannot be read, has become a link, or is none any more.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError(None, "this is no ordinary file any more")
        return file.read(min(size, MOST_BYTES + 1)), FileState.of(status)
