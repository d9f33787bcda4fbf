"""The lines of a pins file <-> ``Pin``: places that a person settles, found in the transcript and compared."""

from clipper.text.pins.lines import PinLine, format_pins, parse_pins

__all__ = ["PinLine", "format_pins", "parse_pins"]
