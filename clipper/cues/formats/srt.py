"""SubRip. Written through the srt package with its own numbering kept; read line by line, as tolerantly as players do.

There is no specification and no escape. Text that a reader would take for markup, or for the time line of a new cue,
gets an invisible word joiner (U+2060) inside; `parse_srt` takes it out again.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

import srt

from clipper.cues.formats.source_text import RunBuilder, SourceLine, StyledChar, require_writable, split_lines
from clipper.errors import TranscriptError
from clipper.model import Cue, CueTrack, Line, Run

_JOINER = "\u2060"
# Seen in the wild: one-digit hours, no hours, no or short fractions, full-width or wrong separators, spaces, one-dash
# arrows. Every repetition is bounded: the lines come from strangers.
_COLON = " {0,2}[:：] {0,2}"
_FRACTION = "(?: {0,2}[,.;:，．。：] {0,2}([0-9]{1,9}))?"
_TIME = f"(-)?(?:([0-9]{{1,9}}){_COLON})?([0-9]{{1,3}}){_COLON}([0-9]{{1,3}}){_FRACTION}"
_TIMINGS = re.compile(
    rf"[\s\ufeff]{{0,99}}{_TIME}[ \t]{{0,9}}(?:-{{1,3}}|- -|–|—)[ \t]{{0,2}}>[ \t]{{0,9}}{_TIME}(?![0-9])(.*)"
)
_INDEX = re.compile(r"[\s\ufeff]*-?[0-9]{1,9}(?:\.[0-9]{0,9})?\s*")
_MARKUP = re.compile(r"< {0,3}(/?) {0,3}([A-Za-z][A-Za-z0-9]{0,20})(?:[\s/=.:_-][^<>]{0,300})?>|\{\\[^{}]{0,300}\}")
_LOOKS_LIKE_TAG = re.compile(r"<(?= {0,99}/? {0,99}[A-Za-z])")
_STYLES = {"b": "b", "bold": "b", "strong": "b", "i": "i", "italic": "i", "em": "i", "u": "u", "underline": "u"}
_PLACEMENT = re.compile(r"\{\\an?[0-9]{1,2}\}")
_COORDINATES = re.compile(r"X1:[0-9 XY:]{1,60}")


def format_srt(track: CueTrack) -> str:
    """An SRT file's text, cues numbered from 1.

    b, i and u become tags. Speakers are written only where the track has them as text (`SpeakerLabels`). A class, an
    id, a header and another format's settings have no place in the format and are left out.

    Raises:
        ValueError: If the track holds what the format cannot (see `require_writable`).
        RuntimeError: If the srt package lost or made a cue.
    """
    require_writable(track)
    subtitles = [
        srt.Subtitle(
            index=number,
            start=timedelta(milliseconds=cue.start_ms),
            end=timedelta(milliseconds=cue.end_ms),
            content=_format_text(cue),
            proprietary=cue.settings if _COORDINATES.fullmatch(cue.settings) else "",
        )
        for number, cue in enumerate(track.cues, start=1)
    ]
    # reindex=True would sort, and drop cues, silently.
    text = str(srt.compose(subtitles, reindex=False))
    written = text.count("\n\n")
    if written != len(subtitles):
        raise RuntimeError(f"srt wrote {written} cues for {len(subtitles)}")
    return text


def _format_text(cue: Cue) -> str:
    placement = cue.settings if _PLACEMENT.fullmatch(cue.settings) else ""
    return placement + "\n".join(_format_line(line) for line in cue.lines)


def _format_line(line: Line) -> str:
    text = "".join(_format_run(run) for run in line)
    return text.replace("->", f"-{_JOINER}>") if _TIMINGS.match(text) else text


def _format_run(run: Run) -> str:
    text = _LOOKS_LIKE_TAG.sub(f"<{_JOINER}", run.text)
    text = text.replace("{\\", f"{{{_JOINER}\\").replace("-->", f"--{_JOINER}>")
    for tag in ("b", "i", "u"):
        if tag in run.style:
            text = f"<{tag}>{text}</{tag}>"
    return text


def parse_srt(text: str, *, source: str) -> CueTrack:
    r"""Read an SRT file: every time line begins a cue, its text goes on to the next one.

    Tags and ``{\...}`` blocks are taken out (b, i, u become style; ``{\an8}`` and X1: coordinates become settings);
    blank lines inside a text, index lines and word joiners go. A short fraction is decimal: ``,5`` is 500 ms.

    Args:
        text: The file's decoded text; ``Run.source_chars`` point into it.
        source: The file's name, for messages.

    Raises:
        TranscriptError: If there is no time line.
    """
    blocks = _split_blocks(split_lines(text.replace("\0", "\ufffd")))
    if not blocks:
        raise TranscriptError(
            "no cue can be read from this SRT file: it has no time line",
            path=source,
            line=1,
            remedy="A cue is a number, a line like 00:00:01,000 --> 00:00:02,500, and its text on the lines below.",
        )
    return CueTrack(cues=tuple(_read_cue(block) for block in blocks))


@dataclass(slots=True)
class _Block:
    """A time line and the lines below it."""

    timings: re.Match[str]
    lines: list[SourceLine] = field(default_factory=list)


def _split_blocks(lines: list[SourceLine]) -> list[_Block]:
    blocks: list[_Block] = []
    current: list[SourceLine] = []
    is_numbered = False
    for line in lines:
        # Nearly all lines are text: look for the arrow before the pattern.
        timings = _TIMINGS.match(line.text) if ">" in line.text else None
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
            blocks[-1].lines = _drop_stray_indices(current) if is_numbered else current
        blocks.append(_Block(timings))
        current = []
    if blocks:
        blocks[-1].lines = _drop_stray_indices(current) if is_numbered else current
    return blocks


def _drop_stray_indices(lines: list[SourceLine]) -> list[SourceLine]:
    """Without the number of a cue whose time line is missing: digits between an empty line and a text."""
    kept: list[SourceLine] = []
    for index, line in enumerate(lines):
        after_blank = index > 0 and not lines[index - 1].text.strip()
        before_text = index + 1 < len(lines) and bool(lines[index + 1].text.strip())
        if not (after_blank and before_text and kept and _INDEX.fullmatch(line.text)):
            kept.append(line)
    return kept


def _read_cue(block: _Block) -> Cue:
    groups = block.timings.groups()
    settings = groups[10].strip()
    builder = RunBuilder()
    open_styles: Counter[str] = Counter()
    for line in block.lines:
        placement = _PLACEMENT.search(line.text)
        if placement and not settings:
            settings = placement[0]
        _read_line(line, open_styles, builder)
    return Cue(
        start_ms=_read_time(groups[:5]), end_ms=_read_time(groups[5:10]), lines=builder.build_lines(), settings=settings
    )


def _read_line(line: SourceLine, open_styles: Counter[str], builder: RunBuilder) -> None:
    position = 0
    style = frozenset(+open_styles)
    while position < len(line.text):
        char = line.text[position]
        markup = _MARKUP.match(line.text, position) if char in "<{" else None
        if markup:
            _apply_markup(markup, open_styles)
            style = frozenset(+open_styles)
            position = markup.end()
            continue
        if char != _JOINER or not _is_escape(line.text, position):
            builder.chars.append(StyledChar(char, line.start + position, None, style))
        position += 1
    builder.chars.append(StyledChar("\n", line.start + len(line.text)))


def _is_escape(text: str, position: int) -> bool:
    return text[max(0, position - 1) : position] in ("<", "{", "-")


def _apply_markup(markup: re.Match[str], open_styles: Counter[str]) -> None:
    style = _STYLES.get((markup[2] or "").lower())
    if style is None:
        return
    if not markup[1]:
        open_styles[style] += 1
    elif open_styles[style]:
        open_styles[style] -= 1


def _read_time(parts: tuple[str | None, ...]) -> int:
    sign, hours, minutes, seconds, fraction = parts
    total = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
    # Decimal digits: ",5" is half a second, ",1500" is 0.15 s; beyond ms they are rounded half up.
    digits = (fraction or "0").ljust(4, "0")[:4]
    time_ms = total * 1000 + (int(digits) + 5) // 10
    return -time_ms if sign else time_ms
