"""How a file is written, by its ending: codecs, quality, and what makes the same input give the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from clipper.errors import InputError, ToolMissing
from clipper.media.tool import FFmpeg

ENCODER_THREADS = "4"
"""x264 writes other bytes with another number of threads (clips.md 3.7), so the machine may not choose."""

PICTURE = (
    *("-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-pix_fmt", "yuv420p"),
    *("-threads:v", ENCODER_THREADS, "-fps_mode", "passthrough"),
)
"""Visually lossless (crf 18) and about three times as fast as real time at 720p on two cores; plays everywhere."""

AAC = ("-c:a", "aac", "-b:a", "192k")

ANONYMOUS = (
    *("-map_metadata", "-1", "-map_chapters", "-1"),
    *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"),
)
"""A cut inherits the source's title, place and chapters otherwise; bitexact leaves dates and versions out."""

FASTSTART = ("-movflags", "+faststart")


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """What a file's ending asks for: the encoders it needs, ffmpeg's arguments, and whether there is a picture.

    ``picture`` and ``sound`` say how each is encoded, ``container`` how the file is laid out.
    """

    encoders: tuple[str, ...]
    sound: tuple[str, ...]
    picture: tuple[str, ...] = ()
    container: tuple[str, ...] = ()

    @property
    def has_picture(self) -> bool:
        """Whether the file shows something."""
        return bool(self.picture)

    @property
    def arguments(self) -> tuple[str, ...]:
        """All of it, for a file that is encoded in one go."""
        return (*self.picture, *self.sound, *self.container)


_VIDEO = Encoding(encoders=("libx264", "aac"), picture=PICTURE, sound=AAC, container=FASTSTART)

ENCODINGS = {
    ".mp4": _VIDEO,
    ".m4v": _VIDEO,
    ".mov": _VIDEO,
    ".mkv": Encoding(encoders=("libx264", "aac"), picture=PICTURE, sound=AAC),
    ".m4a": Encoding(encoders=("aac",), sound=AAC, container=FASTSTART),
    ".mp3": Encoding(encoders=("libmp3lame",), sound=("-c:a", "libmp3lame", "-b:a", "192k")),
    ".wav": Encoding(encoders=("pcm_s16le",), sound=("-c:a", "pcm_s16le")),
    ".flac": Encoding(encoders=("flac",), sound=("-c:a", "flac", "-sample_fmt", "s16")),
    ".opus": Encoding(encoders=("libopus",), sound=("-c:a", "libopus", "-b:a", "128k")),
}


def choose_encoding(output: Path, ffmpeg: FFmpeg) -> Encoding:
    """The encoding that ``output``'s ending asks for.

    Raises:
        InputError: If clipper does not write such files.
        ToolMissing: If this ffmpeg lacks the encoder.
    """
    encoding = ENCODINGS.get(output.suffix.lower())
    if encoding is None:
        raise InputError(f"{output}: clipper writes {', '.join(ENCODINGS)}", remedy="Choose one of these endings.")
    if missing := [name for name in encoding.encoders if name not in ffmpeg.encoders]:
        raise ToolMissing(f"{ffmpeg.path} has no encoder {missing[0]} for {output.suffix} files")
    return encoding
