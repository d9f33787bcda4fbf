"""Where the cues of a subtitle file stand: number or id, time line and payload; everything else lies between them.

``cues`` reads such files whole; here only places are found, so that the rest of the file can stay to the character.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clipper.model import Word

Range = tuple[int, int]
_COLON = r" {0,2}[:：] {0,2}"
_TIME = rf"-?(?:\d{{1,9}}{_COLON})?\d{{1,3}}{_COLON}\d{{1,3}}(?: {{0,2}}[,.;:，．。：] {{0,2}}\d{{1,9}})?"
_TIMINGS = re.compile(
    rf"(?m)^[^\S\n]{{0,99}}\ufeff?(?P<start>{_TIME})[ \t]{{0,9}}(?:-{{1,3}}|- -|–|—)[ \t]{{0,2}}>[ \t]{{0,9}}"
    rf"(?P<end>{_TIME})(?!\d)[^\r\n]*(?:\r\n|\r|\n|\Z)"
)
"""As tolerant as the SRT reader; what it takes too much has no words, and stays as it is."""

_LINE_END = re.compile(r"\r\n|\r|\n|\Z")
_TAG = re.compile(r"<(?P<slash>/?) {0,3}(?P<name>[A-Za-z]{1,8})(?![A-Za-z])[^<>]{0,300}>")
_STYLES = frozenset(["b", "i", "u", "c", "font", "ruby", "rt", "lang", "bold", "italic", "strong", "em", "underline"])
_VOICE = re.compile(r"</?v(?:[.\s][^<>]{0,300})?>")
_PLACEMENT = re.compile(r"\{\\an?[0-9]{1,2}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A cue: from ``start`` its number or id, if any; from ``timings`` its time line, whose clock times are ``times``.

    The payload ends with the line of its last word.
    """

    start: int
    timings: int
    times: tuple[Range, Range]
    payload: Range


def find_blocks(text: str, words: Sequence[Word]) -> list[Block]:
    """The cues of a file in order; ``words`` are those that were read from it."""
    blocks: list[Block] = []
    # A time line is one for a reader whatever ends the line above it.
    found = list(_TIMINGS.finditer(text.replace("\r\n", " \n").replace("\r", "\n")))
    word = 0
    for index, timings in enumerate(found):
        start = timings.start()
        above = text.rfind("\n", 0, max(0, start - 1)) + 1 if "\n" in text else text.rfind("\r", 0, start - 1) + 1
        is_id = bool(text[above:start].strip("\ufeff \t\r\n")) and not (blocks and above < blocks[-1].payload[1])
        payload_start = timings.end()
        stop = found[index + 1].start() if index + 1 < len(found) else len(text)
        last = 0
        while word < len(words) and words[word].start_char < stop:
            last = words[word].end_char
            word += 1
        end = _LINE_END.search(text, last) if last > payload_start else None
        blocks.append(
            Block(
                start=above if is_id else start,
                timings=start,
                times=(timings.span("start"), timings.span("end")),
                payload=(payload_start, end.start() if end else payload_start),
            )
        )
    return blocks


def open_styles(text: str, start: int, at: int) -> list[tuple[str, str]]:
    """The style tags that are open at ``at`` of a payload that begins at ``start``: each as written, and its end."""
    stack: list[tuple[str, str, str]] = []
    for tag in _TAG.finditer(text, start, at):
        name = tag["name"]
        if name.lower() not in _STYLES:
            continue
        if not tag["slash"]:
            stack.append((name.lower(), tag[0], f"</{name}>"))
        elif stack and stack[-1][0] == name.lower():
            stack.pop()
    return [(opening, closing) for _, opening, closing in stack]


def find_voice(text: str, start: int, at: int) -> str:
    """The voice tag that is open at ``at`` of a payload that begins at ``start``; nothing if there is none."""
    tags = [tag[0] for tag in _VOICE.finditer(text, start, at)]
    return tags[-1] if tags and not tags[-1].startswith("</") else ""


def without_tags(written: str) -> str:
    """Text without its tags of voice and style."""
    return _TAG.sub("", _VOICE.sub("", written))


def styles_only(written: str) -> str:
    """The style tags of a text and nothing else."""
    return "".join(tag[0] for tag in _TAG.finditer(written) if tag["name"].lower() in _STYLES)


def without_voices(written: str) -> str:
    """Text without its voice tags."""
    return _VOICE.sub("", written)


def find_placement(text: str, start: int, at: int) -> str:
    r"""SubRip's "{\an8}" between ``start`` and ``at``, which places the whole cue."""
    found = _PLACEMENT.search(text, start, at)
    return found[0] if found else ""
