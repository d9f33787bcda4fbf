"""A subtitle file as the rules about files look at it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from clipper.cues.formats import SubtitleFormat
from clipper.cues.source_cues import SourceCue, find_source_cues
from clipper.model import CueTrack


@dataclass(frozen=True, kw_only=True)
class SourceFile:
    """A file's text (LF line ends), the encoding it was in, and the track that was read from it."""

    text: str
    kind: SubtitleFormat
    encoding: str
    track: CueTrack

    @cached_property
    def cues(self) -> list[SourceCue]:
        """Its cues as they stand in the text."""
        return find_source_cues(self.text, self.kind)

    def payload(self, cue: SourceCue) -> str:
        """A cue's text as it is written."""
        return self.text[slice(*cue.payload)]

    def index(self, number: int) -> int | None:
        """The index in the track of the cue that stands at ``number`` in the text, if that can be told."""
        return number if len(self.cues) == len(self.track.cues) else None
