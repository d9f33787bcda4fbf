"""What a listener might notice of a clip, and what its maker should know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clipper.clips import find_again, shorten_text
from clipper.model import Alignment, Clip, Diagnostic, Quote, Severity
from clipper.model.clip_proof import ClipProof, EdgeProof
from clipper.model.clock import clock

WANTED_CHARS, FOUND_CHARS = 60, 120
"""What a finding shows of a quote: enough to know which is meant, and to compare what is said with it."""

CLOSE_SCORE = 0.8
"""Below this match a quote may mean something else than what was said (a "not" is one word of many): a warning."""


def find_faults(clips: Sequence[Clip], alignment: Alignment) -> list[Diagnostic]:
    """Edges without a pause, quotes that are not word for word, and those that are heard elsewhere too."""
    return [finding for clip in clips if clip.quote for finding in _find_faults(clip, clip.quote, alignment)]


def find_unproven(proof: ClipProof | None, clip: Clip) -> list[Diagnostic]:
    """What listening to the finished clip could not confirm."""
    if proof is None or clip.quote is None:
        return []
    edges = ((proof.start, "first", "before it"), (proof.end, "last", "after it"))
    return [finding for edge, which, beyond in edges for finding in _of_edge(edge, which, beyond, _name(clip.quote))]


def _of_edge(edge: EdgeProof, which: str, beyond: str, where: str) -> Iterator[Diagnostic]:
    if edge.is_whole is False:
        yield Diagnostic(
            code="word-not-whole",
            severity=Severity.WARNING,
            where=where,
            message=f'the {which} word "{edge.word}" was not recognised whole when the clip was listened to again',
            remedy="Listen to it; --pad 0.1 gives the clip more room.",
        )
    if edge.neighbour_heard:
        yield Diagnostic(
            code="neighbour-heard",
            severity=Severity.WARNING,
            where=where,
            message=f'"{edge.neighbour}" can be heard {beyond}',
            remedy="Listen to it; a longer quote may begin and end better.",
        )


def _name(quote: Quote) -> str:
    return f'"{shorten_text(quote.wanted, limit=WANTED_CHARS)}"'


def _find_faults(clip: Clip, quote: Quote, alignment: Alignment) -> Iterator[Diagnostic]:
    where = _name(quote)
    for quiet, edge in ((clip.quiet_start, "begins"), (clip.quiet_end, "ends")):
        if not quiet:
            yield Diagnostic(
                code="cut-without-pause",
                severity=Severity.WARNING,
                where=where,
                message=f"there is no pause where the clip {edge}: the cut lies where words touch",
                remedy="Listen to it; a longer quote may begin and end better.",
            )
    if quote.score < 1:
        yield Diagnostic(
            code="quote-differs",
            severity=Severity.INFO if quote.score >= CLOSE_SCORE else Severity.WARNING,
            where=where,
            message=f'said is: "{shorten_text(quote.found, limit=FOUND_CHARS)}" (match {quote.score:.0%})',
        )
    if again := find_again(alignment, quote):
        yield Diagnostic(
            code="quote-heard-again",
            severity=Severity.INFO,
            where=where,
            message=f"it is also heard at {' and '.join(clock(span.start_ms) for span in again)}",
        )
