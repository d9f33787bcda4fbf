"""One clip, cut as it is: what tests and benchmarks of the cut itself ask for."""

from __future__ import annotations

from pathlib import Path

from clipper.media.cut import CutReport, make_cut, plan_cut
from clipper.media.output import check_output
from clipper.media.tool import FFmpeg
from clipper.model import Clip, Progress, silent


def cut_clip(
    clip: Clip,
    source: Path,
    output: Path,
    *,
    ffmpeg: FFmpeg,
    target_lufs: float | None = None,
    force: bool = False,
    progress: Progress = silent,
) -> CutReport:
    """``plan_cut`` and ``make_cut``; errors as theirs."""
    cut = plan_cut([clip], source, output, ffmpeg=ffmpeg)
    check_output(output, [source], force=force)
    return make_cut(cut, output, ffmpeg=ffmpeg, target_lufs=target_lufs, force=force, progress=progress)
