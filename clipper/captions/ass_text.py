r"""The grammar of ASS: text made harmless, colours, times, events.

ASS has no escape for a backslash: ``\N`` and ``\h`` act wherever they stand, ``{`` opens commands. libass draws ``\{``
and ``\}`` as braces, and a backslash as itself where what follows is none of its letters: an invisible word joiner
(U+2060) is set there.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_JOINER = "\u2060"
_SPACES = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029 ]+")
_KEYCAP = "\u20e3"  # of a keycap, the digit inside says what is meant
_KEPT_FORMATS = "\u200c\u200d\u200e\u200f\u061c"
"""Of the invisible characters: what joins letters or not, and marks of direction. Overrides of direction are dropped:
they could show a text in another order than it is read."""


def plain_text(text: str) -> str:
    """``text`` as it can be drawn: composed, on one line, without control characters, selectors and overrides."""
    composed = unicodedata.normalize("NFC", _SPACES.sub(" ", text))
    return "".join(char for char in composed if char in _KEPT_FORMATS or not _is_dropped(char)).strip(" ")


def _is_dropped(char: str) -> bool:
    return (
        unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn") or "\ufe00" <= char <= "\ufe0f" or char == _KEYCAP
    )


def escape(text: str) -> str:
    """Plain text as libass draws it, letter by letter: nothing in it is a command."""
    return text.replace("\\", "\\" + _JOINER).replace("{", "\\{").replace("}", "\\}")


def color(value: str) -> str:
    """A colour, "#RRGGBB", as a tag has it."""
    return f"&H{value[5:7]}{value[3:5]}{value[1:3]}&".upper()


def centiseconds(ms: int) -> int:
    """A time as ASS has it, half up. Rounded from ms each time, an edge that two events share stays shared."""
    return (ms + 5) // 10


def number(value: float) -> str:
    """A length in pixels, to a hundredth."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A line of the file; ``text`` is ASS already, times are ms."""

    layer: int
    start_ms: int
    end_ms: int
    style: str
    text: str

    @property
    def is_shown(self) -> bool:
        """Whether it lasts a centisecond."""
        return centiseconds(self.end_ms) > centiseconds(self.start_ms)

    def format(self) -> str:
        """As it stands in the file."""
        times = f"{_clock(centiseconds(self.start_ms))},{_clock(centiseconds(self.end_ms))}"
        return f"Dialogue: {self.layer},{times},{self.style},,0,0,0,,{self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssStyle:
    """A style line; colours are a `Style`'s, lengths shares of ``em``, which is in pixels.

    ``border`` is 1 for an edge of ``outline`` and a shadow, 3 for a box that reaches ``outline`` beyond the letters, 4
    for a panel behind the whole block that reaches ``shadow`` beyond it, in the shadow's colour.
    """

    name: str
    em: float
    primary: str = ""
    secondary: str = ""
    edge: str = ""
    shade: str = ""
    border: int = 1
    outline: float = 0.0
    shadow: float = 0.0

    def format(self, face: str) -> str:
        """As it stands in the file.

        Encoding -1 makes libass find the direction of the whole text; otherwise it lays out each piece between two tags
        by itself, and the words of a right-to-left line stand in the wrong order.
        """
        colors = ",".join(map(_style_color, (self.primary, self.secondary, self.edge, self.shade)))
        lengths = f"{self.border},{number(self.outline * self.em)},{number(self.shadow * self.em)}"
        return f"Style: {self.name},{face},{number(self.em)},{colors},0,0,0,0,100,100,0,0,{lengths},2,0,0,0,-1"


def _clock(cs: int) -> str:
    return f"{cs // 360_000}:{cs // 6_000 % 60:02}:{cs // 100 % 60:02}.{cs % 100:02}"


def _style_color(value: str) -> str:
    """A colour, "#RRGGBB" or "#RRGGBBAA", as a style has it; "" is invisible. ASS counts alpha from solid."""
    if not value:
        return "&HFF000000"
    alpha = 255 - int(value[7:9] or "FF", 16)
    return f"&H{alpha:02X}{value[5:7]}{value[3:5]}{value[1:3]}".upper()
