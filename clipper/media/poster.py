"""A poster: one frame of a finished clip that stands for it."""

from __future__ import annotations

from pathlib import Path

from clipper.media.guard import check_media_path, input_arguments, output_argument
from clipper.media.output import writing_output
from clipper.media.run import QUIET_ARGUMENTS, run_command
from clipper.media.tool import FFmpeg

LOOKED_AT = 100
"""Frames among which the one is chosen whose colours are the most usual: no black, no flash (0.5 s of work)."""

JPEG_COLOURS = "scale=out_color_matrix=smpte170m:out_range=pc,format=yuvj420p"
"""JPEG knows BT.601 in full range only: a picture in BT.709 came out 26 of 255 levels off."""


def make_poster(clip: Path, output: Path, *, ffmpeg: FFmpeg, force: bool = False) -> None:
    """Write a JPEG with a representative frame of ``clip``, captions and all.

    Raises:
        InputError: If the output may not be written.
        CommandFailed: If ffmpeg fails.
    """
    with writing_output(output, [clip], force=force) as part:
        run_command(poster_argv(ffmpeg, check_media_path(clip), part), doing=f"choosing a poster of {clip.name}")


def poster_argv(ffmpeg: FFmpeg, clip: Path, output: Path) -> list[str]:
    """The ffmpeg command that writes the poster."""
    return [
        *(ffmpeg.path, *QUIET_ARGUMENTS, "-y", *input_arguments(clip)),
        *("-map", "0:v:0", "-vf", f"thumbnail=n={LOOKED_AT},{JPEG_COLOURS}", "-frames:v", "1", "-update", "1"),
        *("-q:v", "2", "-c:v", "mjpeg", "-f", "image2", output_argument(output)),
    ]
