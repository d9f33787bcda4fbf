"""A WebVTT cue's settings and REGION blocks, as the W3C parser reads them: what is invalid is ignored."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

_PERCENTAGE = re.compile(r"([0-9]+(?:\.[0-9]+)?)%")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_SPACES = re.compile(r"[\t\n\f\r ]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class VttRegion:
    """A REGION block; anchors are percentages, x and y."""

    id: str = ""
    width: float = 100.0
    lines: float = 3
    anchor: tuple[float, float] = (0.0, 100.0)
    viewport_anchor: tuple[float, float] = (0.0, 100.0)
    scroll: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VttSettings:
    """Where a cue stands. ``line`` counts lines (below 0: from the bottom) if ``snap_to_lines``, else is a percentage.

    None is the specification's "auto".
    """

    vertical: str = ""
    line: float | None = None
    snap_to_lines: bool = True
    line_align: str = "start"
    position: float | None = None
    position_align: str = "auto"
    size: float = 100.0
    align: str = "center"
    region: VttRegion | None = None


def read_settings(text: str, regions: Sequence[VttRegion] = ()) -> VttSettings:
    """The settings behind a time line; ``regions`` are those that stand above it."""
    settings = VttSettings()
    for name, value in _split(text):
        if name == "region":
            found = next((region for region in reversed(regions) if region.id == value), None)
            settings = replace(settings, region=found)
        elif name in _SETTINGS:
            settings = _SETTINGS[name](settings, value)
    in_region = settings.line is None and settings.size == 100 and not settings.vertical
    return settings if in_region else replace(settings, region=None)


def read_region(text: str) -> VttRegion:
    """The region that a REGION block's settings describe."""
    region = VttRegion()
    for name, value in _split(text):
        if name in _REGION:
            region = _REGION[name](region, value)
    return region


def split_settings(text: str) -> list[str]:
    """The settings as they are written, one by one."""
    return [part for part in _SPACES.split(text) if part]


def _split(text: str) -> Iterator[tuple[str, str]]:
    for part in split_settings(text):
        name, colon, value = part.partition(":")
        if name and colon and value:
            yield name, value


def _percentage(text: str) -> float | None:
    match = _PERCENTAGE.fullmatch(text)
    value = float(match[1]) if match else math.inf
    return value if value <= 100 else None


def _set_line(settings: VttSettings, value: str) -> VttSettings:
    place, comma, align = value.partition(",")
    is_share = place.endswith("%")
    line = _percentage(place) if is_share else float(place) if _NUMBER.fullmatch(place) else None
    if line is None or not math.isfinite(line) or (comma and align not in ("start", "center", "end")):
        return settings
    return replace(settings, line=line, snap_to_lines=not is_share, line_align=align or settings.line_align)


def _set_position(settings: VttSettings, value: str) -> VttSettings:
    place, comma, align = value.partition(",")
    position = _percentage(place)
    if position is None or (comma and align not in ("line-left", "center", "line-right")):
        return settings
    return replace(settings, position=position, position_align=align or settings.position_align)


def _set_size(settings: VttSettings, value: str) -> VttSettings:
    size = _percentage(value)
    return settings if size is None else replace(settings, size=size)


def _set_vertical(settings: VttSettings, value: str) -> VttSettings:
    return replace(settings, vertical=value) if value in ("rl", "lr") else settings


def _set_align(settings: VttSettings, value: str) -> VttSettings:
    return replace(settings, align=value) if value in ("start", "center", "end", "left", "right") else settings


_SETTINGS: Mapping[str, Callable[[VttSettings, str], VttSettings]] = {
    "vertical": _set_vertical,
    "line": _set_line,
    "position": _set_position,
    "size": _set_size,
    "align": _set_align,
}


def _anchor(text: str) -> tuple[float, float] | None:
    x, _, y = text.partition(",")
    left, top = _percentage(x), _percentage(y)
    return None if left is None or top is None else (left, top)


def _set_anchor(region: VttRegion, value: str) -> VttRegion:
    anchor = _anchor(value)
    return region if anchor is None else replace(region, anchor=anchor)


def _set_viewport_anchor(region: VttRegion, value: str) -> VttRegion:
    anchor = _anchor(value)
    return region if anchor is None else replace(region, viewport_anchor=anchor)


def _set_width(region: VttRegion, value: str) -> VttRegion:
    width = _percentage(value)
    return region if width is None else replace(region, width=width)


def _set_lines(region: VttRegion, value: str) -> VttRegion:
    lines = float(value) if re.fullmatch("[0-9]+", value) else math.inf  # a number of any length is valid
    return replace(region, lines=lines) if math.isfinite(lines) else region


_REGION: Mapping[str, Callable[[VttRegion, str], VttRegion]] = {
    "id": lambda region, value: replace(region, id=value),
    "width": _set_width,
    "lines": _set_lines,
    "regionanchor": _set_anchor,
    "viewportanchor": _set_viewport_anchor,
    "scroll": lambda region, value: replace(region, scroll="up") if value == "up" else region,
}
