"""The text of a WebVTT cue -> characters with voice and style: the specification's tokenizer and tree builder.

Source: W3C WebVTT, "cue text tokenizer" and "cue text parsing rules". Kept of the tree: voices, classes, b/i/u, and the
timestamps of words. Languages and ruby brackets are read over; their text stays.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from clipper.cues.formats.source_text import PassedOver, RunBuilder, StyledChar
from clipper.cues.width import clean_text
from clipper.model import Line

# Hours may have any number of digits and be left out; at most nine are read, so that no file makes huge numbers.
TIME = r"(?:([0-9]{1,9}):([0-5][0-9])|([0-5][0-9])):([0-5][0-9])\.([0-9]{3})(?![0-9])"
"""A timestamp; `read_time` makes ms of its groups."""

_TIMESTAMP = re.compile(TIME)
# The longest name in HTML's table has 32 characters; 8 digits are more than Unicode needs.
_REFERENCE = re.compile(r"&(?:#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,8};?|[A-Za-z][A-Za-z0-9]{0,31};?)")
# A tag ends at ">" or with the text.
_TAG = re.compile(r"<([^>]*)(?:>|\Z)")
_START_TAG = re.compile(r"([^.\t\n\f ]*)((?:\.[^.\t\n\f ]*)*)[\t\n\f ]?(.*)", re.DOTALL)
_KEPT = ("c", "i", "b", "u", "v")
_PUSHED = ("c", "i", "b", "u", "ruby", "v", "lang")


@dataclass(frozen=True, slots=True)
class _Node:
    """An open tag, with the voice and the style that hold inside it."""

    name: str
    style: frozenset[str] = frozenset()
    speaker: str | None = None


_ROOT = _Node("")


def read_time(parts: tuple[str | None, ...]) -> int:
    """The ms of what `TIME` matched."""
    hours, minutes_after_hours, minutes, seconds, ms = parts
    total_minutes = int(hours or 0) * 60 + int(minutes_after_hours or minutes or 0)
    return (total_minutes * 60 + int(seconds or 0)) * 1000 + int(ms or 0)


def read_cue_text(text: str, source: int, passed_over: PassedOver) -> tuple[Line, ...]:
    """The lines of a cue.

    Args:
        text: The cue's lines as they stand in the file, each line's end replaced by as many characters, the last LF.
        source: Where ``text`` begins in the file.
        passed_over: Takes the tags that are not kept.
    """
    builder = RunBuilder()
    stack = [_ROOT]
    start_ms: int | None = None
    position = 0
    while position < len(text):
        tag = _TAG.match(text, position) if text[position] == "<" else None
        if tag:
            timestamp = _TIMESTAMP.fullmatch(tag[1])
            start_ms = read_time(timestamp.groups()) if timestamp else start_ms
            if not timestamp and not _apply_tag(tag[1], stack):
                passed_over.markup[f"<{tag[1][:20]}>"] += 1
            position = tag.end()
            continue
        node = stack[-1]
        end = text.find("<", position)
        for char, index in _decode(text, position, end if end >= 0 else len(text)):
            builder.chars.append(StyledChar(char, source + index, node.speaker, node.style, start_ms))
        position = end if end >= 0 else len(text)
    return builder.build_lines()


def _decode(text: str, position: int, end: int) -> Iterator[tuple[str, int]]:
    """The characters of a stretch without tags, entities decoded, each with its place."""
    while position < end:
        reference = _REFERENCE.match(text, position, end) if text[position] == "&" else None
        if reference:
            # A line end can only be written as such: a decoded one is a space.
            yield from ((" " if char in "\r\n" else char, position) for char in html.unescape(reference[0]))
            position = reference.end()
        else:
            yield text[position], position
            position += 1


def _apply_tag(content: str, stack: list[_Node]) -> bool:
    """Open or close a tag; whether it says something that a track keeps."""
    if content.startswith("/"):
        _close(content[1:], stack)
        return True  # its start was told
    match = _START_TAG.match(content)
    name = match[1] if match else ""
    if match and (name in _PUSHED or (name == "rt" and stack[-1].name == "ruby")):
        own = {f".{part}" for part in match[2].split(".") if part} | {name} & {"b", "i", "u"}
        speaker = clean_text(html.unescape(match[3])) or None if name == "v" else stack[-1].speaker
        stack.append(_Node(name, stack[-1].style | own, speaker))
    return name in _KEPT


def _close(name: str, stack: list[_Node]) -> None:
    if name and stack[-1].name == name:
        stack.pop()
    elif name == "ruby" and stack[-1].name == "rt":
        del stack[-2:]
