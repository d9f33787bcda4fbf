"""Decode a recording into blocks of mono sound, each sample where the recording's timeline has it.

Sample ``n`` is heard at ``n / 16000`` s after the container's start (see ``clipper.media.probe``): a stream that begins
late is led in by silence, and gaps are filled. ffmpeg decodes in its own process, so that neither memory nor a crash of
a decoder reaches us.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np

from clipper.errors import MediaError
from clipper.media.guard import check_media_path, input_arguments
from clipper.media.probe import MICROSECONDS, AudioSource, probe_audio
from clipper.media.run import QUIET_ARGUMENTS, Finished, running_command
from clipper.media.tool import FFmpeg
from clipper.model.diagnostic import Diagnostic, Severity
from clipper.model.progress import Progress, silent
from clipper.model.sound import SAMPLE_RATE, Samples
from clipper.model.span import round_half_up

BLOCK_SAMPLES = 60 * SAMPLE_RATE
"""A minute: 3.8 MB, and enough for every consumer's context."""

SHORTFALL_MS = 1000
"""Sound that ends this long before its announced end is reported."""

INVERTED = -0.9
"""Below this correlation of left and right, one of them is wired upside down and their sum would be silence."""


class Decoding:
    """A recording being decoded: iterate over it once for the blocks, then look at ``samples`` and ``diagnostics``.

    Attributes:
        samples: How many samples have been given out.
        diagnostics: What was wrong with the sound; complete once the iteration has ended.
    """

    def __init__(
        self, path: Path, source: AudioSource, *, ffmpeg: FFmpeg, block_samples: int, progress: Progress
    ) -> None:
        self._path = path
        self._source = source
        self._ffmpeg = ffmpeg
        self._block_samples = block_samples
        self._progress = progress
        self.samples = 0
        self.diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def stream(self) -> int:
        """Index of the stream that is decoded."""
        return self._source.stream.index

    def __iter__(self) -> Iterator[Samples]:
        """Yield [n] float32 mono blocks at 16 kHz; all but the last have the same length.

        Raises:
            MediaError: If no sound can be decoded.
            CommandFailed: If ffmpeg fails or hangs.
        """
        argv = plan_decoding(self._path, self._source, ffmpeg=self._ffmpeg)
        channels = decoded_channels(self._source)
        with running_command(argv, doing=f"decoding {self._path.name}") as command:
            while data := command.read(self._block_samples * channels * 4):
                block = mix_to_mono(
                    np.frombuffer(data[: len(data) // (4 * channels) * (4 * channels)], "<f4"), channels
                )
                self.samples += len(block)
                self._progress("decode", min(1.0, self._decoded_ms / max(1, self._source.end_ms)))
                yield block
            finished = command.finish()
        if self.samples == 0:
            raise MediaError(
                f"{self._path.name}: no sound could be decoded. {finished.stderr_tail[-500:]}".strip(),
                remedy="Play it in a media player; protected (DRM) recordings cannot be used.",
            )
        self.diagnostics = self._judge(finished)
        self._progress("decode", 1.0)

    @property
    def _decoded_ms(self) -> int:
        return round_half_up(Fraction(self.samples * 1000, SAMPLE_RATE))

    def _judge(self, finished: Finished) -> tuple[Diagnostic, ...]:
        found: list[Diagnostic] = []
        if finished.stderr_lines:
            last = finished.stderr_tail.splitlines()[-1]
            found.append(
                Diagnostic(
                    code="sound-damaged",
                    severity=Severity.WARNING,
                    where=self._path.name,
                    message=f"ffmpeg complained {finished.stderr_lines} times while decoding; the last time: {last}",
                    remedy="Words near damaged sound may be missing; listen to the result.",
                )
            )
        if self._source.end_ms - self._decoded_ms > SHORTFALL_MS:
            found.append(
                Diagnostic(
                    code="sound-cut-short",
                    severity=Severity.WARNING,
                    where=self._path.name,
                    message=f"the sound ends at {self._decoded_ms} ms, the file announces {self._source.end_ms} ms",
                    remedy="The file may be an incomplete download or copy: get it again.",
                )
            )
        return tuple(found)


def decode_blocks(
    path: Path,
    *,
    ffmpeg: FFmpeg,
    stream: int | None = None,
    block_samples: int = BLOCK_SAMPLES,
    progress: Progress = silent,
) -> Decoding:
    """Open a recording for decoding to mono 16 kHz float32 blocks.

    Args:
        path: The media file.
        ffmpeg: What ``find_ffmpeg`` found.
        stream: Index of the audio stream, or None for the default one.
        block_samples: Samples per block.
        progress: Called with "decode" and the share that is done.

    Returns:
        An iterable of blocks that knows, afterwards, what was wrong.

    Raises:
        InputError: If there is no such file or stream.
        MediaError: If it is not a recording or has no sound.
    """
    if block_samples < 1:
        raise ValueError(f"a block holds at least one sample, not {block_samples}")
    source = probe_audio(path, stream=stream)
    return Decoding(check_media_path(path), source, ffmpeg=ffmpeg, block_samples=block_samples, progress=progress)


def plan_decoding(path: Path, source: AudioSource, *, ffmpeg: FFmpeg) -> list[str]:
    """The ffmpeg command that writes a stream to stdout as 16 kHz float32, its time kept.

    ``-copyts`` with our own ``-itsoffset``: left alone, ffmpeg counts a transport stream from the start of the streams
    in use, which moves sound that begins after the picture (500 ms in a test). ``async=1:first_pts=0`` then fills the
    lead-in and every gap with silence.
    """
    offset = f"{-source.start_us / MICROSECONDS:.6f}"
    return [
        ffmpeg.path,
        *QUIET_ARGUMENTS,
        "-copyts",
        *input_arguments(path, "-vn", "-sn", "-dn", "-itsoffset", offset),
        *("-map", f"0:{source.stream.index}"),
        *("-af", f"aresample={SAMPLE_RATE}:async=1:first_pts=0"),
        *("-ac", str(decoded_channels(source)), "-c:a", "pcm_f32le", "-f", "f32le", "pipe:1"),
    ]


def decoded_channels(source: AudioSource) -> int:
    """Two for stereo, whose sum is taken here; one for all else (ffmpeg's own downmix knows what a 5.1 channel is)."""
    return 2 if source.stream.channels == 2 else 1


def mix_to_mono(interleaved: Samples, channels: int) -> Samples:
    """Mix a block to mono: the mean of left and right, or half their difference where one is the other inverted.

    Args:
        interleaved: [n * channels] samples.
        channels: 1 or 2.
    """
    if channels == 1:
        return interleaved
    left, right = interleaved[0::2], interleaved[1::2]
    power = float(np.sqrt(np.dot(left, left) * np.dot(right, right)))
    sign = -1.0 if power > 0 and float(np.dot(left, right)) < INVERTED * power else 1.0
    return ((left + np.float32(sign) * right) * np.float32(0.5)).astype(np.float32, copy=False)
