"""The card of an audiogram: a quiet ground, who speaks, and the sound itself as bars that pass by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clipper.captions.ass_text import AssStyle, Event, color, number
from clipper.captions.canvas import Canvas
from clipper.captions.fonts import FontShelf
from clipper.captions.layout import compose, fit_block, set_words
from clipper.captions.style import Style
from clipper.model import CueTrack, Speaker

BAR_MS = 100
"""Sound that a bar stands for: half a syllable, so that speech is seen to rise and fall."""

SHAPE, CARD_NAME = "Shape", "CardName"
_BARS = 40  # in view at once: four seconds
_BARS_AN_EVENT = 20
_FADE_MS = 160
_GROUND_MS = 1000  # of which the first frame is used
_WAVE_Y = 0.52  # of the height: above the captions of every shape
_NAME_GAP = 0.04  # of the shorter side, between the name's block and the highest bar
_WAVE_HEIGHT, _LEAST = 0.17, 0.04  # of the shorter side; and of a bar where nothing is heard, of the highest
_BAR_WIDTH = 0.56  # of the distance from bar to bar
_NAME_GROWTH = 1.6  # of the name beside that of a lower third: it is the headline here
_ROLE_SHARE = 0.8  # of its size beside the name in a lower third
_MOST_LINES = 2
_GLOW = 0.55  # of the shorter side: the radius of the light behind the name
_GLOW_BLUR, _GLOW_ALPHA = 0.12, 0xB0  # of the shorter side; ASS counts alpha from solid


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What an audiogram shows beside its captions: ``levels`` (0..1) of the sound, one for each ``BAR_MS``.

    ``people`` are shown while they speak, found by their names among the track's voices.
    """

    levels: tuple[float, ...]
    people: tuple[Speaker, ...] = ()


def draw_card(  # noqa: PLR0913, PLR0917  what is drawn, and what with
    card: Card, track: CueTrack, style: Style, canvas: Canvas, shelf: FontShelf, end_ms: int, *, top: float
) -> Iterator[Event]:
    """The names, from ``top`` pixels downwards, and the bars; under all else."""
    yield from _names(card, track, style, canvas, shelf, end_ms, top)
    yield from _waves(card.levels, style, canvas, end_ms)


def draw_ground(style: Style, canvas: Canvas) -> Iterator[Event]:
    """What stands still: the colour of the card, and a soft light behind the bars.

    In an event of its own it would be blended into every frame, which took more time than all else (2.5 for 4.3 times
    real time at 1080x1080).
    """
    yield _rectangle(style.card_color, canvas)
    yield _light(style, canvas)


def card_styles(style: Style, canvas: Canvas) -> tuple[AssStyle, ...]:
    """The styles that the events name."""
    em = style.name_size * canvas.side * _NAME_GROWTH
    return (AssStyle(name=SHAPE, em=20, primary="#FFFFFF"), AssStyle(name=CARD_NAME, em=em, primary=style.name_color))


def _rectangle(fill: str, canvas: Canvas) -> Event:
    path = f"m 0 0 l {canvas.width} 0 l {canvas.width} {canvas.height} l 0 {canvas.height}"
    text = f"{{\\an7\\pos(0,0)\\1c{color(fill)}\\p1}}{path}"
    return Event(layer=0, start_ms=0, end_ms=_GROUND_MS, style=SHAPE, text=text)


def _light(style: Style, canvas: Canvas) -> Event:
    """A soft light behind the name."""
    radius = _GLOW * canvas.side
    x, y = canvas.center, _WAVE_Y * canvas.height
    tags = f"\\an7\\pos({number(x)},{number(y)})\\1c{color(style.card_glow_color)}\\1a&H{_GLOW_ALPHA:02X}&"
    blur = f"\\blur{number(min(100, _GLOW_BLUR * canvas.side))}"
    text = f"{{{tags}{blur}\\p1}}{_ellipse(radius, radius * 0.7)}"
    return Event(layer=0, start_ms=0, end_ms=_GROUND_MS, style=SHAPE, text=text)


def _ellipse(across: float, down: float) -> str:
    """An ellipse around 0,0 of four Bezier curves."""
    a, d, k = round(across), round(down), 0.5523
    ka, kd = round(across * k), round(down * k)
    upper = f"{-a} {-kd} {-ka} {-d} 0 {-d} {ka} {-d} {a} {-kd} {a} 0"
    lower = f"{a} {kd} {ka} {d} 0 {d} {-ka} {d} {-a} {kd} {-a} 0"
    return f"m {-a} 0 b {upper} {lower}"


