"""Names and title: who speaks, at their first words, and what the clip is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from clipper.captions.ass_text import AssStyle, Event, color, number
from clipper.captions.canvas import Canvas
from clipper.captions.cues import PlacedCue
from clipper.captions.fonts import FontShelf
from clipper.captions.layout import Block, compose, fit_block, fit_lines, set_words
from clipper.captions.style import Style
from clipper.model import CueTrack, Diagnostic, Severity, Speaker

SHORTEST_MS = 2_500
LONGEST_MS = 4_000
"""How long a name stays: a name and a role are read in 2.5 s (30 characters at 12 a second, a calm reader's pace)."""

NAME, NAME_PANEL, TITLE, TITLE_PANEL = "Name", "NamePanel", "Title", "TitlePanel"
_FADE_MS = 160  # four frames of 25 a second: it does not pop up, and does not linger
_PADDING = 0.35  # of the panel, in ems of the name
_WIDEST = 0.9  # of the safe width: a name is no headline
_GAP = 0.5  # ems of the name between its panel and the captions
_MOST_LINES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What is written beside what is said.

    ``people`` are named in a lower third at their first words, found by their names among the track's voices; ``title``
    stands at the top, all the time.
    """

    people: tuple[Speaker, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """A person, and from when to when the picture names them, in ms."""

    person: Speaker
    start_ms: int
    end_ms: int


def plan_introductions(
    track: CueTrack, people: Iterable[Speaker], duration_ms: int
) -> tuple[tuple[Introduction, ...], tuple[Diagnostic, ...]]:
    """Each person at their first words, for 2.5 to 4 s; who begins while another's name stands waits, or takes over.

    A name that waits comes up at a later cue of the same person's, never while somebody else speaks.
    """
    wanted = {person.name: person for person in people}
    planned: list[Introduction] = []
    named: set[str] = set()
    for cue in sorted(track.cues, key=lambda cue: cue.start_ms):
        for name in dict.fromkeys(run.speaker for line in cue.lines for run in line if run.speaker):
            if name not in wanted or name in named:
                continue
            start_ms = max(0, cue.start_ms)
            if planned:
                start_ms = max(start_ms, planned[-1].start_ms + SHORTEST_MS)
            if start_ms >= min(cue.end_ms, duration_ms):
                continue
            if planned:
                planned[-1] = replace(planned[-1], end_ms=min(planned[-1].end_ms, start_ms))
            end_ms = min(start_ms + LONGEST_MS, duration_ms)
            planned.append(Introduction(person=wanted[name], start_ms=start_ms, end_ms=end_ms))
            named.add(name)
    return tuple(planned), tuple(_unnamed(name) for name in wanted if name not in named)


def _unnamed(name: str) -> Diagnostic:
    return Diagnostic(
        code="speaker-not-named",
        severity=Severity.INFO,
        where="captions",
        message=f"the picture does not name {name}, who says nothing here or too little beside another name",
    )


def draw_introductions(
    planned: Sequence[Introduction], cues: Sequence[PlacedCue], style: Style, canvas: Canvas, shelf: FontShelf
) -> Iterator[Event]:
    """Lower thirds: name over role on a panel, at the left edge of the safe area, above the cues of that time."""
    em = style.name_size * canvas.side
    padding = _PADDING * em
    room = (canvas.right - canvas.left) * _WIDEST - 2 * padding
    role_size = style.role_size / style.name_size
    for one in planned:
        name = tuple(set_words(one.person.name, shelf, color=f"\\1c{color(style.name_color)}"))
        role = tuple(set_words(one.person.role, shelf, size=role_size, color=f"\\1c{color(style.role_color)}"))
        if not name:
            continue
        lines = [line for line in (name, role) if line]
        block = fit_lines(lines, em=em, room=room, max_lines=_MOST_LINES * len(lines))
        tops = (placed.top for placed in cues if placed.cue.start_ms < one.end_ms and one.start_ms < placed.cue.end_ms)
        x, y = canvas.left + padding, min(tops, default=canvas.bottom) - _GAP * em - padding
        head = f"{{\\an1\\pos({number(x)},{number(y)})\\fad({_FADE_MS},{_FADE_MS})}}"
        text = head + compose(block, lambda _: "")
        for layer, look in ((3, NAME_PANEL), (4, NAME)):
            yield Event(layer=layer, start_ms=one.start_ms, end_ms=one.end_ms, style=look, text=text)


def fit_title(title: str, style: Style, canvas: Canvas, shelf: FontShelf, *, height: float) -> Block | None:
    """A title, as large as fits into ``height`` pixels; None where there is nothing to draw."""
    line = tuple(set_words(title, shelf))
    if not line:
        return None
    margin = _title_margin(style, canvas)
    em, room = style.title_size * canvas.side, canvas.room - 2 * margin
    return fit_block([line], em=em, room=room, height=height - 2 * margin, max_lines=_MOST_LINES)


def title_end(block: Block | None, style: Style, canvas: Canvas) -> float:
    """Where the room under a title begins, in pixels from the top."""
    return canvas.top + (2 * _title_margin(style, canvas) + block.height if block else 0.0)


def _title_margin(style: Style, canvas: Canvas) -> float:
    around = max(style.outline + style.shadow, style.panel_padding if style.panel_color else 0.0)
    return style.title_size * canvas.side * around


def draw_title(block: Block | None, style: Style, canvas: Canvas, duration_ms: int) -> Iterator[Event]:
    """A title at the top of the safe area, all the time."""
    if block is None:
        return
    top = canvas.top + _title_margin(style, canvas)
    text = f"{{\\an8\\pos({number(canvas.center)},{number(top)})}}" + compose(block, lambda _: "")
    for layer, look in ((5, TITLE_PANEL), (6, TITLE)):
        if look == TITLE or style.panel_color:
            yield Event(layer=layer, start_ms=0, end_ms=duration_ms, style=look, text=text)


def name_styles(style: Style, canvas: Canvas) -> tuple[AssStyle, ...]:
    """The styles that the events name."""
    name_em, title_em = style.name_size * canvas.side, style.title_size * canvas.side
    return (
        AssStyle(name=NAME_PANEL, em=name_em, shade=style.name_panel_color, border=4, shadow=_PADDING),
        AssStyle(name=NAME, em=name_em, primary=style.name_color),
        AssStyle(name=TITLE_PANEL, em=title_em, shade=style.panel_color, border=4, shadow=style.panel_padding),
        AssStyle(
            name=TITLE,
            em=title_em,
            primary=style.text_color,
            edge=style.outline_color,
            shade=style.shadow_color,
            outline=style.outline,
            shadow=style.shadow,
        ),
    )
