"""What is cut: quotes found, clips planned, reels ordered. Plans only; ``media`` cuts."""

from __future__ import annotations

from dataclasses import dataclass

from clipper.model.recording import Recording
from clipper.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A place in a transcript that matches what somebody remembers.

    ``first_word`` and ``end_word`` are a half-open range of word indices; ``score`` is 0..1 (1: word for word).
    ``wanted`` is the text that was asked for, ``found`` the transcript's own words. ``trust`` says how far the place
    can be taken for what was meant: the score, but less where what is missing are rare words, or words in a row.
    """

    first_word: int
    end_word: int
    score: float
    wanted: str
    found: str
    trust: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A stretch of a recording to be cut.

    ``span`` is on the recording's own timeline; ``media`` resolves it to frame and sample numbers. ``fade_ms`` is the
    length of the fade at each edge. ``quiet_start`` and ``quiet_end`` say whether the cut lies in a true pause.

    Raises:
        ValueError: If the span leaves the recording or is empty.
    """

    recording: Recording
    span: Span
    quote: Quote | None = None
    fade_ms: int = 5
    quiet_start: bool = True
    quiet_end: bool = True

    def __post_init__(self) -> None:
        if self.span.duration_ms == 0 or self.span.end_ms > self.recording.duration_ms:
            raise ValueError(f"a clip of {self.span} does not fit a recording of {self.recording.duration_ms} ms")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reel:
    """Clips in playing order, and the picture they share (None for an audio reel)."""

    clips: tuple[Clip, ...]
    width: int | None = None
    height: int | None = None

    def __post_init__(self) -> None:
        if not self.clips:
            raise ValueError("a reel holds at least one clip")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a clip came to lie when it was cut: what captions and chapters of the new file are timed by.

    ``source_ms`` is the time on the recording's own timeline at which the new file's ``at_ms`` plays; from there both
    run alike for ``duration_ms``. It is the clip's own start but for less than a frame.
    """

    clip: Clip
    source_ms: int
    at_ms: int
    duration_ms: int
