"""A transcript as Markdown (CommonMark): a line with name and time, and a paragraph, for every turn."""

from __future__ import annotations

import re

from clipper.cues.talk.plain import TalkReading, clock_seconds
from clipper.cues.talk.turns import Talk

_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~$]")
_SPECIAL_FIRST = re.compile(r"([0-9]{1,9})(?=[.)])|(?=[#+=-])")
"""At the beginning of a line: numbered lists; headings, bullets and rules."""
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HEAD = re.compile(r"(?:\*\*(.+)\*\* )?\(([0-9:]+)\)")


def format_markdown(talk: Talk) -> str:
    """``**Ada** (1:02:03)`` and the text below; what Markdown would take for markup is escaped."""
    blocks = []
    for turn in talk.turns:
        name = f"**{_escape(turn.speaker)}** " if turn.speaker else ""
        blocks += [f"{name}({clock_seconds(turn.start_ms)})", _escape(turn.text)]
    return "\n\n".join(blocks) + "\n"


def _escape(text: str) -> str:
    text = _SPECIAL.sub(r"\\\g<0>", text)
    first = _SPECIAL_FIRST.match(text)
    return f"{first[0]}\\{text[first.end() :]}" if first else text


def read_markdown(text: str) -> TalkReading:
    """What `format_markdown` wrote.

    Raises:
        ValueError: If it is anything else.
    """
    blocks = text.rstrip("\n").split("\n\n")
    found: TalkReading = []
    for head, body in zip(blocks[::2], blocks[1::2], strict=True):
        match = _HEAD.fullmatch(head)
        if match is None:
            raise ValueError(f"not a turn's head: {head[:60]!r}")
        parts = [int(part) for part in match[2].split(":")]
        seconds = sum(part * 60**power for power, part in enumerate(reversed(parts)))
        found.append((_ESCAPED.sub(r"\1", match[1]) if match[1] else None, seconds, _ESCAPED.sub(r"\1", body)))
    return found
