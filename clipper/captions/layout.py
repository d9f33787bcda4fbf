"""Words on lines: what they measure, where they are broken, how far they shrink."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from clipper.captions.ass_text import escape, number, plain_text
from clipper.captions.fonts import FontShelf, Segment
from clipper.language.graphemes import split_at_joints, split_graphemes
from clipper.model import FontFace

SMALLEST = 0.72
"""To what letters shrink before another line is opened: at 84 px, 60 are still large on a phone."""
_MOST_LINES = 5  # a picture covered by text shows nothing else: from there on letters shrink however far they must
_MONSTER = 0.5
"""A word that does not fit in letters half as large is cut: 42 px of 1080 are the least that is read on a phone."""
_TORN_WORD = 1.0  # ems by which a line may be wider before a word is torn at a hyphen, or a URL at a slash
_RESERVE = 0.98  # hinting and rounding to pixels; measured, lines came out 0 to 1 % narrower than reckoned


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """What stands on one line: a word, or a piece of one.

    ``start_ms`` is when it is said; None is text that nobody says (a dash, a name). ``spaced`` says whether a space
    stands in front. ``size`` and ``color`` are its own, where a block mixes them.
    """

    segments: tuple[Segment, ...]
    start_ms: int | None = None
    spaced: bool = True
    size: float = 1.0
    color: str = ""

    @property
    def width(self) -> float:
        """In ems of the block."""
        return self.size * sum(segment.width for segment in self.segments)

    @property
    def gap(self) -> float:
        """The width of the space in front; an em where the font has none, since another's is drawn."""
        face = self.segments[0].face
        return self.size * face.advances.get(ord(" "), face.units_per_em) / face.units_per_em if self.spaced else 0.0

    @property
    def height(self) -> float:
        """Of its line, in ems of the block."""
        return self.size * max(s.face.line_units / s.face.units_per_em for s in self.segments)

    @property
    def runs_leftward(self) -> bool:
        """Whether it is written from right to left."""
        return _way("".join(segment.text for segment in self.segments)) in ("R", "AL")


