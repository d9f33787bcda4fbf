"""The picture that is wished for: its size, and how another picture comes into it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Fit(Enum):
    """How a picture of another shape comes into a canvas."""

    CROP = "crop"  # fills it; what lies outside is cut away
    BLUR = "blur"  # whole, over a blurred copy of itself
    PAD = "pad"  # whole, on black


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """A picture of ``width`` x ``height`` pixels, both even.

    ``focus_x`` and ``focus_y`` (0..1, from the left and the top) say which point of the source a crop keeps in its
    middle, as far as the source reaches.

    Raises:
        ValueError: If a side is odd or not positive, or the focus lies outside the picture.
    """

    width: int
    height: int
    fit: Fit = Fit.CROP
    focus_x: float = 0.5
    focus_y: float = 0.5

    def __post_init__(self) -> None:
        if self.width < 2 or self.height < 2 or self.width % 2 or self.height % 2:
            raise ValueError(f"a canvas needs even sides, not {self.width}x{self.height}")
        if not (0 <= self.focus_x <= 1 and 0 <= self.focus_y <= 1):
            raise ValueError(f"the focus lies in 0..1, not at {self.focus_x},{self.focus_y}")


SHAPES = {"16:9": (1920, 1080), "9:16": (1080, 1920), "1:1": (1080, 1080), "4:5": (1080, 1350)}
"""Shapes that platforms show, at the size that they ask for (1080 pixels in the shorter side)."""
