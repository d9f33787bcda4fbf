"""A transcript as plain text, a line per turn, in a layout that clipper reads as a transcript, too."""

from __future__ import annotations

import re

from clipper.cues.talk.turns import Talk

TalkReading = list[tuple[str | None, int, str]]
"""Speaker, start in whole seconds and text of every turn."""

_LINE = re.compile(r"\[([0-9]+):([0-9]{2}):([0-9]{2})\] (.*)")


def clock_seconds(time_ms: int) -> str:
    """``1:02:03`` or ``2:03``, rounded down: a player that is sent there misses nothing."""
    minutes, seconds = divmod(time_ms // 1000, 60)
    hours, left = divmod(minutes, 60)
    return f"{hours}:{left:02}:{seconds:02}" if hours else f"{left}:{seconds:02}"


def format_text(talk: Talk) -> str:
    """``[0:00:26] Ada: Text``, an empty line between turns."""
    lines = []
    for turn in talk.turns:
        seconds = turn.start_ms // 1000
        time = f"[{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}]"
        lines.append(f"{time} {turn.speaker}: {turn.text}" if turn.speaker else f"{time} {turn.text}")
    return "\n\n".join(lines) + "\n"


def read_text(text: str, talk: Talk) -> TalkReading:
    """What `format_text` wrote; a name is that of ``talk`` if the line begins with it, as names may hold colons.

    Raises:
        ValueError: If a line is no turn.
    """
    found: TalkReading = []
    for number, line in enumerate(text.rstrip("\n").split("\n\n")):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"not a turn: {line[:60]!r}")
        seconds = int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3])
        speaker = talk.turns[number].speaker if number < len(talk.turns) else None
        named = speaker is not None and match[4].startswith(f"{speaker}: ")
        found.append((speaker if named else None, seconds, match[4][len(f"{speaker}: ") :] if named else match[4]))
    return found
