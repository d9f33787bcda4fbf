"""A folder -> its index, brought up to date by content.

walk the folder -> keep what has not changed -> read what is new -> fold its words as a search does -> write, a few
episodes at a time
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import clipper
from clipper.errors import ClipperError, InputError
from clipper.model import Progress, silent
from clipper.pipeline.searchable import pack_episode
from clipper.store.episode_document import decode_alignment, looks_like_episode
from clipper.store.folder_index import EpisodeRow, FileRow, FolderIndex, open_index
from clipper.store.folder_walk import FileState, read_start, walk_folder
from clipper.store.index_layout import INDEX_NAME, has_index
from clipper.store.text_file import MOST_BYTES, decode_text

SAVED_AFTER = 16
"""Episodes written in one transaction: two seconds of work that a Ctrl-C may cost; another run waits far less."""

_HEAD_BYTES = 400  # enough to tell an EPISODE.json
_FOLDING = ("clips/units.py", "clips/index.py", "language/*.py", "text/spoken/**/*.py", "pipeline/searchable.py")
"""The source that decides what is kept of an episode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexReport:
    """What became of the files of a folder: paths relative to it, in order; ``broken`` says why for each.

    ``kept`` is how many episodes had not changed. ``size`` is that of the index in bytes.
    """

    folder: Path
    added: tuple[str, ...]
    gone: tuple[str, ...]
    broken: dict[str, str]
    kept: int
    size: int

    @property
    def episodes(self) -> int:
        """How many episodes are in the index."""
        return self.kept + len(self.added)


def update_folder(folder: Path, *, progress: Progress = silent) -> IndexReport:
    """Make or update the index of ``folder``.

    Raises:
        InputError: If it is no folder, may not be read or written, or another file has the index's name.
        DocumentError: If the index is damaged.
    """
    require_folder(folder)
    with open_index(folder, made_by=identify_folding()) as index:
        return bring_up_to_date(folder, index, progress=progress)


@contextmanager
def current_index(folder: Path, *, progress: Progress = silent) -> Iterator[tuple[FolderIndex, IndexReport]]:
    """The index of ``folder``, brought up to date.

    Raises:
        InputError: If the folder has none (the message says how to make one), or as ``update_folder``.
        DocumentError: If the index is damaged.
    """
    require_folder(folder)
    if not has_index(folder):
        raise InputError(f"{folder}: this folder has no index yet", remedy=f"Make one: clipper index {folder}")
    with open_index(folder, made_by=identify_folding()) as index:
        yield index, bring_up_to_date(folder, index, progress=progress)


def require_folder(folder: Path) -> None:
    """Refuse what is no folder.

    Raises:
        InputError: In that case.
    """
    if not folder.is_dir():
        what = "is a file, not a folder" if folder.exists() else "does not exist"
        raise InputError(f"{folder} {what}", remedy="Name the folder that holds your EPISODE.json files.")


def bring_up_to_date(folder: Path, index: FolderIndex, *, progress: Progress) -> IndexReport:
    """Make ``index`` say what is in ``folder`` now; nothing is written where nothing has changed."""
    walked = walk_folder(folder)
    walked.files.pop(INDEX_NAME, None)
    walked.files.pop(f"{INDEX_NAME}-journal", None)
    known = index.files()
    rows = {name: row for name, row in known.items() if name in walked.files and _is_as_it_was(row, walked.files[name])}
    fresh = [name for name in walked.files if name not in rows]
    gone = [name for name in known if name not in walked.files]
    contents = index.contents() if fresh else set()
    files: dict[str, FileRow] = {}
    episodes: list[EpisodeRow] = []
    for done, name in enumerate(fresh):
        progress("index", done / len(fresh))
        files[name], episode = _read(folder, name, walked.files[name], contents)
        if episode is not None:
            contents.add(episode.content)
            episodes.append(episode)
        if len(episodes) >= SAVED_AFTER:
            index.save(files, episodes)
            rows.update(files)
            files, episodes = {}, []
    if files or gone:
        index.save(files, episodes, gone)
        index.drop_unused()
    rows.update(files)
    added = [name for name in fresh if _is_new(rows[name], known.get(name))]
    return _report(folder, rows, added, [name for name in gone if _is_sound(known[name])], walked.unread)


def _report(
    folder: Path, rows: dict[str, FileRow], added: list[str], gone: list[str], unread: dict[str, str]
) -> IndexReport:
    broken = {name: row.problem for name, row in rows.items() if row.problem}
    broken |= {name: f"{name}: this folder cannot be read: {why}" for name, why in unread.items()}
    return IndexReport(
        folder=folder,
        added=tuple(added),
        gone=tuple(sorted(gone)),
        broken=dict(sorted(broken.items())),
        kept=sum(map(_is_sound, rows.values())) - len(added),
        size=(folder / INDEX_NAME).stat().st_size,
    )


def _is_sound(row: FileRow) -> bool:
    return row.content is not None and row.problem is None


def _is_new(row: FileRow, before: FileRow | None) -> bool:
    return _is_sound(row) and (before is None or before.content != row.content)


def _is_as_it_was(row: FileRow, state: FileState) -> bool:
    return row.state == state and state.was_settled(row.read_ns)


def _read(folder: Path, name: str, seen: FileState, contents: set[str]) -> tuple[FileRow, EpisodeRow | None]:
    """What is to be kept of a file, and the episode in it unless its content is in the index already."""
    read_ns = time.time_ns()
    content = None
    try:
        start, state = read_start(folder / name, _HEAD_BYTES)
        if not looks_like_episode(start.decode("utf-8", "replace")):
            return FileRow(state=state, read_ns=read_ns), None
        data, state = read_start(folder / name, MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise InputError(f"{name}: more than {MOST_BYTES // 1_000_000} MB are no episode")
        content = hashlib.sha256(data).hexdigest()
        row = FileRow(state=state, read_ns=read_ns, content=content)
        return row, None if content in contents else _fold(data, name, content)
    except OSError as problem:
        why = f"{name}: cannot be read: {problem.strerror}"
        return FileRow(state=seen, read_ns=read_ns, problem=why), None
    except ClipperError as problem:
        told = problem.message.encode("utf-8", "replace").decode()
        return FileRow(state=state, read_ns=read_ns, content=content, problem=told), None


def _fold(data: bytes, name: str, content: str) -> EpisodeRow:
    packed = pack_episode(decode_alignment(decode_text(data, source=name).text, source=name))
    return EpisodeRow(
        content=content, labels=packed.labels, units=packed.units, told=packed.told, numbers=packed.numbers
    )


@cache
def identify_folding() -> str:
    """A digest of the source by which episodes are folded: an index of another one is made anew."""
    digest = hashlib.sha256(f"num2words {version('num2words')} anyascii {version('anyascii')}".encode())
    package = Path(clipper.__file__).parent
    for pattern in _FOLDING:
        for path in sorted(package.glob(pattern)):
            digest.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()
