"""A stretch of a recording's sound, for listening to it: exactly what a cut of it would hold."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from clipper.media.cut_graph import cut_graph, seek_arguments
from clipper.media.run import QUIET_ARGUMENTS, run_command
from clipper.media.source import open_source
from clipper.media.tool import FFmpeg
from clipper.media.trim import resolve_trim
from clipper.model.clip import Clip
from clipper.model.recording import Recording
from clipper.model.sound import SAMPLE_RATE, Samples
from clipper.model.span import Span


def decode_stretch(path: Path, recording: Recording, span: Span, *, ffmpeg: FFmpeg) -> Samples:
    """[n] float32 mono samples at ``SAMPLE_RATE`` of ``span``, on the recording's timeline; only these are decoded.

    Args:
        path: The recording's file.
        recording: What is known of it.
        span: Which stretch; for hours of it ``decode_blocks`` is made.
        ffmpeg: What ``find_ffmpeg`` found.

    Raises:
        MediaError: If the file is not the recording.
        CommandFailed: If ffmpeg fails.
    """
    source = open_source(path, recording, has_picture=False)
    trim = resolve_trim(Clip(recording=recording, span=span, fade_ms=0), None)
    argv = [
        *(ffmpeg.path, *QUIET_ARGUMENTS, *seek_arguments(source, trim)),
        *("-filter_complex", cut_graph(source, trim), "-map", "[a]", "-ac", "1", "-ar", str(SAMPLE_RATE)),
        *("-c:a", "pcm_f32le", "-f", "f32le", "pipe:1"),
    ]
    finished = run_command(argv, doing=f"listening to {path.name}")
    return np.frombuffer(finished.stdout, dtype="<f4").astype(np.float32)
