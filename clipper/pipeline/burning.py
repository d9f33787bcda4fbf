"""What is burned into a clip: its captions, who speaks, a title; drawn from the words as they are timed in the clip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from clipper.captions import (
    BUILT_IN,
    Labels,
    Picture,
    Style,
    draw_captions,
    load_style,
    missing_characters,
    parse_style,
)
from clipper.cues import NETFLIX_EN, Profile, SpeakerLabels, add_word_times, load_profile, segment_cues
from clipper.model import Alignment, CueTrack, FrameRate, Overlay, Speaker
from clipper.model.canvas import Canvas
from clipper.pipeline.cut_settings import CutSettings
from clipper.store.fonts import find_system_faces, load_shipped_faces, read_faces
from clipper.store.text_file import read_text_file


class Burner:
    """Draws what is wished over clips; styles and fonts are read once."""

    def __init__(self, settings: CutSettings) -> None:
        """Read the style and the fonts.

        Raises:
            InputError: If there is no such style or font, or it cannot be used.
        """
        self._settings = settings
        self.style = read_style(settings.captions or "plain")
        own = read_faces(Path(settings.font)) if settings.font else ()
        self._faces = (*own, *load_shipped_faces())

    def draw(
        self, held: Alignment, canvas: Canvas, *, rate: FrameRate, duration_ms: int, people: Sequence[Speaker]
    ) -> Overlay:
        """What is drawn over a clip.

        Args:
            held: The clip's words, timed from its start.
            canvas: The picture.
            rate: Its frame rate.
            duration_ms: Its length.
            people: Who is heard.
        """
        track = self._lay_out(held, canvas, rate)
        labels = Labels(people=tuple(people) if self._settings.names else (), title=self._settings.title)
        shown = track if self._settings.captions else replace(track, cues=())
        missing = missing_characters(shown, self._faces, labels)
        found = find_system_faces(missing, language=held.transcript.language) if missing else ()
        picture = Picture(width=canvas.width, height=canvas.height, duration_ms=duration_ms)
        return draw_captions(
            track,
            style=self.style,
            picture=picture,
            fonts=(*self._faces, *found),
            labels=labels,
            shows_cues=bool(self._settings.captions),
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
