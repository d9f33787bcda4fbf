"""The picture that captions are drawn on, and what of it no player covers."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache

from clipper.captions.templates import read_template


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What is drawn on: its size in pixels, and how long it lasts."""

    width: int
    height: int
    duration_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """A picture's size and its safe area, in pixels: ``left`` to ``right``, ``top`` to ``bottom``."""

    width: int
    height: int
    left: int
    top: int
    right: int
    bottom: int

    @property
    def side(self) -> int:
        """The shorter side, by which sizes are reckoned."""
        return min(self.width, self.height)

    @property
    def center(self) -> float:
        """The middle of the picture, where captions stand although the safe area may lie to its left."""
        return self.width / 2

    @property
    def room(self) -> float:
        """How wide a centred line may be."""
        return 2 * min(self.center - self.left, self.right - self.center)


def lay_canvas(width: int, height: int) -> Canvas:
    """The canvas of a picture, with the safe area of the shape that is nearest to its own.

    Raises:
        ValueError: If a side is under 16 px.
        TemplateError: If the table of safe areas is missing.
    """
    if min(width, height) < 16:
        raise ValueError(f"a picture of {width}x{height} is too small for captions")
    shape = min(_shapes(), key=lambda each: abs(math.log(width / height / each[0])))
    _, top, bottom, left, right = shape
    return Canvas(
        width=width,
        height=height,
        left=math.ceil(left * width),
        top=math.ceil(top * height),
        right=width - math.ceil(right * width),
        bottom=height - math.ceil(bottom * height),
    )


@cache
def _shapes() -> tuple[tuple[float, float, float, float, float], ...]:
    """Of each shape its width by its height, and the shares that are not safe: top, bottom, left, right."""
    table = tomllib.loads(read_template("safe-areas.toml"))
    return tuple(
        (int(name.split(":")[0]) / int(name.split(":")[1]), area["top"], area["bottom"], area["left"], area["right"])
        for name, area in table.items()
    )
