"""``clipper index``, and ``clipper find`` in a folder."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from clipper.store.index_layout import INDEX_NAME
from tests.command_line import run_clipper, run_process
from tests.saved_talks import save_talk
from tests.talks import talk

pytestmark = pytest.mark.integration


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "episodes"
    save_talk(made / "harbour.json", talk("we are back in the harbour", "yes, and the sea never stops talking"))
    save_talk(made / "2024" / "cable.json", talk("it cost $5 million and 64 feet of cable", "what a pity"))
    return made


def test_a_folder_is_indexed_and_searched(folder: Path) -> None:
    done = run_clipper("index", folder)
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith(f"{folder}: 2 episodes (2 read), 0.")
    found = run_clipper("find", "sixty-four feet of cables", folder)
    assert found.code == 0, found.err
    head, words, difference = found.out.splitlines()
    assert head.startswith(f"{folder}/2024/cable.json  0:03.0 to 0:04.5  Ada Brandt   match 9")
    assert words == "    ... it cost $5 million and [64 feet of cable] what a pity ..."
    assert difference == '    not "cables" but "cable"'
    assert found.err == "1 place\n"


def test_json_tells_what_became_of_the_files(folder: Path) -> None:
    (folder / "broken.json").write_text('{"clipper": "alignment"')
    done = run_clipper("index", folder, "--json")
    assert done.code == 0
    (told,) = json.loads(done.out)["folders"]
    assert (told["episodes"], told["read"], told["gone"]) == (2, ["2024/cable.json", "harbour.json"], [])
    assert list(told["broken"]) == ["broken.json"]
    assert told["bytes"] == (folder / INDEX_NAME).stat().st_size
    assert done.err.startswith(f"clipper: passed over, in {folder}: broken.json: this is not JSON")


def test_a_quiet_run_tells_broken_files_only(folder: Path) -> None:
    assert run_clipper("index", folder, "-q").err == ""
    (folder / "broken.json").write_text('{"clipper": "alignment"')
    assert run_clipper("index", folder, "-q").err.count("\n") == 1
    found = run_clipper("find", "the sea never stops", folder, "-q")
    assert found.code == 0
    told = "clipper: passed over, because it cannot be read (clipper index says why): "
    assert found.err == f"{told}{folder}/broken.json\n"


def test_a_pattern_is_searched_in_a_folder(folder: Path) -> None:
    run_clipper("index", folder)
    found = run_clipper("find", "--regex", r"\bsea\b|\d+ feet", folder, "--json")
    assert [match["found"] for match in json.loads(found.out)["matches"]] == ["64 feet", "sea"]


def test_refusals_have_their_exit_codes(folder: Path) -> None:
    none_yet = run_clipper("find", "the sea", folder)
    assert none_yet.code == 2
    assert f"Make one: clipper index {folder}" in none_yet.err
    run_clipper("index", folder)
    assert run_clipper("find", "the municipal library closes on tuesdays", folder).code == 5
    assert run_clipper("index", folder / "harbour.json").code == 2
    (folder / INDEX_NAME).write_text("my notes")
    for command in (("index", folder), ("find", "the sea", folder)):
        done = run_clipper(*command)
        assert done.code == 2
        assert "not an index that clipper made" in done.err
    assert (folder / INDEX_NAME).read_text() == "my notes"


def test_two_runs_at_once_make_one_whole_index(folder: Path) -> None:
    for number in range(40):
        save_talk(folder / f"{number}.json", talk(f"number {number} is here", "thank you"))
    with ThreadPoolExecutor(2) as both:
        runs = list(both.map(lambda _: run_process("index", folder, "--json"), range(2)))
    assert [run.code for run in runs] == [0, 0], runs
    assert {json.loads(run.out)["folders"][0]["episodes"] for run in runs} == {42}
    assert run_clipper("find", "number 17 is here", folder).code == 0


def test_a_run_that_is_killed_leaves_an_index_that_can_be_used(folder: Path) -> None:
    run_clipper("index", folder)
    for number in range(60):
        save_talk(folder / f"{number}.json", talk(*(f"number {number} says it again {again}" for again in range(20))))
    running = subprocess.Popen([sys.executable, "-m", "clipper", "index", str(folder)], stderr=subprocess.DEVNULL)
    journal = folder / f"{INDEX_NAME}-journal"
    while running.poll() is None and not journal.exists():
        pass
    running.kill()
    running.wait()
    found = run_clipper("find", "the sea never stops talking", folder)
    assert found.code == 0, found.err
    assert run_clipper("find", "number 59 says it again 19", folder).code == 0
