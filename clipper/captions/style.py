"""How captions look: a small TOML file a style, each in ``templates/captions`` or the user's own."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from enum import Enum

from clipper.captions.templates import read_template
from clipper.errors import InputError


class Highlight(Enum):
    """What happens to a word while it is said."""

    NONE = "none"
    COLOR = "color"  # it takes another colour
    FILL = "fill"  # it fills with another colour, and keeps it
    BOX = "box"  # a box stands behind it


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A look. Sizes are heights of an em as shares of the picture's shorter side; other lengths are shares of that em.

    Colours are "#RRGGBB", those of boxes and shadows also "#RRGGBBAA" (AA: 00 invisible, FF solid); "" is none.
    """

    name: str
    size: float = 0.06
    max_lines: int = 2  # to which a line is broken before its letters shrink
    text_color: str = "#FFFFFF"
    highlight: Highlight = Highlight.NONE
    spoken_color: str = "#FFE234"
    outline: float = 0.0
    outline_color: str = "#000000"
    shadow: float = 0.0
    shadow_color: str = "#000000"
    panel_color: str = ""
    panel_padding: float = 0.3
    box_color: str = "#E0342C"
    box_padding: float = 0.1
    title_size: float = 0.06  # 65 px of 1080: a line of 25 letters in a vertical clip
    name_size: float = 0.044  # 48 px of 1080: below the captions' size, as lower thirds are
    role_size: float = 0.034  # three quarters of the name: a role explains it
    name_color: str = "#FFFFFF"
    role_color: str = "#D8D8D8"  # a little quieter than the name, still 11:1 on the panel
    name_panel_color: str = "#101010C8"
    card_color: str = "#11161F"  # of an audiogram: a dark ground, on which every style's letters can be read
    card_glow_color: str = "#3A6EA5"
    wave_color: str = "#5B6B80"  # of what is still to be heard; what has been takes the colour of spoken words


BUILT_IN = ("bold", "boxed", "karaoke", "marker", "plain")
"""The styles that come along, each a file in ``templates/captions``."""

_SIZE = (0.01, 0.25)  # 11 px of 1080 cannot be read on a phone; a quarter of the picture leaves no place for a word
_LENGTH = (0.0, 1.0)
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_VEILED = re.compile(r"#[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?|")
_KEYS = "The keys and their units stand in the styles that come along: templates/captions/bold.toml."


def load_style(name: str) -> Style:
    """One of the ``BUILT_IN`` styles.

    Raises:
        InputError: If there is none of that name.
        TemplateError: If its file is missing.
    """
    if name not in BUILT_IN:
        raise InputError(
            f"there is no caption style {name!r}", remedy=f"There are {', '.join(BUILT_IN)}, or a TOML file of yours."
        )
    return parse_style(read_template(f"{name}.toml"), source=f"{name}.toml", name=name)


def parse_style(text: str, *, source: str, name: str) -> Style:
    """A style from its file: ``key = value`` lines of TOML, keys as in ``Style``.

    ``based_on = "bold"`` takes what is not said from that style; otherwise from the defaults.

    Raises:
        InputError: For what is no TOML, an unknown key, or a value of the wrong kind or size.
    """
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise InputError(
            f"{source}: {problem}", remedy='A style has a line for each value: spoken_color = "#FFE234"'
        ) from problem
    base = given.pop("based_on", None)
    style = Style(name=name) if base is None else replace(load_style(str(base)), name=name)
    known = [field.name for field in fields(Style) if field.name != "name"]
    for key, value in given.items():
        if key not in known:
            near = get_close_matches(key, known, n=1)
            remedy = f"Did you mean {near[0]!r}?" if near else _KEYS
            raise InputError(f"{source}: there is no key {key!r} in a caption style", remedy=remedy)
        if complaint := _complain(key, value):
            raise InputError(f"{source}: {key} = {value!r} {complaint}", remedy=_KEYS)
    if "highlight" in given:
        given["highlight"] = Highlight(given["highlight"])
    return replace(style, **given)


def _complain(key: str, value: object) -> str:
    """What is wrong with a value, or nothing."""
    if key == "highlight":
        choices = [kind.value for kind in Highlight]
        return "" if value in choices else f"is none of {', '.join(choices)}"
    if key.endswith("_color"):
        is_veiled = key in ("shadow_color", "panel_color", "box_color", "name_panel_color")
        pattern = _VEILED if is_veiled else _COLOR
        wanted = "#RRGGBB or #RRGGBBAA" if is_veiled else "#RRGGBB"
        return "" if isinstance(value, str) and pattern.fullmatch(value) else f"is no colour of the form {wanted}"
    if key == "max_lines":
        return "" if type(value) is int and 1 <= value <= 4 else "is not a number of lines from 1 to 4"
    low, high = _SIZE if key == "size" or key.endswith("_size") else _LENGTH
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return "" if is_number and low <= value <= high else f"is not a number from {low} to {high}"  # type: ignore[operator]
