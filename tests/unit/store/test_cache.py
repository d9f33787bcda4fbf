from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipper.errors import InputError
from clipper.model import Severity
from clipper.store import cache as module
from clipper.store.cache import Cache
from clipper.store.ledger import Ledger

ROOT = Path(__file__).parents[3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "computed"


@pytest.fixture
def cache(folder: Path) -> Cache:
    return Cache(folder)


def load(cache: Cache, key: str) -> bytes | None:
    found = cache.load(key)
    return None if found is None else bytes(found)


def entries(folder: Path) -> Iterator[Path]:
    yield from folder.iterdir()


@given(st.text(), st.binary(max_size=2000))
def test_what_is_saved_comes_back_as_it_was(key: str, content: bytes) -> None:
    with TemporaryDirectory() as folder:
        Cache(Path(folder)).save(key, content)
        assert load(Cache(Path(folder)), key) == content


def test_what_was_never_saved_is_not_there(cache: Cache) -> None:
    assert cache.load("voices") is None
    cache.save("voices", b"one")
    assert cache.load("other voices") is None


def test_a_later_value_takes_the_place_of_an_earlier_one(cache: Cache, folder: Path) -> None:
    cache.save("voices", b"one")
    cache.save("voices", b"two")
    assert load(cache, "voices") == b"two"
    assert len(list(entries(folder))) == 1


@given(data=st.data(), content=st.binary(max_size=300))
def test_an_entry_with_any_damaged_byte_is_none_and_is_replaced(data: st.DataObject, content: bytes) -> None:
    with TemporaryDirectory() as folder:
        cache = Cache(Path(folder))
        cache.save("voices", content)
        (entry,) = entries(Path(folder))
        whole = bytearray(entry.read_bytes())
        whole[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
        entry.write_bytes(whole)
        assert cache.load("voices") is None
        cache.save("voices", content)
        assert load(cache, "voices") == content


@given(data=st.data(), content=st.binary(max_size=300))
def test_an_entry_that_was_cut_short_or_grew_is_none(data: st.DataObject, content: bytes) -> None:
    with TemporaryDirectory() as folder:
        cache = Cache(Path(folder))
        cache.save("voices", content)
        (entry,) = entries(Path(folder))
        whole = entry.read_bytes()
        entry.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])
        assert cache.load("voices") is None
        entry.write_bytes(whole + b"\0")
        assert cache.load("voices") is None


def test_an_entry_of_another_key_under_this_ones_name_is_none(cache: Cache, folder: Path) -> None:
    cache.save("voices", b"one")
    (mine,) = entries(folder)
    cache.save("noises", b"two")
    (other,) = (entry for entry in entries(folder) if entry != mine)
    shutil.copy(other, mine)
    assert cache.load("voices") is None


def test_the_least_recently_used_goes_first(folder: Path) -> None:
    cache = Cache(folder, limit_bytes=3 * 1100)
    for number, key in enumerate(("a", "b", "c")):
        cache.save(key, bytes(1000))
        for entry in entries(folder):  # so that order is told by more than the clock's resolution
            os.utime(entry, ns=(0, entry.stat().st_mtime_ns - 10**9 * (3 - number)))
    assert cache.load("a") is not None
    cache.save("d", bytes(1000))
    assert [key for key in "abcd" if cache.load(key) is not None] == ["a", "c", "d"]
    assert sum(entry.stat().st_size for entry in entries(folder)) <= cache.limit_bytes


def test_what_is_larger_than_the_whole_cache_drives_nothing_out(folder: Path) -> None:
    cache = Cache(folder, limit_bytes=2000)
    cache.save("a", bytes(500))
    cache.save("b", bytes(2000))
    assert [key for key in "ab" if cache.load(key) is not None] == ["a"]


def test_two_threads_that_write_and_read_one_key_never_see_a_mixture(cache: Cache) -> None:
    contents = [bytes([number]) * 100_000 for number in range(4)]

    def write_and_read(number: int) -> set[bytes | None]:
        seen = set()
        for _ in range(30):
            cache.save("voices", contents[number])
            seen.add(load(cache, "voices"))
        return seen

    with ThreadPoolExecutor(4) as pool:
        seen = set().union(*pool.map(write_and_read, range(4)))
    assert seen <= set(contents)
    assert cache.diagnostics == ()


def test_two_processes_that_write_one_key_leave_one_of_the_two(cache: Cache, folder: Path) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom clipper.store.cache import Cache\n"
        "cache, letter = Cache(Path(sys.argv[1]), 500_000), sys.argv[2].encode()\n"
        "for number in range(60):\n"
        "    cache.save('voices', letter * 90_000)\n"
        "    cache.save(sys.argv[2] + str(number), letter * 90_000)\n"
        "    found = cache.load('voices')\n"
        "    assert found is None or bytes(found) in (b'a' * 90_000, b'b' * 90_000)\n"
        "assert cache.diagnostics == (), cache.diagnostics\n"
    )
    runs = [subprocess.Popen([sys.executable, "-c", program, str(folder), letter], cwd=ROOT) for letter in "ab"]
    assert [run.wait(60) for run in runs] == [0, 0]
    assert {entry.suffix for entry in entries(folder)} == {".entry"}
    assert sum(entry.stat().st_size for entry in entries(folder)) <= 600_000  # a run sees the other's last one late


