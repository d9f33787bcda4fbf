"""Writing a media file so that its name never stands for half a file, and never for somebody's source."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from clipper.errors import CommandFailed, InputError, MediaError

PART_STEM_CHARS = 60
"""Of the output's name that its temporary name repeats: file systems allow 255 bytes, a character takes up to 4."""

NO_ROOM = tuple(os.strerror(code) for code in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS))
"""What ffmpeg says where writing, and nothing else, is what failed."""


@contextmanager
def writing_output(output: Path, sources: Sequence[Path], *, force: bool) -> Iterator[Path]:
    """Give a temporary name beside ``output``; the file moves to ``output`` when the block ends well.

    If the block is left by any exception (Ctrl-C too), the temporary file is removed and ``output`` is as it was. An
    unfinished ffmpeg output is a playable, truncated file (clips.md 3.7): only a whole one may get the name.

    Args:
        output: The name wished for.
        sources: Files that must not be overwritten, by whatever name or link they are reached.
        force: Replace an existing file.

    Raises:
        InputError: If ``output`` exists and may not be replaced, is a source or a folder, or has no folder to be in
            that may be written to.
        MediaError: If it cannot be written all the same (the disk is full).
    """
    check_output(output, sources, force=force)
    folder = output.parent.resolve()
    part = folder / f".{output.stem[:PART_STEM_CHARS]}.part{output.suffix}"
    try:
        part.unlink(missing_ok=True)  # left by a kill, or a link that ffmpeg would write through
        yield part
        os.replace(part, folder / output.name)  # noqa: PTH105  named in the house rules; Path.replace says the same
    except OSError as error:
        raise _unwritten(output, str(error.strerror)) from error
    except CommandFailed as error:
        raise _name_output(error, part, output) from error
    finally:
        part.unlink(missing_ok=True)


def check_output(output: Path, sources: Sequence[Path], *, force: bool) -> None:
    """Refuse an output that would overwrite something, before any work; arguments and errors as ``writing_output``."""
    folder = output.parent
    if not os.access(folder, os.F_OK) or not folder.is_dir():  # is_dir alone fails in a folder that may not be seen
        raise InputError(f"{output}: there is no folder {folder}", remedy="Make the folder, or choose another.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise InputError(f"{output}: you may not write to the folder {folder}", remedy="Choose another folder.")
    if output.is_dir():
        raise InputError(f"{output}: this is a folder", remedy="Give the name of the file to write.")
    if output.exists() and any(source.exists() and output.samefile(source) for source in sources):
        raise InputError(f"{output}: this is the recording itself", remedy="Choose another name for the output.")
    if not force and (output.exists() or output.is_symlink()):
        raise InputError(
            f"{output}: exists already", remedy="Choose another name, or allow it to be replaced (--force)."
        )


def _unwritten(output: Path, why: str) -> MediaError:
    return MediaError(
        f"{output}: cannot be written ({why})", remedy="Check the folder's permissions and the free space on its disk."
    )


def _name_output(error: CommandFailed, part: Path, output: Path) -> MediaError:
    """The failure in the user's terms: the temporary name means nothing to them."""
    if why := next((reason for reason in NO_ROOM if reason in error.stderr_tail), None):
        return _unwritten(output, why)
    return CommandFailed(
        error.doing,
        argv=error.argv,
        returncode=error.returncode,
        stderr_tail=error.stderr_tail.replace(str(part), str(output)),
    )
