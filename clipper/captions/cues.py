"""Cues as events: their words on lines, one above the other where cues overlap, lit as they are said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from clipper.captions.ass_text import AssStyle, Event, centiseconds, color, number
from clipper.captions.canvas import Canvas
from clipper.captions.fonts import FontShelf
from clipper.captions.layout import Atom, AtomLine, Block, compose, fit_lines, set_words
from clipper.captions.style import Highlight, Style
from clipper.model import Cue, CueTrack

PANEL, BOX, TEXT = "Panel", "Box", "Caption"
_GAP = 0.15  # ems between cues that are shown at once: less than a line, so that they still look like one place
_AT_ONCE_MS = (
    90  # cues begin on a frame, up to one before their first word: without this, a frame of unlit words flashes
)

Paint = Callable[[int | None], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedCue:
    """A cue's block, where its lower edge stands, and how high it reaches, with all that surrounds the letters."""

    cue: Cue
    block: Block
    bottom: float
    top: float


def draw_cues(placed_cues: Iterable[PlacedCue], style: Style, canvas: Canvas, duration_ms: int) -> Iterator[Event]:
    """The events of all cues, in order of time; what lies beyond the picture's end is cut off."""
    for placed in placed_cues:
        end_ms = min(placed.cue.end_ms, duration_ms)
        beats = _beats(placed.block, end_ms)
        position = f"{{\\an2\\pos({number(canvas.center)},{number(placed.bottom)})}}"
        layers = [(1, BOX, _paint_box(placed.cue, beats), True)] if style.highlight is Highlight.BOX and beats else []
        if style.panel_color:
            layers.insert(0, (0, PANEL, lambda _: "", False))
        layers.append((2, TEXT, _paint_text(placed, style, beats), False))
        for layer, name, paint, marks_gaps in layers:
            text = position + compose(placed.block, paint, marks_gaps=marks_gaps)
            yield Event(layer=layer, start_ms=max(0, placed.cue.start_ms), end_ms=end_ms, style=name, text=text)


def place_cues(track: CueTrack, style: Style, canvas: Canvas, shelf: FontShelf) -> Iterator[PlacedCue]:
    """The cues in order of their start; who speaks while another's cue stands has theirs above it."""
    em = style.size * canvas.side
    room = canvas.room - 2 * em * _margin(style)
    lowest = canvas.bottom - em * _margin(style)
    shown: list[tuple[int, float]] = []  # until when, and how high up
    for cue in sorted(track.cues, key=lambda cue: cue.start_ms):
        lines = [line for line in _atom_lines(cue, shelf) if line]
        if not lines:
            continue
        block = fit_lines(lines, em=em, room=room, max_lines=style.max_lines)
        shown = [(end_ms, top) for end_ms, top in shown if end_ms > cue.start_ms]
        highest = min((top for _, top in shown), default=None)
        bottom = lowest if highest is None else highest - em * (_GAP + _margin(style))
        top = bottom - block.height - em * _margin(style)
        shown.append((cue.end_ms, top))
        yield PlacedCue(cue=cue, block=block, bottom=bottom, top=top)


def _margin(style: Style) -> float:
    """How far the look reaches beyond the letters, in ems."""
    behind = style.panel_padding if style.panel_color else 0.0
    box = style.box_padding if style.highlight is Highlight.BOX else 0.0
    return max(style.outline + style.shadow, behind, box)


def _atom_lines(cue: Cue, shelf: FontShelf) -> Iterator[AtomLine]:
    """A cue's lines; a word without a time goes with what stands before it."""
    said_ms = cue.start_ms
    for line in cue.lines:
        atoms: list[Atom] = []
        for run in line:
            said_ms = said_ms if run.start_ms is None else run.start_ms
            is_said = run.first_word is not None or run.start_ms is not None
            atoms.extend(set_words(run.text, shelf, start_ms=said_ms if is_said else None))
        yield tuple(atoms)


def _beats(block: Block, end_ms: int) -> dict[int, int]:
    """When the words of a cue are said, and until when.

    Nothing where all is said at one time: words without times, or a sentence of a script that writes no spaces.
    """
    atoms = [atom for line in block.lines for atom in line if atom.start_ms is not None]
    starts = sorted({atom.start_ms for atom in atoms if atom.start_ms is not None and atom.start_ms < end_ms})
    if len(starts) == 1 and (len(block.lines) > 1 or sum(atom.spaced for atom in atoms) > 1):
        return {}
    return dict(zip(starts, (*starts[1:], end_ms), strict=False))


def _paint_text(placed: PlacedCue, style: Style, beats: dict[int, int]) -> Paint:
    if style.highlight is Highlight.FILL and beats:
        return _paint_fill(placed, beats)
    if style.highlight is Highlight.COLOR and beats:
        return _paint_spoken(placed.cue, beats, f"\\1c{color(style.text_color)}", f"\\1c{color(style.spoken_color)}")
    return lambda _: ""


def _paint_box(cue: Cue, beats: dict[int, int]) -> Paint:
    """Only the box is drawn here; the letters are there for their place."""
    return _paint_spoken(cue, beats, "\\3a&HFF&", "\\3a&H00&")


def _paint_spoken(cue: Cue, beats: dict[int, int], rest: str, spoken: str) -> Paint:
    """``rest``, and ``spoken`` from a word's start to the next one's, to the ms: one event, so that nothing moves."""
    origin_ms = centiseconds(max(0, cue.start_ms)) * 10
    first_ms, last_ms = min(beats), max(beats.values())

    def paint(start_ms: int | None) -> str:
        if start_ms is None or start_ms not in beats:
            return rest
        on_ms, off_ms = start_ms - origin_ms, beats[start_ms] - origin_ms
        # \t(0,0,...) would last for the whole event.
        is_on = on_ms <= 0 or (start_ms == first_ms and on_ms < _AT_ONCE_MS)
        tags = spoken if is_on else f"{rest}\\t({on_ms},{on_ms},{spoken})"
        return tags if beats[start_ms] == last_ms or off_ms <= 0 else f"{tags}\\t({off_ms},{off_ms},{rest})"

    return paint


def _paint_fill(placed: PlacedCue, beats: dict[int, int]) -> Paint:
    """Each word fills in its own time; edges are rounded once, so that the times add up.

    libass fills from left to right, whatever is written: a word that runs leftward takes its colour at once.
    """
    leftward = {atom.start_ms for line in placed.block.lines for atom in line if atom.runs_leftward}
    filled = centiseconds(max(0, placed.cue.start_ms))

    def paint(start_ms: int | None) -> str:
        nonlocal filled
        if start_ms is None or start_ms not in beats:
            return "\\k0"
        wait, filled = centiseconds(start_ms) - filled, centiseconds(beats[start_ms])
        lag = f"\\k{wait}" if wait > 0 else ""
        return f"{lag}\\k{'' if start_ms in leftward else 'f'}{filled - centiseconds(start_ms)}"

    return paint


def cue_styles(style: Style, canvas: Canvas) -> tuple[AssStyle, ...]:
    """The styles that the events name."""
    em = style.size * canvas.side
    fills = style.highlight is Highlight.FILL
    return (
        AssStyle(
            name=TEXT,
            em=em,
            primary=style.spoken_color if fills else style.text_color,
            secondary=style.text_color,
            edge=style.outline_color,
            shade=style.shadow_color,
            outline=style.outline,
            shadow=style.shadow,
        ),
        AssStyle(name=PANEL, em=em, shade=style.panel_color, border=4, shadow=style.panel_padding),
        AssStyle(name=BOX, em=em, edge=style.box_color, border=3, outline=style.box_padding),
    )
