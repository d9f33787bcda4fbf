from __future__ import annotations

import errno
from importlib.metadata import version

import click
import pytest

from clipper import errors
from clipper.cli import main as program
from tests.command_line import Finished, run_clipper


def fail_with(monkeypatch: pytest.MonkeyPatch, problem: BaseException) -> Finished:
    @click.command("align")
    def command() -> None:
        raise problem

    monkeypatch.setattr(program._LazyGroup, "get_command", lambda *_: command)
    return run_clipper("align")


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (errors.ClipperError("it broke", remedy="Mend it."), 1),
        (errors.InputError("it broke", remedy="Mend it."), 2),
        (errors.TranscriptError("it broke", path="a.txt", line=3, remedy="Mend it."), 3),
        (errors.AlignmentError("it broke", remedy="Mend it."), 4),
        (errors.QuoteError("it broke", remedy="Mend it."), 5),
        (errors.MediaError("it broke", remedy="Mend it."), 6),
        (errors.ToolMissing("it broke", remedy="Mend it."), 7),
        (errors.DocumentError("it broke", remedy="Mend it."), 9),
    ],
)
def test_an_error_becomes_a_message_a_remedy_and_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, problem: errors.ClipperError, code: int
) -> None:
    done = fail_with(monkeypatch, problem)
    where = "a.txt:3: " if code == 3 else ""
    assert done == Finished(code=code, out="", err=f"clipper: {where}it broke\nMend it.\n")


def test_a_failed_program_is_told_with_its_last_words(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = errors.CommandFailed("cutting clip.mp4", argv=("ffmpeg",), returncode=1, stderr_tail="no space left\n")
    done = fail_with(monkeypatch, problem)
    assert done == Finished(code=8, out="", err="clipper: cutting clip.mp4 (exit status 1): no space left\n")


def test_every_error_has_an_exit_code_of_its_own() -> None:
    codes = [
        kind.exit_code
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.ClipperError)
    ]
    assert sorted(codes) == list(range(1, len(codes) + 1))


def test_ctrl_c_is_no_error_message(monkeypatch: pytest.MonkeyPatch) -> None:
    done = fail_with(monkeypatch, KeyboardInterrupt())
    assert done.code == 130
    assert "nothing was left half-written" in done.err


def test_a_bug_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ZeroDivisionError):
        fail_with(monkeypatch, ZeroDivisionError())


def test_a_reader_that_left_ends_the_program_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    done = fail_with(monkeypatch, BrokenPipeError(errno.EPIPE, "Broken pipe"))
    assert done == Finished(code=1, out="", err="")


def test_an_unknown_command_or_option_is_a_usage_error() -> None:
    for arguments in (["alinge"], ["align", "--nothing"], ["align"]):
        done = run_clipper(*arguments)
        assert done.code == 2
        assert "Usage: " in done.err
        assert done.out == ""


def test_help_and_version_go_to_standard_output() -> None:
    assert run_clipper("--version") == Finished(code=0, out=f"clipper {version('clipper')}\n", err="")
    done = run_clipper("-h")
    assert (done.code, done.err) == (0, "")
    for name, summary in program.COMMANDS.items():
        assert f"{name} " in done.out
        assert summary in done.out
