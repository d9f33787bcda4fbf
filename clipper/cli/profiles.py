"""The options that say which limits cues keep: ``--profile``, ``--limit`` and ``--fps``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from clipper.model import FrameRate

# The names are written out here so that --help need not load the room of cues; a test compares them.
PROFILES = ("netflix-en", "bbc", "ted", "dcmp", "podcast", "vertical", "youtube")


class _Limit(click.ParamType["tuple[str, float]"]):
    """``max_columns=32``."""

    name = "KEY=NUMBER"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, float]:
        if isinstance(value, tuple):
            return value
        key, _, number = str(value).partition("=")
        try:
            found = float(number)
        except ValueError:
            self.fail(f"{value!r} is not of the form 'max_columns=32'", param, ctx)
        return key.strip(), int(found) if found.is_integer() else found


class _Rate(click.ParamType["FrameRate"]):
    """Frames a second."""

    name = "RATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> FrameRate:
        from clipper.model import FrameRate  # noqa: PLC0415

        try:
            return value if isinstance(value, FrameRate) else FrameRate.parse(str(value))
        except (ValueError, ZeroDivisionError):
            self.fail(f"{value!r} is not a frame rate like 25, 29.97 or 24000/1001", param, ctx)


def takes_profile(*, rate_default: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add ``profile``, ``limits`` and ``fps``; ``rate_default`` says what holds without the last."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        fps = click.option(
            "--fps",
            type=_Rate(),
            help=f"Frames a second on which cues begin and end: 25, 29.97. Default: {rate_default}.",
        )
        limit = click.option(
            "--limit", "limits", type=_Limit(), multiple=True, help="Change one limit of it: 'max_columns=32'."
        )
        profile = click.option(
            "--profile",
            default="netflix-en",
            show_default=True,
            metavar="NAME|FILE",
            help=f"The limits that cues keep: {', '.join(PROFILES)}, or a file of yours.",
        )
        return profile(limit(fps(command)))

    return decorate
