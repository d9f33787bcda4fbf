"""The second run on a recording: nothing is heard twice, and nothing is different for that."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import NoReturn

import pytest
from clipper.pipeline.clip_job import QuoteCutter

import clipper
from clipper.align import refine
from clipper.media.tool import find_ffmpeg
from clipper.model import Clip
from clipper.pipeline.listening import Listener
from clipper.store.cache import Cache
from tests.command_line import CLIPPER, run_clipper
from tests.page import page_data, read_page
from tests.sample import copy_sample

pytestmark = pytest.mark.integration

EDIT = ("The steel was the easy part", "The rusty steel was the easiest part")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample, what aligning it gave, and in ``cache`` what was kept of that."""
    folder = tmp_path_factory.mktemp("again")
    copy_sample(folder, "interview.txt", "interview.mp4")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLIPPER_CACHE_DIR", str(folder / "cache"))
        patch.setenv("CLIPPER_CACHE_MB", "100")
        align(folder, "first.json")
    return folder


@pytest.fixture
def folder(kept: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, with the cache switched on."""
    monkeypatch.setenv("CLIPPER_CACHE_DIR", str(kept / "cache"))
    monkeypatch.setenv("CLIPPER_CACHE_MB", "100")
    return kept


def align(folder: Path, output: str, *options: str, text: str = "interview.txt") -> bytes:
    """Align the sample and return the document that was written."""
    done = run_clipper("align", folder / text, folder / "interview.mp4", "-o", folder / output, "-f", "-q", *options)
    assert done.code == 0, done.err
    assert done.err == ""
    return (folder / output).read_bytes()


@pytest.fixture
def no_ffmpeg_or_model_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> NoReturn:
        raise AssertionError("it decoded or listened again")

    for name in ("decode_blocks", "listen", "measure_energy"):
        monkeypatch.setattr(f"clipper.pipeline.listening.{name}", fail)


@pytest.fixture
def stretches(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Gets an entry for every stretch of words that is searched at 10 ms."""
    searched: list[int] = []
    sharpen = refine.sharpen_words
    monkeypatch.setattr(
        refine, "sharpen_words", lambda words, *given, **named: searched.append(1) or sharpen(words, *given, **named)
    )
    return searched


@pytest.mark.usefixtures("no_ffmpeg_or_model_is_heard")
def test_a_second_run_hears_and_searches_nothing_and_gives_the_same(folder: Path, stretches: list[int]) -> None:
    assert align(folder, "second.json") == (folder / "first.json").read_bytes()
    assert stretches == []


def test_after_an_edit_only_what_it_touches_is_searched_and_all_is_as_in_a_fresh_run(
    folder: Path, request: pytest.FixtureRequest, stretches: list[int]
) -> None:
    text = (folder / "interview.txt").read_text("utf-8")
    assert EDIT[0] in text
    (folder / "edited.txt").write_text(text.replace(*EDIT), "utf-8")
    fresh = align(folder, "fresh.json", "--no-cache", text="edited.txt")
    in_all = len(stretches)
    stretches.clear()
    request.getfixturevalue("no_ffmpeg_or_model_is_heard")
    assert align(folder, "edited.json", text="edited.txt") == fresh
    assert 0 < len(stretches) <= in_all / 5
    assert fresh != (folder / "first.json").read_bytes()


def test_no_cache_neither_reads_nor_writes(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("no_ffmpeg_or_model_is_heard")
    with pytest.raises(AssertionError, match="listened again"):
        align(folder, "fresh.json", "--no-cache")
    monkeypatch.undo()
    monkeypatch.setenv("CLIPPER_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("CLIPPER_CACHE_MB", "100")
    assert align(folder, "fresh.json", "--no-cache") == (folder / "first.json").read_bytes()
    assert not (tmp_path / "cache" / "computed").exists()


def test_the_cache_may_be_damaged_or_deleted(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLIPPER_CACHE_DIR", str(tmp_path))
    (tmp_path / "computed").mkdir()
    for entry in (folder / "cache" / "computed").iterdir():
        whole = bytearray(entry.read_bytes())
        whole[len(whole) // 2] ^= 1
        (tmp_path / "computed" / entry.name).write_bytes(whole)
    assert align(folder, "healed.json") == (folder / "first.json").read_bytes()
    for entry in (tmp_path / "computed").iterdir():
        entry.unlink()
    assert align(folder, "healed.json") == (folder / "first.json").read_bytes()


def test_two_runs_at_once_disturb_each_other_in_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIPPER_CACHE_DIR", str(tmp_path / "cache"))
    sources = [str(folder / name) for name in ("interview.txt", "interview.mp4")]
    outputs = [folder / "one.json", folder / "two.json"]
    runs = [subprocess.Popen([*CLIPPER, "align", *sources, "-o", str(output), "-q", "-f"]) for output in outputs]
    assert [run.wait(120) for run in runs] == [0, 0]
    for output in outputs:
        assert output.read_bytes() == (folder / "first.json").read_bytes()
    assert {entry.suffix for entry in (tmp_path / "cache" / "computed").iterdir()} == {".entry"}


def test_a_cache_that_cannot_be_kept_is_mentioned_and_no_more(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cache").write_text("a file in the way")
    monkeypatch.setenv("CLIPPER_CACHE_DIR", str(tmp_path / "cache"))
    done = run_clipper("align", folder / "interview.txt", folder / "interview.mp4")
    assert done.code == 0
    assert done.err.count("info: ") == 1
    assert "cannot be kept for the next run" in done.err


def test_cutting_uses_what_was_heard_when_the_episode_was_aligned(folder: Path, request: pytest.FixtureRequest) -> None:
    episode = clipper.load_episode(folder / "first.json")

    def plan(cache: Cache) -> Clip:
        cutter = QuoteCutter(episode, Listener(ffmpeg=find_ffmpeg(), cache=cache))
        return cutter.plan(cutter.choose("the sky does not ask what you paid"))

    measured = plan(Cache(None))
    request.getfixturevalue("no_ffmpeg_or_model_is_heard")
    assert plan(Cache.of_user()) == measured


@pytest.mark.usefixtures("no_ffmpeg_or_model_is_heard")
def test_the_page_of_a_saved_episode_is_drawn_from_what_was_heard(folder: Path) -> None:
    done = run_clipper("align", folder / "first.json", "--report", folder / "report.html", "-q")
    assert done.code == 0, done.err
    assert len(page_data(read_page((folder / "report.html").read_text("utf-8")))["sources"]) == 1


@pytest.mark.usefixtures("no_ffmpeg_or_model_is_heard")
def test_a_library_call_may_use_the_cache_or_not(folder: Path) -> None:
    sources = (folder / "interview.txt", folder / "interview.mp4")
    assert clipper.align_episode(*sources).alignment.words
    with pytest.raises(AssertionError, match="listened again"):
        clipper.align_episode(*sources, cache=False)
