"""The project's own sample: its files, its truth, and recordings made from it."""

from __future__ import annotations

import json
import shutil
import subprocess
import wave
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from clipper.media.tool import find_ffmpeg
from clipper.model import Alignment, TimedWord
from tests.bench.score import Errors, measure_errors, truth_of

SAMPLES = Path(__file__).parents[1] / "samples"
HOST, GUEST = "Ines Calder", "Tobias Wrenfield"

Sound = npt.NDArray[np.int16]


def copy_sample(folder: Path, *names: str) -> list[Path]:
    """Copies of the sample's files in ``folder``."""
    return [Path(shutil.copy(SAMPLES / name, folder)) for name in names]


@cache
def true_rows() -> Sequence[Mapping[str, object]]:
    """The truth: a row for each token of the transcript."""
    rows: list[dict[str, object]] = json.loads((SAMPLES / "words.json").read_text("utf-8"))
    return rows


def judge(alignment: Alignment, *, words: Sequence[TimedWord] | None = None) -> Errors:
    """How far an alignment of the sample lies from the truth, each voice's median offset taken out."""
    return measure_errors(words or alignment.words, truth_of(alignment, true_rows()), remove_offset=True)


def run_ffmpeg(*arguments: str | Path) -> None:
    """Run the bundled ffmpeg."""
    argv = [find_ffmpeg().path, "-nostdin", "-loglevel", "error", "-y", *map(str, arguments)]
    subprocess.run(argv, check=True)


@cache
def sample_sound() -> tuple[Sound, int]:
    """The sample's samples and their rate."""
    argv = [find_ffmpeg().path, "-nostdin", "-loglevel", "error", "-i", str(SAMPLES / "interview.m4a")]
    done = subprocess.run([*argv, "-f", "s16le", "-ac", "1", "-ar", "24000", "-"], check=True, capture_output=True)
    return np.frombuffer(done.stdout, np.int16), 24_000


def write_wave(path: Path, sound: Sound, rate: int) -> Path:
    """Write mono samples as a WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(sound.tobytes())
    return path


def write_delayed(path: Path, silence_ms: int) -> Path:
    """The sample's sound with silence in front."""
    sound, rate = sample_sound()
    return write_wave(path, np.concatenate([np.zeros(silence_ms * rate // 1000, np.int16), sound]), rate)


def write_track(path: Path, speaker: str) -> Path:
    """The sample's sound with everybody else silenced."""
    sound, rate = sample_sound()
    heard = sound.copy()
    for row in true_rows():
        if str(row["speaker"]).startswith(speaker) or row["start_ms"] is None:
            continue
        first, end = (int(str(row[edge])) * rate // 1000 for edge in ("start_ms", "end_ms"))
        heard[first:end] = 0
    return write_wave(path, heard, rate)


def times_of(words: Sequence[TimedWord]) -> npt.NDArray[np.float64]:
    """[words, 2] of start and end in ms; NaN for a word without a time."""
    spans = [(word.span.start_ms, word.span.end_ms) if word.span else (np.nan, np.nan) for word in words]
    return np.array(spans, float).reshape(-1, 2)
