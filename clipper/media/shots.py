"""Where the picture of a video cuts from one shot to the next, as ffmpeg's scene detection finds it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from clipper.errors import InputError
from clipper.media.guard import check_media_path, input_arguments
from clipper.media.run import QUIET_ARGUMENTS, running_command
from clipper.media.tool import FFmpeg
from clipper.model import Progress, Recording, silent

_THRESHOLD = 10.0
"""Of ``scdet``, 0..100: its own default; a hard cut between two scenes scores 20 and more, a fast pan 3 to 8."""

_WIDTH = 320  # pixels in which cuts are looked for: enough to see them, and eight times faster than full HD

_TIME = re.compile(r"pts_time:(-?[0-9.]+)")
_CUT = re.compile(r"lavfi\.scd\.time=([0-9.]+)")


def find_shots(path: Path, recording: Recording, *, ffmpeg: FFmpeg, progress: Progress = silent) -> tuple[int, ...]:
    """The times in ms at which a new shot begins, rising; the first shot is not told.

    Raises:
        InputError: If the recording has no moving picture.
        CommandFailed: If ffmpeg fails.
    """
    if recording.video is None:
        raise no_picture(path)
    argv = shots_argv(check_media_path(path), recording.video.index, ffmpeg=ffmpeg)
    found: list[int] = []
    with running_command(argv, doing=f"finding the shots of {path.name}") as command:
        for time_ms, is_cut in read_shots(command.read_lines()):
            progress("shots", min(1.0, time_ms / max(1, recording.duration_ms)))
            if is_cut:
                found.append(time_ms)
        command.finish()
    progress("shots", 1.0)
    return tuple(sorted(set(found)))


def no_picture(path: Path) -> InputError:
    """What is said of a recording without a moving picture."""
    return InputError(f"{path}: there is no picture whose shots could be found", remedy="Leave out --shots.")


def shots_argv(path: Path, stream: int, *, ffmpeg: FFmpeg) -> list[str]:
    """The ffmpeg command that tells the time and the score of every frame on stdout."""
    filters = f"scale={_WIDTH}:-2:flags=fast_bilinear,scdet=threshold={_THRESHOLD},metadata=mode=print:file=-"
    return [
        *(ffmpeg.path, *QUIET_ARGUMENTS, *input_arguments(path)),
        *("-map", f"0:{stream}", "-vf", filters, "-an", "-sn", "-dn", "-f", "null", "-"),
    ]


def read_shots(lines: Iterable[str]) -> Iterator[tuple[int, bool]]:
    """The time of every frame in ms, and then that of each cut, from what ffmpeg prints."""
    for line in lines:
        if frame := _TIME.search(line):
            yield round(float(frame[1]) * 1000), False
        elif cut := _CUT.search(line):
            yield round(float(cut[1]) * 1000), True
