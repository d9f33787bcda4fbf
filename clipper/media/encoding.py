"""How a file is written, by its ending: codecs, quality, and what makes the same input give the same bytes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from clipper.errors import InputError, ToolMissing
from clipper.media.tool import FFmpeg
from clipper.model.frame_rate import FrameRate

ENCODER_THREADS = "4"
"""x264 writes other bytes with another number of threads (clips.md 3.7), so the machine may not choose."""

PICTURE = (
    *("-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-pix_fmt", "yuv420p"),
    *("-threads:v", ENCODER_THREADS, "-fps_mode", "passthrough"),
)
"""Visually lossless (crf 18) and about three times as fast as real time at 720p on two cores; plays everywhere."""

VP9 = (
    *("-c:v", "libvpx-vp9", "-crf", "30", "-b:v", "0", "-deadline", "good", "-cpu-used", "4", "-g", "240"),
    *("-row-mt", "1", "-tile-columns", "2", "-pix_fmt", "yuv420p"),
    *("-threads:v", ENCODER_THREADS, "-fps_mode", "passthrough"),
)
"""What Google's own guide advises for 720p (crf 30 to 32, speed 4 for files that are not kept for years)."""

OPUS = ("-c:a", "libopus", "-b:a", "128k")

GIF_RATE = FrameRate(fps=Fraction(25, 2))
"""A GIF counts in hundredths of a second: 8 of them for each frame, about half of what films have."""

GIF_PALETTE = (
    "scale=w='min(480,iw)':h='min(480,ih)':force_original_aspect_ratio=decrease:flags=lanczos,split[all][seen];"
    "[seen]palettegen=stats_mode=diff[palette];[all][palette]paletteuse=dither=bayer:bayer_scale=4:diff_mode=rectangle"
)
"""The 256 colours of what moves, in a pattern that does not flicker from frame to frame; at most 480 pixels."""

GIF_LONGEST_S = 60
"""All frames are held in memory until the palette is known (350 MB for a minute); and who waits for a GIF that long?"""

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

    ``picture`` and ``sound`` say how each is encoded, ``container`` how the file is laid out. ``finish`` are filters
    between the finished picture and its encoder; ``rate`` is written instead of the source's. ``longest_s`` is the most
    that such a file may last.
    """

    encoders: tuple[str, ...]
    sound: tuple[str, ...] = ()
    picture: tuple[str, ...] = ()
    container: tuple[str, ...] = ()
    finish: str = ""
    rate: FrameRate | None = None
    longest_s: int | None = None

    @property
    def has_picture(self) -> bool:
        """Whether the file shows something."""
        return bool(self.picture)

    @property
    def has_sound(self) -> bool:
        """Whether anything is heard."""
        return bool(self.sound)

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
    ".webm": Encoding(encoders=("libvpx-vp9", "libopus"), picture=VP9, sound=OPUS),
    ".gif": Encoding(
        encoders=("gif",),
        picture=("-c:v", "gif", "-fps_mode", "passthrough"),
        finish=GIF_PALETTE,
        rate=GIF_RATE,
        longest_s=GIF_LONGEST_S,
    ),
    ".m4a": Encoding(encoders=("aac",), sound=AAC, container=FASTSTART),
    ".mp3": Encoding(encoders=("libmp3lame",), sound=("-c:a", "libmp3lame", "-b:a", "192k")),
    ".wav": Encoding(encoders=("pcm_s16le",), sound=("-c:a", "pcm_s16le")),
    ".flac": Encoding(encoders=("flac",), sound=("-c:a", "flac", "-sample_fmt", "s16")),
    ".opus": Encoding(encoders=("libopus",), sound=OPUS),
}


def cap_rates(encoding: Encoding, *, video_kbps: int | None, audio_kbps: int | None) -> Encoding:
    """The encoding with its picture at most, and its sound exactly, at a bit rate (kbit/s); lossless sound stays so.

    The picture keeps its quality where that needs less: talk before a still camera often does.
    """
    picture, sound = encoding.picture, encoding.sound
    if video_kbps is not None and picture:
        if "-b:v" in picture:  # VP9: what constant quality may take
            picture = _replace_option(picture, "-b:v", f"{video_kbps}k")
        else:
            picture = (*picture, "-maxrate", f"{video_kbps}k", "-bufsize", f"{2 * video_kbps}k")
    if audio_kbps is not None and "-b:a" in sound:
        sound = _replace_option(sound, "-b:a", f"{audio_kbps}k")
    return replace(encoding, picture=picture, sound=sound)


def _replace_option(arguments: tuple[str, ...], option: str, value: str) -> tuple[str, ...]:
    place = arguments.index(option) + 1
    return (*arguments[:place], value, *arguments[place + 1 :])


def choose_encoding(output: Path, ffmpeg: FFmpeg, *, is_preview: bool = False) -> Encoding:
    """The encoding that ``output``'s ending asks for.

    Args:
        output: The file to write.
        ffmpeg: What ``find_ffmpeg`` found.
        is_preview: Whether a file without sound will do.

    Raises:
        InputError: If clipper does not write such files.
        ToolMissing: If this ffmpeg lacks the encoder.
    """
    known = {ending: each for ending, each in ENCODINGS.items() if each.has_sound or is_preview}
    encoding = known.get(output.suffix.lower())
    if encoding is None:
        raise InputError(f"{output}: clipper writes {', '.join(known)}", remedy="Choose one of these endings.")
    if missing := [name for name in encoding.encoders if name not in ffmpeg.encoders]:
        raise ToolMissing(f"{ffmpeg.path} has no encoder {missing[0]} for {output.suffix} files")
    return encoding
