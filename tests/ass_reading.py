r"""What libass makes of an ASS file's text, by its grammar: an independent reading of what clipper writes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clipper.model import Cue, CueTrack, FontFace, Run

FACE = FontFace(
    name="Any", path="any.ttf", units_per_em=1000, line_units=1300, advances=dict.fromkeys(range(0x110000), 500)
)
"""A face that has every character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadEvent:
    """An event: what is drawn (``\n`` between lines), and the override blocks in front of each character."""

    layer: int
    start: str
    end: str
    style: str
    shown: str
    blocks: tuple[str, ...]


def read_events(ass_text: str) -> list[ReadEvent]:
    """The events in file order."""
    events = []
    for line in ass_text.splitlines():
        if line.startswith("Dialogue: "):
            layer, start, end, style, name, left, right, vertical, effect, text = line[10:].split(",", 9)
            assert (name, left, right, vertical, effect) == ("", "0", "0", "0", "")
            shown, blocks = read_text(text)
            events.append(
                ReadEvent(layer=int(layer), start=start, end=end, style=style, shown=shown, blocks=tuple(blocks))
            )
    return events


def read_text(text: str) -> tuple[str, list[str]]:
    """libass's own order: braces escaped, line breaks, override blocks, anything else as it stands."""
    shown, blocks, at = "", [], 0
    while at < len(text):
        pair = text[at : at + 2]
        if pair in ("\\{", "\\}"):
            shown, at = shown + pair[1], at + 2
        elif pair in ("\\N", "\\n"):
            shown, at = shown + "\n", at + 2
        elif pair == "\\h":
            shown, at = shown + "\u00a0", at + 2
        elif text[at] == "{" and "}" in text[at:]:
            end = text.index("}", at)
            blocks.append(text[at + 1 : end])
            at = end + 1
        else:
            shown, at = shown + text[at], at + 1
    return re.sub("[\u2060\u200e\u200f]", "", shown), blocks


def cue(start_ms: int, end_ms: int, *lines: str, speaker: str | None = "Ada", timed: bool = True) -> Cue:
    """A cue whose words share its time equally; "-" and "Name:" at the head of a line are said by nobody."""
    words = [word for line in lines for word in line.split() if not is_label(word)]
    said = 0
    made = []
    for line in lines:
        runs = []
        for word in line.split():
            if is_label(word):
                runs.append(Run(text=f"{word} ", speaker=speaker))
                continue
            begins = start_ms + (end_ms - start_ms) * said // len(words)
            runs.append(
                Run(
                    text=f"{word} ",
                    speaker=speaker,
                    first_word=said,
                    end_word=said + 1,
                    start_ms=begins if timed and said else None,
                )
            )
            said += 1
        made.append(tuple(runs))
    return Cue(start_ms=start_ms, end_ms=end_ms, lines=tuple(made))


def is_label(word: str) -> bool:
    """Whether a word of a test's line is a dash or a name."""
    return word == "-" or word.endswith(":")


def track(*cues: Cue) -> CueTrack:
    """A track of these cues."""
    return CueTrack(cues=cues)
