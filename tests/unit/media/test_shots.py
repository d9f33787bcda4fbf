from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from clipper.errors import InputError
from clipper.media.probe import probe_recording
from clipper.media.shots import find_shots, read_shots
from clipper.media.tool import find_ffmpeg
from tests.sample import SAMPLES

PRINTED = """frame:0    pts:0       pts_time:0
lavfi.scd.mafd=0.000
lavfi.scd.score=0.000
frame:1    pts:512     pts_time:0.04
lavfi.scd.mafd=31.2
lavfi.scd.score=30.9
lavfi.scd.time=0.04
"""


def test_what_ffmpeg_prints_of_each_frame_is_read() -> None:
    assert list(read_shots(PRINTED.splitlines())) == [(0, False), (40, False), (40, True)]


@pytest.mark.integration
def test_the_cuts_of_a_video_are_found_to_the_frame(tmp_path: Path) -> None:
    ffmpeg, video = find_ffmpeg(None), tmp_path / "it's a cut; really.mp4"
    sources = (
        "testsrc=s=320x180:r=25:d=2",
        "color=red:s=320x180:r=25:d=1.52",
        "mandelbrot=s=320x180:r=25",
        "anullsrc=r=8000:d=4",
    )
    graph = "[2]trim=duration=1,setpts=PTS-STARTPTS[m];[0][1][m]concat=n=3:v=1[v]"
    inputs = [part for source in sources for part in ("-f", "lavfi", "-i", source)]
    command = [ffmpeg.path, "-v", "error", *inputs, "-filter_complex", graph, "-map", "[v]", "-map", "3:a", video]
    subprocess.run(command, check=True)
    told: list[float] = []
    found = find_shots(video, probe_recording(video), ffmpeg=ffmpeg, progress=lambda _, done: told.append(done))
    assert found == (2000, 3520)
    assert told == sorted(told)
    assert told[-1] == 1.0


@pytest.mark.integration
def test_a_recording_without_a_picture_has_no_shots() -> None:
    sound = SAMPLES / "interview.m4a"
    with pytest.raises(InputError, match="no picture"):
        find_shots(sound, probe_recording(sound), ffmpeg=find_ffmpeg(None))
