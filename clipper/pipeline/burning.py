"""What is burned into a clip: its captions, who speaks, a title; drawn from the words as they are timed in the clip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from clipper.captions import (
    BUILT_IN,
    Card,
    Labels,
    Picture,
    Style,
    draw_captions,
    load_style,
    missing_characters,
    parse_style,
)
from clipper.cues import NETFLIX_EN, Profile, SpeakerLabels, add_word_times, clean_text, load_profile, segment_cues
from clipper.model import Alignment, CueTrack, FrameRate, Overlay, Speaker
from clipper.model.canvas import Canvas
from clipper.pipeline.cut_settings import CutSettings
from clipper.store.fonts import find_system_faces, load_shipped_faces, read_faces
from clipper.store.text_file import read_text_file

USUAL_STYLE = "bold"
"""Of captions on a card, and of names and titles where no captions are wished."""


class Burner:
    """Draws what is wished over clips; styles and fonts are read once."""

    def __init__(self, settings: CutSettings) -> None:
        """Read the style and the fonts.

        Raises:
            InputError: If there is no such style or font, or it cannot be used.
        """
        self._settings = settings
        self.style = read_style(settings.captions or USUAL_STYLE)
        own = read_faces(Path(settings.font)) if settings.font else ()
        self._faces = (*own, *load_shipped_faces())

    def draw(
        self,
        held: Alignment,
        canvas: Canvas,
        *,
        rate: FrameRate,
        people: Sequence[Speaker],
        levels: Sequence[float] | None = None,
    ) -> Overlay:
        """What is drawn over a clip, or on the card that stands for its picture.

        Args:
            held: The clip's words, timed from its start.
            canvas: The picture.
            rate: Its frame rate.
            people: Who is heard.
            levels: The sound of a clip without a picture, for ``captions.Card``; None where there is a picture.
        """
        is_card = levels is not None
        captions = self._settings.captions
        shows_cues = is_card if captions is None else bool(captions)
        track = self._lay_out(held, canvas, rate)
        people = tuple(replace(person, name=clean_text(person.name)) for person in people)  # as cues have them
        named = people if self._settings.names and not is_card else ()
        labels = Labels(people=named, title=self._settings.title)
        shown = track if shows_cues else replace(track, cues=())
        missing = missing_characters(shown, self._faces, replace(labels, people=people))
        found = find_system_faces(missing, language=held.transcript.language) if missing else ()
        picture = Picture(width=canvas.width, height=canvas.height, duration_ms=held.duration_ms)
        return draw_captions(
            track,
            style=self.style,
            picture=picture,
            fonts=(*self._faces, *found),
            labels=labels,
            shows_cues=shows_cues,
            card=Card(levels=tuple(levels), people=people) if levels is not None else None,
        )

    @staticmethod
    def _lay_out(held: Alignment, canvas: Canvas, rate: FrameRate) -> CueTrack:
        profile = replace(_profile_for(canvas), rate=rate)
        return add_word_times(segment_cues(held, profile, speakers=SpeakerLabels.NONE), held)


def read_style(named: str) -> Style:
    """A style by its name, or from a file of the user's.

    Raises:
        InputError: If there is no such style, or it cannot be used.
    """
    path = Path(named)
    if named in BUILT_IN or not (path.suffix or path.exists()):
        return load_style(named)
    return parse_style(read_text_file(path, may_be_empty=True).text, source=named, name=path.stem)


def _profile_for(canvas: Canvas) -> Profile:
    """Short bursts where the picture is not wide: there is no room for 42 letters of a size that a phone shows."""
    return load_profile("vertical") if canvas.width <= canvas.height else NETFLIX_EN
