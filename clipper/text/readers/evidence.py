"""What a whole file says about its names and timestamps, by which a single line is judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from clipper.text.readers.front_matter import is_credit, is_front_matter, is_metadata
from clipper.text.readers.names import is_name
from clipper.text.readers.openings import LABELS, TIMED_NAMES, Opening, Shape
from clipper.text.readers.rows import STAMP_FIRST, Row

HALF = 0.5
"""Share of paragraphs that begin "Name: " beyond which a name need not recur."""

SOME = 0.3
"""Share of lines below which a form is an accident of the text and not a layout."""


class Evidence:
    """What the whole file says about its names and timestamps."""

    def __init__(self, rows: Sequence[Row], text: str) -> None:
        self.rows = rows
        self.text = text
        openings = [row.opening for row in rows if row.opening]
        self.shapes = Counter(o.shape for o in openings)
        self.timed = Counter(o.name for o in openings if o.shape in TIMED_NAMES)
        self.marked = Counter(o.name for o in openings if o.shape in LABELS or o.shape is Shape.STAMP_NAME_TEXT)
        self.pairs = Counter((o.name, o.role) for o in openings if o.role)
        self.alone = Counter(o.name for o in openings if o.shape is Shape.NAME_ALONE)
        stamps = [(o.role, o.stamp.style) for o in openings if o.stamp and o.shape in TIMED_NAMES and is_name(o.name)]
        certain = [style for role, style in stamps if role]  # a line that has a role, too, is hardly speech
        styles = Counter(certain or [style for _, style in stamps]).most_common(1)
        self.main_style = styles[0][0] if styles else None
        self.usual = Counter(o.name for o in openings if o.name and o.stamp and o.stamp.style == self.main_style)
        stamped = [row for row in rows if row.opening and row.opening.shape in STAMP_FIRST]
        self.named_share_of_stamped = self.share(
            lambda o: o.shape is Shape.STAMP_NAME_TEXT and is_name(o.name), among=stamped
        )
        header_lines = [o for o in openings if o.shape is Shape.NAME_STAMP and (o.role or is_name(o.name))]
        self.ends_in_times = len(header_lines) >= max(1, len(stamped))
        self.has_roles = any(o.role and o.stamp and o.shape is Shape.NAME_STAMP for o in openings)

    def is_usual_style(self, opening: Opening) -> bool:
        """Whether its timestamp is written like most; past the first hour, a colon more is the same style."""
        if opening.stamp is None or self.main_style is None:
            return False
        style, main = opening.stamp.style, self.main_style
        return style == main or (style[1:] == main[1:] and (style[0] == 2 or " " in opening.name))

    def share(self, is_like: Callable[[Opening], bool], among: Iterable[Row]) -> float:
        """The share of the rows ``among`` whose opening ``is_like`` that."""
        rows = list(among)
        return sum(row.opening is not None and is_like(row.opening) for row in rows) / len(rows) if rows else 0.0

    def paragraphs(self) -> list[Row]:
        """The rows that begin a paragraph (all rows where there are no blank lines), without metadata and credits."""
        said = [row for row in self.rows if not self._is_unsaid(row)]
        starts = [row for row in said if row.after_blank]
        return starts if len(starts) > 1 else said

    def opens_file(self, index: int) -> bool:
        """Whether nothing but titles and metadata stands above row ``index``."""
        return all(is_front_matter(self.text[row.start : row.end]) for row in self.rows[:index])

    def _is_unsaid(self, row: Row) -> bool:
        line = self.text[row.start : row.end]
        return is_metadata(line) or is_credit(line)
