"""A quote -> a clip: the two cuts laid beside its first and last word. A row of clips -> a reel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clipper.clips.choose import quote_span
from clipper.clips.edges import (
    LEAN_MS,
    LEAST_LEAN_MS,
    MOST_LEAN_MS,
    OUTWARD_END_MS,
    OUTWARD_START_MS,
    PAUSE_MS,
    Edge,
    find_cut,
    speech_level,
)
from clipper.errors import QuoteError
from clipper.model import Alignment, Clip, Quote, Reel, Span, TimedWord
from clipper.model.sound import Energy

LEAD_MS, TAIL_MS = 250, 400
"""How much of a pause stays before and after the quote: an audible breath in, and the room dying away."""

NEIGHBOUR_GUARD_MS = 80
"""Distance that a widened cut keeps from another word: twice the jitter (sigma) of an aligner's edges."""


def plan_clip(  # noqa: PLR0913  three values, and three lengths that have defaults
    alignment: Alignment,
    quote: Quote,
    energy: Energy,
    *,
    lead_ms: int = LEAD_MS,
    tail_ms: int = TAIL_MS,
    fade_ms: int = 5,
) -> Clip:
    """Lay the cuts of ``quote`` into the pauses around it.

    No cut lies inside the quote's own words. ``quiet_start`` and ``quiet_end`` of the result are True only in a pause
    of ``edges.PAUSE_MS`` or more, or where nobody speaks up to the recording's end; elsewhere a sliver of a neighbour
    may be heard, as much as its aligned edge may be off.

    Args:
        alignment: Where the words are; the first of its recordings is cut.
        quote: What to cut.
        energy: The loudness of that recording, on its own timeline.
        lead_ms: How much of a pause before the quote stays at most.
        tail_ms: The same after it.
        fade_ms: Length of the fade at each edge.

    Raises:
        QuoteError: If none of the quote's words was heard, or they lie outside the first recording.
    """
    recording = alignment.recordings[0]
    episode = quote_span(alignment, quote)
    if episode is None:
        raise QuoteError(f'no word of "{quote.found}" was heard in the recording', remedy="Choose another quote.")
    start_ms, end_ms = episode.start_ms - recording.offset_ms, episode.end_ms - recording.offset_ms
    if start_ms < 0 or end_ms > recording.duration_ms or end_ms == start_ms:
        raise QuoteError(
            f'"{quote.found}" is not on {recording.path}, which covers {recording.offset_ms} to '
            f"{recording.offset_ms + recording.duration_ms} ms of the episode",
            remedy="Choose a quote from the part that this recording covers.",
        )
    speech = Span(start_ms=start_ms, end_ms=end_ms)
    others = _other_sounds(alignment, quote, recording.offset_ms)
    heard = [word for word in alignment.words[quote.first_word : quote.end_word] if word.span]
    speech_db = speech_level(energy, speech)
    start, end = (
        _start_edge(speech, others, heard[0], lead_ms),
        _end_edge(speech, others, heard[-1], tail_ms, recording.duration_ms),
    )
    first_ms, quiet_start = find_cut(energy, speech_db, start)
    last_ms, quiet_end = find_cut(energy, speech_db, end)
    return Clip(
        recording=recording,
        span=Span(start_ms=first_ms, end_ms=last_ms),
        quote=quote,
        fade_ms=fade_ms,
        quiet_start=quiet_start,
        quiet_end=quiet_end,
    )


def pad_clip(clip: Clip, pad_ms: int) -> Clip:
    """``clip`` with ``pad_ms`` more of the recording at either end: handles for whoever edits on."""
    start_ms = max(0, clip.span.start_ms - pad_ms)
    end_ms = min(clip.recording.duration_ms, clip.span.end_ms + pad_ms)
    return replace(clip, span=Span(start_ms=start_ms, end_ms=end_ms))


def plan_reel(clips: Sequence[Clip]) -> Reel:
    """Put ``clips`` in a row; the picture is as large as the largest one, None unless every clip has a picture."""
    videos = [video for clip in clips if (video := clip.recording.video) and video.width and video.height]
    if not clips or len(videos) < len(clips):
        return Reel(clips=tuple(clips))
    largest = max(videos, key=lambda video: (video.width or 0) * (video.height or 0))
    return Reel(clips=tuple(clips), width=largest.width, height=largest.height)


def _other_sounds(alignment: Alignment, quote: Quote, offset_ms: int) -> list[tuple[int, int]]:
    """Start and end, on the recording's timeline, of all other speech: words outside the quote or not written."""
    outside = (*alignment.words[: quote.first_word], *alignment.words[quote.end_word :])
    spans = (*(word.span for word in outside), *alignment.untranscribed)
    return [(span.start_ms - offset_ms, span.end_ms - offset_ms) for span in spans if span is not None]


def _start_edge(speech: Span, others: Sequence[tuple[int, int]], first: TimedWord, lead_ms: int) -> Edge:
    word_ms = speech.start_ms
    before = max(((min(end, word_ms), start) for start, end in others if start < word_ms and end > 0), default=None)
    before_ms, before_from_ms = before or (0, 0)
    return Edge(
        direction=-1,
        word_ms=word_ms,
        outer_ms=max(before_ms, word_ms - OUTWARD_START_MS),
        reach_ms=max(0, word_ms - lead_ms, before_ms + NEIGHBOUR_GUARD_MS * (before is not None)),
        limit_ms=before_ms,
        pause_ms=PAUSE_MS if before else 0,
        lean_ms=max(0, (before_ms + before_from_ms) // 2, word_ms - _lean_of(first.start_error_ms)),
    )


def _end_edge(speech: Span, others: Sequence[tuple[int, int]], last: TimedWord, tail_ms: int, duration_ms: int) -> Edge:
    word_ms = speech.end_ms
    beyond = ((max(start, word_ms), end) for start, end in others if end > word_ms and start < duration_ms)
    after = min(beyond, default=None)
    after_ms, after_to_ms = after or (duration_ms, duration_ms)
    return Edge(
        direction=1,
        word_ms=word_ms,
        outer_ms=min(after_ms, word_ms + OUTWARD_END_MS),
        reach_ms=min(duration_ms, word_ms + tail_ms, after_ms - NEIGHBOUR_GUARD_MS * (after is not None)),
        limit_ms=after_ms,
        pause_ms=PAUSE_MS if after else 0,
        lean_ms=min(duration_ms, (after_ms + after_to_ms) // 2, word_ms + _lean_of(last.end_error_ms)),
    )


def _lean_of(error_ms: int | None) -> int:
    """How far a cut leans out: nine of ten true edges lie within the error, and the cut loses at most 10 ms more."""
    return LEAN_MS if error_ms is None else min(MOST_LEAN_MS, max(LEAST_LEAN_MS, error_ms))
