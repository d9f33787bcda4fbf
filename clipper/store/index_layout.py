"""The SQLite file that a folder's index is: its name, its mark, its tables.

``files`` has a row for every file that was looked at, also those that are no episodes; ``episodes`` one for each
content; ``shelf`` its units, apart, because a search reads those of all; ``vocabulary`` the units in words; ``made`` by
what.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from clipper.errors import InputError

INDEX_NAME = "clipper-index.db"
"""No dot in front: whoever finds it should see whose it is and be free to delete it."""

LAYOUT = 1
_MARK = 0x636C6970  # "clip": SQLite's application id, by which our file is known
_HEAD = b"SQLite format 3\x00"

_TABLES = """
CREATE TABLE made (by TEXT NOT NULL);
CREATE TABLE files (
  path BLOB PRIMARY KEY, size INTEGER, number INTEGER, changed_ns INTEGER, entry_changed_ns INTEGER,
  read_ns INTEGER, content TEXT, problem TEXT) WITHOUT ROWID;
CREATE TABLE episodes (id INTEGER PRIMARY KEY, content TEXT UNIQUE, labels TEXT, told BLOB, numbers BLOB);
CREATE TABLE shelf (id INTEGER PRIMARY KEY, units BLOB);
CREATE TABLE vocabulary (id INTEGER PRIMARY KEY, unit TEXT UNIQUE);
"""


def has_index(folder: Path) -> bool:
    """Whether something lies where the folder's index would be."""
    return (folder / INDEX_NAME).exists() or (folder / INDEX_NAME).is_symlink()


def require_ours(path: Path) -> None:
    """Refuse a file that somebody else made, before SQLite touches it.

    Raises:
        InputError: In that case, and if it may not be read.
    """
    try:
        if path.is_symlink() or (path.exists() and not path.is_file()):
            head = b"another"
        else:
            with path.open("rb") as file:
                head = file.read(100)
    except FileNotFoundError:
        return
    except OSError as problem:
        raise InputError(f"{path}: may not be read: {problem.strerror}", remedy="Check its permissions.") from problem
    if head and not (head.startswith(_HEAD) and head[68:72] == _MARK.to_bytes(4, "big")):
        raise InputError(
            f"{path}: this file is not an index that clipper made", remedy="Give it another name; it is not touched."
        )


def is_made_by(connection: sqlite3.Connection, made_by: str) -> bool:
    """Whether the index has this layout and holds what these rules made."""
    if connection.execute("PRAGMA user_version").fetchone() != (LAYOUT,):
        return False
    return connection.execute("SELECT by FROM made").fetchall() == [(made_by,)]


def make_anew(connection: sqlite3.Connection, made_by: str) -> None:
    """Empty the index, in one transaction, for what these rules will make."""
    connection.execute("PRAGMA page_size = 16384")  # episodes are large rows; a file that exists keeps its own
    connection.execute("BEGIN IMMEDIATE")
    try:
        if not is_made_by(connection, made_by):  # another run was faster
            kinds = "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view', 'trigger') AND sql NOT NULL"
            for kind, name in connection.execute(kinds).fetchall():
                quoted = str(name).replace('"', '""')
                connection.execute(f'DROP {kind} IF EXISTS "{quoted}"')
            connection.execute(f"PRAGMA application_id = {_MARK}")
            connection.execute(f"PRAGMA user_version = {LAYOUT}")
            for statement in filter(str.strip, _TABLES.split(";")):
                connection.execute(statement)
            connection.execute("INSERT INTO made VALUES (?)", (made_by,))
    except BaseException:
        connection.rollback()
        raise
    connection.commit()
