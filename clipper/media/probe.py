"""What is in a media file: read by PyAV, behind the guard, without decoding more than one picture.

Time zero of a recording is its container's start, the earliest presentation time of any stream: where a player shows
0:00, what ``-ss`` counts from, and sample 0 of ``clipper.media.decode``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import av
import av.container
import av.error
from av.format import Flags
from av.stream import Disposition

from clipper.errors import InputError, MediaError
from clipper.media.guard import check_media_path, open_container
from clipper.model.frame_rate import FrameRate
from clipper.model.recording import Recording, Stream, StreamKind
from clipper.model.span import round_half_up

MICROSECONDS = 1_000_000
"""AV_TIME_BASE: the unit in which a container gives its start and length."""

COUNTED_FORMATS = frozenset({"mp3", "aac", "amr", "mpegts", "mpeg"})
"""Formats without an index: ffmpeg guesses their length from the bit rate or the last packets; these are counted."""

UNKNOWN = "unknown"
"""The codec of a stream that nobody here can decode."""

MAX_TAG_CHARS = 200
"""Longest title that is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioSource:
    """What decoding needs to know of a file: the stream to hear and where on the timeline its sound should end.

    ``is_clock_relative``: the format's clock may start anywhere and leap (transport streams), so that ffmpeg counts
    from the earliest of the streams in use instead of all. ``is_multitrack``: the channels have no names (a field
    recorder's microphones), so that none of them is the subwoofer that a downmix leaves out.
    """

    stream: Stream
    end_ms: int
    is_clock_relative: bool = False
    is_multitrack: bool = False


def probe_recording(path: Path, *, stream: int | None = None) -> Recording:
    """Read what a media file holds, and its content hash.

    Args:
        path: The file as the user gave it; it becomes ``Recording.path`` unchanged.
        stream: Index of the audio stream to listen to, or None for the default (see ``select_audio_stream``).

    Returns:
        The recording with ``audio_stream`` set; its length is on the timeline that ``decode_blocks`` uses.

    Raises:
        InputError: If there is no such file, or ``stream`` is not one of its audio streams.
        MediaError: If it is not a recording, or is damaged, protected, or without sound.
    """
    found = check_media_path(path)
    with open_container(found) as container:
        streams, default = _read_streams(container)
        audio = select_audio_stream(streams, stream, default=default, name=path.name)
        duration_ms = _duration_ms(container)
    return Recording(
        content_hash=hash_content(found),
        path=str(path),
        duration_ms=duration_ms,
        streams=streams,
        audio_stream=audio.index,
    )


def probe_audio(path: Path, *, stream: int | None = None) -> AudioSource:
    """Read what decoding needs to know, without hashing the file; arguments and errors as ``probe_recording``."""
    with open_container(check_media_path(path)) as container:
        streams, default = _read_streams(container)
        audio = select_audio_stream(streams, stream, default=default, name=path.name)
        return AudioSource(
            stream=audio,
            end_ms=_sound_end_ms(container, audio),
            is_clock_relative=Flags.ts_discont in Flags(container.format.flags),
            is_multitrack=_is_multitrack(container.streams[audio.index]),
        )


def hash_content(path: Path) -> str:
    """The identity of a file: ``sha256:`` and the hexadecimal digest of its bytes, read in pieces.

    Hours of video are gigabytes (1.5 GB a second): a file is read once, and again only if it looks changed.

    Raises:
        InputError: If it cannot be read.
    """
    try:
        status = path.stat()
        return _hash_version(path, (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns))
    except OSError as error:
        raise InputError(f"{path}: the file cannot be read ({error.strerror})") from error


@lru_cache(maxsize=64)
def _hash_version(path: Path, _version: tuple[int, ...]) -> str:
    with path.open("rb") as file:
        return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"


def select_audio_stream(streams: Sequence[Stream], wanted: int | None, *, default: int | None, name: str) -> Stream:
    """Choose the audio stream to listen to.

    Args:
        streams: A recording's streams.
        wanted: The index that the user asked for, or None.
        default: The index to take without a wish.
        name: The file's name, for messages.

    Raises:
        InputError: If ``wanted`` is not an audio stream; the message lists those that are.
        MediaError: If there is no audio stream.
    """
    audio = [s for s in streams if s.kind is StreamKind.AUDIO]
    if not audio:
        raise MediaError(f"{name}: there is no sound in this file", remedy="Give the recording that has the voices.")
    index = default if wanted is None else wanted
    for stream in audio:
        if stream.index == index:
            return stream
    listing = "\n".join(f"  {describe_stream(s)}" for s in audio)
    raise InputError(f"{name}: stream {index} is not an audio stream. Audio streams:\n{listing}")


def describe_stream(stream: Stream) -> str:
    """An audio stream in one line: index, codec, channels, rate, language, title."""
    channels, rate = stream.channels or "?", stream.sample_rate or "?"
    parts = [stream.codec, f"{channels} ch", f"{rate} Hz", stream.language, stream.title]
    return f"{stream.index}: " + ", ".join(part for part in parts if part)


