"""The options that say how clips are made, and what they come to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from clipper.pipeline.cut_settings import CutSettings

PRESET_NAMES = ("youtube", "shorts", "tiktok", "instagram", "x", "linkedin", "podcast")
SHAPE_NAMES = ("source", "16:9", "9:16", "1:1", "4:5")
FITS = ("crop", "blur", "pad")
"""Written out so that --help need not load the rooms; a test compares them."""

_FOCUS = {"left": (0.25, 0.5), "center": (0.5, 0.5), "right": (0.75, 0.5)}


class _Loudness(click.ParamType["float | str"]):
    """LUFS, or ``off``."""

    name = "LUFS|off"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float | str:
        if isinstance(value, float):
            return value
        if value == "off":
            return "off"
        try:
            lufs = float(value)
        except ValueError:
            lufs = 0.0
        if not -40.0 <= lufs <= -5.0:
            self.fail(f"{value!r} is neither 'off' nor a loudness from -40 to -5 LUFS, like -16", param, ctx)
        return lufs


class _Focus(click.ParamType[tuple[float, float]]):
    """A name, or two shares."""

    name = "left|center|right|X,Y"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, float]:
        if isinstance(value, tuple):
            return value
        if value in _FOCUS:
            return _FOCUS[value]
        try:
            across, down = map(float, str(value).split(","))
        except ValueError:
            across = down = -1.0
        if not (0 <= across <= 1 and 0 <= down <= 1):
            self.fail(f"{value!r} is neither left, center, right nor two shares from 0 to 1, like 0.3,0.5", param, ctx)
        return across, down


CUTTING = (
    click.option(
        "--preset",
        type=click.Choice(PRESET_NAMES),
        help="What a platform asks for: shape, longest clip, loudness, bit rates. Other options win over it.",
    ),
    click.option("--shape", type=click.Choice(SHAPE_NAMES), help="Of the picture. Default: as the source."),
    click.option(
        "--fit",
        type=click.Choice(FITS),
        help="How the source comes into another shape: cropped (default), whole over a blurred copy, whole on black.",
    ),
    click.option(
        "--focus",
        type=_Focus(),
        metavar="left|right|center|X,Y",
        help="What a crop keeps in its middle; X,Y are shares of the picture from its upper left corner: 0.3,0.5.",
    ),
    click.option(
        "--captions",
        metavar="STYLE|off",
        help="Burn captions in, each word lit up as it is said: bold, boxed, karaoke, marker, plain, or a TOML file. "
        "Default: off; bold on the card that stands for the picture of a recording without one.",
    ),
    click.option("--font", default="", metavar="FILE", help="Write captions in this font (.ttf, .otf)."),
    click.option("--title", default="", metavar="TEXT", help="A title, burned in at the top."),
    click.option("--names", is_flag=True, help="Name each speaker, with the role, in a lower third."),
    click.option(
        "--tighten",
        "tight",
        is_flag=True,
        help="Take out fillers, doubled words, false starts and long pauses where there is quiet around them.",
    ),
    click.option("--poster", is_flag=True, help="Write a frame that stands for the clip beside it (.jpg)."),
    click.option("--pad", type=click.FloatRange(0, 60), default=0.0, metavar="SECONDS", help="Handles at either end."),
    click.option("--loudness", type=_Loudness(), help="-16 (podcasts, the default), -14, -23 ...; off: as it is."),
)
"""How clips are made, in the order of ``--help``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOptions:
    """What was given of ``CUTTING``."""

    preset: str | None
    shape: str | None
    fit: str | None
    focus: tuple[float, float] | None
    captions: str | None
    font: str
    title: str
    names: bool
    tight: bool
    poster: bool
    pad: float
    loudness: float | str | None

    @property
    def ending(self) -> str | None:
        """The ending that a preset asks for, without its dot."""
        from clipper.clips import load_preset  # noqa: PLC0415

        return load_preset(self.preset).ending if self.preset else None

    def settings(self) -> CutSettings:
        """What they come to.

        Raises:
            click.UsageError: If it is said how the picture comes into another shape, and none is wished.
        """
        from clipper.clips import load_preset  # noqa: PLC0415  heavy parts are loaded once they are needed
        from clipper.model.canvas import SHAPES, Canvas, Fit  # noqa: PLC0415
        from clipper.pipeline.cut_settings import LOUDNESS_LUFS, CutSettings  # noqa: PLC0415

        preset = load_preset(self.preset) if self.preset else None
        shape = self.shape or (preset.shape if preset else None)
        canvas = None
        if shape and shape != "source":
            (width, height), (across, down) = SHAPES[shape], self.focus or _FOCUS["center"]
            canvas = Canvas(width=width, height=height, fit=Fit(self.fit or "crop"), focus_x=across, focus_y=down)
        elif self.fit or self.focus:
            raise click.UsageError("--fit and --focus say how the picture comes into another shape: give --shape, too")
        loudness = self.loudness
        if loudness is None:
            loudness = preset.loudness_lufs if preset else LOUDNESS_LUFS
        return CutSettings(
            loudness_lufs=None if isinstance(loudness, str) else loudness,
            pad_ms=round(1000 * self.pad),
            canvas=canvas,
            video_kbps=preset.video_kbps if preset else None,
            audio_kbps=preset.audio_kbps if preset else None,
            longest_s=preset.longest_s if preset else None,
            tight=self.tight,
            poster=self.poster,
            captions="" if self.captions == "off" else self.captions,
            font=self.font,
            title=self.title,
            names=self.names,
        )


def takes_cut_settings(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options; the command gets ``CutOptions``."""
    from clipper.cli.inputs import with_options  # noqa: PLC0415

    return with_options(command, CUTTING, CutOptions)
