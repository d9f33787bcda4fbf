"""What is drawn over a picture: the text of captions and names, and the fonts that it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clipper.model.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFace:
    """A face that libass can draw with.

    ``name`` is the one by which libass tells it from every other: the full name, or the PostScript name where outlines
    are cubic (CFF). ``path`` is its file. ``advances`` has the width of each character that it has a glyph for, and
    ``line_units`` is what libass scales to the font size (ascent and descent), both in ``units_per_em``.

    Raises:
        ValueError: If the name could not stand in an ASS file, or a measure is not positive.
    """

    name: str
    path: str
    units_per_em: int
    line_units: int
    advances: Mapping[int, int] = field(repr=False)

    def __post_init__(self) -> None:
        if not self.name.isprintable() or not self.name.strip() or set(self.name) & set("\\{},"):
            raise ValueError(f"a font of the name {self.name!r} cannot be asked for in an ASS file")
        if self.units_per_em < 1 or self.line_units < 1:
            raise ValueError(f"the font {self.name} has no height")


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """An ASS file's text, the faces it names, and what could not be drawn as it was asked for.

    ``ground_text`` is another: of what stands still under all that, from the first frame to the last ("": nothing). It
    is drawn once.
    """

    ass_text: str
    fonts: tuple[FontFace, ...]
    findings: tuple[Diagnostic, ...] = ()
    ground_text: str = ""