def _read_streams(container: av.container.InputContainer) -> tuple[tuple[Stream, ...], int | None]:
    """The audio and video streams, and the audio stream that is heard without a wish.

    As in ffmpeg: the stream flagged as default, then the one with most channels, then the first.
    """
    start = Fraction(container.start_time or 0, MICROSECONDS)
    video = [_video_stream(container, s, start) for s in container.streams.video]
    audio = [_audio_stream(s, start) for s in container.streams.audio]
    flagged = {s.index for s in container.streams.audio if Disposition.default in s.disposition}
    best = max(audio, key=lambda s: (s.codec != UNKNOWN, s.index in flagged, s.channels or 0, -s.index), default=None)
    return tuple(sorted([*video, *audio], key=lambda s: s.index)), best.index if best else None


def _audio_stream(stream: av.AudioStream, start: Fraction) -> Stream:
    context = stream.codec_context  # None, against its type, where PyAV has no decoder
    return Stream(
        index=stream.index,
        kind=StreamKind.AUDIO,
        codec=context.name if context else UNKNOWN,
        start_ms=_start_ms(stream, start),
        sample_rate=(context.sample_rate or None) if context else None,
        channels=(context.channels or None) if context else None,
        title=_tag(stream, "title"),
        language=_tag(stream, "language"),
    )


def _video_stream(container: av.container.InputContainer, stream: av.VideoStream, start: Fraction) -> Stream:
    is_picture = Disposition.attached_pic in stream.disposition
    context, rate = stream.codec_context, stream.average_rate
    width, height = (context.width, context.height) if context else (0, 0)
    if context and not is_picture and _is_on_its_side(container, stream):
        width, height = height, width
    return Stream(
        index=stream.index,
        kind=StreamKind.VIDEO,
        codec=context.name if context else UNKNOWN,
        start_ms=_start_ms(stream, start),
        width=width or None,
        height=height or None,
        frame_rate=FrameRate(fps=Fraction(rate)) if rate and not is_picture else None,
        is_attached_picture=is_picture,
        title=_tag(stream, "title"),
        language=_tag(stream, "language"),
    )


def _is_on_its_side(container: av.container.InputContainer, stream: av.VideoStream) -> bool:
    """Whether the picture is turned by 90 or 270 degrees; PyAV tells this of a decoded frame only."""
    try:
        frame = next(iter(container.decode(stream)), None)
        container.seek(0)
    except av.error.FFmpegError:
        return False  # no picture can be decoded at all: nothing will show it, turned or not
    return frame is not None and abs(frame.rotation) % 180 == 90


def _is_multitrack(stream: av.stream.Stream) -> bool:
    context = stream.codec_context if isinstance(stream, av.AudioStream) else None
    return context is not None and context.channels > 2 and all(c.name == "NONE" for c in context.layout.channels)


def _start_ms(stream: av.stream.Stream, start: Fraction) -> int:
    if stream.start_time is None or stream.time_base is None:
        return 0
    return round_half_up((stream.start_time * stream.time_base - start) * 1000)


def _tag(stream: av.stream.Stream, key: str) -> str:
    value = stream.metadata.get(key, "")
    return "".join(c if c.isprintable() else " " for c in value)[:MAX_TAG_CHARS].strip()


def _announced_duration_ms(container: av.container.InputContainer) -> int | None:
    """The container's length, or None where it cannot be believed.

    It is a guess in ``COUNTED_FORMATS``; and in Matroska it counts from the clock's zero, which a
    live recording may have left behind long before it began.
    """
    is_late_matroska = "matroska" in container.format.name and (container.start_time or 0) > MICROSECONDS
    if container.duration is None or container.format.name in COUNTED_FORMATS or is_late_matroska:
        return None
    return max(0, round_half_up(Fraction(container.duration, MICROSECONDS) * 1000))


def _duration_ms(container: av.container.InputContainer) -> int:
    announced = _announced_duration_ms(container)
    return max(_count_ends_ms(container).values(), default=0) if announced is None else announced


def _sound_end_ms(container: av.container.InputContainer, audio: Stream) -> int:
    announced = _announced_duration_ms(container)
    if announced is None:
        return _count_ends_ms(container).get(audio.index, 0)
    stream = container.streams[audio.index]
    if stream.duration is None or stream.time_base is None:
        return announced
    return audio.start_ms + round_half_up(stream.duration * stream.time_base * 1000)


def _count_ends_ms(container: av.container.InputContainer) -> dict[int, int]:
    """Where each stream's last packet ends, found by walking through the file (nothing is decoded)."""
    ends: dict[int, Fraction] = {}
    with suppress(av.error.FFmpegError):  # damaged: what can be reached counts, and decoding reports the damage
        for packet in container.demux([*container.streams.audio, *container.streams.video]):
            if packet.pts is not None and packet.time_base is not None:
                end = (packet.pts + (packet.duration or 0)) * packet.time_base
                ends[packet.stream_index] = max(end, ends.get(packet.stream_index, end))
    start = Fraction(container.start_time or 0, MICROSECONDS)
    return {index: max(0, round_half_up((end - start) * 1000)) for index, end in ends.items()}
