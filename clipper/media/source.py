"""A recording's file as a cut needs it: opened once behind the guard, its clock and its frames read exactly."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path

import av.container
import av.error
import av.stream

from clipper.errors import MediaError
from clipper.media.guard import check_media_path, open_container
from clipper.media.picture import PLAIN_LOOK, Look, read_look
from clipper.media.probe import MICROSECONDS
from clipper.media.trim import FrameGrid
from clipper.model.frame_rate import FrameRate
from clipper.model.recording import Recording

STANDARD_RATES = tuple(
    Fraction(rate) for rate in ("24000/1001", "24", "25", "30000/1001", "30", "48", "50", "60000/1001", "60")
)
"""What cameras and editors use."""

RATE_TOLERANCE = Fraction(1, 5000)
"""A rate this near a standard one is that rate, told imprecisely ("29.97", or counted over a short file); 24 and
24000/1001 lie five times as far apart."""

PREROLL_S = 1
"""Decoding begins this long before a cut, so that AAC, Opus and MP3, which build on the packets before, are settled."""

TRANSPORT_PREROLL_S = 12
"""The same where seeking overshoots: ``-ss`` into an MPEG-TS landed 2.0 to 8.4 s late (clips.md 3.1)."""

TRANSPORT_FORMATS = frozenset({"mpegts", "mpeg"})

LOOKED_AT = 5
"""Frames from which it is read how a picture is stored: the first of a film with fields may be whole."""

OPUS_SEEKING = ("-flags2:a", "+skip_manual")
"""In Matroska, ffmpeg takes Opus' lead-in off after every seek, with a time stamp rounded twice: 1.0 ms off (measured;
.5 with this). What is not taken off is true sound, for decoding begins ahead of the cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutSource:
    """A file to cut from.

    ``path`` has passed the guard. ``start`` is the container's own time, in seconds, of the recording's zero.
    ``audio`` and ``video`` are stream indices; ``grid`` says when the picture's frames are shown and ``look`` how they
    are stored, ``is_mono`` that the sound has one channel. ``seeking`` are options of the input where it is not read
    from its beginning.
    """

    path: Path
    start: Fraction
    audio: int
    video: int | None
    grid: FrameGrid | None
    is_mono: bool = False
    preroll_s: int = PREROLL_S
    look: Look = PLAIN_LOOK
    seeking: tuple[str, ...] = ()


def open_source(path: Path, recording: Recording, *, has_picture: bool = True) -> CutSource:
    """Read what cutting needs to know of the file that ``recording`` describes.

    Args:
        path: The recording's file.
        recording: What is known of it.
        has_picture: Whether its picture will be cut, too; only then is it looked at, which takes a tenth of a second.

    Raises:
        InputError: If there is no such file.
        MediaError: If it is not a recording, or not the one that is described: its streams differ.
    """
    found = check_media_path(path)
    with open_container(found) as container:
        kinds = {stream.index: stream.type for stream in container.streams}
        audio, video = recording.audio, recording.video
        wanted = [(audio, "audio"), (video, "video")]
        if audio is None or any(stream and kinds.get(stream.index) != kind for stream, kind in wanted):
            raise MediaError(
                f"{path.name}: this file does not have the sound and picture of {recording.path}",
                remedy="Give the recording that was aligned, or align this one.",
            )
        return _describe(found, container, audio.index, video.index if video and has_picture else None)


def _describe(path: Path, container: av.container.InputContainer, audio: int, video: int | None) -> CutSource:
    start = Fraction(container.start_time or 0, MICROSECONDS)
    sound = next(stream for stream in container.streams.audio if stream.index == audio)
    picture = next((stream for stream in container.streams.video if stream.index == video), None)
    is_late_opus = "matroska" in container.format.name and sound.codec_context.name == "opus"
    return CutSource(
        path=path,
        start=start,
        audio=audio,
        video=video,
        grid=_read_grid(picture, start) if picture else None,
        is_mono=sound.codec_context.channels == 1,
        preroll_s=TRANSPORT_PREROLL_S if container.format.name in TRANSPORT_FORMATS else PREROLL_S,
        look=_look_at(container, picture) if picture else PLAIN_LOOK,
        seeking=OPUS_SEEKING if is_late_opus else (),
    )


def _look_at(container: av.container.InputContainer, stream: av.video.stream.VideoStream) -> Look:
    frames: list[av.VideoFrame] = []
    with suppress(av.error.FFmpegError):  # damaged: cutting will tell
        frames.extend(islice(container.decode(stream), LOOKED_AT))
    return read_look(frames, stream.sample_aspect_ratio)


def name_rate(rate: Fraction) -> FrameRate:
    """The frame rate that is meant by ``rate``."""
    nearest = min(STANDARD_RATES, key=lambda standard: abs(standard - rate))
    return FrameRate(fps=nearest if abs(nearest - rate) <= rate * RATE_TOLERANCE else rate)


def _read_grid(stream: av.video.stream.VideoStream, start: Fraction) -> FrameGrid:
    told = [Fraction(rate) for rate in (stream.average_rate, stream.base_rate, stream.guessed_rate) if rate]
    if not told:
        raise MediaError("the picture has no frame rate", remedy="Convert the recording to MP4 with a constant rate.")
    first = Fraction(0)
    if stream.start_time is not None and stream.time_base is not None:
        first = stream.start_time * stream.time_base - start
    rates = [name_rate(rate) for rate in told]
    # Where frames are missing (a phone, a screen recording) the average is odd and the base rate what was meant.
    return FrameGrid(start=first, rate=next((rate for rate in rates if rate.fps in STANDARD_RATES), rates[0]))
