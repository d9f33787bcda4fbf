from __future__ import annotations

import contextlib
import ctypes
import signal
import sys
from collections.abc import Callable

import click
import pytest

from clipper.cli import main as program
from clipper.cli import stopping as stopping_module
from clipper.cli.progress import ProgressLine
from clipper.cli.stopping import Stopping
from tests.command_line import Finished, run_clipper


def run_work(monkeypatch: pytest.MonkeyPatch, work: Callable[[], None]) -> Finished:
    monkeypatch.setattr(program._LazyGroup, "get_command", lambda *_: click.command("align")(work))
    return run_clipper("align")


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_that_becomes_another_error_is_still_one(
    monkeypatch: pytest.MonkeyPatch, told: signal.Signals
) -> None:
    def work() -> None:
        try:
            signal.raise_signal(told)
        except KeyboardInterrupt as interruption:
            raise ImportError("initialization failed") from interruption

    done = run_work(monkeypatch, work)
    assert (done.code, done.out) == (130, "")
    assert "stopped" in done.err


@pytest.mark.parametrize("reports", [0, 1])
def test_an_interruption_that_is_lost_ends_the_work_at_its_next_report_or_its_end(
    monkeypatch: pytest.MonkeyPatch, reports: int
) -> None:
    went_on: list[str] = []

    def work() -> None:
        with ProgressLine() as progress:
            with contextlib.suppress(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)
            for _ in range(reports):
                progress("listen", 0.5)
                went_on.append("after the report")
        went_on.append("after the work")

    assert run_work(monkeypatch, work).code == 130
    assert went_on == []


def test_a_job_in_the_background_goes_on_ignoring_ctrl_c() -> None:
    before = {told: signal.getsignal(told) for told in (signal.SIGINT, signal.SIGTERM)}
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        Stopping().listen()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        for told, handler in before.items():
            signal.signal(told, handler)


def test_who_is_impatient_does_not_disturb_the_tidying_up_but_is_heard_where_it_hangs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = {told: signal.getsignal(told) for told in (signal.SIGINT, signal.SIGTERM)}
    now_s = 100.0
    monkeypatch.setattr(stopping_module.time, "monotonic", lambda: now_s)
    stopping = Stopping()
    try:
        stopping.listen()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        now_s += 3
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
    finally:
        for told, handler in before.items():
            signal.signal(told, handler)


def test_an_interruption_that_c_code_loses_is_remembered_and_not_printed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)  # put back afterwards
    before = {told: signal.getsignal(told) for told in (signal.SIGINT, signal.SIGTERM)}
    stopping = Stopping()
    try:
        stopping.listen()
        ctypes.CFUNCTYPE(None)(lambda: signal.raise_signal(signal.SIGINT))()
        with pytest.raises(KeyboardInterrupt):
            stopping.check()
    finally:
        for told, handler in before.items():
            signal.signal(told, handler)
    assert capfd.readouterr().err == ""
