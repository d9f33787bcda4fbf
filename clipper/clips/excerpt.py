"""A quote as a message shows it: one line, not too long, nothing in it that a terminal would obey."""

from __future__ import annotations

HEAD_SHARE = 2 / 3
"""How much of a shortened text is its beginning: one knows a quote by its first words, and by how it ends."""


def shorten_text(text: str, *, limit: int = 80) -> str:
    """``text`` in one line of at most ``limit`` characters; of a longer one its beginning and its end, in whole words.

    Control characters become spaces. A word that leaves no room for another (or a script without spaces) is cut.

    Raises:
        ValueError: If ``limit`` leaves no room for a beginning and an end.
    """
    mark = " ... "
    if limit < 3 * len(mark):
        raise ValueError(f"{limit} characters are too few to shorten a text to")
    line = one_line(text)
    if len(line) <= limit:
        return line
    head_length = int((limit - len(mark)) * HEAD_SHARE)
    tail_length = limit - len(mark) - head_length
    head = line[: head_length + 1].rpartition(" ")[0] or line[:head_length]
    tail = line[-tail_length - 1 :].partition(" ")[2] or line[-tail_length:]
    return f"{head}{mark}{tail}"


def one_line(text: str) -> str:
    """``text`` in one line; control characters become spaces."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
