"""Pictures brought into other shapes, by what is then seen in them."""

from __future__ import annotations

import subprocess

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clipper.media.shape import shape_filters
from clipper.media.tool import FFmpeg, find_ffmpeg
from clipper.model.canvas import Canvas, Fit

pytestmark = pytest.mark.integration

Picture = npt.NDArray[np.uint8]


@pytest.fixture(scope="module")
def ffmpeg() -> FFmpeg:
    return find_ffmpeg()


def ramp(width: int, height: int) -> Picture:
    """Brightness grows from 32 on the left to 224 on the right."""
    return np.tile(np.linspace(32, 224, width).astype(np.uint8), (height, 1))


def shown(picture: Picture, canvas: Canvas, ffmpeg: FFmpeg) -> Picture:
    height, width = picture.shape
    source = ["-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{width}x{height}", "-i", "pipe:0"]
    graph = f"[0:v]format=yuv420p,{shape_filters(canvas)},format=gray[v]"
    sink = ["-map", "[v]", "-frames:v", "1", "-f", "rawvideo", "pipe:1"]
    argv = [ffmpeg.path, "-v", "error", *source, "-filter_complex", graph, *sink]
    done = subprocess.run(argv, input=picture.tobytes(), capture_output=True, check=True)
    return np.frombuffer(done.stdout, np.uint8).reshape(canvas.height, canvas.width)


@pytest.mark.parametrize(("focus", "edges"), [(0.0, (32, 93)), (0.5, (97, 158)), (0.75, (145, 206)), (1.0, (163, 224))])
def test_a_crop_keeps_the_focus_in_its_middle_as_far_as_the_source_reaches(
    focus: float, edges: tuple[int, int], ffmpeg: FFmpeg
) -> None:
    seen = shown(ramp(320, 180), Canvas(width=90, height=160, focus_x=focus), ffmpeg)
    assert (abs(int(seen[80, 1]) - edges[0]), abs(int(seen[80, -2]) - edges[1])) <= (3, 3)


def test_a_padded_picture_is_whole_and_on_black(ffmpeg: FFmpeg) -> None:
    seen = shown(ramp(320, 180), Canvas(width=90, height=160, fit=Fit.PAD), ffmpeg)
    assert (seen[:50] < 5).all()
    assert (seen[-50:] < 5).all()
    assert abs(int(seen[80, 1]) - 32) <= 6
    assert abs(int(seen[80, -2]) - 224) <= 6


def test_a_picture_over_its_own_blur_is_whole_and_stands_out(ffmpeg: FFmpeg) -> None:
    seen = shown(ramp(320, 180), Canvas(width=90, height=160, fit=Fit.BLUR), ffmpeg)
    assert abs(int(seen[80, 1]) - 32) <= 6
    assert abs(int(seen[80, -2]) - 224) <= 6
    behind = seen[10].astype(int)
    assert 60 < behind.mean() < 110  # of the middle of the ramp, darker
    assert np.abs(np.diff(behind)).max() < 8


SIDES = st.integers(8, 160).map(lambda half: 2 * half)


@settings(max_examples=12, deadline=None)
@given(st.tuples(SIDES, SIDES), st.tuples(SIDES, SIDES), st.sampled_from(Fit))
def test_any_picture_fits_any_canvas(
    ffmpeg: FFmpeg, picture: tuple[int, int], canvas: tuple[int, int], fit: Fit
) -> None:
    width, height = canvas
    assert shown(ramp(*picture), Canvas(width=width, height=height, fit=fit), ffmpeg).shape == (height, width)
