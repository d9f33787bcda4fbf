"""One line of a transcript -> how it could open a turn: the parts that a header may have, in any of the known orders.

A reading of a single line proves nothing ("Remember: it works" has a name and a colon). ``layout`` weighs the openings
of the whole file against each other and keeps those that are headers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from clipper.text.readers.annotations import is_note
from clipper.text.readers.clock import CLOCK, Stamp, read_stamp
from clipper.text.readers.names import is_name
from clipper.text.readers.passage import view_of_head

LONGEST_HEAD = 400
"""Characters of a line that are looked at: a name, a long role ("Professor of ..., University of ...") and a time."""


class Shape(Enum):
    """The parts of an opening in their order."""

    STAMP = "time"  # [00:41]
    STAMP_TEXT = "time text"  # [00:41] text
    STAMP_NAME = "time name"  # 00:41 Name
    STAMP_NAME_TEXT = "time name: text"  # [00:41] Name: text
    NAME_STAMP = "name time"  # Name (Role) 00:41
    NAME_STAMP_TEXT = "name time: text"  # Name [00:41]: text
    NAME_TEXT = "name: text"
    NAME_COLON = "name:"  # the text is on the next line
    NAME_ROLE = "name (role)"
    NAME_ALONE = "name"


TIMED_NAMES = frozenset({Shape.NAME_STAMP, Shape.NAME_STAMP_TEXT, Shape.STAMP_NAME, Shape.STAMP_NAME_TEXT})
LABELS = frozenset({Shape.NAME_TEXT, Shape.NAME_COLON})
WHOLE_LINES = frozenset(
    {Shape.STAMP, Shape.STAMP_NAME, Shape.NAME_STAMP, Shape.NAME_COLON, Shape.NAME_ROLE, Shape.NAME_ALONE}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A possible head of a turn.

    ``start_char`` is where it begins in the text and ``text_char`` where speech may begin behind it; ``line`` and
    ``end_line`` are the half-open range of lines it takes. ``is_marked`` says that a colon, a bar or brackets set the
    name off from what follows. ``stamp_text_char`` is where speech begins if only the timestamp in front is a head.
    """

    shape: Shape
    line: int
    end_line: int
    start_char: int
    text_char: int
    name: str = ""
    role: str = ""
    stamp: Stamp | None = None
    is_marked: bool = False
    stamp_text_char: int = 0


_LEAD = re.compile(r"[\s>•·#–—-]*")
_SEPARATOR = re.compile(r"[\s\-–—|,]*")
_NAME_STOP = re.compile(rf"[(\[{{<:|\t]|{CLOCK}")
_DASH = re.compile(r"\s*[-–—|]\s+")
_MARK = re.compile(r"\s*[:|\t]")
_BRACKETED_NAME = re.compile(r"\[([^\[\]]{1,60})\]")
_REST_OF_NAME = re.compile(
    rf" (?P<first>[^\W\d_])[\w.'’-]{{0,30}}(?: [^\W\d_][\w.'’-]{{0,30}}){{0,2}}(?=\s*(?:[(\[:|\t]|{CLOCK}|$))"
)
"""What follows a nickname in brackets: up to three words, then a role, a time or a mark."""
_LAST_STAMP = re.compile(rf"[\[(<{{]?{CLOCK}[\])>}}]?[\s:]*$")
_LONGEST_WRITTEN_NAME = 120  # characters; what is longer is a sentence
_CELL_END = re.compile(rf"[ ]*(?:\t|[(\[]?{CLOCK})")
_CLOSING = {"(": ")", "[": "]"}


def read_opening(line: str, *, number: int, start_char: int) -> Opening | None:
    """How line ``number``, which begins at ``start_char``, could open a turn; None if it cannot."""
    return _LineReader(line, number, start_char).read()


