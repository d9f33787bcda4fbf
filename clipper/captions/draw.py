"""Captions, names and title as one ASS file for libass."""

from __future__ import annotations

from collections.abc import Sequence

from clipper.captions.ass_text import Event
from clipper.captions.canvas import Canvas, Picture, lay_canvas
from clipper.captions.card import Card, card_styles, draw_card, draw_ground, names_end
from clipper.captions.cues import cue_styles, draw_cues, place_cues
from clipper.captions.fonts import FontShelf, find_missing, tell_missing
from clipper.captions.names import (
    Labels,
    draw_introductions,
    draw_title,
    fit_title,
    name_styles,
    plan_introductions,
    title_end,
)
from clipper.captions.style import Style
from clipper.model import CueTrack, FontFace, Overlay

_HEAD = """\
[Script Info]
ScriptType: v4.00+
PlayResX: {width}
PlayResY: {height}
WrapStyle: 2
ScaledBorderAndShadow: yes
YCbCr Matrix: None

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, \
StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
{styles}

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
{events}
"""


NO_LABELS = Labels()

_TITLE_SHARE = 0.45


def draw_captions(  # noqa: PLR0913  what is drawn, how, and on what
    track: CueTrack,
    *,
    style: Style,
    picture: Picture,
    fonts: Sequence[FontFace],
    labels: Labels = NO_LABELS,
    shows_cues: bool = True,
    card: Card | None = None,
) -> Overlay:
    """What ffmpeg's filter ``ass`` draws over a clip.

    Args:
        track: The clip's cues, timed from its start; `add_word_times` gives them the word times that light words up.
        style: The look.
        picture: The clip's picture; nothing is drawn after its end.
        fonts: In order of preference. What none of them has is left out and told.
        labels: Names and title.
        shows_cues: Whether the cues are drawn, or only tell when somebody begins to speak.
        card: What is drawn under all this where there is no picture.

    Raises:
        ValueError: If there is no font, or the picture is under 16 px.
        TemplateError: If the table of safe areas is missing.
    """
    if not fonts:
        raise ValueError("captions need a font")
    canvas, shelf, end_ms = lay_canvas(picture.width, picture.height), FontShelf(faces=fonts), picture.duration_ms
    cues = tuple(place_cues(track, style, canvas, shelf)) if shows_cues else ()
    title = fit_title(labels.title, style, canvas, shelf, height=_title_room(canvas, is_card=card is not None))
    planned, unnamed = plan_introductions(track, labels.people, end_ms)
    top = title_end(title, style, canvas)
    events = [
        *(draw_card(card, track, style, canvas, shelf, end_ms, top=top) if card else ()),
        *draw_cues(cues, style, canvas, end_ms),
        *draw_introductions(planned, cues, style, canvas, shelf),
        *draw_title(title, style, canvas, end_ms),
    ]
    text = _format(canvas, style, fonts[0], [event for event in events if event.is_shown])
    used = tuple(face for place, face in enumerate(fonts) if place == 0 or f"\\fn{face.name}\\fs" in text)
    ground = _format(canvas, style, fonts[0], list(draw_ground(style, canvas))) if card else ""
    findings = (*tell_missing(shelf.missing), *unnamed)
    return Overlay(ass_text=text, fonts=used, findings=findings, ground_text=ground)


def _title_room(canvas: Canvas, *, is_card: bool) -> float:
    """How high a title may be: on a card it leaves names half of what is above the bars, else it leaves the faces."""
    return _TITLE_SHARE * ((names_end(canvas) if is_card else canvas.bottom) - canvas.top)


def missing_characters(track: CueTrack, fonts: Sequence[FontFace], labels: Labels = NO_LABELS) -> tuple[str, ...]:
    """The characters, but for emoji, that none of ``fonts`` has: what to look for among the system's fonts."""
    said = (run.text for cue in track.cues for line in cue.lines for run in line)
    written = (text for one in labels.people for text in (one.name, one.role))
    return find_missing([*said, *written, labels.title], fonts)


def _format(canvas: Canvas, style: Style, face: FontFace, events: Sequence[Event]) -> str:
    named = {event.style for event in events}
    styles = [*cue_styles(style, canvas), *name_styles(style, canvas), *card_styles(style, canvas)]
    return _HEAD.format(
        width=canvas.width,
        height=canvas.height,
        styles="\n".join(each.format(face.name) for each in styles if each.name in named),
        events="\n".join(event.format() for event in events),
    )
