"""Decode a recording into blocks of mono sound, each sample where the recording's timeline has it.

Sample ``n`` is heard at ``n / 16000`` s after the container's start (see ``clipper.media.probe``): a stream that begins
late is led in by silence, and gaps are filled. ffmpeg decodes in its own process, so that neither memory nor a crash of
a decoder reaches us; it answers in NUT, the container that keeps each chunk's time to the sample.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from itertools import islice
from pathlib import Path

import av
import av.error
import numpy as np

from clipper.errors import CommandFailed, MediaError
from clipper.media.guard import check_media_path, input_arguments
from clipper.media.probe import AudioSource, probe_audio
from clipper.media.run import QUIET_ARGUMENTS, Finished, RunningCommand, running_command
from clipper.media.timeline import Timeline, fill_blocks
from clipper.media.tool import FFmpeg
from clipper.model.diagnostic import Diagnostic, Severity
from clipper.model.progress import Progress, silent
from clipper.model.sound import SAMPLE_RATE, Samples
from clipper.model.span import round_half_up

BLOCK_SAMPLES = 60 * SAMPLE_RATE
"""A minute: 3.8 MB, and enough for every consumer's context."""

SHORTFALL_MS = 1000
"""Sound that ends this long before its announced end is reported."""

_CHUNKS_AT_ONCE = 64
"""A few seconds of sound: handing over each chunk by itself would cost more than reading it."""

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
            MediaError: If no sound, or hardly any, can be decoded.
            CommandFailed: If ffmpeg hangs.
        """
        argv = plan_decoding(self._path, self._source, ffmpeg=self._ffmpeg)
        timeline = Timeline()
        with running_command(argv, doing=f"decoding {self._path.name}") as command:
            pieces = timeline.place(_read_chunks(command, decoded_channels(self._source)), step=self._block_samples)
            for block in fill_blocks(pieces, block_samples=self._block_samples):
                self.samples += len(block)
                self._progress("decode", min(1.0, self._decoded_ms / max(1, self._source.end_ms)))
                yield mix_to_mono(block)
            finished = self._finish(command)
        self.diagnostics = tuple(self._judge(finished, timeline))
        self._progress("decode", 1.0)

    @property
    def _decoded_ms(self) -> int:
        return _ms(self.samples)

    def _finish(self, command: RunningCommand) -> Finished:
        remedy = (
            "Play it in a media player. A damaged file must be fetched again; a protected one (DRM) cannot be used."
        )
        try:
            finished = command.finish()
        except CommandFailed as error:  # ffmpeg gives up when two packets of three are unreadable
            last = error.stderr_tail.splitlines()[-1:] or [f"exit status {error.returncode}"]
            raise MediaError(f"{self._path.name}: the sound cannot be decoded: {last[0]}", remedy=remedy) from error
        if self.samples == 0:
            raise MediaError(f"{self._path.name}: there is no sound in stream {self.stream}", remedy=remedy)
        return finished

    def _judge(self, finished: Finished, timeline: Timeline) -> Iterator[Diagnostic]:
        # The streams that are only copied to nowhere (see plan_decoding) may complain of their timestamps: no matter.
        complaints = [line for line in finished.stderr_tail.splitlines() if not line.startswith("[null]")]
        if complaints:
            yield self._warn(
                "sound-damaged",
                f"{finished.stderr_lines} complaints while decoding; the last: {complaints[-1]}",
                "Words near damaged sound may be missing: listen to the result.",
            )
        if timeline.filled or timeline.dropped:
            yield self._warn(
                "sound-has-gaps",
                f"{timeline.gaps} gaps with {_ms(timeline.filled)} ms in all were filled with silence, "
                f"{_ms(timeline.dropped)} ms of overlapping sound were left out",
                "Words that fell into a gap are not in the recording.",
            )
        if self._source.end_ms - self._decoded_ms > SHORTFALL_MS:
            yield self._warn(
                "sound-cut-short",
                f"the sound ends at {self._decoded_ms} ms, but the file announces {self._source.end_ms} ms",
                "The file may be an incomplete download or copy: fetch it again.",
            )

    def _warn(self, code: str, message: str, remedy: str) -> Diagnostic:
        return Diagnostic(code=code, severity=Severity.WARNING, where=self._path.name, message=message, remedy=remedy)


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
    """The ffmpeg command that writes one stream to stdout as 16 kHz float32 in NUT.

    ``rematrix_maxval=1`` keeps a downmix of floats from growing louder than its channels (3.4 times, for 5.1). Where
    ffmpeg would count from the start of the streams in use, the others are in use too, copied to nowhere: without
    that, sound that begins after the picture came 500 ms early out of a transport stream.
    """
    channels = decoded_channels(source)
    everything = ("-map", "0:v?", "-map", "0:a?", "-c", "copy", "-f", "null", "-") if source.is_clock_relative else ()
    return [
        ffmpeg.path,
        *QUIET_ARGUMENTS,
        *input_arguments(path),
        *("-map", f"0:{source.stream.index}"),
        *("-af", f"{_mix_of_tracks(source)}aresample={SAMPLE_RATE}:rematrix_maxval=1", "-ac", str(channels)),
        *("-map_metadata", "-1", "-map_chapters", "-1", "-c:a", "pcm_f32le", "-f", "nut", "pipe:1"),
        *everything,
    ]


def _mix_of_tracks(source: AudioSource) -> str:
    """The mean of all channels ("<" makes the weights sum to 1); ffmpeg takes the fourth of six for a subwoofer."""
    tracks = "+".join(f"c{number}" for number in range(source.stream.channels or 0))
    return f"pan=mono|c0<{tracks}," if source.is_multitrack else ""


def decoded_channels(source: AudioSource) -> int:
    """Two for stereo, which is mixed here; one for all else (ffmpeg knows what the channels of 5.1 mean)."""
    return 2 if source.stream.channels == 2 else 1


def mix_to_mono(block: Samples) -> Samples:
    """Mix to mono: the mean of left and right, or half their difference where one is the other upside down.

    Args:
        block: [n, channels] samples, one or two channels.

    Returns:
        [n] samples within -1..1; what is louder is clipped, as any player does, and what is no number is silence.
    """
    sound = np.clip(np.nan_to_num(block, nan=0.0), -1.0, 1.0)
    if sound.shape[1] == 1:
        return sound[:, 0]
    left, right = sound[:, 0], sound[:, 1]
    power = float(np.sqrt(np.dot(left, left)) * np.sqrt(np.dot(right, right)))
    is_inverted = float(np.dot(left, right)) < INVERTED * power
    mixed: Samples = (left - right if is_inverted else left + right) * np.float32(0.5)
    return mixed


_Chunk = tuple[int, Samples]
"""When it begins, in samples, and its [n, channels] samples."""


def _read_chunks(command: RunningCommand, channels: int) -> Iterator[_Chunk]:
    """Read NUT from ffmpeg's stdout.

    A thread of its own reads: PyAV asks ``command`` for bytes from C, where a KeyboardInterrupt is not passed on but
    printed, and the bytes that it cost are missing. Python interrupts the main thread only.
    """
    with ThreadPoolExecutor(1) as reader:
        try:
            chunks = _demux(command, channels)
            while batch := reader.submit(lambda: list(islice(chunks, _CHUNKS_AT_ONCE))).result():
                yield from batch
        except BaseException:
            command.stop()  # the reader comes to an end
            raise


class _Pipe:
    """What PyAV reads: after a failure it is at its end, and ``check`` tells of the failure.

    PyAV prints an exception that is raised in its callback, or loses it, and may go on reading.
    """

    def __init__(self, command: RunningCommand) -> None:
        self._command = command
        self._failure: BaseException | None = None

    def read(self, size: int) -> bytes:
        """Called by PyAV."""
        if self._failure is None:
            try:
                return self._command.read(size)
            except BaseException as failure:  # noqa: BLE001  check() raises it
                self._failure = failure
        return b""

    def check(self) -> None:
        if self._failure is not None:
            raise self._failure


def _demux(command: RunningCommand, channels: int) -> Iterator[_Chunk]:
    pipe = _Pipe(command)
    try:
        container = av.open(pipe, mode="r", format="nut", metadata_errors="replace")
    except (av.error.InvalidDataError, av.error.EOFError):
        pipe.check()
        return  # not even a header: finish() tells why
    with container:
        for packet in container.demux(container.streams.audio[0]):
            pipe.check()
            if packet.pts is not None and packet.time_base is not None:  # None: the flush packet at the end
                yield round_half_up(packet.pts * packet.time_base * SAMPLE_RATE), _samples(bytes(packet), channels)
    pipe.check()


def _samples(packet: bytes, channels: int) -> Samples:
    """[n, channels]; the last packet of an ffmpeg that was killed may end within a sample."""
    floats = np.frombuffer(packet, "<f4", count=len(packet) // (4 * channels) * channels)
    return floats.reshape(-1, channels)


def _ms(samples: int) -> int:
    return round_half_up(Fraction(samples * 1000, SAMPLE_RATE))
