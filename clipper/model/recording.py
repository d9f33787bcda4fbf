"""A recording as a document knows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from clipper.model.frame_rate import FrameRate


class StreamKind(Enum):
    """What a stream carries."""

    AUDIO = "audio"
    VIDEO = "video"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """One audio or video stream: its index in the file and what a cut needs to know of it.

    ``start_ms`` is its first presentation time minus the container's start. ``width`` and ``height`` are as displayed
    (rotation applied); ``frame_rate`` is the average. ``title`` and ``language`` are tags, untrusted text.
    """

    index: int
    kind: StreamKind
    codec: str
    start_ms: int = 0
    sample_rate: int | None = None
    channels: int | None = None
    width: int | None = None
    height: int | None = None
    frame_rate: FrameRate | None = None
    is_attached_picture: bool = False
    title: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A media file: who it is (``content_hash``), where it was last seen (``path``) and what is in it.

    ``content_hash`` is ``sha256:`` + hex of the file's bytes. ``path`` is relative to the document that names it (or as
    the user gave it, before there is one). ``offset_ms`` places its start on the episode's timeline. ``speaker`` is
    set for a track that carries one person only. ``audio_stream`` is the stream index that was listened to.

    Raises:
        ValueError: On a negative length.
    """

    content_hash: str
    path: str
    duration_ms: int
    streams: tuple[Stream, ...]
    offset_ms: int = 0
    speaker: str | None = None
    audio_stream: int | None = None

    def __post_init__(self) -> None:
        if self.duration_ms < 0:
            raise ValueError("a recording's length is not negative")

    @property
    def video(self) -> Stream | None:
        """The first moving picture (cover art does not count)."""
        return next((s for s in self.streams if s.kind is StreamKind.VIDEO and not s.is_attached_picture), None)

    @property
    def audio(self) -> Stream | None:
        """The audio stream that was listened to, or else the first."""
        audio = [s for s in self.streams if s.kind is StreamKind.AUDIO]
        return next((s for s in audio if s.index == self.audio_stream), audio[0] if audio else None)
