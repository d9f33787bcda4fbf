"""The files of a folder, and what tells that one has not changed."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from clipper.errors import InputError
from clipper.store.folder_walk import SETTLED_NS, FileState, read_start, walk_folder


def test_files_come_in_order_from_all_folders_below(tmp_path: Path) -> None:
    for name in ("b.json", "a/z.json", "a/b/c"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert list(walk_folder(tmp_path).files) == ["a/b/c", "a/z.json", "b.json"]


def test_hidden_files_links_and_pipes_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x").write_text("x")
    (tmp_path / ".x.part").write_text("x")
    (tmp_path / "up").symlink_to(tmp_path.parent, target_is_directory=True)
    (tmp_path / "link").symlink_to(tmp_path / ".x.part")
    os.mkfifo(tmp_path / "pipe")
    assert walk_folder(tmp_path).files == {}


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        walk_folder(tmp_path / "gone")


def test_a_file_that_changed_just_before_it_was_read_is_not_settled() -> None:
    state = FileState(size=1, number=1, changed_ns=10**18, entry_changed_ns=10**18)
    assert state.was_settled(10**18 + SETTLED_NS + 1)
    assert not state.was_settled(10**18 + SETTLED_NS)
    assert not replace(state, entry_changed_ns=2 * 10**18).was_settled(10**18 + SETTLED_NS + 1)


def test_the_start_of_a_file_comes_with_its_state(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("abc")
    assert read_start(path, 2) == (b"ab", FileState.of(path.lstat()))


def test_what_became_a_link_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("abc")
    (tmp_path / "link").symlink_to(tmp_path / "x")
    with pytest.raises(OSError, match=r".+"):
        read_start(tmp_path / "link", 2)
    with pytest.raises(OSError, match=r".+"):
        read_start(tmp_path, 2)