class _LineReader:
    """A cursor on one line."""

    def __init__(self, line: str, number: int, start_char: int) -> None:
        is_cut = len(line) > LONGEST_HEAD
        self.view = view_of_head(line[:LONGEST_HEAD]) + ("x" if is_cut else "")
        self.raw = line
        self.number = number
        self.start_char = start_char
        self.lead = _LEAD.match(self.view).end()  # type: ignore[union-attr]  # matches anywhere
        self.at = self.lead
        self.name = ""
        self.role = ""
        self.stamp: Stamp | None = None
        self.is_marked = False

    def read(self) -> Opening | None:
        if self.lead == len(self.view):
            return None
        self.stamp = read_stamp(self.view, self.at)
        return self._read_after_stamp() if self.stamp else self._read_after_name() or self._read_before_stamp()

    def _read_after_stamp(self) -> Opening | None:
        assert self.stamp is not None  # noqa: S101  # read() has looked
        self.at = self.stamp.end_char
        if self.at < len(self.view) and not self.stamp.is_bracketed and self.view[self.at].isalnum():
            return None
        mark = _MARK.match(self.view, self.at)
        self.at = mark.end() if mark else self.at
        dash = _DASH.match(self.view, self.at)
        text_at = dash.end() if dash else self.at
        self.at = _SEPARATOR.match(self.view, self.at).end()  # type: ignore[union-attr]  # matches the empty string
        if self._is_at_end():
            return self._opening(Shape.STAMP, len(self.view))
        if not self._read_name():
            return self._opening(Shape.STAMP_TEXT, text_at)
        if self._is_at_end():
            return self._opening(Shape.STAMP_NAME, len(self.view), stamp_text=text_at)
        if self.is_marked:
            return self._opening(Shape.STAMP_NAME_TEXT, self.at, stamp_text=text_at)
        return self._opening(Shape.STAMP_TEXT, text_at, drop_name=True)

    def _read_after_name(self) -> Opening | None:
        if not self._read_name():
            return None
        after_name = self.at
        self.at = _SEPARATOR.match(self.view, self.at).end()  # type: ignore[union-attr]  # matches the empty string
        stamp = read_stamp(self.view, self.at)
        if stamp is not None and self._takes_stamp(stamp):
            self.stamp = stamp
            self.at = stamp.end_char
            self._read_mark()
            return self._opening(Shape.NAME_STAMP if self._is_at_end() else Shape.NAME_STAMP_TEXT, self.at)
        if self._is_at_end():
            shape = Shape.NAME_COLON if self.is_marked else Shape.NAME_ROLE if self.role else Shape.NAME_ALONE
            return self._opening(shape, len(self.view))
        return self._opening(Shape.NAME_TEXT, after_name) if self.is_marked else None

    def _read_before_stamp(self) -> Opening | None:
        """A line that ends in a time behind what may be a name of any characters, with or without a role."""
        last = _LAST_STAMP.search(self.view, self.lead)
        self.stamp = read_stamp(self.view, last.start()) if last else None
        if last is None or self.stamp is None or self.view[self.stamp.end_char :].strip(" \t:"):
            return None
        name = self.view[self.lead : last.start()].rstrip(" \t,:|-–—")
        start = _start_of_bracket(name)
        if start and name[start] == "[" and name[start - 1].isalnum():
            return None  # "compan[ies]"
        self.role = "" if start is None else " ".join(name[start + 1 : -1].split())
        self.name = " ".join(name[:start].split())
        if not self.name or len(self.name) > _LONGEST_WRITTEN_NAME:
            return None
        self.is_marked = False
        return self._opening(Shape.NAME_STAMP, len(self.view))

    def _takes_stamp(self, stamp: Stamp) -> bool:
        """Whether a stamp behind the name belongs to the header ("Name: 12:30 is late" is said at no given time)."""
        rest = self.view[stamp.end_char :].strip()
        return not rest or stamp.is_bracketed or not self.is_marked or bool(_MARK.match(self.view, stamp.end_char))

    def _read_name(self) -> bool:
        """Read a name, roles in brackets and a mark; leave the cursor behind them."""
        start = self.at
        bracketed = _BRACKETED_NAME.match(self.view, self.at)
        if bracketed:
            self.name = " ".join(bracketed[1].split())
            self.at = bracketed.end()
            self.is_marked = True
        else:
            stop = _NAME_STOP.search(self.view, self.at)
            end = stop.start() if stop else len(self.view)
            self.name = " ".join(self.view[self.at : end].strip(" \t,-–—").split())
            self.at = end
        if not self.name or len(self.name) > _LONGEST_WRITTEN_NAME or not self._read_roles():
            return False
        if not (bracketed or self._read_past_nickname(start)):
            return False
        self._read_mark()
        return True

    def _read_past_nickname(self, start: int) -> bool:
        """Where the brackets hold a nickname, read on to the end of the name that begins at ``start``."""
        rest = _REST_OF_NAME.match(self.view, self.at)
        name = " ".join(self.view[start : rest.end()].split()) if rest else ""
        if not (rest and self.role and rest["first"].isupper() and is_name(name)) or is_note(self.role):
            return True
        self.name, self.role = name, ""
        self.at = rest.end()
        return self._read_roles()

    def _read_roles(self) -> bool:
        roles = []
        while self.at < len(self.view):
            start = self.at + len(self.view[self.at :]) - len(self.view[self.at :].lstrip())
            if self.view[start : start + 1] not in ("(", "[") or read_stamp(self.view, start):
                break
            if self.view[start] == "[" and start and self.view[start - 1].isalnum():
                return False  # "compan[ies]"
            end = _end_of_bracket(self.view, start)
            if "\t" in self.view[self.at : start] and (end is None or not _CELL_END.match(self.view, end)):
                break  # the next cell of a row: a text that begins with a note
            if end is None:
                return False
            roles.append(" ".join(self.view[start + 1 : end - 1].split()))
            self.at = end
        self.role = ", ".join(role for role in roles if role)
        return True

    def _read_mark(self) -> None:
        mark = _MARK.match(self.view, self.at)
        if mark:
            self.at = mark.end()
            self.is_marked = True

    def _is_at_end(self) -> bool:
        return not self.view[self.at :].strip()

    def _opening(self, shape: Shape, text_at: int, *, stamp_text: int = 0, drop_name: bool = False) -> Opening:
        text_at = len(self.raw) if shape in WHOLE_LINES else min(text_at, len(self.raw))
        if self.raw[:text_at].count("**") % 2 and self.raw.startswith("**", text_at):
            text_at += 2  # Markdown: **Name:** text
        return Opening(
            shape=shape,
            line=self.number,
            end_line=self.number + 1,
            start_char=self.start_char + len(self.raw) - len(self.raw.lstrip()),
            text_char=self.start_char + text_at,
            name="" if drop_name else self.name,
            role="" if drop_name else self.role,
            stamp=self.stamp,
            is_marked=self.is_marked,
            stamp_text_char=self.start_char + (stamp_text or text_at),
        )


def _start_of_bracket(written: str) -> int | None:
    """Where the bracket opens that closes at the end of ``written``; None if it ends in none."""
    closing = written[-1:]
    opening = {")": "(", "]": "["}.get(closing)
    depth = 0
    for index in range(len(written) - 1, -1, -1) if opening else ():
        depth += (written[index] == closing) - (written[index] == opening)
        if depth == 0:
            return index
    return None


def _end_of_bracket(view: str, start: int) -> int | None:
    """One past the bracket that closes the one at ``start``; brackets of the same kind may nest."""
    opening, closing = view[start], _CLOSING[view[start]]
    depth = 0
    for index in range(start, len(view)):
        depth += (view[index] == opening) - (view[index] == closing)
        if depth == 0:
            return index + 1
    return None
