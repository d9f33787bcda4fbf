"""What a channel does to sound: telephone, room, MP3, overload, one person too far from the microphone, tempo."""

from __future__ import annotations

import math
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from tests.bench.synth.dialogue import Dialogue
from tests.bench.synth.sound import Samples, amplify, at_level, convolve, level_db, shape_spectrum

_MU_LAW = math.log(256)  # a float: a numpy scalar would make an hour of sound float64


def telephone(dialogue: Dialogue) -> Dialogue:
    """300 to 3400 Hz and eight bits of mu-law."""
    band = {0: -60, 200: -40, 300: 0, 3400: 0, 3800: -40, 4000: -80, 8000: -80}
    narrow = shape_spectrum(dialogue.samples, dialogue.rate, band)
    loud = np.clip(at_level(narrow, -20), -1, 1)
    code = np.sign(loud) * np.round(np.log1p(255 * np.abs(loud)) / _MU_LAW * 127) / 127
    return replace(dialogue, samples=(np.sign(code) * np.expm1(np.abs(code) * _MU_LAW) / 255).astype(np.float32))


def muffle(dialogue: Dialogue) -> Dialogue:
    """Nothing above some 2 kHz: a microphone under a coat."""
    return _filter(dialogue, {0: 0, 1500: 0, 2000: -12, 3000: -36, 8000: -60})


def radio(dialogue: Dialogue) -> Dialogue:
    """200 to 4000 Hz."""
    return _filter(dialogue, {0: -60, 120: -40, 200: 0, 4000: 0, 4600: -40, 8000: -60})


def _filter(dialogue: Dialogue, gain_at: Mapping[int, float]) -> Dialogue:
    heard = shape_spectrum(dialogue.samples, dialogue.rate, gain_at)
    return replace(dialogue, samples=np.clip(at_level(heard, level_db(dialogue.samples)), -1, 1))


def add_reverb(dialogue: Dialogue, *, rt60_s: float = 0.5, direct_to_room_db: float = 3.0, seed: int = 0) -> Dialogue:
    """A room: noise that falls by 60 dB in ``rt60_s`` follows the direct sound, 2 ms after it at the earliest."""
    rng = np.random.default_rng(seed)
    time = np.arange(round(rt60_s * dialogue.rate)) / dialogue.rate
    room = rng.standard_normal(len(time)) * 10 ** (-3 * time / rt60_s)
    room[: round(0.002 * dialogue.rate)] = 0
    room *= 10 ** (-direct_to_room_db / 20) / np.sqrt(np.sum(room**2))
    room[0] = 1.0
    wet = convolve(dialogue.samples, room.astype(np.float32))[: len(dialogue.samples)]
    return replace(dialogue, samples=np.clip(at_level(wet, level_db(dialogue.samples)), -1, 1))


def clip_peaks(dialogue: Dialogue, *, drive_db: float = 18.0) -> Dialogue:
    """Overload: louder by ``drive_db``, cut at full scale, and back."""
    return replace(dialogue, samples=amplify(np.clip(amplify(dialogue.samples, drive_db), -0.99, 0.99), -6.0))


def quieten_speaker(dialogue: Dialogue, speaker: str, *, by_db: float = 15.0) -> Dialogue:
    """One speaker (by label) further from the microphone; the room's tone sinks with the voice."""
    gain = np.ones(len(dialogue.samples), np.float32)
    for word in dialogue.words:
        if word.speaker == speaker and word.start_ms is not None and word.end_ms is not None:
            first, last = ((time * dialogue.rate) // 1000 for time in (word.start_ms - 60, word.end_ms + 60))
            gain[max(0, first) : last] = 10 ** (-by_db / 20)
    smooth = round(0.02 * dialogue.rate)
    total = np.cumsum(np.pad(gain, (smooth, smooth), mode="edge"), dtype=np.float64)
    gain = ((total[2 * smooth :] - total[: -2 * smooth]) / (2 * smooth)).astype(np.float32)
    return replace(dialogue, samples=dialogue.samples * gain)


def compress_mp3(dialogue: Dialogue, *, kbps: int = 32) -> Dialogue:
    """Through MP3 and back: in a file, since a pipe drops the header's count of the delay and comes 70 ms late."""
    raw = ["-f", "f32le", "-ac", "1", "-ar", str(dialogue.rate)]
    with tempfile.TemporaryDirectory() as folder:
        packed = str(Path(folder) / "packed.mp3")
        _ffmpeg([*raw, "-i", "-", "-b:a", f"{kbps}k", packed], dialogue.samples.tobytes())
        sound = np.frombuffer(_ffmpeg(["-i", packed, *raw, "-"], b""), "<f4")
    return replace(dialogue, samples=_of_length(sound, len(dialogue.samples)))


def change_tempo(dialogue: Dialogue, factor: float = 1.5) -> Dialogue:
    """Play faster at the same pitch (ffmpeg's atempo, which places its grains within some 10 ms)."""
    raw = ["-f", "f32le", "-ac", "1", "-ar", str(dialogue.rate)]
    out = _ffmpeg([*raw, "-i", "-", "-af", f"atempo={factor}", *raw, "-"], dialogue.samples.tobytes())
    samples = _of_length(np.frombuffer(out, "<f4"), round(len(dialogue.samples) / factor))

    def sooner(time: int | None) -> int | None:
        return None if time is None else round(time / factor)

    def sooner_spans(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        return tuple((round(start / factor), round(end / factor)) for start, end in spans)

    return replace(
        dialogue,
        samples=samples,
        words=tuple(
            replace(w, start_ms=sooner(w.start_ms), end_ms=sooner(w.end_ms), again=sooner_spans(w.again))
            for w in dialogue.words
        ),
        turns=tuple(replace(turn, header_ms=sooner(turn.header_ms)) for turn in dialogue.turns),
        untranscribed=sooner_spans(dialogue.untranscribed),
    )


def _ffmpeg(arguments: list[str], data: bytes) -> bytes:
    import imageio_ffmpeg  # noqa: PLC0415  only where a codec is asked for

    argv = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", *arguments]
    return subprocess.run(argv, input=data, capture_output=True, check=True).stdout


def _of_length(samples: Samples, length: int) -> Samples:
    return np.pad(samples[:length], (0, max(0, length - len(samples)))).astype(np.float32)
