"""Reading SubRip line by line, as tolerantly as players do; what cannot be read is told.

There is no specification: what is read stands in the tests, file by file.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from clipper.cues.formats.source_text import PassedOver, RunBuilder, SourceLine, StyledChar, split_lines
from clipper.errors import TranscriptError
from clipper.model import Cue, CueTrack

JOINER = "\u2060"
# Seen in the wild: one-digit hours, no hours, no or short fractions, full-width or wrong separators, spaces, one-dash
# arrows. Every repetition is bounded: the lines come from strangers.
_COLON = " {0,2}[:：] {0,2}"
_FRACTION = "(?: {0,2}[,.;:，．。：] {0,2}([0-9]{1,9}))?"
_TIME = f"(-)?(?:([0-9]{{1,9}}){_COLON})?([0-9]{{1,3}}){_COLON}([0-9]{{1,3}}){_FRACTION}"
TIMINGS = re.compile(
    rf"[\s\ufeff]{{0,99}}{_TIME}[ \t]{{0,9}}(?:-{{1,3}}|- -|–|—)[ \t]{{0,2}}>[ \t]{{0,9}}{_TIME}(?![0-9])(.*)"
)
"""A time line: five groups for either time (see `_read_time`), and what stands behind them."""
_LIKE_TIMINGS = re.compile(r"[^<>]{0,40}[0-9][:.,][0-9][^<>]{0,40}-> {0,9}[0-9]")
_INDEX = re.compile(r"[\s\ufeff]*-?[0-9]{1,9}(?:\.[0-9]{0,9})?\s*")
_MARKUP = re.compile(r"< {0,3}(/?) {0,3}([A-Za-z][A-Za-z0-9]{0,20})(?:[\s/=.:_-][^<>]{0,300})?>|\{\\[^{}]{0,300}\}")
_SPECIAL = re.compile(f"[<{{{JOINER}]")
_STYLES = {"b": "b", "bold": "b", "strong": "b", "i": "i", "italic": "i", "em": "i", "u": "u", "underline": "u"}
PLACEMENT = re.compile(r"\{\\an?[0-9]{1,2}\}")
COORDINATES = re.compile(r"X1:[0-9 XY:]{1,60}")


def parse_srt(text: str, *, source: str) -> CueTrack:
    r"""Read an SRT file: every time line begins a cue, its text goes on to the next one.

    Tags and ``{\...}`` blocks are taken out (b, i, u become style; ``{\an8}`` and X1: coordinates become settings);
    blank lines inside a text, index lines and word joiners go. A short fraction is decimal: ``,5`` is 500 ms. What is
    not used stands in ``passed_over``.

    Args:
        text: The file's decoded text; ``Run.source_chars`` point into it.
        source: The file's name, for messages.

    Raises:
        TranscriptError: If there is no time line.
    """
    passed_over = PassedOver()
    blocks = _split_blocks(split_lines(text.replace("\0", "\ufffd")), passed_over)
    if not blocks:
        raise TranscriptError(
            "no cue can be read from this SRT file: it has no time line",
            path=source,
            line=1,
            remedy="A cue is a number, a line like 00:00:01,000 --> 00:00:02,500, and its text on the lines below.",
        )
    cues = tuple(_read_cue(block, passed_over) for block in blocks)
    return CueTrack(cues=cues, passed_over=passed_over.finish())


@dataclass(slots=True)
class _Block:
    """A time line and the lines below it."""

    timings: re.Match[str]
    lines: list[SourceLine] = field(default_factory=list)


def _split_blocks(lines: list[SourceLine], passed_over: PassedOver) -> list[_Block]:
    blocks: list[_Block] = []
    current: list[SourceLine] = []
    is_numbered = False
    for line in lines:
        # Nearly all lines are text: look for the arrow before the pattern.
        timings = TIMINGS.match(line.text) if ">" in line.text else None
        if timings is None:
            current.append(line)
            continue
        while current and not current[-1].text.strip():
            current.pop()
        if current and _INDEX.fullmatch(current[-1].text):
            if not blocks:
                is_numbered = True
            # Without numbers in the file, digits above a time line are the last cue's text.
            if is_numbered:
                current.pop()
        if blocks:
            blocks[-1].lines = current
        else:
            _tell_lines(current, "text before the first time line; left out", passed_over)
        blocks.append(_Block(timings))
        current = []
    if blocks:
        blocks[-1].lines = current
    for block in blocks if is_numbered else ():
        block.lines = _drop_stray_indices(block.lines, passed_over)
    return blocks


def _tell_lines(lines: list[SourceLine], what: str, passed_over: PassedOver) -> None:
    for line in lines:
        if line.text.strip("\ufeff \t"):
            passed_over.add(line.number, what, line.text)


def _drop_stray_indices(lines: list[SourceLine], passed_over: PassedOver) -> list[SourceLine]:
    """Without the number of a cue whose time line is missing: digits between an empty line and a text."""
    kept: list[SourceLine] = []
    for index, line in enumerate(lines):
        after_blank = index > 0 and not lines[index - 1].text.strip()
        before_text = index + 1 < len(lines) and bool(lines[index + 1].text.strip())
        if after_blank and before_text and kept and _INDEX.fullmatch(line.text):
            what = "a number without a time line; what follows is kept as text of the cue before"
            passed_over.add(line.number, what, line.text)
        else:
            kept.append(line)
    return kept


def _read_cue(block: _Block, passed_over: PassedOver) -> Cue:
    groups = block.timings.groups()
    settings = groups[10].strip()
    builder = RunBuilder()
    open_styles: Counter[str] = Counter()
    for line in block.lines:
        placement = PLACEMENT.search(line.text)
        if placement and not settings:
            settings = placement[0]
        if _LIKE_TIMINGS.match(line.text):
            passed_over.add(line.number, "like a time line, but not readable as one; kept as text", line.text)
        _read_line(line, open_styles, builder, passed_over.markup)
    return Cue(
        start_ms=_read_time(groups[:5]), end_ms=_read_time(groups[5:10]), lines=builder.build_lines(), settings=settings
    )


def _read_line(line: SourceLine, open_styles: Counter[str], builder: RunBuilder, lost: Counter[str]) -> None:
    position = 0
    style = frozenset(+open_styles)
    if not _SPECIAL.search(line.text):
        builder.chars += [StyledChar(char, at, None, style) for at, char in enumerate(line.text, line.start)]
        position = len(line.text)
    while position < len(line.text):
        char = line.text[position]
        markup = _MARKUP.match(line.text, position) if char in "<{" else None
        if markup:
            if not _apply_markup(markup, open_styles):
                lost[f"<{markup[2].lower()}>" if markup[2] else markup[0][:20]] += 1
            style = frozenset(+open_styles)
            position = markup.end()
            continue
        if char != JOINER or not _is_escape(line.text, position):
            builder.chars.append(StyledChar(char, line.start + position, None, style))
        position += 1
    builder.chars.append(StyledChar("\n", line.start + len(line.text)))


def _is_escape(text: str, position: int) -> bool:
    return text[max(0, position - 1) : position] in ("<", "{", "-", "\\")


def _apply_markup(markup: re.Match[str], open_styles: Counter[str]) -> bool:
    """Open or close a style; whether the markup says something that a track keeps."""
    style = _STYLES.get((markup[2] or "").lower())
    if style is None:
        return bool(markup[1]) or bool(PLACEMENT.fullmatch(markup[0]))  # the start of what is closed here was told
    if not markup[1]:
        open_styles[style] += 1
    elif open_styles[style]:
        open_styles[style] -= 1
    return True


def _read_time(parts: tuple[str | None, ...]) -> int:
    sign, hours, minutes, seconds, fraction = parts
    total = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
    # Decimal digits: ",5" is half a second, ",1500" is 0.15 s; beyond ms they are rounded half up.
    digits = (fraction or "0").ljust(4, "0")[:4]
    time_ms = total * 1000 + (int(digits) + 5) // 10
    return -time_ms if sign else time_ms