def test_a_folder_that_cannot_be_is_told_once_and_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file in the way")
    cache = Cache(tmp_path / "cache" / "computed")
    cache.save("voices", b"one")
    cache.save("voices", b"two")
    assert cache.load("voices") is None
    (finding,) = cache.diagnostics
    assert finding.severity is Severity.INFO
    assert "--no-cache" in finding.remedy


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_still_read(cache: Cache, folder: Path) -> None:
    cache.save("voices", b"one")
    folder.chmod(0o500)
    try:
        cache.save("noises", b"two")
        assert load(cache, "voices") == b"one"
        assert len(cache.diagnostics) == 1
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize("problem", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_nothing_half_written_is_left_by_a_full_disk_or_ctrl_c(
    cache: Cache, folder: Path, monkeypatch: pytest.MonkeyPatch, problem: BaseException
) -> None:
    def fail(*_: object) -> NoReturn:
        raise problem

    monkeypatch.setattr(module, "_put", fail)
    if isinstance(problem, KeyboardInterrupt):
        with pytest.raises(KeyboardInterrupt):
            cache.save("voices", b"one")
    else:
        cache.save("voices", b"one")
        assert "No space left" in cache.diagnostics[0].message
    assert list(entries(folder)) == []


def test_an_entry_that_windows_does_not_let_go_is_good_enough(
    cache: Cache, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.save("voices", b"one")

    def refuse(*_: object) -> NoReturn:
        raise PermissionError(errno.EACCES, "The process cannot access the file")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        cache.save("voices", b"one")
        assert cache.diagnostics == ()
        assert len(list(entries(folder))) == 1
        cache.save("noises", b"two")
        assert len(cache.diagnostics) == 1


def test_what_a_killed_run_left_is_removed_and_nothing_else(cache: Cache, folder: Path) -> None:
    cache.save("voices", b"one")
    stale, fresh, foreign = folder / "tmp1.part", folder / "tmp2.part", folder / "notes.txt"
    for path in (stale, fresh, foreign):
        path.write_bytes(b"half")
    long_ago = time.time() - 2 * 24 * 3600
    for path in (stale, foreign):
        os.utime(path, (long_ago, long_ago))
    cache.save("noises", b"two")
    assert not stale.exists()
    assert fresh.exists()
    assert foreign.exists()


def test_the_folder_may_be_deleted_at_any_time(cache: Cache, folder: Path) -> None:
    cache.save("voices", b"one")
    shutil.rmtree(folder.parent)
    assert cache.load("voices") is None
    cache.save("voices", b"one")
    assert load(cache, "voices") == b"one"


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_what_was_said_in_private_is_for_its_owner_only(cache: Cache, folder: Path) -> None:
    cache.save("voices", b"one")
    assert folder.stat().st_mode & 0o077 == 0
    assert [entry.stat().st_mode & 0o077 for entry in entries(folder)] == [0]


class TestTheUsersOwn:
    def test_it_lies_in_the_named_folder_and_is_as_large_as_the_user_says(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("CLIPPER_CACHE_DIR", str(tmp_path))
        monkeypatch.setenv("CLIPPER_CACHE_MB", "7")
        cache = Cache.of_user()
        assert cache.folder is not None
        assert cache.folder.parent == tmp_path == Ledger.of_user().path.parent
        assert cache.limit_bytes == 7_000_000

    @pytest.mark.parametrize(("size", "wanted"), [("0", True), ("2000", False)])
    def test_it_can_be_switched_off(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: str, wanted: bool
    ) -> None:
        monkeypatch.setenv("CLIPPER_CACHE_DIR", str(tmp_path / "none"))
        monkeypatch.setenv("CLIPPER_CACHE_MB", size)
        cache = Cache.of_user(wanted=wanted)
        assert not cache.is_on
        cache.save("voices", b"one")
        assert cache.load("voices") is None
        assert cache.diagnostics == ()
        assert not (tmp_path / "none").exists()

    @pytest.mark.parametrize("size", ["much", "-1", "2.5"])
    def test_a_size_that_is_none_is_refused(self, monkeypatch: pytest.MonkeyPatch, size: str) -> None:
        monkeypatch.setenv("CLIPPER_CACHE_MB", size)
        with pytest.raises(InputError, match=size) as caught:
            Cache.of_user()
        assert "megabytes" in caught.value.remedy

    def test_whoever_has_no_home_has_no_cache(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("CLIPPER_CACHE_DIR")
        monkeypatch.delenv("CLIPPER_CACHE_MB")
        monkeypatch.setattr("platformdirs.user_cache_dir", lambda *_, **__: "~/.cache/clipper")
        monkeypatch.chdir(tmp_path)
        cache = Cache.of_user()
        cache.save("voices", b"one")
        assert cache.load("voices") is None
        assert len(cache.diagnostics) == 1
        assert list(tmp_path.iterdir()) == []