AtomLine = tuple[Atom, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines that fit, and the em in pixels at which they do."""

    lines: tuple[AtomLine, ...]
    em: float

    @property
    def width(self) -> float:
        """The widest line, in pixels."""
        return self.em * max(map(_measure, self.lines))

    @property
    def height(self) -> float:
        """Of all lines, in pixels."""
        return self.em * sum(max(atom.height for atom in line) for line in self.lines)


def set_words(
    text: str, shelf: FontShelf, *, start_ms: int | None = None, size: float = 1.0, color: str = ""
) -> Iterator[Atom]:
    """The atoms of a text: its words, in pieces where a break is sane."""
    for word in plain_text(text).split(" "):
        spaced = True
        for piece in split_at_joints(word):
            if segments := shelf.set_text(piece):
                yield Atom(segments=segments, start_ms=start_ms, spaced=spaced, size=size, color=color)
                spaced = False


def fit_lines(lines: Sequence[AtomLine], *, em: float, room: float, max_lines: int) -> Block:
    """Lines broken, and shrunk if they must, so that none is wider than ``room`` pixels.

    Breaks that are there stay. A line is broken in as few parts of like width as fit, up to ``max_lines`` in all;
    then letters shrink to ``SMALLEST``; then more lines are opened, as long as that helps. A room narrower than an em
    (a style of huge margins) is taken for one.
    """
    width = max(1.0, room * _RESERVE / em)
    whole = [tuple(_cut_monsters(line, width / _MONSTER)) for line in lines if line]
    best = Block(lines=(), em=0.0)
    for allowed in range(max(1, max_lines // len(whole)), _MOST_LINES + 1):
        broken = tuple(part for line in whole for part in _break_line(line, width, allowed))
        scale = min(1.0, width / max(map(_measure, broken)))
        if em * scale > best.em:
            best = Block(lines=broken, em=em * scale)
        if scale >= SMALLEST or allowed * len(whole) >= _MOST_LINES:
            break
    return best


def fit_block(lines: Sequence[AtomLine], *, em: float, room: float, height: float, max_lines: int) -> Block:
    """As ``fit_lines``, and shrunk further until the block is no higher than ``height`` pixels, down to a third."""
    smallest = em / 3
    block = fit_lines(lines, em=em, room=room, max_lines=max_lines)
    while block.height > height and em > smallest:
        em *= 0.95
        block = fit_lines(lines, em=em, room=room, max_lines=max_lines)
    return block


def compose(block: Block, paint: Callable[[int | None], str], *, marks_gaps: bool = False) -> str:
    r"""The block as ASS text.

    Args:
        block: What to write.
        paint: The tags that begin words said at a time, or what nobody says (None).
        marks_gaps: Whether spaces between words are painted as what nobody says.
    """
    mark = _direction_mark(block)
    parts: list[str] = []
    face: tuple[FontFace, float, str] | None = None
    beat: int | None = -1
    for line_number, line in enumerate(block.lines):
        parts.append("\\N" if line_number else "")
        lead = mark
        for place, atom in enumerate(line):
            tags = paint(atom.start_ms) if atom.start_ms != beat else ""
            # The space in front is drawn in the word's own face, as it is measured, but before the word's time.
            gap = " " if atom.spaced and place else ""
            closing = paint(None) if gap and tags and marks_gaps and beat is not None else ""
            beat = atom.start_ms
            for segment in atom.segments:
                look = ""
                if face != (wanted := (segment.face, atom.size, atom.color)):
                    look = _font_tags(segment.face, block.em * atom.size) + atom.color
                    face = wanted
                parts.append(f"{_braced(closing + look)}{gap}{_braced(tags)}{lead}{escape(segment.text)}")
                tags = lead = gap = closing = ""
    return "".join(parts)


def _braced(tags: str) -> str:
    return f"{{{tags}}}" if tags else ""


def _direction_mark(block: Block) -> str:
    """What begins each line of a block that has right-to-left text: the mark of its words' usual direction.

    libass finds the direction of each line by itself: one that begins with a foreign word would run the other way.
    """
    words = ["".join(segment.text for segment in atom.segments) for line in block.lines for atom in line]
    ways = [way for word in words if (way := _way(word))]
    if all(way == "L" for way in ways):
        return ""
    return "\u200e" if 2 * ways.count("L") > len(ways) else "\u200f"


def _way(word: str) -> str:
    """The direction of a word's first letter: L, R, AL (right to left too), or nothing for digits and signs."""
    ways = (unicodedata.bidirectional(char) for char in word)
    return next((way for way in ways if way in ("L", "R", "AL")), "")


def _font_tags(face: FontFace, em: float) -> str:
    """The face, and the font size at which its em is ``em``: libass scales ascent and descent to the font size."""
    return f"\\fn{face.name}\\fs{number(em * face.line_units / face.units_per_em)}"


def _measure(line: Sequence[Atom]) -> float:
    return sum(atom.width for atom in line) + sum(atom.gap for atom in line[1:])


def _cut_monsters(line: AtomLine, width: float) -> Iterator[Atom]:
    """A word without a joint that is too wide for a line even in small letters is cut between its characters."""
    for atom in line:
        if atom.width <= width:
            yield atom
            continue
        graphemes = [(one, s.face) for s in atom.segments for one in split_graphemes(s.text)]
        count = int(atom.width / width) + 1
        step = -(-len(graphemes) // count)
        for start in range(0, len(graphemes), step):
            segments = tuple(Segment(text=text, face=face) for text, face in graphemes[start : start + step])
            yield replace(atom, segments=_join(segments), spaced=atom.spaced and start == 0)


def _join(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    joined: list[Segment] = []
    for segment in segments:
        if joined and joined[-1].face == segment.face:
            joined[-1] = Segment(text=joined[-1].text + segment.text, face=segment.face)
        else:
            joined.append(segment)
    return tuple(joined)


def _break_line(line: AtomLine, width: float, most: int) -> tuple[AtomLine, ...]:
    most = min(most, len(line))
    parts: tuple[AtomLine, ...] = (line,)
    for count in range(min(most, int(_measure(line) / width) + 1), most + 1):
        parts = _balance(line, count)
        if max(map(_measure, parts)) <= width:
            break
    return parts


def _balance(line: AtomLine, count: int) -> tuple[AtomLine, ...]:
    """``line`` in ``count`` parts whose widest is as narrow as can be, words torn only where that gains much."""
    ends = [0.0, *accumulate(atom.gap + atom.width for atom in line)]
    begins = [end + atom.gap - (0.0 if atom.spaced else _TORN_WORD) for end, atom in zip(ends, line, strict=False)]
    best: list[tuple[float, tuple[int, ...]]] = [(end - line[0].gap, ()) for end in ends]
    for _ in range(count - 1):
        before = best
        best = before[:2]
        for end in range(2, len(ends)):
            widest, at = min((max(before[at][0], ends[end] - begins[at]), at) for at in range(1, end))
            best.append((widest, (*before[at][1], at)))
    edges = (0, *best[-1][1], len(line))
    return tuple(line[start:end] for start, end in pairwise(edges))
