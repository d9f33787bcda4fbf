"""Files that a job writes: refused before any work if they would overwrite something, written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from clipper.errors import ClipperError, InputError
from clipper.store.ledger import Ledger

JSON_ESCAPES = "backslashreplace"
"""How bytes of a file's name that are no UTF-8 are written: as the escapes that JSON has for them (RFC 8259, 8.2)."""


def check_outputs(outputs: Sequence[Path], *, inputs: Sequence[Path], force: bool, ledger: Ledger) -> None:
    """Refuse, before any work, outputs that cannot or must not be written.

    Args:
        outputs: The files to be written.
        inputs: The files that the job reads: never overwritten, not even with ``force``.
        force: Whether existing files may be replaced.
        ledger: Remembers what clipper wrote: such a file, unchanged and from the same inputs, may always be replaced.

    Raises:
        InputError: If an output names an input, a folder, a file in a folder that is not there or not to be written to,
            another output, or a file that exists, or has a name that is too long.
    """
    for position, output in enumerate(outputs):
        with refusing(output):
            output.exists()
        if output in outputs[:position]:
            raise InputError(f"{output}: named as output twice", remedy="Give every -o another name.")
        folder = output.parent
        if not os.access(folder, os.F_OK) or not folder.is_dir():  # is_dir alone fails in a folder that may not be seen
            raise InputError(f"{output}: the folder {folder} does not exist", remedy="Create it first.")
        if not os.access(folder, os.W_OK | os.X_OK):
            raise InputError(f"{output}: you may not write to the folder {folder}", remedy="Choose another folder.")
        if output.is_dir():
            raise InputError(f"{output}: this is a folder", remedy="Name a file in it.")
        for source in inputs:
            if source.exists() and output.exists() and source.samefile(output):
                raise InputError(f"{output}: this output is the input {source}", remedy="Write to another file.")
        if (output.exists() or output.is_symlink()) and not force and not ledger.wrote(output, inputs):
            raise InputError(
                f"{output}: this file exists already", remedy="Use --force to replace it, or write to another file."
            )


@contextlib.contextmanager
def _staged(target: Path) -> Iterator[Path]:
    """A fresh file in the target's folder that is gone afterwards unless it was moved."""
    handle, name = tempfile.mkstemp(prefix=f".{target.stem[:40]}.", suffix=f".part{target.suffix}", dir=target.parent)
    os.close(handle)
    path = Path(name)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def staging_folder(target: Path) -> Iterator[Path]:
    """A fresh folder beside ``target``, for files that shall appear together; it is gone when the block ends.

    Its name follows from the target's: what a kill has left of the same target is cleared away. An error that is
    raised in the block names the files that were wished for, not those in here.

    Raises:
        InputError: If it cannot be made.
    """
    folder = target.parent / f".clip-{hashlib.sha256(os.fsencode(target.name)).hexdigest()[:12]}"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        with refusing(target):
            folder.mkdir()
        yield folder
    except ClipperError as problem:
        for staged in {folder, folder.resolve()}:
            problem.message = problem.message.replace(f"{staged}{os.sep}", f"{target.parent / 'x'}"[:-1])
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def refusing(target: Path) -> Iterator[None]:
    """Tell of a failure to write by the name that the user gave, not by that of a temporary file.

    Raises:
        InputError: In place of any OSError.
    """
    try:
        yield
    except OSError as problem:
        is_long = problem.errno == errno.ENAMETOOLONG
        raise InputError(
            f"{target}: cannot be written: {problem.strerror}",
            remedy="Choose a shorter name." if is_long else "Check the folder's permissions and the free space.",
        ) from problem


def _fill(path: Path, text: str | bytes) -> None:
    with path.open("wb") as file:
        file.write(text if isinstance(text, bytes) else text.encode(errors=JSON_ESCAPES))
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o666 & ~_umask())


def write_texts(texts: Mapping[Path, str] | Mapping[Path, bytes], *, inputs: Sequence[Path], ledger: Ledger) -> None:
    """Write several text files (UTF-8, unless they are bytes already): all of them, or on any failure none.

    Raises:
        InputError: If one cannot be written (no permission, disk full).
    """
    with contextlib.ExitStack() as stack:
        staged: list[tuple[Path, Path]] = []
        for target, text in texts.items():
            with refusing(target):
                part = stack.enter_context(_staged(target))
                _fill(part, text)
                staged.append((part, target))
        for part, target in staged:
            with refusing(target):
                part.replace(target)
    for target in texts:
        ledger.note(target, inputs)


def _umask() -> int:
    """The process's file mask; mkstemp makes files that only their owner reads, which is not what a user expects."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
