from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest

from clipper.errors import InputError, MediaError
from clipper.store.ledger import Ledger
from clipper.store.outputs import check_outputs, staging_folder, write_texts


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "cache" / "written.json")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.txt"
    path.write_text("in")
    return path


def check(ledger: Ledger, source: Path, *outputs: Path, force: bool = False) -> None:
    check_outputs(outputs, inputs=[source], force=force, ledger=ledger)


def test_an_existing_file_is_refused_unless_forced(tmp_path: Path, ledger: Ledger, source: Path) -> None:
    mine = tmp_path / "mine.vtt"
    mine.write_text("by hand")
    with pytest.raises(InputError, match="exists already"):
        check(ledger, source, mine)
    check(ledger, source, mine, force=True)


def test_what_clipper_wrote_from_the_same_inputs_may_be_replaced(tmp_path: Path, ledger: Ledger, source: Path) -> None:
    out = tmp_path / "out.vtt"
    write_texts({out: "one"}, inputs=[source], ledger=ledger)
    check(ledger, source, out)
    with pytest.raises(InputError, match="exists already"):
        check(ledger, tmp_path / "other.txt", out)


def test_a_file_that_was_edited_since_is_refused(tmp_path: Path, ledger: Ledger, source: Path) -> None:
    out = tmp_path / "out.vtt"
    write_texts({out: "one"}, inputs=[source], ledger=ledger)
    out.write_text("one, corrected")
    with pytest.raises(InputError, match="exists already"):
        check(ledger, source, out)


def test_an_input_is_never_overwritten_not_even_with_force(tmp_path: Path, ledger: Ledger, source: Path) -> None:
    link = tmp_path / "link.vtt"
    link.symlink_to(source)
    for output in (source, link):
        with pytest.raises(InputError, match="is the input"):
            check(ledger, source, output, force=True)


def test_a_missing_folder_a_folder_and_a_double_are_refused(tmp_path: Path, ledger: Ledger, source: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        check(ledger, source, tmp_path / "no" / "out.vtt")
    with pytest.raises(InputError, match="folder"):
        check(ledger, source, tmp_path)
    with pytest.raises(InputError, match="twice"):
        check(ledger, source, tmp_path / "a.vtt", tmp_path / "a.vtt")


def test_all_files_are_written_or_none(tmp_path: Path, ledger: Ledger, source: Path) -> None:
    (tmp_path / "b.srt").mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        write_texts({tmp_path / "b.srt": "2"}, inputs=[source], ledger=ledger)
    with pytest.raises(InputError, match="cannot be written"):
        write_texts({tmp_path / "a.vtt": "1", tmp_path / "no" / "c.vtt": "2"}, inputs=[source], ledger=ledger)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.srt", "in.txt"]


def test_a_symbolic_link_is_replaced_and_its_target_left_alone(tmp_path: Path, ledger: Ledger, source: Path) -> None:
    target, link = tmp_path / "target.vtt", tmp_path / "link.vtt"
    target.write_text("precious")
    link.symlink_to(target)
    with pytest.raises(InputError, match="exists already"):
        check(ledger, source, link)
    write_texts({link: "new"}, inputs=[source], ledger=ledger)
    assert target.read_text() == "precious"
    assert link.read_text() == "new"


def test_a_broken_ledger_is_no_ledger(tmp_path: Path, ledger: Ledger, source: Path) -> None:
    ledger.path.parent.mkdir()
    ledger.path.write_text("[1, 2")
    out = tmp_path / "out.vtt"
    write_texts({out: "one"}, inputs=[source], ledger=ledger)
    check(ledger, source, out)


def test_files_end_as_they_were_given(tmp_path: Path, ledger: Ledger, source: Path) -> None:
    out = tmp_path / "out.srt"
    write_texts({out: "1\r\nä\n"}, inputs=[source], ledger=ledger)
    assert out.read_bytes() == "1\r\nä\n".encode()


def test_another_job_on_the_same_inputs_is_asked_about(tmp_path: Path, ledger: Ledger, source: Path) -> None:
    out = tmp_path / "clip.vtt"
    write_texts({out: "one"}, inputs=[source], ledger=replace(ledger, job="cut: one"))
    check(replace(ledger, job="cut: one"), source, out)
    with pytest.raises(InputError, match="exists already"):
        check(replace(ledger, job="cut: two"), source, out)


def test_a_folder_that_may_not_be_written_to_is_refused(
    tmp_path: Path, ledger: Ledger, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda _, mode: not mode & os.W_OK)
    with pytest.raises(InputError, match=r"out\.vtt: you may not write to the folder"):
        check(ledger, source, tmp_path / "out.vtt", force=True)


def test_a_failure_to_write_names_the_file_that_was_wished_for(
    tmp_path: Path, ledger: Ledger, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def be_full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", be_full)
    with pytest.raises(InputError) as caught:
        write_texts({tmp_path / "out.vtt": "one"}, inputs=[source], ledger=ledger)
    assert caught.value.message == f"{tmp_path / 'out.vtt'}: cannot be written: No space left on device"
    assert [path.name for path in tmp_path.iterdir()] == ["in.txt"]


def test_a_name_that_is_too_long_is_refused_before_any_work(tmp_path: Path, ledger: Ledger, source: Path) -> None:
    with pytest.raises(InputError, match="File name too long") as caught:
        check(ledger, source, tmp_path / f"{'x' * 300}.vtt")
    assert caught.value.remedy == "Choose a shorter name."


def test_a_folder_for_staging_is_gone_afterwards_and_one_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    with staging_folder(tmp_path / "clip.mp4") as folder:
        (folder / "half").write_text("a")
    assert list(tmp_path.iterdir()) == []
    gone = tmp_path / "gone" / "clip.mp4"
    with pytest.raises(InputError, match="cannot be written") as caught, staging_folder(gone):
        pass
    assert caught.value.message.startswith(f"{gone}: ")


def test_what_a_kill_left_of_the_same_output_is_cleared_away(tmp_path: Path) -> None:
    target = tmp_path / f"{'long ' * 40}.mp4"
    with staging_folder(target) as folder:
        pass
    folder.mkdir()
    (folder / "half.mp4").write_text("half")
    with staging_folder(tmp_path / "another.mp4"):
        assert folder.is_dir()  # perhaps another process is at work there
    with staging_folder(target) as again:
        assert again == folder
        assert list(again.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


def test_a_failure_in_a_staging_folder_is_told_of_the_file_that_was_wished_for(tmp_path: Path) -> None:
    with pytest.raises(MediaError) as caught, staging_folder(tmp_path / "clip.mp4") as folder:
        raise MediaError(f"{folder / 'clip.mp4'}: cannot be written (No space left on device)", remedy="Make room.")
    assert caught.value.message == f"{tmp_path / 'clip.mp4'}: cannot be written (No space left on device)"
    assert caught.value.remedy == "Make room."
