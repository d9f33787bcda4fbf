import os
import time
from pathlib import Path

import pytest

from clipper.errors import CommandFailed, ToolMissing
from clipper.media.run import STDERR_LINES, parse_progress, plain_text, run_command, run_ffmpeg, running_command


def shell(script: str) -> list[str]:
    return ["/bin/sh", "-c", script]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")  # Linux: a zombie that no init reaps is dead all the same
    return not (state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z")


def test_output_and_the_end_of_stderr_come_back() -> None:
    finished = run_command(shell("printf out; echo oops >&2"), doing="trying")
    assert finished.stdout == b"out"
    assert finished.stderr_tail == "oops"
    assert finished.stderr_lines == 1


def test_a_failure_carries_argv_status_and_the_cause_without_terminal_escapes() -> None:
    argv = shell(r"printf 'first\n\033[31mno [aac @ 0x55ff02] luck\n' >&2; exit 3")
    with pytest.raises(CommandFailed) as caught:
        run_command(argv, doing="decoding talk.mp3")
    assert caught.value.argv == tuple(argv)
    assert caught.value.returncode == 3
    assert caught.value.stderr_tail == "first\n[31mno [aac] luck"
    assert "decoding talk.mp3 failed" in str(caught.value)


def test_a_flood_on_stderr_neither_blocks_nor_grows() -> None:
    finished = run_command(
        shell("yes complaint | head -20000 >&2; head -c 300000 /dev/zero | tr '\\0' x >&2"), doing="x"
    )
    assert finished.stderr_lines == 20001
    assert len(finished.stderr_tail.splitlines()) == STDERR_LINES
    assert len(finished.stderr_tail) < 10_000


def test_it_gets_no_input_and_no_shell() -> None:
    assert run_command(["/bin/cat"], doing="reading nothing").stdout == b""
    assert run_command(["/bin/echo", "$HOME; ls"], doing="echoing").stdout == b"$HOME; ls\n"


def test_a_program_that_is_not_there_is_a_missing_tool() -> None:
    with pytest.raises(ToolMissing, match="no-such-program"):
        run_command(["/no-such-program"], doing="cutting")


def test_silence_is_given_up_and_the_process_killed() -> None:
    with running_command(shell("echo $$; exec sleep 60"), doing="x", stall_s=0.2) as command:
        lines = command.read_lines()
        pid = int(next(lines))
        with pytest.raises(CommandFailed, match="no output"):
            next(lines)
    assert not is_alive(pid)


def test_a_process_that_closes_its_output_and_stays_is_given_up() -> None:
    with pytest.raises(CommandFailed, match="does not end"):
        run_command(shell("exec >&-; exec sleep 60"), doing="x", stall_s=0.2)


def test_an_interrupt_takes_the_whole_family_with_it() -> None:
    pids: list[int] = []

    def be_interrupted() -> None:
        with running_command(shell("sleep 61 & echo $!; echo $$; wait"), doing="x") as command:
            lines = command.read_lines()
            pids.extend([int(next(lines)), int(next(lines))])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        be_interrupted()
    deadline = time.monotonic() + 2
    while any(is_alive(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(pids) == 2
    assert not any(is_alive(pid) for pid in pids)


def test_reading_gives_exactly_what_was_asked_until_the_end() -> None:
    with running_command(shell("printf abc; printf defg"), doing="x") as command:
        assert [command.read(5), command.read(5), command.read(5)] == [b"abcde", b"fg", b""]
        command.finish()


def test_progress_is_the_share_of_the_expected_length() -> None:
    said: list[tuple[str, float]] = []
    script = r"printf 'out_time_us=N/A\nout_time_ms=9\nout_time_us=500000\nout_time_us=4000000\nprogress=end\n'"
    run_ffmpeg(shell(script), doing="x", expected_ms=2000, stage="cut", progress=lambda s, d: said.append((s, d)))
    assert said == [("cut", 0.25), ("cut", 1.0), ("cut", 1.0)]


@pytest.mark.parametrize(
    ("line", "time_ms"),
    [
        ("out_time_us=1234567", 1234),
        ("out_time_us=-21333", 0),
        ("out_time_us=N/A", None),
        ("out_time_ms=5", None),
        ("", None),
    ],
)
def test_only_out_time_us_tells_the_time(line: str, time_ms: int | None) -> None:
    assert parse_progress(line) == time_ms


def test_control_characters_are_removed_from_what_is_shown() -> None:
    assert plain_text(b"a\x1b]0;title\x07b\xc2\x9b2Jc\xff\td") == "a]0;titleb2Jc\ufffd\td"


def test_a_command_runs_in_the_folder_it_is_given(tmp_path: Path) -> None:
    (tmp_path / "here").touch()
    run_ffmpeg(shell("test -f here"), doing="x", expected_ms=1, cwd=tmp_path)
    with pytest.raises(CommandFailed):
        run_ffmpeg(shell("test -f here"), doing="x", expected_ms=1, cwd=tmp_path.parent)
