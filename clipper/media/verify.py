"""Whether a file that was just written holds what was planned."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from clipper.errors import MediaError
from clipper.media.guard import FORMATS, open_container

TOLERANCE = Fraction(1, 20)
"""Seconds that written sound may differ from the plan: an encoder's last, padded packet (Opus 20, MP3 26 ms). In
Matroska the picture, too: it tells the length of the whole only. Elsewhere a picture may differ by a frame."""


def verify_written(path: Path, *, frames: int | None, seconds: Fraction, name: str, has_sound: bool = True) -> None:
    """Check that a file holds what was planned: ffmpeg ends well on a source that breaks off (clips.md 3.7).

    Args:
        path: The file just written.
        frames: Its frames, None without a picture.
        seconds: Its length.
        name: What it will be called, for the message.
        has_sound: Whether it should have any.

    Raises:
        MediaError: If a stream is missing or its length differs.
    """
    with open_container(path, formats=(*FORMATS, "gif")) as container:
        pictures, sounds = container.streams.video, container.streams.audio
        if len(pictures) != (frames is not None) or len(sounds) != has_sound:
            raise _incomplete(name, "a picture or a sound is missing")
        for stream in (*pictures, *sounds):
            length, frame = _length(stream, container.duration), seconds / (frames or 1)
            is_counted = stream.type == "video" and stream.duration is not None
            if abs(length - seconds) > (frame if is_counted else max(TOLERANCE, frame)):
                raise _incomplete(
                    name, f"its {stream.type} lasts {float(length):.3f} s instead of {float(seconds):.3f}"
                )


def _length(stream: object, container_us: int | None) -> Fraction:
    duration, time_base = getattr(stream, "duration", None), getattr(stream, "time_base", None)
    if duration is not None and time_base is not None:
        return Fraction(duration * time_base)
    return Fraction(container_us or 0, 1_000_000)


def _incomplete(name: str, what: str) -> MediaError:
    return MediaError(
        f"{name} could not be cut whole: {what}",
        remedy="The recording may be damaged or an incomplete copy: play that passage, or get the file again.",
    )
