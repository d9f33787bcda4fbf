"""What is to be said: written tokens beside what a voice reads for them, so that every token keeps its own time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

PAUSES = ".,?!;:"
"""Trailing punctuation that a voice is told about; everything else is only written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A whitespace-separated token as the transcript writes it, and the plain words that are said for it.

    ``spoken`` is "" for what nobody says ("[laughter]"). "$3 billion" is two tokens: "$3" says "three", "billion" says
    "billion dollars". ``pause`` is the punctuation mark that ends it, or "". ``pause`` may differ from what is written:
    a turn cut in mid-sentence ends without a mark.
    """

    written: str
    spoken: str
    pause: str = ""

    def __post_init__(self) -> None:
        if not self.written or any(c.isspace() for c in self.written):
            raise ValueError(f"a token is written without white space, not {self.written!r}")


def plain_token(written: str) -> Token:
    """A token that is said as it is written: letters and apostrophes, perhaps with a mark behind."""
    pause = written[-1] if written[-1] in PAUSES else ""
    return Token(written=written, spoken=written.strip('.,?!;:"“”()…'), pause=pause)


def read_tokens(text: str) -> tuple[Token, ...]:
    """Read a line of text in which a token may carry its reading: ``$3{three} billion{billion dollars}.``.

    Braces hold what is said; empty braces mean that nothing is (``[laughter]{}``). A mark after the braces is written
    at the token's end. A blank inside braces belongs to the reading.

    Raises:
        ValueError: On a brace that is not closed.
    """
    return tuple(_read_token(piece) for piece in _split_outside_braces(text))


def _split_outside_braces(text: str) -> Iterable[str]:
    piece, depth = "", 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if char.isspace() and depth == 0:
            if piece:
                yield piece
            piece = ""
        else:
            piece += char
    if depth:
        raise ValueError(f"unbalanced braces in {text!r}")
    if piece:
        yield piece


def _read_token(piece: str) -> Token:
    if "{" not in piece:
        return plain_token(piece)
    before, _, rest = piece.partition("{")
    spoken, _, mark = rest.partition("}")
    return Token(written=before + mark, spoken=spoken, pause=mark[-1:] if mark[-1:] and mark[-1] in PAUSES else "")
