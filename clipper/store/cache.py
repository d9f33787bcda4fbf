"""Computed values, kept in the user's cache folder from one run to the next.

A convenience that is never trusted blindly: every file carries the digest of its key and content, so that what is
damaged, cut short or of other origin is no entry. The folder may be deleted at any time, and several runs may use it at
once: a file appears whole or not at all. Where nothing can be kept, nothing is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from clipper.errors import InputError
from clipper.model import Diagnostic, Severity
from clipper.store.cache_folder import ENVIRONMENT_VARIABLE, cache_folder

SIZE_VARIABLE = "CLIPPER_CACHE_MB"

DEFAULT_MB = 2000
"""About fifty hours of recordings."""

_MAGIC = b"clipper cache 1\n"
_HEAD = len(_MAGIC) + hashlib.sha256().digest_size
_ENTRY, _PART = ".entry", ".part"
_STALE_S = 24 * 3600  # a part this old was left behind by a run that was killed


@dataclass(slots=True)
class Cache:
    """The files in ``folder``, at most ``limit_bytes`` of them; a cache without a folder keeps nothing."""

    folder: Path | None
    limit_bytes: int = DEFAULT_MB * 1_000_000
    _failure: OSError | None = field(default=None, init=False)

    @classmethod
    def of_user(cls, *, wanted: bool = True) -> Cache:
        """The one in the user's cache folder, or none if it is not ``wanted``.

        Raises:
            InputError: If ``CLIPPER_CACHE_MB`` is no size.
        """
        if not wanted:
            return cls(None)
        given = os.environ.get(SIZE_VARIABLE) or str(DEFAULT_MB)
        if not given.isdecimal():
            raise InputError(
                f"{SIZE_VARIABLE}={given}: this is no size of a cache",
                remedy="Give a whole number of megabytes, 0 to keep nothing, or unset it.",
            )
        limit = int(given) * 1_000_000
        return cls(cache_folder() / "computed" if limit else None, limit)

    @property
    def is_on(self) -> bool:
        """Whether anything may be kept at all."""
        return self.folder is not None

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Why nothing could be kept, if so."""
        if self._failure is None:
            return ()
        return (
            Diagnostic(
                code="nothing-kept",
                severity=Severity.INFO,
                where=str(self.folder),
                message=f"what was computed cannot be kept for the next run: {self._failure.strerror}",
                remedy=f"Free some space, name another folder in {ENVIRONMENT_VARIABLE}, or use --no-cache.",
            ),
        )

    def load(self, key: str) -> memoryview | None:
        """What was saved as ``key``, unless it is gone or no longer whole."""
        if self.folder is None:
            return None
        path = self._path(key)
        with contextlib.suppress(OSError):
            entry = memoryview(path.read_bytes())
            if entry[:_HEAD] == _head(key, entry[_HEAD:]):
                with contextlib.suppress(OSError):
                    os.utime(path)  # the least recently used go first
                return entry[_HEAD:]
        return None

    def save(self, key: str, content: bytes | memoryview) -> None:
        """Keep ``content`` as ``key`` if there is room for it; what was used least recently makes way."""
        if self.folder is None or _HEAD + len(content) > self.limit_bytes:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)  # it tells what was said in private recordings
            handle, name = tempfile.mkstemp(suffix=_PART, dir=self.folder)
            part = Path(name)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_head(key, content))
                    file.write(content)
                _put(part, self._path(key))
            finally:
                part.unlink(missing_ok=True)
            self._make_room(self.folder)
        except OSError as problem:
            self._failure = self._failure or problem

    def _path(self, key: str) -> Path:
        return (self.folder or Path()) / f"{hashlib.sha256(key.encode()).hexdigest()}{_ENTRY}"

    def _make_room(self, folder: Path) -> None:
        """Remove what exceeds the limit, and what runs that were killed left behind."""
        used = 0
        for path, status in sorted(_list(folder), key=lambda found: found[1].st_mtime_ns, reverse=True):
            used += status.st_size
            is_stale = path.suffix == _PART and time.time() - status.st_mtime > _STALE_S
            if is_stale or (path.suffix == _ENTRY and used > self.limit_bytes):
                with contextlib.suppress(OSError):  # another run removed it, or (Windows) is reading it
                    path.unlink()


def _head(key: str, content: bytes | memoryview) -> bytes:
    digest = hashlib.sha256(key.encode() + b"\0")
    digest.update(content)
    return _MAGIC + digest.digest()


def _put(part: Path, target: Path) -> None:
    try:
        part.replace(target)
    except PermissionError:  # Windows: another run has it open, so it is there and says the same
        if not target.exists():
            raise


def _list(folder: Path) -> list[tuple[Path, os.stat_result]]:
    """The cache's own files; whatever else lies in the folder is left alone."""
    found = []
    for path in folder.iterdir():
        if path.suffix in (_ENTRY, _PART):
            with contextlib.suppress(OSError):  # another run removed it
                found.append((path, path.stat()))
    return found
