"""Lines that were meant as headers and are none: told to the user, lest a header be taken for speech.

A line is only called malformed where it can hardly be speech: it ends (or begins) like the file's headers do, with the
name of a speaker, a role or a fine-grained time beside what is broken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from clipper.errors import TranscriptError
from clipper.text.readers.clock import CLOCK, read_clock, read_stamp
from clipper.text.readers.links import hide_links
from clipper.text.readers.names import is_name
from clipper.text.readers.openings import LONGEST_HEAD, TIMED_NAMES, WHOLE_LINES, Opening, Shape
from clipper.text.readers.passage import fold_text, view_of_head
from clipper.text.readers.rows import Row
from clipper.text.readers.turns import locate

_REMEDY = 'Write it like "Jane Doe (Host) 00:41.200" or "[00:00:41] Jane Doe: text", or take it out.'
_LAST_CLOCK = re.compile(rf"(?P<clock>{CLOCK})[\s\])>}}:]*$")
_FIRST_CLOCK = re.compile(rf"\s*(?P<open>[\[(])?\s*(?P<clock>{CLOCK})\s*(?P<close>[\])])?")
_NAME_AND_ROLE = re.compile(
    r"\s*(?P<name>[^()\[\]:]{1,80}?)\s*\((?P<role>[^()]{1,200})\)\s*(?:[:|]|[–—-]\s)?\s*(?P<rest>[^\s]{1,20})\s*$"
)
_MORE_THAN_CHANCE = 2  # lines that end in a time with a fraction: one may be said ("he ran it in 3:43.1")
_NUMBERS = re.compile(r"[\[(]?\d[\d:;.,]*[\])]?$")


def check_rows(rows: Sequence[Row], heads: Sequence[Opening], *, text: str, source: str) -> None:
    """Look at every line that is no head.

    Raises:
        TranscriptError: For the first line that was meant as a header, with its line and column.
    """
    taken = {line for head in heads for line in range(head.line, head.end_line)}
    judge = _Judge(heads, [row.opening for row in rows if row.opening])
    folded = hide_links(fold_text(text))
    for row in rows:
        if row.number in taken or row.end - row.start > LONGEST_HEAD:
            continue
        fault = judge.find_fault(view_of_head(folded[row.start : row.end]))
        if fault is not None:
            message, offset = fault
            line, column = locate(text, row.start + offset)
            raise TranscriptError(
                f"this header cannot be read: {message}", path=source, line=line, column=column, remedy=_REMEDY
            )


class _Judge:
    """What the file's good headers look like."""

    def __init__(self, heads: Sequence[Opening], openings: Sequence[Opening]) -> None:
        self.names = {head.name for head in heads if head.name}
        self.beginnings = tuple(self.names)
        self.pairs = {(head.name, head.role) for head in heads if head.role}
        self.has_header_lines = any(head.shape in WHOLE_LINES and head.shape in TIMED_NAMES for head in heads)
        fine = sum(o.shape is Shape.NAME_STAMP and o.stamp is not None and o.stamp.has_fraction for o in openings)
        self.ends_in_times = self.has_header_lines or fine >= _MORE_THAN_CHANCE
        self.has_fractions = any(head.stamp is not None and head.stamp.has_fraction for head in heads)
        self.has_times_in_front = any(head.stamp and not head.name for head in heads) or any(
            head.stamp and head.stamp.start_char <= 1 for head in heads
        )

    def find_fault(self, line: str) -> tuple[str, int] | None:
        """What is wrong with a line as a header, and at which character; None if it is no header at all."""
        return (
            self._find_unclosed(line)
            or self._find_bad_time(line)
            or self._find_missing_name(line)
            or self._find_bad_front(line)
        )

    def _is_speaker(self, name: str) -> bool:
        name = " ".join(name.strip(" \t-–—|,:").split())
        return name in self.names or is_name(name, is_certain_place=self.has_header_lines)

    def _begins_known(self, line: str) -> bool:
        return line.lstrip().startswith(self.beginnings)

    def _knows(self, name: str) -> bool:
        return name.strip() in self.names or (self.has_header_lines and is_name(name.strip()))

    def _find_unclosed(self, line: str) -> tuple[str, int] | None:
        """Such as "Name (Role 00:41", "Name Role) 00:41", "Name [00:41"."""
        clock = _LAST_CLOCK.search(line)
        if clock is None or (
            self.has_fractions and not re.search("[.,]", clock["clock"]) and not self._begins_known(line)
        ):
            return None
        for opening, closing in ("()", "[]"):
            opened, closed = line.count(opening), line.count(closing)
            if opened > closed and self._is_speaker(line[: line.index(opening)]):
                return f'"{opening}" is not closed', line.index(opening)
            if closed > opened and self._is_speaker(line[: line.index(closing)].partition(opening)[0]):
                return f'"{closing}" is not opened', line.index(closing)
            name = line.partition(opening)[0]
            is_inside = opened and line.rstrip().endswith(closing) and line.rfind(opening) < clock.start() - 1
            if is_inside and not line[line.rfind(opening) + 1 : clock.start()].isspace() and self._knows(name):
                return "the time stands within the brackets of the role", clock.start()
        return None

    def _find_bad_time(self, line: str) -> tuple[str, int] | None:
        """Such as "Name (Role) 00:75.000", "Name (Role) 41.2", "Name 00:75"."""
        found = _NAME_AND_ROLE.match(line)
        if found and self._is_speaker(found["name"]):
            name, role, rest = " ".join(found["name"].split()), " ".join(found["role"].split()), found["rest"]
            is_known = (name, role) in self.pairs and any(character in "0123456789:" for character in rest)
            if is_known or (_NUMBERS.match(rest) and (":" in rest or name in self.names)):
                return f'"{rest}" is not a time', found.start("rest")
        clock = _LAST_CLOCK.search(line)
        if clock and read_clock(clock["clock"]) is None:
            name = " ".join(line[: clock.start()].strip(" \t-–—|,:[(").split())
            is_fine = "." in clock["clock"] and self.has_header_lines and is_name(name)
            if name in self.names or is_fine:
                return f'"{clock["clock"]}" is not a time', clock.start("clock")
        return None

    def _find_missing_name(self, line: str) -> tuple[str, int] | None:
        """Such as "(Host) 00:41.200" or "00:41.200" among lines that end in a time."""
        clock = _LAST_CLOCK.search(line)
        if not self.ends_in_times or clock is None:
            return None
        has_fraction = "." in clock["clock"] or "," in clock["clock"]
        is_role_only = re.match(r"\s*\([^()]{1,200}\)\s*$", line[: clock.start()]) is not None
        if is_role_only or (has_fraction and read_clock(clock["clock"]) is not None):
            return "it ends in a time as a header does, and no speaker's name stands before it", 0
        return None

    def _find_bad_front(self, line: str) -> tuple[str, int] | None:
        """Such as "[00:41 Name: text", "[00:75] Name: text" among lines that begin with a time."""
        clock = _FIRST_CLOCK.match(line)
        if clock is None or not self.has_times_in_front or read_stamp(line, len(line) - len(line.lstrip())):
            return None
        if read_clock(clock["clock"]) is None:
            return f'"{clock["clock"]}" is not a time', clock.start("clock")
        if clock["open"] and not clock["close"] and "])"["[(".index(clock["open"])] not in line:
            return f'"{clock["open"]}" is not closed', clock.start("open")
        if clock["close"] and not clock["open"]:
            return f'"{clock["close"]}" is not opened', clock.start("close")
        return None
