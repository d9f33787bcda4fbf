"""Which words of an aligned subtitle file each of its cues shows, and when they are said."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from clipper.model import Alignment, CueTrack, TimedWord, WordStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenCue:
    """The words of a cue: ``words`` is a range of the transcript's, ``searched`` those that somebody should say."""

    words: range
    searched: Sequence[TimedWord]

    @property
    def found(self) -> list[TimedWord]:
        """Those that were found, in order."""
        return [word for word in self.searched if word.span]

    @property
    def first(self) -> TimedWord | None:
        """Its first searched word, if that was found: a later one would tell another time."""
        return self.searched[0] if self.searched and self.searched[0].span else None

    @property
    def last(self) -> TimedWord | None:
        """Its last searched word, if that was found."""
        return self.searched[-1] if self.searched and self.searched[-1].span else None


def find_spoken(track: CueTrack, alignment: Alignment) -> list[SpokenCue]:
    """The words of every cue of ``track``.

    Args:
        track: As it was read from a file's text.
        alignment: Of the transcript that was read from the same text.

    Raises:
        ValueError: If a run does not say where its characters stand.
    """
    starts = [word.start_char for word in alignment.transcript.words]
    spoken = []
    for number, cue in enumerate(track.cues, start=1):
        runs = [run for line in cue.lines for run in line]
        if any(run.source_chars is None for run in runs):
            raise ValueError(f"cue {number} was not read from a file")
        places = [place for run in runs for place in run.source_chars or ()]
        words = range(0)
        if places:
            words = range(bisect_left(starts, min(places)), bisect_right(starts, max(places)))
        timed = [alignment.words[index] for index in words]
        searched = [word for word in timed if word.status is not WordStatus.UNSEARCHED]
        spoken.append(SpokenCue(words=words, searched=searched))
    return spoken
