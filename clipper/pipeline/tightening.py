"""A clip without what is superfluous in it: its pieces, and every word that left, told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from clipper.clips import Removal, tighten_clip
from clipper.cues import find_clutter
from clipper.model import Alignment, Clip, Diagnostic, Severity
from clipper.model.clock import clock
from clipper.model.sound import Energy


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedClip:
    """A clip that is to be cut, as one piece or in several; ``removed`` lies between them.

    ``left`` are the words that should have left, too, and touch their neighbours.
    """

    clip: Clip
    pieces: tuple[Clip, ...]
    removed: tuple[Removal, ...] = ()
    left: tuple[int, ...] = ()

    @classmethod
    def whole(cls, clip: Clip) -> PlannedClip:
        """A clip as it is."""
        return cls(clip=clip, pieces=(clip,))


def tighten(alignment: Alignment, clip: Clip, energy: Energy) -> PlannedClip:
    """Take fillers, doubled words, false starts and long pauses out of the clip of a quote."""
    if clip.quote is None:
        return PlannedClip.whole(clip)
    tight = tighten_clip(alignment, clip, energy, find_clutter(alignment))
    gone = {index for removal in tight.removed for index in removal.words}
    kept = [n for n in range(clip.quote.first_word, clip.quote.end_word) if n not in gone]
    pieces = []
    for span in tight.pieces:
        inside = [n for n in kept if _lies_in(alignment, n, clip, span.start_ms, span.end_ms)]
        words = alignment.transcript.words[inside[0] : inside[-1] + 1]
        said = " ".join(word.text for word in words)
        quote = replace(clip.quote, first_word=inside[0], end_word=inside[-1] + 1, found=said)
        pieces.append(replace(clip, span=span, quote=quote))
    return PlannedClip(clip=clip, pieces=tuple(pieces), removed=tight.removed, left=tight.left)


def _lies_in(alignment: Alignment, index: int, clip: Clip, start_ms: int, end_ms: int) -> bool:
    """Whether a word is heard in a stretch of the recording."""
    span = alignment.words[index].span
    if span is None:
        return False
    middle = span.start_ms + span.end_ms - 2 * clip.recording.offset_ms
    return 2 * start_ms <= middle < 2 * end_ms


def describe_tightening(planned: PlannedClip, alignment: Alignment, where: str) -> Iterator[Diagnostic]:
    """Word by word what left the clip, and what could not."""
    words = alignment.transcript.words
    told = [
        f'"{" ".join(words[n].text for n in removal.words)}" at {clock(removal.span.start_ms)}'
        for removal in planned.removed
        if removal.words
    ]
    pauses = [removal.span.duration_ms for removal in planned.removed if not removal.words]
    if pauses:
        told.append(f"{sum(pauses) / 1000:.1f} s of {len(pauses)} long {'pause' if len(pauses) == 1 else 'pauses'}")
    if told:
        yield _tell("clip-tightened", where, f"taken out: {', '.join(told)}")
    if planned.left:
        stay = ", ".join(f'"{words[n].text}"' for n in planned.left)
        yield _tell("clip-not-tightened", where, f"left in, for their neighbours touch them: {stay}")


def _tell(code: str, where: str, message: str) -> Diagnostic:
    return Diagnostic(code=code, severity=Severity.INFO, where=where, message=message)
