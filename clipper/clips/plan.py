"""A quote -> a clip: the two cuts laid into the pauses beside its first and last word.

In a pause, the cut lies in the quietest moment and then moves out, so that a breath and a little of the room remain.
Where words touch it lies at their join and is not called quiet: loudness cannot say where one ends there, because a
stop's closure or a nasal inside a word is softer than the join. (Over all quotes of five words in 14 minutes of known
truth, the quietest moment within 30 ms of the edges put 4 in 100 "quiet" starts and 33 in 100 "quiet" ends more than
20 ms inside another word; the rules here 1 in 100.)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from clipper.clips.choose import quote_span
from clipper.errors import QuoteError
from clipper.model import Alignment, Clip, Quote, Reel, Span, round_half_up
from clipper.model.sound import SAMPLE_RATE, Energy

Rows = npt.NDArray[np.int64]

OUTWARD_START_MS, OUTWARD_END_MS = 120, 150
"""How far outside an aligned edge the quiet is looked for (clips.md 3.4): words die away longer than they swell."""

PAUSE_MS = 120
"""The shortest quiet between two aligned words that is a pause. Of 38 aligned gaps of 40 to 120 ms in 14 minutes whose
word times are known, 32 lay between words that touch (a stop's closure, a glottal stop before a vowel). With 80 ms, 3
in 100 cuts called quiet lay more than 20 ms inside a word; with 120, 1 in 100, and none of these loud."""

LEAD_MS, TAIL_MS = 250, 400
"""How much of a pause stays before and after the quote: an audible breath in, and the room dying away."""

NEIGHBOUR_GUARD_MS = 80
"""Distance that a widened cut keeps from another word: twice the jitter (sigma) of an aligner's edges."""

LOUD_RANK = 75
"""Percentile of the dB inside the quote that stands for its speech: above its pauses, below its bursts."""

QUIET_BELOW_SPEECH_DB = 15.0
"""A pause is at least this much softer than the quote's own speech. Only the quote is measured, so that a plan does not
depend on what else is near; a telephone line still keeps 15 dB between speech and room."""

BREATH_BELOW_SPEECH_DB = 10.0
"""A breath or a rustle may lie inside the pause that is kept; anything louder is a sound of its own and ends it."""

SETTLING_MS = 60
"""At the outer end of a kept pause the quietest place of this stretch is taken: never inside a breath."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edge:
    """A cut to be found: ``direction`` is -1 for a start, 1 for an end.

    The quietest place is looked for between ``word_ms``, the quote's own edge, and ``outer_ms``, never inside another
    word; the pause is kept as far as ``reach_ms`` and ends at ``limit_ms``, the neighbour's edge or the recording's.
    ``pause_ms`` is how long a quiet must last to be one: beside the end of the recording any will do.
    """

    direction: int
    word_ms: int
    outer_ms: int
    reach_ms: int
    limit_ms: int
    pause_ms: int


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

    No cut lies inside the quote's own words or a neighbour's aligned span. ``quiet_start`` and ``quiet_end`` of the
    result are True only in a pause of ``PAUSE_MS`` or more, or where nobody speaks up to the recording's end.

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
    speech_db = _speech_db(energy, speech)
    first_ms, quiet_start = _find_cut(energy, speech_db, _start_edge(speech, others, lead_ms))
    last_ms, quiet_end = _find_cut(energy, speech_db, _end_edge(speech, others, tail_ms, recording.duration_ms))
    return Clip(
        recording=recording,
        span=Span(start_ms=first_ms, end_ms=last_ms),
        quote=quote,
        fade_ms=fade_ms,
        quiet_start=quiet_start,
        quiet_end=quiet_end,
    )


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


def _start_edge(speech: Span, others: Sequence[tuple[int, int]], lead_ms: int) -> _Edge:
    word_ms = speech.start_ms
    ends = [min(end, word_ms) for start, end in others if start < word_ms and end > 0]
    before_ms = max(ends, default=0)
    return _Edge(
        direction=-1,
        word_ms=word_ms,
        outer_ms=max(before_ms, word_ms - OUTWARD_START_MS),
        reach_ms=max(0, word_ms - lead_ms, before_ms + NEIGHBOUR_GUARD_MS * bool(ends)),
        limit_ms=before_ms,
        pause_ms=PAUSE_MS if ends else 0,
    )


def _end_edge(speech: Span, others: Sequence[tuple[int, int]], tail_ms: int, duration_ms: int) -> _Edge:
    word_ms = speech.end_ms
    starts = [max(start, word_ms) for start, end in others if end > word_ms and start < duration_ms]
    after_ms = min(starts, default=duration_ms)
    return _Edge(
        direction=1,
        word_ms=word_ms,
        outer_ms=min(after_ms, word_ms + OUTWARD_END_MS),
        reach_ms=min(duration_ms, word_ms + tail_ms, after_ms - NEIGHBOUR_GUARD_MS * bool(starts)),
        limit_ms=after_ms,
        pause_ms=PAUSE_MS if starts else 0,
    )


def _speech_db(energy: Energy, speech: Span) -> float:
    """How loud the quote itself is, dBFS."""
    rows = _rows(energy, speech.start_ms, speech.end_ms)
    return float(np.percentile(energy.db[rows], LOUD_RANK)) if len(rows) else 0.0


def _find_cut(energy: Energy, speech_db: float, edge: _Edge) -> tuple[int, bool]:
    """Where to cut in ms, and whether it is quiet there; halfway between the limits where nothing was measured."""
    rows = _rows(energy, min(edge.word_ms, edge.outer_ms), max(edge.word_ms, edge.outer_ms))
    if not len(rows):
        return (edge.word_ms + edge.outer_ms) // 2, False
    row = _quietest(energy, rows)
    breath_db = speech_db - BREATH_BELOW_SPEECH_DB
    if energy.db[row] > speech_db - QUIET_BELOW_SPEECH_DB or _quiet_ms(energy, row, edge, breath_db) < edge.pause_ms:
        return _centre_ms(energy, row), False
    kept = _pause_outward(energy, row, edge, breath_db)
    quiet = kept[energy.db[kept] <= speech_db - QUIET_BELOW_SPEECH_DB]
    settling = max(1, SETTLING_MS * SAMPLE_RATE // (1000 * energy.hop))
    return _centre_ms(energy, _quietest(energy, quiet[-settling:])), True


def _quiet_ms(energy: Energy, row: int, edge: _Edge, loudest_db: float) -> int:
    """How long nothing is louder than ``loudest_db`` around ``row``, between the quote and ``edge.limit_ms``."""
    gap = _rows(energy, min(edge.word_ms, edge.limit_ms), max(edge.word_ms, edge.limit_ms))
    loud = gap[energy.db[gap] > loudest_db]
    before = int(max(loud[loud < row], default=gap[0] - 1))
    after = int(min(loud[loud > row], default=gap[-1] + 1))
    return (after - before - 1) * energy.hop * 1000 // SAMPLE_RATE


def _pause_outward(energy: Energy, row: int, edge: _Edge, loudest_db: float) -> Rows:
    """The rows from ``row`` outward to ``edge.reach_ms``, or to where something louder than a breath begins."""
    row_ms = _centre_ms(energy, row)
    if (edge.reach_ms - row_ms) * edge.direction <= 0:
        return np.array([row])
    beyond = _rows(energy, min(edge.reach_ms, row_ms), max(edge.reach_ms, row_ms))[:: edge.direction]
    outward = np.concatenate(([row], beyond[beyond != row]))
    loud = np.flatnonzero(energy.db[outward] > loudest_db)
    return outward[: loud[0]] if len(loud) else outward


def _rows(energy: Energy, start_ms: int, end_ms: int) -> Rows:
    """The rows whose middle lies in ``[start_ms, end_ms]``."""
    per_ms, half = SAMPLE_RATE // 1000, energy.hop / 2
    first = max(0, math.ceil((start_ms * per_ms - half) / energy.hop))
    last = min(len(energy.db) - 1, math.floor((end_ms * per_ms - half) / energy.hop))
    return np.arange(first, last + 1)


def _centre_ms(energy: Energy, row: int) -> int:
    return round_half_up(Fraction((2 * row + 1) * energy.hop * 1000, 2 * SAMPLE_RATE))


def _quietest(energy: Energy, rows: Rows) -> int:
    """The quietest of ``rows``; of several (digital silence) the middle one."""
    quietest = rows[energy.db[rows] == energy.db[rows].min()]
    return int(quietest[len(quietest) // 2])
