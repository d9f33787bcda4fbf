"""Ctrl-C and SIGTERM in the middle of the work: a quick end, and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from clipper.media.decode import Decoding, decode_blocks
from clipper.media.tool import find_ffmpeg
from tests.command_line import CLIPPER
from tests.sample import SAMPLES, copy_sample, run_ffmpeg

pytestmark = pytest.mark.integration

INTERRUPTED = 130
PATIENCE_S = 5.0  # about a second on a free machine; CI machines are busy


@pytest.fixture(scope="module")
def long_sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten minutes of the sample, over and over."""
    path = tmp_path_factory.mktemp("long") / "long.m4a"
    run_ffmpeg("-stream_loop", "6", "-i", SAMPLES / "interview.m4a", "-c", "copy", "-t", "600", path)
    return path


def _children(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(line) for line in listed.stdout.split()]


def _is_running(pid: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(state.strip()) and not state.startswith("Z")


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_a_command_that_is_stopped_leaves_nothing_behind(
    tmp_path: Path, long_sound: Path, told: signal.Signals
) -> None:
    (text,) = copy_sample(tmp_path, "interview.txt")
    argv = [*CLIPPER, "align", str(text), str(long_sound), "-o", str(tmp_path / "out.json")]
    process = subprocess.Popen(argv, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    deadline = time.monotonic() + 30
    while not (ffmpeg := _children(process.pid)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert ffmpeg, "it never began to listen"
    time.sleep(0.7)  # in the middle of listening
    assert process.poll() is None, "too short a recording for this test"
    began = time.monotonic()
    process.send_signal(told)
    out, err = process.communicate(timeout=30)
    assert time.monotonic() - began < PATIENCE_S
    assert process.returncode == INTERRUPTED
    assert out == b""
    assert b"nothing was left half-written" in err
    assert b"Traceback" not in err
    assert [path.name for path in tmp_path.iterdir()] == ["interview.txt"]
    assert not any(map(_is_running, ffmpeg))


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("after_s", [0.6, 0.8, 1.0, 1.2, 1.4])  # tools are looked for, text read, sound read, heard
def test_at_whatever_moment_it_is_stopped_there_is_no_damaged_result(
    tmp_path: Path, long_sound: Path, after_s: float
) -> None:
    (text,) = copy_sample(tmp_path, "interview.txt")
    argv = [*CLIPPER, "align", str(text), str(long_sound), "-o", str(tmp_path / "out.json")]
    process = subprocess.Popen(argv, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    time.sleep(after_s)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode in (INTERRUPTED, -signal.SIGINT)  # the same to a shell; Python ends so after some imports
    assert out == b""
    assert err.strip() == b"clipper: stopped; nothing was left half-written."
    assert [path.name for path in tmp_path.iterdir()] == ["interview.txt"]


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("after_s", [0.05, 0.08, 0.11, 0.14, 0.17, 0.2])
def test_an_interruption_while_sound_is_read_is_not_lost(long_sound: Path, after_s: float) -> None:
    """PyAV reads through a callback, and an interruption there would be printed, and the sound have a hole."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    decoding = decode_blocks(long_sound, ffmpeg=find_ffmpeg())
    try:
        with pytest.raises(KeyboardInterrupt):
            _read_all(decoding, after_s)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _read_all(decoding: Decoding, interrupted_after_s: float) -> None:
    signal.setitimer(signal.ITIMER_REAL, interrupted_after_s)
    for _ in decoding:
        pass
    time.sleep(1)  # it was read before the time came: a fast machine
