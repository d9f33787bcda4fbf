from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator

import pytest

from clipper.cli import progress
from clipper.cli.progress import ProgressLine


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    """A clock that a test sets."""

    now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(progress, "time", made)
    return made


@contextlib.contextmanager
def drawing_on(stream: io.StringIO, *, quiet: bool = False) -> Iterator[ProgressLine]:
    with contextlib.redirect_stderr(stream), ProgressLine(quiet=quiet) as line:
        yield line


def lines(terminal: Terminal) -> list[str]:
    return [re.sub(r"\x1b\[K", "", line).rstrip() for line in terminal.getvalue().split("\r")[1:]]


def test_a_terminal_sees_stage_bar_share_and_remaining_time(clock: Clock) -> None:
    terminal = Terminal()
    with drawing_on(terminal) as line:
        line("listen", 0.0)
        clock.now += 30
        line("listen", 0.25)
        clock.now += 60
        line("listen", 1.0)
        line("place", 0.5)
    assert lines(terminal) == [
        "Listening      ░░░░░░░░░░░░░░░░░░░░░░░░   0%",
        "Listening      ██████░░░░░░░░░░░░░░░░░░  25%  1:30 left",
        "Listening      ████████████████████████ 100%",
        "Finding words  ████████████░░░░░░░░░░░░  50%",
        "",
    ]


def test_the_line_is_not_redrawn_too_often_but_its_end_is_shown(clock: Clock) -> None:
    terminal = Terminal()
    with drawing_on(terminal) as line:
        for done in range(100):
            clock.now += 0.01
            line("listen", done / 100)
        line("listen", 1.0)
    drawn = lines(terminal)
    assert 9 <= len(drawn) <= 13
    assert drawn[-2].endswith("100%")


def test_the_line_is_taken_away_when_the_work_fails(clock: Clock) -> None:
    terminal = Terminal()

    def fail() -> None:
        with drawing_on(terminal) as line:
            line("cut", 0.5)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_a_pipe_sees_nothing(clock: Clock) -> None:
    pipe = io.StringIO()
    with drawing_on(pipe) as line:
        line("listen", 0.5)
    assert pipe.getvalue() == ""


def test_quiet_is_quiet_on_a_terminal_too(clock: Clock) -> None:
    terminal = Terminal()
    with drawing_on(terminal, quiet=True) as line:
        line("listen", 0.5)
    assert terminal.getvalue() == ""


@pytest.mark.parametrize("stage", ["decode", "listen", "place", "refine", "cut", "join"])
def test_every_stage_has_a_name_for_people(clock: Clock, stage: str) -> None:
    terminal = Terminal()
    with drawing_on(terminal) as line:
        line(stage, 0.5)
    assert stage not in lines(terminal)[0].split()