def names_end(canvas: Canvas) -> float:
    """Where names end and the highest bar is near, in pixels from the top."""
    return _WAVE_Y * canvas.height - (_WAVE_HEIGHT / 2 + _NAME_GAP) * canvas.side


def _names(  # noqa: PLR0913, PLR0917  what is drawn, and what with
    card: Card, track: CueTrack, style: Style, canvas: Canvas, shelf: FontShelf, end_ms: int, top: float
) -> Iterator[Event]:
    """Name over role in the middle, from a speaker's first word to the next speaker's."""
    people = {person.name: person for person in card.people}
    spoken = [
        (cue.start_ms, name)
        for cue in track.cues
        for name in dict.fromkeys(run.speaker for line in cue.lines for run in line if run.speaker)
        if name in people
    ]
    changes = [(at, name) for n, (at, name) in enumerate(spoken) if not n or spoken[n - 1][1] != name]
    em = style.name_size * canvas.side * _NAME_GROWTH
    role_size = style.role_size / style.name_size * _ROLE_SHARE
    bottom = names_end(canvas)
    for number_of, (at_ms, name) in enumerate(changes):
        person = people[name]
        shown = tuple(set_words(person.name, shelf, color=f"\\1c{color(style.name_color)}"))
        role = tuple(set_words(person.role, shelf, size=role_size, color=f"\\1c{color(style.role_color)}"))
        lines = [line for line in (shown, role) if line]
        if not lines:
            continue
        most = _MOST_LINES * len(lines)
        block = fit_block(lines, em=em, room=canvas.room, height=bottom - top, max_lines=most)
        until_ms = changes[number_of + 1][0] if number_of + 1 < len(changes) else end_ms
        head = f"{{\\an2\\pos({number(canvas.center)},{number(bottom)})\\fad({_FADE_MS},0)}}"
        text = head + compose(block, lambda _: "")
        start_ms = 0 if number_of == 0 else at_ms
        yield Event(layer=1, start_ms=start_ms, end_ms=until_ms, style=CARD_NAME, text=text)


def _waves(levels: Sequence[float], style: Style, canvas: Canvas, end_ms: int) -> Iterator[Event]:
    """Bars that pass from right to left; what has been heard, left of the middle, in the colour of spoken words."""
    pitch = canvas.room / _BARS
    half_ms = _BARS * BAR_MS // 2
    height = _WAVE_HEIGHT * canvas.side
    y = _WAVE_Y * canvas.height
    left, right = canvas.center - canvas.room / 2, canvas.center + canvas.room / 2
    sides = ((left, canvas.center, style.spoken_color), (canvas.center, right, style.wave_color))
    for first in range(0, len(levels), _BARS_AN_EVENT):
        bars = levels[first : first + _BARS_AN_EVENT]
        begin_ms = max(0, first * BAR_MS - half_ms)
        until_ms = min(end_ms, (first + len(bars)) * BAR_MS + half_ms)
        path = " ".join(
            _bar(n * pitch, max(_LEAST, level) * height, pitch * _BAR_WIDTH) for n, level in enumerate(bars)
        )
        from_x, to_x = (canvas.center + (first * BAR_MS - ms) / BAR_MS * pitch for ms in (begin_ms, until_ms))
        move = f"\\move({number(from_x)},{number(y)},{number(to_x)},{number(y)})"
        for clip_left, clip_right, fill in sides:
            clip = f"\\clip({round(clip_left)},0,{round(clip_right)},{canvas.height})"
            text = f"{{\\an7{move}{clip}\\1c{color(fill)}\\p1}}{path}"
            yield Event(layer=1, start_ms=begin_ms, end_ms=until_ms, style=SHAPE, text=text)


def _bar(x: float, height: float, width: float) -> str:
    """A bar with round ends around the middle line."""
    left, right, half = round(x), round(x + width), round(height / 2)
    round_ = min(half, round(width / 2))
    top, bottom = -half, half
    return (
        f"m {left} {top + round_} b {left} {top} {right} {top} {right} {top + round_} "
        f"l {right} {bottom - round_} b {right} {bottom} {left} {bottom} {left} {bottom - round_}"
    )
