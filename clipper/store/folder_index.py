"""The index of a folder: one SQLite file in it, written by ``clipper index`` and read by ``clipper find``.

It holds nothing that cannot be made again, so it may be deleted at any time. Several runs may use it at once: each
writes a few episodes in one transaction, so that whoever is stopped or killed leaves an index that is whole. What it
says of a file is true of the content with the hash that it names.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clipper.errors import DocumentError, InputError
from clipper.store.folder_walk import FileState
from clipper.store.index_layout import INDEX_NAME, is_made_by, make_anew, require_ours

_WAIT_S = 60  # another run writes for less than a second at a time

_SAVE_FILE = """
INSERT OR REPLACE INTO files SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
  WHERE ?7 IS NULL OR ?8 IS NOT NULL OR EXISTS (SELECT 1 FROM episodes WHERE content = ?7)
"""
"""What another run has forgotten since this one saw it is not kept: it is read again next time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """What is known of a file: its state when it was read, the hash of its content, and why it cannot be used.

    Without ``content`` it is no episode; with a ``problem`` it is a broken one, or could not be read.
    """

    state: FileState
    read_ns: int
    content: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeRow:
    """An episode as it is kept: its units in words, and the rest packed by whoever reads it; ``labels`` is for all."""

    content: str
    labels: str
    units: Sequence[str]
    told: bytes
    numbers: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """An episode of the folder: its row, the path of a file with its content, and its labels."""

    row: int
    path: str
    labels: str


