"""What somebody wants of an episode -> clips, planned: found, chosen, and cut in the pauses around."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from clipper.clips import (
    QuoteIndex,
    choose_quote,
    find_quotes,
    pad_clip,
    plan_clip,
    quote_span,
    quote_within,
    scale_levels,
)
from clipper.errors import InputError, QuoteError
from clipper.model import Alignment, Clip, Placement, Quote, Recording, Span, Speaker
from clipper.model.clock import clock
from clipper.pipeline.episode import Episode
from clipper.pipeline.listening import Listener
from clipper.pipeline.searchable import index_episode
from clipper.pipeline.tightening import PlannedClip, tighten

_AROUND_MS = 2000
"""What is listened to on either side of a quote: more than the longest pause that is kept, and a word that goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A quote by its ``text``, or whatever is said in ``span``, a stretch of the episode's timeline in ms.

    ``nth`` chooses among equally good places, ``at_ms`` takes the one nearest to a time.
    """

    text: str = ""
    span: Span | None = None
    nth: int | None = None
    at_ms: int | None = None


class QuotePlanner:
    """Plans the clips of one episode."""

    def __init__(self, episode: Episode, listener: Listener) -> None:
        self._episode = episode
        self._listener = listener
        self._index: QuoteIndex = index_episode(episode.alignment)

    @property
    def alignment(self) -> Alignment:
        """The episode's alignment."""
        return self._episode.alignment

    @property
    def recording(self) -> Recording:
        """What is cut: the episode's first recording."""
        return self.alignment.recordings[0]

    @property
    def source(self) -> Path:
        """The recording's file, checked."""
        return self._episode.source(self.recording)

    def choose(self, wish: Wish) -> Quote | None:
        """The one place that is meant; None for a stretch of time in which nothing of the text is said.

        Raises:
            QuoteError: If it is not in the episode, or is in it more than once.
        """
        if wish.span is not None:
            self._require_inside(wish.span)
            return quote_within(self.alignment, wish.span)
        return self.find(wish.text, nth=wish.nth, at_ms=wish.at_ms)

    def find(self, wanted: str, *, nth: int | None = None, at_ms: int | None = None) -> Quote:
        """The one place that a text means: the ``nth``, or the one nearest to ``at_ms``, where there are several.

        Raises:
            QuoteError: If it is not in the episode, or is in it more than once.
        """
        quotes = find_quotes(self.alignment, wanted, index=self._index)
        return choose_quote(self.alignment, quotes, wanted, at_ms=at_ms, nth=nth)

    def plan(self, wish: Wish, quote: Quote | None, *, pad_ms: int = 0, tight: bool = False) -> PlannedClip:
        """The clip of a quote, cut in the pauses around it, with ``pad_ms`` more at either end.

        Where nothing of the text is said, the stretch is cut as it was wished. ``tight`` takes out what is superfluous.

        Raises:
            InputError: If the recording carries one speaker only, and the quote is also somebody else's.
            MediaError: If the recording cannot be listened to there.
        """
        if quote is None:
            if wish.span is None:
                raise ValueError("a wish without a quote has a span")
            clip = Clip(recording=self.recording, span=wish.span.shift(-self.recording.offset_ms))
            return PlannedClip.whole(pad_clip(clip, pad_ms))
        self._require_heard_in_one(quote)
        around = self._around(quote)
        energy = self._listener.measure_around(self.recording, self.source, around)
        clip = pad_clip(plan_clip(self.alignment, quote, energy), pad_ms)
        return tighten(self.alignment, clip, energy) if tight else PlannedClip.whole(clip)

    def measure_levels(self, placements: Sequence[Placement], step_ms: int) -> list[float]:
        """How loud a clip is (0..1), ``step_ms`` by ``step_ms``: for a picture of its sound.

        Raises:
            MediaError: If the recording cannot be listened to there.
        """
        levels: list[float] = []
        for placement in placements:
            start_ms = max(0, placement.source_ms)
            span = Span(start_ms=start_ms, end_ms=start_ms + placement.duration_ms)
            levels += scale_levels(self._listener.measure_around(self.recording, self.source, span), step_ms)
        return levels

    def speakers(self, quote: Quote | None) -> tuple[Speaker, ...]:
        """Who says it, in order of first words."""
        if quote is None:
            return ()
        found = (self.alignment.speaker_of(index) for index in range(quote.first_word, quote.end_word))
        return tuple(dict.fromkeys(speaker for speaker in found if speaker))

    def _around(self, quote: Quote) -> Span:
        """What is listened to of the recording, on its own timeline."""
        said = quote_span(self.alignment, quote)
        if said is None:
            raise QuoteError(f'no word of "{quote.found}" was heard in the recording', remedy="Choose another quote.")
        offset_ms, length_ms = self.recording.offset_ms, self.recording.duration_ms
        start_ms = min(max(0, said.start_ms - offset_ms - _AROUND_MS), length_ms)
        return Span(start_ms=start_ms, end_ms=max(start_ms, min(length_ms, said.end_ms - offset_ms + _AROUND_MS)))

    def _require_inside(self, span: Span) -> None:
        recording = Span(start_ms=0, end_ms=self.recording.duration_ms).shift(self.recording.offset_ms)
        if span.clamp(recording) != span or not span.duration_ms:
            raise QuoteError(
                f"{clock(span.start_ms)} to {clock(span.end_ms)} is not on {self.recording.path}, which covers "
                f"{clock(recording.start_ms)} to {clock(recording.end_ms)}",
                remedy="Give two times of the recording, the earlier one first.",
            )

    def _require_heard_in_one(self, quote: Quote) -> None:
        heard = self.recording.speaker
        others = ", ".join(sorted({speaker.name for speaker in self.speakers(quote)} - {heard}))
        if heard is not None and others:
            raise InputError(
                f"{self.recording.path} carries {heard} only, and {others} is quoted",
                remedy="Align with a recording of everybody beside the tracks: TRANSCRIPT MEDIA --track ...",
            )
