"""CueTrack -> the same words in cues that break fewer rules: times first, lines second, never a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from clipper.cues.fixes.rebreak import rebreak_cue
from clipper.cues.fixes.retime import order_cues, retime_cues
from clipper.cues.profile import Profile
from clipper.model import Cue, CueTrack, Note

__all__ = ["Fixed", "fix_cues", "retime_cues"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """A mended track, and how many of the old cues got other times, were laid out anew, or were removed (no text)."""

    track: CueTrack
    retimed: int
    rebroken: int
    removed: int

    @property
    def keeps_cues(self) -> bool:
        """Whether there are the same cues as before, in times of their own at most."""
        return not self.rebroken and not self.removed


def fix_cues(track: CueTrack, profile: Profile) -> Fixed:
    """Mend what can be mended without touching a word: order, overlaps, gaps, durations; then widths and lines.

    The text without its spaces is the same afterwards, in the same voices and styles; a second run changes nothing.
    What is left (speech too fast for its time, bad words at a break) `check_cues` tells.
    """
    worded = [cue for cue in track.cues if cue.text.strip()]
    placed = order_cues(worded, profile)
    following = [*(cue.start_ms for cue in placed[1:]), None]
    laid_out = [
        rebreak_cue(
            cue,
            profile,
            language=track.language,
            next_start_ms=next_ms if next_ms is not None else cue.end_ms + profile.max_linger_ms,
        )
        for cue, next_ms in zip(placed, following, strict=True)
    ]
    times = {id(cue.lines): (cue.start_ms, cue.end_ms) for cue in worded}
    cues = retime_cues([piece for pieces in laid_out for piece in pieces], profile)
    old = [(cue, times[id(cue.lines)]) for cue in cues if id(cue.lines) in times]
    return Fixed(
        track=replace(track, cues=tuple(cues), notes=_move_notes(track, placed, laid_out)),
        retimed=sum((cue.start_ms, cue.end_ms) != before for cue, before in old),
        rebroken=len(worded) - len(old),
        removed=len(track.cues) - len(worded),
    )


def _move_notes(track: CueTrack, placed: Sequence[Cue], laid_out: Sequence[Sequence[Cue]]) -> tuple[Note, ...]:
    """The comments, each in front of what became of the cue that it stood before."""
    first_of: dict[int, int] = {}
    count = 0
    for cue, pieces in zip(placed, laid_out, strict=True):
        first_of[id(cue.lines)] = count
        count += len(pieces)
    behind = [*(first_of.get(id(cue.lines)) for cue in track.cues), count]
    moved = (replace(note, cue=next(at for at in behind[note.cue :] if at is not None)) for note in track.notes)
    return tuple(sorted(moved, key=lambda note: note.cue))
