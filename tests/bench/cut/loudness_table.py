"""How loud levelled clips are, and how high their peaks, after encoding: by length and by what is heard."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from clipper.media.encoding import ENCODINGS
from clipper.media.probe import probe_recording
from clipper.media.tool import FFmpeg, find_ffmpeg
from clipper.model import Clip, Span
from tests.bench.cut.meter import integrated_lufs, read_channels, true_peak_dbtp
from tests.bench.figures import Bar, held_against, verdict
from tests.bench.score import format_table
from tests.cutting import cut_clip
from tests.timed_media import RATE, Sound, make_recording

TARGET_LUFS = -16.0
LENGTHS_MS = (450, 1000, 3000, 10_000, 60_000)
SECONDS = 64
START_MS = 1234

OFF = Bar(most=0.3)
PEAK = Bar(most=-1.0)
_HEADINGS = ("", "LU off", "peak dBTP", "said", "")


def loudness_table() -> Iterator[str]:
    """Levelled to -16 LUFS, by a meter that is not ffmpeg's."""
    ffmpeg = find_ffmpeg()
    rows: list[Sequence[str]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for heard, sound in talking().items():
            source = make_recording(folder / f"{heard}.wav", ffmpeg.path, seconds=SECONDS, rate=None, sound=sound)
            rows += [_row(heard, source, length_ms, "m4a", ffmpeg) for length_ms in LENGTHS_MS]
            if heard == "claps":
                endings = [e for e in ("mp3", "opus", "flac") if f".{e}" in ENCODINGS]
                rows += [_row(heard, source, 10_000, ending, ffmpeg) for ending in endings]
            if heard == "soft":
                rows.append(_row(heard, source, 300, "m4a", ffmpeg))
        silence = np.zeros(SECONDS * RATE, np.float32)
        source = make_recording(folder / "silence.wav", ffmpeg.path, seconds=SECONDS, rate=None, sound=silence)
        rows.append(_row("silence", source, 3000, "m4a", ffmpeg))
    yield format_table(f"Clips levelled to {TARGET_LUFS:.0f} LUFS", _HEADINGS, rows)


def talking() -> dict[str, Sound]:
    """Something like speech (syllables of a buzzing voice) at several levels, and with claps among it."""
    random = np.random.default_rng(5)
    time = np.arange(SECONDS * RATE) / RATE
    pitch = np.cumsum(120 + 25 * np.sin(2 * np.pi * 0.7 * time) + 15 * np.sin(2 * np.pi * 2.3 * time)) / RATE
    voice = sum(np.sin(2 * np.pi * overtone * pitch + overtone**2) / overtone for overtone in range(1, 30))
    syllables = np.clip(np.sin(2 * np.pi * 2.1 * time) + 0.7 * np.sin(2 * np.pi * 0.31 * time), 0, None)
    speech = voice * syllables + 0.1 * random.normal(0, 1, len(time)) * np.clip(
        -np.sin(2 * np.pi * 2.1 * time), 0, None
    )
    speech /= np.abs(speech).max()
    claps = np.zeros(len(time))
    for at in np.arange(0.4, SECONDS - 1, 1.7):
        first = int(at * RATE)
        claps[first : first + 2400] = random.normal(0, 1, 2400) * np.exp(-np.arange(2400) / 300)
    claps *= 0.95 / np.abs(claps).max()
    return {
        "soft": (0.04 * speech).astype(np.float32),
        "usual": (0.2 * speech).astype(np.float32),
        "loud": (0.99 * speech).astype(np.float32),
        "claps": np.clip(0.05 * speech + claps, -0.99, 0.99).astype(np.float32),
    }


def _row(heard: str, source: Path, length_ms: int, ending: str, ffmpeg: FFmpeg) -> Sequence[str]:
    output = source.with_name(f"levelled.{ending}")
    clip = Clip(recording=probe_recording(source), span=Span(start_ms=START_MS, end_ms=START_MS + length_ms))
    report = cut_clip(clip, source, output, ffmpeg=ffmpeg, target_lufs=TARGET_LUFS, force=True)
    sound = read_channels(output)[:, : length_ms * RATE // 1000]
    found = integrated_lufs(sound)
    off = None if found is None or report.loudness is None else abs(found - TARGET_LUFS)
    peak = true_peak_dbtp(sound)
    said = ", ".join(each.code for each in report.diagnostics)
    missed = ["loudness"] * (off is not None and OFF.missed_by(off)) + ["peak"] * PEAK.missed_by(peak)
    missed += ["not said"] * (off is None and not said)
    cells = held_against(off, OFF, 2), held_against(peak, PEAK, 2)
    return f"{heard}, {length_ms / 1000:g} s, {ending}", *cells, said, verdict(missed)
