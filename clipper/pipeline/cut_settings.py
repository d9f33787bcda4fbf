"""How clips are made, whatever they hold."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import Enum
from typing import Any

from clipper.model.canvas import Canvas

LOUDNESS_LUFS = -16.0
"""What podcasts are levelled to (Apple's and AES's advice); clips of one file then sound alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutSettings:
    """How clips are made.

    ``loudness_lufs`` is what the sound is brought to (None: left as it is), ``pad_ms`` what is kept beyond a cut.
    ``canvas`` is the picture's size (None: as the source). ``video_kbps`` (at most) and ``audio_kbps`` are bit rates,
    ``longest_s`` the longest clip that is allowed, all None where nobody asks. ``tight`` takes fillers, doubled words
    and long pauses out, ``poster`` writes a frame beside the clip. ``captions`` is the name of a style of captions to
    burn in, or a file with one ("" burns none in; None: only into the card of a recording without a picture), ``font``
    a font file of the user's; ``title`` stands at the top, ``names`` has each speaker named in a lower third.
    """

    loudness_lufs: float | None = LOUDNESS_LUFS
    pad_ms: int = 0
    canvas: Canvas | None = None
    video_kbps: int | None = None
    audio_kbps: int | None = None
    longest_s: int | None = None
    tight: bool = False
    poster: bool = False
    captions: str | None = None
    font: str = ""
    title: str = ""
    names: bool = False

    @property
    def is_drawn_on(self) -> bool:
        """Whether anything is drawn over the picture."""
        return bool(self.captions or self.title or self.names)

    def fields(self) -> dict[str, Any]:
        """As plain JSON."""
        plain: dict[str, Any] = _plain(dataclasses.asdict(self))
        return plain


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value.value if isinstance(value, Enum) else value
