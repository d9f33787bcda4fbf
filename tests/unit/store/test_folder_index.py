"""The file in which a folder's index is kept."""

import sqlite3
from pathlib import Path

import pytest

from clipper.errors import DocumentError, InputError
from clipper.store.folder_index import EpisodeRow, FileRow, open_index
from clipper.store.folder_walk import FileState
from clipper.store.index_layout import INDEX_NAME, has_index

STATE = FileState(size=1, number=2, changed_ns=3, entry_changed_ns=4)


def episode(content: str, *units: str) -> EpisodeRow:
    return EpisodeRow(content=content, labels="{}", units=units, told=b"told", numbers=b"numbers")


def row(content: str | None, problem: str | None = None) -> FileRow:
    return FileRow(state=STATE, read_ns=5, content=content, problem=problem)


def test_what_was_saved_is_there_for_the_next_run(tmp_path: Path) -> None:
    assert not has_index(tmp_path)
    files = {"b.json": row("one"), "a.json": row("one"), "x.txt": row(None), "bad.json": row("two", "broken")}
    with open_index(tmp_path, made_by="me") as index:
        index.save(files, [episode("one", "the", "sea", "the")])
    assert has_index(tmp_path)
    with open_index(tmp_path, made_by="me") as index:
        assert index.files() == files
        first, second = index.episodes()
        assert (first.path, second.path, first.row) == ("a.json", "b.json", second.row)
        assert index.vocabulary() == ["the", "sea"]
        assert index.units() == {first.row: bytes((0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0))}
        assert index.packed(first.row) == (b"told", b"numbers")


def test_names_that_are_no_text_are_kept(tmp_path: Path) -> None:
    name = b"caf\xe9.json".decode("utf-8", "surrogateescape")
    with open_index(tmp_path, made_by="me") as index:
        index.save({name: row("one")}, [episode("one")])
        assert list(index.files()) == [name]


def test_what_is_gone_is_forgotten(tmp_path: Path) -> None:
    with open_index(tmp_path, made_by="me") as index:
        index.save({"a": row("one"), "b": row("two")}, [episode("one", "x"), episode("two", "y")])
        index.save({}, [], ["a"])
        index.drop_unused()
        assert index.contents() == {"two"}
        assert len(index.units()) == 1


def test_a_transaction_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    with open_index(tmp_path, made_by="me") as index:
        with pytest.raises(AttributeError):
            index.save({"a": None}, [episode("one", "x")])  # type: ignore[dict-item]
        assert index.contents() == set()


def test_two_at_once_keep_an_episode_once(tmp_path: Path) -> None:
    with open_index(tmp_path, made_by="me") as one, open_index(tmp_path, made_by="me") as other:
        one.save({"a": row("one")}, [episode("one", "x")])
        other.save({"a": row("one")}, [episode("one", "x")])
        assert len(one.episodes()) == 1


def test_an_index_of_other_rules_is_made_anew(tmp_path: Path) -> None:
    with open_index(tmp_path, made_by="me") as index:
        index.save({"a": row("one")}, [episode("one", "x")])
    with open_index(tmp_path, made_by="somebody newer") as index:
        assert (index.files(), index.vocabulary()) == ({}, [])


@pytest.mark.parametrize("kind", ["text", "database", "link", "folder"])
def test_somebody_elses_file_is_refused_and_left_alone(tmp_path: Path, kind: str) -> None:
    path = tmp_path / INDEX_NAME
    other = tmp_path / "other"
    match kind:
        case "text":
            path.write_text("my notes")
        case "database":
            with sqlite3.connect(path) as connection:
                connection.execute("CREATE TABLE mine (x)")
            connection.close()
        case "link":
            other.write_text("my notes")
            path.symlink_to(other)
        case _:
            path.mkdir()
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(InputError, match="not an index that clipper made"), open_index(tmp_path, made_by="me"):
        pass
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_damaged_index_is_told(tmp_path: Path) -> None:
    with open_index(tmp_path, made_by="me") as index:
        index.save({"a": row("one")}, [episode("one", *map(str, range(20_000)))])
    data = bytearray((tmp_path / INDEX_NAME).read_bytes())
    data[len(data) // 2 :] = bytes(len(data) - len(data) // 2)
    (tmp_path / INDEX_NAME).write_bytes(data)
    with open_index(tmp_path, made_by="me") as index, pytest.raises(DocumentError, match="damaged"):
        index.vocabulary()


def test_an_index_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with open_index(tmp_path, made_by="me") as index:
        index._connection.execute("PRAGMA query_only = ON")
        with pytest.raises(InputError, match="cannot be used"):
            index.save({"a": row("one")}, [])


def test_another_version_in_between_is_told(tmp_path: Path) -> None:
    with open_index(tmp_path, made_by="me") as index:
        index.save({"a": row("one")}, [episode("one", "x")])
        with open_index(tmp_path, made_by="somebody newer"):
            pass
        with pytest.raises(InputError, match="another version"):
            index.save({"b": row("two")}, [episode("two", "x")])
        with pytest.raises(InputError, match="another version"), index.reading():
            pass


def test_what_another_run_writes_meanwhile_is_not_seen(tmp_path: Path) -> None:
    with open_index(tmp_path, made_by="me") as one, open_index(tmp_path, made_by="me") as other:
        other.save({"a": row("one")}, [episode("one", "x")])
        with one.reading():
            assert one.contents() == {"one"}
            other._connection.execute("PRAGMA busy_timeout = 1")
            with pytest.raises(InputError, match="cannot be used"):
                other.save({"b": row("two")}, [episode("two", "y")])
            assert one.contents() == {"one"}


def test_a_file_whose_episode_another_run_forgot_is_read_again(tmp_path: Path) -> None:
    with open_index(tmp_path, made_by="me") as index:
        index.save({"a": row("one"), "bad": row("two", "broken"), "x": row(None)}, [])
        assert set(index.files()) == {"bad", "x"}
