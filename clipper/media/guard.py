"""The door for media from strangers: which files may be opened, and how.

A media file can name other files and addresses (playlists, concat scripts) and ffmpeg follows them. So a path goes
through ``check_media_path`` once; ffmpeg gets it by ``input_arguments`` and PyAV by ``open_container``, both limited to
local files and to the allow-listed formats.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import av
import av.container
import av.error

from clipper.errors import InputError, MediaError

PROTOCOLS = "file"
"""The only way to reach a byte: no network, no concat:, subfile:, data: or crypto:."""

FORMATS = (
    *("mov", "mp4", "m4a", "3gp", "3g2", "mj2"),
    *("matroska", "webm"),
    *("mp3", "wav", "w64", "aiff", "flac", "ogg", "aac", "caf", "amr", "au"),
    *("mpegts", "mpeg", "avi", "flv", "asf", "mxf"),
)
"""ffmpeg's names of the formats that recordings come in; each holds its sound itself and names no other file."""

SNIFF_BYTES = 4096
"""How much of the beginning is looked at."""


def check_media_path(path: Path) -> Path:
    """Check that a path leads to a regular file that looks like media.

    Args:
        path: As the user gave it; symbolic links are followed.

    Returns:
        The absolute path of the file itself.

    Raises:
        InputError: If there is no such file, it cannot be read, or it is a directory, pipe or device.
        MediaError: If it is empty, or a playlist, a script, or text.
    """
    try:
        found = path.resolve(strict=True)
        mode = found.stat().st_mode
        if not stat.S_ISREG(mode):  # checked before opening: opening a pipe would wait for ever
            kind = "a directory" if stat.S_ISDIR(mode) else "not a regular file"
            raise InputError(f"{path}: this is {kind}", remedy="Give the recording's own file.")
        with found.open("rb") as file:
            head = file.read(SNIFF_BYTES)
    except FileNotFoundError as error:
        raise InputError(f"{path}: there is no such file", remedy="Check the name and the folder.") from error
    except (OSError, RuntimeError, ValueError) as error:  # ValueError: a NUL in the name; RuntimeError: a link loop
        raise InputError(f"{path}: the file cannot be read ({error})") from error
    if problem := describe_non_media(head):
        raise MediaError(f"{path}: {problem}", remedy="Give the audio or video file itself.")
    return found


def describe_non_media(head: bytes) -> str | None:
    """Say what a file is that is no recording, from its first bytes; None where it may be one.

    ffmpeg's allow-list refuses these too. This look exists to name the thing, and so that no single check carries all.
    """
    if not head:
        return "the file is empty"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for beginning, name in _SCRIPTS:
        if text[: len(beginning)].lower() == beginning:
            return f"this is {name}, not a recording"
    return "this is a text file, not a recording" if _is_text(head) else None


_SCRIPTS = (
    (b"#extm3u", "an HLS or M3U playlist"),
    (b"ffconcat", "an ffconcat script"),
    (b"[playlist]", "a PLS playlist"),
    (b"<asx", "an ASX playlist"),
    (b"<mpd", "a DASH manifest"),
    (b"<svg", "an SVG drawing"),
    (b"<!doctype html", "a web page (was the download refused?)"),
    (b"<html", "a web page (was the download refused?)"),
    (b"<?xml", "an XML document"),
    (b"v=0", "an SDP session description"),
    (b";ffmetadata", "an ffmetadata file"),
    (b"webvtt", "a WebVTT subtitle file"),
    (b"%pdf-", "a PDF document"),
    (b"pk\x03\x04", "a ZIP archive"),
)


def _is_text(head: bytes) -> bool:
    """No media format begins with kilobytes that hold no control characters but line ends."""
    return len(head) > 0 and not any(byte < 0x20 and byte not in b"\t\n\r\f" for byte in head)


def input_arguments(path: Path, *options: str) -> list[str]:
    """Name a file as an input of ffmpeg, safely whatever it is called and whatever it contains.

    Args:
        path: A path that ``check_media_path`` returned.
        options: Further options of this input ("-ss", "12.5").
    """
    limits = ["-protocol_whitelist", PROTOCOLS, "-format_whitelist", ",".join(FORMATS)]
    return [*limits, *options, "-i", f"file:{_absolute(path)}"]


def output_argument(path: Path) -> str:
    """How a file is named as an output: "file:" and an absolute path, so that no name reads as an option or address."""
    return f"file:{_absolute(path)}"


@contextmanager
def open_container(path: Path, *, formats: Sequence[str] = FORMATS) -> Iterator[av.container.InputContainer]:
    """Open a file with PyAV under the same limits as ffmpeg.

    Args:
        path: A path that ``check_media_path`` returned.
        formats: ffmpeg's names of the formats it may have; others for a file of our own only.

    Raises:
        MediaError: If it is not media of an allowed format, or damaged beyond opening.
    """
    limits = {"protocol_whitelist": PROTOCOLS, "format_whitelist": ",".join(formats)}
    try:
        container = av.open(f"file:{_absolute(path)}", mode="r", options=limits, metadata_errors="replace")
    except (av.error.FFmpegError, OSError) as error:
        raise MediaError(
            f"{path.name}: this is not a recording that clipper can open, or it is damaged",
            remedy="Play it in a media player; if it plays there, convert it to WAV, MP3, M4A, MP4 or WebM.",
        ) from error
    with container:
        yield container


def _absolute(path: Path) -> str:
    if not path.is_absolute():
        raise ValueError(f"{path} did not pass check_media_path")
    return os.fspath(path)
