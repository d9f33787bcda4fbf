"""A folder's index, brought up to date by content."""

import os
import time
from pathlib import Path

import pytest

from clipper.errors import InputError
from clipper.pipeline import index_job
from clipper.pipeline.index_job import current_index, update_folder
from clipper.store.folder_walk import SETTLED_NS
from clipper.store.index_layout import INDEX_NAME
from tests.saved_talks import save_talk
from tests.talks import talk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save_talk(tmp_path / "one.json", talk("welcome back to the show"))
    save_talk(tmp_path / "deep" / "down" / "two.txt", talk("it cost 64 feet of cable"))
    (tmp_path / "notes.json").write_text('{"clipper": "other"}')
    (tmp_path / "talk.wav").write_bytes(b"RIFF" + bytes(1000))
    return tmp_path


def settle(folder: Path) -> None:
    """Let the files be old enough for their state to be believed."""
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, ns=(10**18, 10**18))


def test_episodes_are_found_by_content_in_all_folders_below(folder: Path) -> None:
    report = update_folder(folder)
    assert (report.added, report.gone, report.broken, report.kept) == (("deep/down/two.txt", "one.json"), (), {}, 0)
    assert report.size == (folder / INDEX_NAME).stat().st_size > 0


def test_what_has_not_changed_is_kept_and_nothing_is_written(folder: Path) -> None:
    update_folder(folder)
    before = (folder / INDEX_NAME).read_bytes()
    report = update_folder(folder)
    assert (report.added, report.gone, report.kept, report.episodes) == ((), (), 2, 2)
    (folder / INDEX_NAME).write_bytes(before)
    assert update_folder(folder).kept == 2


def test_changed_moved_and_gone_files_are_noticed(folder: Path) -> None:
    update_folder(folder)
    save_talk(folder / "one.json", talk("goodbye for now"))
    (folder / "deep" / "down" / "two.txt").rename(folder / "moved.json")
    report = update_folder(folder)
    assert (report.added, report.gone, report.kept) == (("moved.json", "one.json"), ("deep/down/two.txt",), 0)
    (folder / "one.json").unlink()
    assert update_folder(folder).gone == ("one.json",)
    with current_index(folder) as (index, _):
        assert (len(index.contents()), [one.path for one in index.episodes()]) == (1, ["moved.json"])


def test_a_file_of_the_same_size_and_time_is_read_again_where_its_state_may_deceive(folder: Path) -> None:
    """Both changes fall in one tick of a coarse clock; the time is set back by hand."""
    path = folder / "one.json"
    update_folder(folder)
    state = path.stat()
    text = path.read_text("utf-8").replace("welcome", "goodbye")
    path.write_text(text, "utf-8")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert path.stat().st_size == state.st_size
    assert update_folder(folder).added == ("one.json",)


def test_settled_files_are_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(folder)
    now_ns = time.time_ns() + SETTLED_NS + 10**9  # as if they had lain here for three seconds
    monkeypatch.setattr(index_job.time, "time_ns", lambda: now_ns)
    update_folder(folder)
    monkeypatch.setattr(index_job, "_read", None)
    assert update_folder(folder).kept == 2


def test_broken_documents_are_told_each_time_and_the_others_kept(folder: Path) -> None:
    document = folder / "one.json"
    document.write_text(document.read_text("utf-8")[:-40], "utf-8")
    big = save_talk(folder / "new.json", talk("hello"))
    big.write_text(big.read_text("utf-8").replace('"schema": 4', '"schema": 99'), "utf-8")
    for _ in range(2):
        report = update_folder(folder)
        assert report.episodes == 1
        assert [(name, "JSON" in why, "schema 99" in why) for name, why in report.broken.items()] == [
            ("new.json", False, True),
            ("one.json", True, False),
        ]
    save_talk(document, talk("mended"))
    assert update_folder(folder).added == ("one.json",)


def test_a_copy_is_an_episode_of_its_own(folder: Path) -> None:
    (folder / "copy.json").write_bytes((folder / "one.json").read_bytes())
    assert update_folder(folder).episodes == 3
    with current_index(folder) as (index, _):
        assert (len(index.episodes()), len(index.units())) == (3, 2)


def test_whoever_stops_it_leaves_a_whole_index(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    update_folder(folder)
    for number in range(3):
        save_talk(folder / f"more{number}.json", talk(f"number {number}"))
    monkeypatch.setattr(index_job, "SAVED_AFTER", 1)
    stages: list[float] = []

    def stop(_stage: str, done: float) -> None:
        stages.append(done)
        if len(stages) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        update_folder(folder, progress=stop)
    report = update_folder(folder)
    assert report.episodes == 5
    assert 0 < len(report.added) < 3


def test_an_index_of_other_rules_is_made_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    update_folder(folder)
    monkeypatch.setattr(index_job, "identify_folding", lambda: "another clipper")
    assert len(update_folder(folder).added) == 2


def test_a_folder_without_an_index_says_how_to_make_one(folder: Path) -> None:
    with pytest.raises(InputError) as told, current_index(folder):
        pass
    assert told.value.remedy == f"Make one: clipper index {folder}"
    assert not (folder / INDEX_NAME).exists()


def test_what_is_no_folder_is_refused(folder: Path) -> None:
    for path in (folder / "one.json", folder / "gone"):
        with pytest.raises(InputError):
            update_folder(path)
