"""The heads of a labelled text as samples from which other heads are made.

A head is never composed from a description of its layout: one of the file's own is taken, and its name, role and clock
times are written over. So whatever dresses it (Markdown, brackets, bars, tabs) stays without being understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from clipper.model import Speaker, Turn
from clipper.text.readers.clock import CLOCK, read_clock
from clipper.text.readers.links import hide_links
from clipper.text.readers.openings import Opening
from clipper.text.readers.passage import MARKUP, fold_text, view_of_head

Range = tuple[int, int]
_CLOCK = re.compile(CLOCK)
_OPENING, _CLOSING = "[(<{", "])>}"
_BETWEEN = r"[\s\-–—|,]*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A head as it stands in the file, from its indent to the text behind it.

    ``space`` is what parts it from the text. The ranges are in ``text``: ``name`` and ``role`` (with its brackets) are
    None where there is none, ``stamp`` has the brackets and link about the time, ``clocks`` the bare times (none for a
    time of day), ``link`` the address behind it. ``is_whole`` says that all parts were found, so that it can serve as
    a sample for others.
    """

    first_word: int
    speaker: Speaker | None
    start_ms: int | None
    end_ms: int | None
    text: str
    space: str
    is_whole: bool
    name: Range | None = None
    role: Range | None = None
    stamp: Range | None = None
    clocks: tuple[Range, ...] = ()
    link: Range | None = None

    @property
    def written_times(self) -> list[str]:
        """Its clock times as they are written."""
        return [self.text[start:end] for start, end in self.clocks]

    @property
    def layout(self) -> tuple[str, str]:
        """Equal for heads that differ in name, role and time only."""
        edits = [(one, mark) for one, mark in ((self.name, "N"), (self.role, "R"), (self.stamp, "T")) if one]
        return rewrite(self.text, edits), self.space

    def written_anew(self, speaker: Speaker | None, edits: Iterable[tuple[Range, str]]) -> str:
        """The head with ``edits`` in its times, in the name of ``speaker``; one without a name gets "Name: "."""
        edits = list(edits)
        if speaker is None or speaker == self.speaker:
            return rewrite(self.text, edits) + self.space
        role = f" ({speaker.role})" if speaker.role else ""
        if self.name is None:
            return f"{rewrite(self.text, edits)}{self.space or ' '}{speaker.name}{role}: "
        edits.append((self.name, speaker.name))
        if self.role is None:
            edits.append(((self.name[1], self.name[1]), role))
        elif self.speaker is not None and speaker.role != self.speaker.role:
            edits.append((self.role, role))
        return rewrite(self.text, edits) + self.space

    def without_time(self) -> list[tuple[Range, str]]:
        """The edits that take its time out, with what parted it from the name."""
        if self.stamp is None:
            return []
        view = view_of_head(self.text)
        start, end = self.stamp
        before = re.search(rf"{_BETWEEN}\Z", view[:start])
        if before and before.start() > len(self.text) - len(self.text.lstrip()):
            return [((before.start(), end), "")]
        after = re.compile(_BETWEEN).match(view, end)
        return [((start, after.end() if after else end), "")]


def rewrite(text: str, edits: Iterable[tuple[Range, str]]) -> str:
    """``text`` with each range replaced; ranges do not overlap."""
    for (start, end), written in sorted(edits, reverse=True):
        text = text[:start] + written + text[end:]
    return text


def hide_markup(text: str) -> str:
    """A file's text as ``measure_head`` wants it: folded, the markup of links overwritten; same length."""
    return hide_links(fold_text(text))


def measure_head(text: str, hidden: str, opening: Opening, turn: Turn, first_char: int) -> tuple[int, Head]:
    """Where the head of ``turn`` begins in the file's ``text``, and the head; its first word is at ``first_char``."""
    start = opening.start_char
    while start and text[start - 1] in " \t\u00a0":
        start -= 1
    start += len(text[start:first_char]) - len(text[start:first_char].lstrip("\ufeff"))
    folded = hidden[start:first_char]
    end = opening.text_char - start
    while end < len(folded) and folded[end] == MARKUP:
        end += 1
    whole = text[start : start + end].rstrip()
    rest = text[start + len(whole) : first_char]
    space = rest[: len(rest) - len(rest.lstrip())]
    view = view_of_head(folded[: len(whole)])
    name = _find(opening.name, view, 0)
    role = _find_role(opening.role, view, name[1]) if name and opening.role else None
    stamp, clocks, link = _find_stamp(whole, folded[: len(whole)], opening)
    is_whole = bool(name or not opening.name) and bool(role or not opening.role) and bool(stamp or not opening.stamp)
    return start, Head(
        first_word=turn.first_word,
        speaker=turn.speaker,
        start_ms=turn.header_ms,
        end_ms=turn.header_end_ms,
        text=whole,
        space=space,
        is_whole=is_whole,
        name=name,
        role=role,
        stamp=stamp,
        clocks=clocks,
        link=link,
    )


def _spaced(written: str) -> str:
    return r"\s+".join(re.escape(part) for part in written.split())


def _find(name: str, view: str, at: int) -> Range | None:
    found = re.compile(_spaced(name)).search(view, at) if name else None
    return found.span() if found else None


def _find_role(role: str, view: str, at: int) -> Range | None:
    """The brackets behind the name: one pair around the whole role, or one around each of its parts."""
    for parts in ([role], role.split(", ")):
        pattern = "".join(rf"\s*[(\[]\s*{_spaced(part)}\s*[)\]]" for part in parts)
        found = re.compile(pattern).search(view, at)
        if found:
            return found.span()
    return None


def _find_stamp(text: str, folded: str, opening: Opening) -> tuple[Range | None, tuple[Range, ...], Range | None]:
    """The time of a head with its brackets and link, its bare clock times, and the link."""
    stamp = opening.stamp
    if stamp is None:
        return None, (), None
    view = view_of_head(folded)
    spans = [found.span() for found in _CLOCK.finditer(view)]
    is_time_of_day = stamp.start_ms is None
    first = next((s for s in spans if is_time_of_day or read_clock(view[slice(*s)]) == stamp.start_ms), None)
    if first is None:
        return None, (), None
    clocks = [first]
    if stamp.end_ms is not None:
        clocks += [s for s in spans if s > first and read_clock(view[slice(*s)]) == stamp.end_ms][:1]
    start, end = first[0], clocks[-1][1]
    half = re.compile(r"\s?[AaPp]\.?[Mm]\b\.?").match(view, end) if is_time_of_day else None
    start, end = _widen(view, start, half.end() if half else end)
    link_end = end
    while link_end < len(folded) and folded[link_end] == MARKUP:
        link_end += 1
    link = (end, link_end) if link_end > end else None
    return _widen(text, start, link_end, "*_", "*_"), () if is_time_of_day else tuple(clocks), link


def _widen(text: str, start: int, end: int, opening: str = _OPENING, closing: str = _CLOSING) -> Range:
    """The range with the marks about it that belong together."""
    while start and end < len(text) and text[start - 1] in opening:
        if text[end] != closing[opening.index(text[start - 1])]:
            break
        start, end = start - 1, end + 1
    return start, end


def split_gap(gap: str) -> tuple[str, str]:
    """What stands between two words, without the spaces at which it may be parted: what clings to either word.

    Mostly nothing; else the markup of a link, an image or invisible characters.
    """
    spaces = [found.span() for found in re.finditer(r"\s+", gap)]
    if not spaces:
        return gap, ""
    return gap[: spaces[-1][0]].rstrip(), gap[spaces[-1][1] :]
