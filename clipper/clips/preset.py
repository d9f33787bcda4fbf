"""What a platform asks of a clip: shape, longest length, loudness, bit rates; each number with its source.

Each preset is a file in ``presets/``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources

from clipper.errors import InputError
from clipper.model.canvas import SHAPES


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """Where a clip goes. ``shape`` is a name of ``model.canvas.SHAPES``; None, with ``video_kbps``, for sound alone.

    ``longest_s`` is in seconds, ``loudness_lufs`` in LUFS, ``video_kbps`` (at most) and ``audio_kbps`` in kbit/s.

    Raises:
        ValueError: If a preset has a shape and no bit rate for it, or the reverse, or an unknown shape.
    """

    name: str
    ending: str
    longest_s: int
    loudness_lufs: float
    audio_kbps: int
    shape: str | None = None
    video_kbps: int | None = None

    def __post_init__(self) -> None:
        if (self.shape is None) != (self.video_kbps is None) or (self.shape is not None and self.shape not in SHAPES):
            raise ValueError(f"the preset {self.name} has the shape {self.shape} at {self.video_kbps} kbit/s")


PRESETS = ("youtube", "shorts", "tiktok", "instagram", "x", "linkedin", "podcast")
"""The presets that come along."""


def load_preset(name: str) -> Preset:
    """One of the ``PRESETS``.

    Raises:
        InputError: If there is none of that name.
    """
    if name not in PRESETS:
        raise InputError(f"there is no preset {name!r}", remedy=f"There are {', '.join(PRESETS)}.")
    text = (resources.files("clipper.clips") / "presets" / f"{name}.toml").read_text("utf-8")
    return Preset(name=name, **tomllib.loads(text))
