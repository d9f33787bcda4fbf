"""Which words of an aligned subtitle file each of its cues shows, and when they are said."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from clipper.model import Alignment, CueTrack, TimedWord, WordStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenCue:
    """The words of a cue: ``words`` is a range of the transcript's, ``searched`` those that somebody should say.

    ``is_heard`` is False where none of them was found, or they fit what is said there far worse than usual: a wrong
    text gets the place of what is said instead of it.
    """

    words: range
    searched: Sequence[TimedWord]
    is_heard: bool

    @property
    def found(self) -> list[TimedWord]:
        """Those that were found, in order."""
        return [word for word in self.searched if word.span] if self.is_heard else []

    @property
    def first(self) -> TimedWord | None:
        """Its first searched word, if that was found: a later one would tell another time."""
        return self.searched[0] if self.found and self.searched[0].span else None

    @property
    def last(self) -> TimedWord | None:
        """Its last searched word, if that was found."""
        return self.searched[-1] if self.found and self.searched[-1].span else None


_LEAST_SHARE = 0.35
"""Share of the usual confidence below which a cue's text is another: in the sample five wrong ones had .01 to .1 of it,
its own cues .7 and more."""
_FEWEST_WORDS = 3  # of less, one that is mumbled sways the mean


def find_spoken(track: CueTrack, alignment: Alignment) -> list[SpokenCue]:
    """The words of every cue of ``track``.

    Args:
        track: As it was read from a file's text.
        alignment: Of the transcript that was read from the same text.

    Raises:
        ValueError: If a run does not say where its characters stand.
    """
    usual = median([word.confidence for word in alignment.words if word.span] or [0.0])
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
        spoken.append(SpokenCue(words=words, searched=searched, is_heard=_is_heard(searched, usual)))
    return spoken


def _is_heard(searched: Sequence[TimedWord], usual: float) -> bool:
    found = any(word.span for word in searched)
    if len(searched) < _FEWEST_WORDS or not found:
        return found
    return sum(word.confidence for word in searched) >= _LEAST_SHARE * usual * len(searched)
