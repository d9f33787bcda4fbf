"""Media whose picture and sound encode the time, so that a test can measure where a cut landed.

The picture: frame n shows n as 16 vertical stripes, black or white. The sound: seeded noise, the same at every sample
number, so that cross-correlation finds a cut's place to the sample.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

RATE = 48_000
WIDTH, HEIGHT = 160, 90
BITS = 16

Sound = npt.NDArray[np.float32]


@cache
def master_sound(seconds: int = 40) -> Sound:
    """[samples] of noise whose loudness swells, so that no two stretches are alike."""
    samples = np.random.default_rng(7).normal(0, 0.08, seconds * RATE)
    return samples.astype(np.float32)


def make_recording(
    path: Path,
    ffmpeg: str,
    *,
    seconds: int,
    rate: Fraction | None = Fraction(25),
    options: tuple[str, ...] = (),
    sound: Sound | None = None,
    size: tuple[int, int] = (WIDTH, HEIGHT),
) -> Path:
    """Write a recording; ``rate`` None leaves the picture out.

    Args:
        path: The file; its ending chooses the container.
        ffmpeg: The program.
        seconds: Its length.
        rate: Frames per second.
        options: Encoder options.
        sound: What is heard; ``master_sound`` by default.
        size: Width and height.
    """
    heard = path.with_suffix(".f32")
    heard.write_bytes((master_sound() if sound is None else sound)[: seconds * RATE].tobytes())
    argv = [
        ffmpeg,
        "-nostdin",
        "-loglevel",
        "error",
        "-y",
        "-f",
        "f32le",
        "-ar",
        str(RATE),
        "-ac",
        "1",
        "-i",
        str(heard),
    ]
    if rate is None:
        subprocess.run([*argv, *options, str(path)], check=True)
    else:
        frames = path.with_suffix(".gray")
        frames.write_bytes(b"".join(draw_frame(n, size) for n in range(int(seconds * rate))))
        picture = [
            "-f",
            "rawvideo",
            "-pix_fmt",
            "gray",
            "-s",
            f"{size[0]}x{size[1]}",
            "-r",
            str(rate),
            "-i",
            str(frames),
        ]
        encode = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "250", *options]
        subprocess.run([*argv, *picture, "-map", "1:v", "-map", "0:a", *encode, str(path)], check=True)
        frames.unlink()
    heard.unlink()
    return path


def draw_frame(number: int, size: tuple[int, int]) -> bytes:
    """One gray picture that shows ``number``, the highest bit on the left."""
    bits = [(number >> bit) & 1 for bit in reversed(range(BITS))]
    row = np.repeat(np.array(bits, dtype=np.uint8) * 255, size[0] // BITS)
    row = np.pad(row, (0, size[0] - len(row)))
    return np.tile(row, (size[1], 1)).tobytes()


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What is in a file: the frame numbers shown and when (s), the sound and when it begins (s)."""

    frames: tuple[int, ...]
    frame_times: tuple[Fraction, ...]
    sound: Sound
    sound_start: Fraction

    def source_sample(self, at_s: float, length_s: float = 0.4, *, near: int, reach: int = 4800) -> float:
        """Which sample of ``master_sound`` is heard at ``at_s``, found within ``reach`` samples of ``near``."""
        first = round((at_s - float(self.sound_start)) * RATE)
        piece = self.sound[first : first + round(length_s * RATE)]
        low = max(0, near - reach)
        field = master_sound()[low : near + len(piece) + reach]
        size = 1 << (len(field) + len(piece)).bit_length()
        match = np.fft.irfft(np.fft.rfft(field, size) * np.conj(np.fft.rfft(piece, size)), size)
        return (
            low
            + int(match[: len(field) - len(piece) + 1].argmax())
            - (first / RATE + float(self.sound_start) - at_s) * RATE
        )


@cache
def measure_source(path: Path) -> Measured:
    """``measure`` a file that does not change, once."""
    return measure(path)


def measure(path: Path) -> Measured:
    """Decode a file with its presentation times, as a player that honours edit lists shows it."""
    frames: list[int] = []
    times: list[Fraction] = []
    blocks: list[Sound] = []
    start: Fraction | None = None
    with av.open(str(path)) as container:
        zero = Fraction(container.start_time or 0, 1_000_000)
        streams = [*container.streams.video, *container.streams.audio]
        for frame in container.decode(*streams):
            moment = Fraction(frame.pts * frame.time_base) - zero
            if isinstance(frame, av.VideoFrame):
                frames.append(_read_number(frame.to_ndarray(format="gray")))
                times.append(moment)
            else:
                start = moment if start is None else start
                blocks.append(_mono(frame))
    return Measured(
        frames=tuple(frames), frame_times=tuple(times), sound=np.concatenate(blocks), sound_start=start or Fraction(0)
    )


def _read_number(picture: npt.NDArray[np.uint8]) -> int:
    height, width = picture.shape
    middle = picture[height // 2]
    stripe = width // BITS
    return int("".join("1" if middle[bit * stripe + stripe // 2] > 127 else "0" for bit in range(BITS)), 2)


def _mono(frame: av.AudioFrame) -> Sound:
    samples = frame.to_ndarray()
    if not frame.format.is_planar:
        samples = samples.reshape(-1, frame.layout.nb_channels).T
    if samples.dtype.kind == "i":
        samples = samples.astype(np.float32) / np.iinfo(samples.dtype).max
    return samples[0].astype(np.float32)
