"""The proof of a cut, on the finished file: how loud its first and last moments are beside the whole.

pydub is good for this: a clip is short, and its slices are in whole ms. Its own decoding and writing are not used (it
runs whatever ffmpeg it finds, on whatever the file says it is).
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from clipper.media.decode import decode_blocks
from clipper.media.tool import FFmpeg
from clipper.model.sound import SAMPLE_RATE

with warnings.catch_warnings():
    # pydub looks for an ffmpeg on the PATH and warns; it is not asked to run one. On 3.12 audioop is deprecated.
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

EDGE_MS = 30
"""Two pitch periods of a low voice and more: shorter stretches tell a consonant's gap from a pause no better."""

_SILENCE_DBFS = -100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeLevels:
    """Loudness in dBFS of the first and last ``EDGE_MS`` of a clip, and of the whole of it."""

    start_dbfs: float
    end_dbfs: float
    whole_dbfs: float


def measure_edges(path: Path, *, ffmpeg: FFmpeg) -> EdgeLevels:
    """Listen to a finished clip.

    Raises:
        MediaError: If it cannot be decoded.
    """
    samples = np.concatenate(list(decode_blocks(path, ffmpeg=ffmpeg)))
    data = np.round(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
    sound = AudioSegment(data=data, sample_width=2, frame_rate=SAMPLE_RATE, channels=1)
    start, end, whole = (max(float(part.dBFS), _SILENCE_DBFS) for part in (sound[:EDGE_MS], sound[-EDGE_MS:], sound))
    return EdgeLevels(start_dbfs=round(start, 1), end_dbfs=round(end, 1), whole_dbfs=round(whole, 1))
