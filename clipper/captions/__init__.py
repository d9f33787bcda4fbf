"""Cues, names and a title -> the ASS text and the fonts that are burned into a clip. Pure."""

from clipper.captions.canvas import Picture, lay_canvas
from clipper.captions.card import BAR_MS, Card
from clipper.captions.draw import draw_captions, missing_characters
from clipper.captions.names import Labels
from clipper.captions.style import BUILT_IN, Highlight, Style, load_style, parse_style

__all__ = [
    "BAR_MS",
    "BUILT_IN",
    "Card",
    "Highlight",
    "Labels",
    "Picture",
    "Style",
    "draw_captions",
    "lay_canvas",
    "load_style",
    "missing_characters",
    "parse_style",
]
