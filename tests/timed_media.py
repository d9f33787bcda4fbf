"""Media whose picture and sound encode the time, so that a test can measure where a cut landed.

The picture: frame n shows n as 16 vertical stripes, black or white, in Gray code: one stripe changes at a time, and in
an interlaced frame, which shows a number in each field, the stripe that differs never stands still.
The sound: seeded noise, the same at every sample number, so that cross-correlation finds a cut's place to the sample.
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
    """[samples] of noise, no two stretches of it alike; a longer one begins with the shorter one."""
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
    heard.write_bytes((master_sound(max(40, seconds)) if sound is None else sound)[: seconds * RATE].tobytes())
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
    gray = number ^ number >> 1
    bits = [(gray >> bit) & 1 for bit in reversed(range(BITS))]
    row = np.repeat(np.array(bits, dtype=np.uint8) * 255, size[0] // BITS)
    row = np.pad(row, (0, size[0] - len(row)))
    return np.tile(row, (size[1], 1)).tobytes()


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What is in a file: the frame numbers shown and when (s), the sound and when it begins (s).

    ``combed`` counts frames whose two fields show different numbers; ``size`` is the picture's, upright, in pixels;
    ``sound_end`` is what the file announces (an encoder's last packet holds more), 0 where it does not.
    """

    frames: tuple[int, ...]
    frame_times: tuple[Fraction, ...]
    sound: Sound
    sound_start: Fraction
    combed: int = 0
    size: tuple[int, int] = (0, 0)
    sound_end: Fraction = Fraction(0)

    def source_sample(self, at_s: float, length_s: float = 0.4, *, near: int, reach: int = 4800) -> float:
        """Which sample of ``master_sound`` is heard at ``at_s``, found within ``reach`` samples of ``near``."""
        first = round((at_s - float(self.sound_start)) * RATE)
        piece = self.sound[first : first + round(length_s * RATE)]
        low = max(0, near - reach)
        end = near + len(piece) + reach
        field = master_sound(max(40, -(-end // RATE // 60) * 60))[low:end]
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


def measure(path: Path, stream: int | None = None) -> Measured:
    """Decode a file with its presentation times, as a player that honours edit lists and turned pictures shows it.

    Args:
        path: The file.
        stream: Index of the audio stream; the first by default.
    """
    frames: list[tuple[int, int]] = []
    times: list[Fraction] = []
    blocks: list[Sound] = []
    start: Fraction | None = None
    shape = (0, 0)
    with av.open(str(path)) as container:
        zero = Fraction(container.start_time or 0, 1_000_000)
        sounds = [s for s in container.streams.audio if stream in (None, s.index)]
        end = max((Fraction((s.duration or 0) * s.time_base) for s in sounds[:1]), default=Fraction(0))
        resampler = av.AudioResampler("fltp", rate=RATE)
        for frame in container.decode(*container.streams.video, *sounds[:1]):
            moment = Fraction(frame.pts * frame.time_base) - zero
            if isinstance(frame, av.VideoFrame):
                picture = np.rot90(_luma(frame), frame.rotation // 90)
                shape = picture.shape
                frames.append(_read_numbers(picture))
                times.append(moment)
            else:
                start = moment if start is None else start
                blocks += [
                    _mono(part) for part in ([frame] if frame.sample_rate == RATE else resampler.resample(frame))
                ]
    return Measured(
        frames=tuple(min(fields) for fields in frames),  # of two fields the earlier one
        frame_times=tuple(times),
        sound=np.concatenate(blocks) if blocks else np.zeros(0, np.float32),
        sound_start=start or Fraction(0),
        combed=sum(top != bottom for top, bottom in frames),
        size=(shape[1], shape[0]),
        sound_end=end,
    )


def _luma(frame: av.VideoFrame) -> npt.NDArray[np.uint8]:
    """The brightness plane as it was coded: no scaler between the fields."""
    if frame.format.is_rgb or frame.format.components[0].bits > 8:
        return frame.to_ndarray(format="gray")
    plane = frame.planes[0]
    return np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)[: frame.height, : frame.width]


def _read_numbers(picture: npt.NDArray[np.uint8]) -> tuple[int, int]:
    """The numbers on an even and an odd line near the middle; an upright picture's stripes stand side by side."""
    lines = picture if picture.shape[1] >= picture.shape[0] else picture.T
    middle = lines.shape[0] // 4 * 2
    return _read_number(lines[middle]), _read_number(lines[middle + 1])


def _read_number(line: npt.NDArray[np.uint8]) -> int:
    stripe = len(line) / BITS
    gray = int("".join("1" if line[int((bit + 0.5) * stripe)] > 127 else "0" for bit in range(BITS)), 2)
    number = 0
    while gray:
        number ^= gray
        gray >>= 1
    return number


def _mono(frame: av.AudioFrame) -> Sound:
    samples = frame.to_ndarray()
    if not frame.format.is_planar:
        samples = samples.reshape(-1, frame.layout.nb_channels).T
    if samples.dtype.kind == "i":
        samples = samples.astype(np.float32) / np.iinfo(samples.dtype).max
    return samples.mean(axis=0, dtype=np.float32)