class FolderIndex:
    """The open index of a folder."""

    def __init__(self, path: Path, connection: sqlite3.Connection, made_by: str) -> None:
        self.path = path
        self._connection = connection
        self._made_by = made_by

    def files(self) -> dict[str, FileRow]:
        """Every file that was looked at, by its path relative to the folder."""
        rows = self._read(
            "SELECT path, size, number, changed_ns, entry_changed_ns, read_ns, content, problem FROM files"
        )
        return {
            _name(path): FileRow(
                state=FileState(size=size, number=number, changed_ns=changed, entry_changed_ns=entry_changed),
                read_ns=read_ns,
                content=content,
                problem=problem,
            )
            for path, size, number, changed, entry_changed, read_ns, content, problem in rows
        }

    def contents(self) -> set[str]:
        """The hashes of all episodes that are kept."""
        return {content for (content,) in self._read("SELECT content FROM episodes")}

    def episodes(self) -> list[Shelved]:
        """The episode of every file that holds one, in the order of their paths; copies are episodes, too."""
        rows = self._read(
            "SELECT e.id, f.path, e.labels FROM files f JOIN episodes e ON e.content = f.content"
            " WHERE f.problem IS NULL"
        )
        found = [Shelved(row=row, path=_name(path), labels=labels) for row, path, labels in rows]
        return sorted(found, key=lambda one: one.path)

    def vocabulary(self) -> list[str]:
        """All units; the number of each is its position."""
        rows = self._read("SELECT id, unit FROM vocabulary ORDER BY id")
        if [number for number, _ in rows] != list(range(len(rows))):
            raise self.damaged()
        return [unit for _, unit in rows]

    def units(self) -> dict[int, bytes]:
        """Of each episode the numbers of its units, four bytes each, the lowest first."""
        return dict(self._read("SELECT id, units FROM shelf"))

    def packed(self, row: int) -> tuple[bytes, bytes]:
        """What was packed of an episode: ``told`` and ``numbers``."""
        found = self._read("SELECT told, numbers FROM episodes WHERE id = ?", (row,))
        if not found:
            raise self.damaged()
        return found[0][0], found[0][1]

    def save(self, files: Mapping[str, FileRow], episodes: Sequence[EpisodeRow], gone: Collection[str] = ()) -> None:
        """Write, all or nothing: what was seen of files, new episodes, and which files are gone.

        Raises:
            InputError: If the index cannot be written.
        """
        with _telling(self), self._writing() as connection:
            for episode in episodes:
                _add(connection, episode)
            connection.executemany(
                _SAVE_FILE,
                [
                    (_key(name), s.size, s.number, s.changed_ns, s.entry_changed_ns, r.read_ns, r.content, r.problem)
                    for name, r in files.items()
                    for s in (r.state,)
                ],
            )
            connection.executemany("DELETE FROM files WHERE path = ?", [(_key(name),) for name in gone])

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Read inside of this, and all that is read is of one moment, whatever other runs write.

        Raises:
            InputError: If another version of clipper has made the index anew.
        """
        with _telling(self):
            self._connection.execute("BEGIN")
        try:
            self._require_ours()
            yield
        finally:
            self._connection.rollback()

    def drop_unused(self) -> None:
        """Forget the episodes that no file has any more."""
        unused = "(SELECT id FROM episodes WHERE content NOT IN (SELECT content FROM files WHERE content IS NOT NULL))"
        with _telling(self):
            if self._connection.execute(f"SELECT 1 FROM {unused} LIMIT 1").fetchone():  # noqa: S608  a constant
                with self._writing() as connection:
                    connection.execute(f"DELETE FROM shelf WHERE id IN {unused}")  # noqa: S608
                    connection.execute(f"DELETE FROM episodes WHERE id IN {unused}")  # noqa: S608

    def damaged(self) -> DocumentError:
        """The refusal of an index that does not say what it should."""
        return DocumentError(f"{self.path}: this index is damaged", remedy="Delete it; clipper index makes it anew.")

    def _read(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        with _telling(self):
            return self._connection.execute(query, values).fetchall()

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._require_ours()
            yield self._connection
        except BaseException:
            self._connection.rollback()
            raise
        self._connection.commit()

    def _require_ours(self) -> None:
        with _telling(self):
            if is_made_by(self._connection, self._made_by):
                return
        raise InputError(f"{self.path}: another version of clipper has just made this anew", remedy="Try again.")


def _add(connection: sqlite3.Connection, episode: EpisodeRow) -> None:
    if connection.execute("SELECT 1 FROM episodes WHERE content = ?", (episode.content,)).fetchone():
        return  # another run was faster
    numbers = {}
    for unit in dict.fromkeys(episode.units):
        found = connection.execute("SELECT id FROM vocabulary WHERE unit = ?", (unit,)).fetchone()
        if found is None:
            next_id = "(SELECT COALESCE(MAX(id) + 1, 0) FROM vocabulary)"
            query = f"INSERT INTO vocabulary VALUES ({next_id}, ?) RETURNING id"  # noqa: S608  a constant
            found = connection.execute(query, (unit,)).fetchone()
        numbers[unit] = found[0]
    packed = b"".join(numbers[unit].to_bytes(4, "little") for unit in episode.units)
    row = connection.execute(
        "INSERT INTO episodes (content, labels, told, numbers) VALUES (?, ?, ?, ?) RETURNING id",
        (episode.content, episode.labels, episode.told, episode.numbers),
    ).fetchone()
    connection.execute("INSERT OR REPLACE INTO shelf VALUES (?, ?)", (row[0], packed))


@contextlib.contextmanager
def open_index(folder: Path, *, made_by: str) -> Iterator[FolderIndex]:
    """The index of ``folder``, an empty one if there is none yet, or if it was not ``made_by`` the same rules.

    Raises:
        InputError: If another file has its name, or it cannot be opened or written.
        DocumentError: If it is damaged.
    """
    path = folder / INDEX_NAME
    require_ours(path)
    connection = None
    index = None
    try:
        connection = sqlite3.connect(path, timeout=_WAIT_S, isolation_level=None)
        index = FolderIndex(path, connection, made_by)
        with _telling(index):
            connection.execute("PRAGMA trusted_schema = OFF")  # the file may be a stranger's
            connection.execute("PRAGMA synchronous = NORMAL")
            if not is_made_by(connection, made_by):
                make_anew(connection, made_by)
        yield index
    except sqlite3.Error as problem:
        raise InputError(f"{path}: cannot be opened: {problem}", remedy="Check the folder's permissions.") from problem
    finally:
        if connection is not None:
            connection.close()


@contextlib.contextmanager
def _telling(index: FolderIndex) -> Iterator[None]:
    """Tell in plain words what SQLite raises."""
    try:
        yield
    except sqlite3.OperationalError as problem:
        raise InputError(
            f"{index.path}: cannot be used: {problem}",
            remedy="Check the folder's permissions and the free space, or wait until another clipper has finished.",
        ) from problem
    except (sqlite3.DatabaseError, UnicodeDecodeError) as problem:
        raise index.damaged() from problem


def _key(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")


def _name(key: bytes) -> str:
    return key.decode("utf-8", "surrogateescape")
