"""The second and third job: quotes -> a clip or a reel, with captions beside it.

find -> choose -> plan (in the true pauses) -> cut or join -> captions timed from what was really cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from clipper.clips import (
    QuoteIndex,
    choose_quote,
    clip_alignment,
    find_again,
    find_quotes,
    plan_clip,
    plan_reel,
    reel_alignment,
    shorten_text,
)
from clipper.cues import SubtitleFormat
from clipper.errors import InputError
from clipper.media.clip_edges import EdgeLevels, measure_edges
from clipper.media.cut import cut_clip
from clipper.media.probe import probe_recording
from clipper.media.reel import join_reel
from clipper.media.tool import FFmpeg
from clipper.model import Alignment, Clip, Diagnostic, Placement, Progress, Quote, Recording, Severity, Speaker, silent
from clipper.model.clock import clock
from clipper.model.sound import Energy
from clipper.pipeline.episode import Episode
from clipper.pipeline.find_job import index_episode
from clipper.pipeline.listening import Listener
from clipper.pipeline.subtitle_job import NO_JOINS, SubtitleStyle, make_subtitles

LOUDNESS_LUFS = -16.0
"""What podcasts are levelled to (Apple's and AES's advice); clips of one file then sound alike."""

WANTED_CHARS, FOUND_CHARS = 60, 120
"""What a finding shows of a quote: enough to know which is meant, and to compare what is said with it."""

CLOSE_SCORE = 0.8
"""Below this match a quote may mean something else than what was said (a "not" is one word of many): a warning."""

SIDECARS = (SubtitleFormat.VTT, SubtitleFormat.SRT)


@dataclass(frozen=True, slots=True, kw_only=True)
class CutQuote:
    """A quote as it was found, who says it, and where it came to lie in the new file (ms)."""

    quote: Quote
    clip: Clip
    speakers: tuple[Speaker, ...]
    at_ms: int
    duration_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CutResult:
    """A finished media file, how loud its edges are, its quotes, and the text of its captions by file."""

    path: Path
    edges: EdgeLevels
    quotes: tuple[CutQuote, ...]
    captions: Mapping[Path, str]
    diagnostics: tuple[Diagnostic, ...]


def sidecar_paths(output: Path) -> tuple[Path, ...]:
    """Where the captions of a media file go."""
    return tuple(output.with_suffix(f".{kind.value}") for kind in SIDECARS)


class QuoteCutter:
    """Plans the clips of one episode; the recording is opened once for all of them."""

    def __init__(self, episode: Episode, listener: Listener) -> None:
        self._episode = episode
        self._listener = listener
        self._index: QuoteIndex = index_episode(episode.alignment)
        self._energy: Energy | None = None

    @property
    def alignment(self) -> Alignment:
        """The episode's alignment."""
        return self._episode.alignment

    @property
    def recording(self) -> Recording:
        """What is cut: the episode's first recording."""
        return self.alignment.recordings[0]

    def choose(self, wanted: str, *, nth: int | None = None, at_ms: int | None = None) -> Quote:
        """The one place that a quote means: the ``nth``, or the one nearest to ``at_ms``, where there are several.

        Raises:
            QuoteError: If it is not in the episode, or is in it more than once.
        """
        quotes = find_quotes(self.alignment, wanted, index=self._index)
        return choose_quote(self.alignment, quotes, wanted, at_ms=at_ms, nth=nth)

    def plan(self, quote: Quote) -> Clip:
        """The clip of a quote, cut in the pauses around it.

        Raises:
            InputError: If the recording carries one speaker only, and the quote is also somebody else's.
        """
        heard = self.recording.speaker
        others = ", ".join(sorted({speaker.name for speaker in self._speakers(quote)} - {heard}))
        if heard is not None and others:
            raise InputError(
                f"{self.recording.path} carries {heard} only, and {others} is quoted",
                remedy="Align with a recording of everybody beside the tracks: TRANSCRIPT MEDIA --track ...",
            )
        if self._energy is None:
            self._energy = self._listener.measure(self.recording, self.source)
        return plan_clip(self.alignment, quote, self._energy)

    @property
    def source(self) -> Path:
        """The recording's file, checked."""
        return self._episode.source(self.recording)

    def _speakers(self, quote: Quote) -> tuple[Speaker, ...]:
        found = (self.alignment.speaker_of(index) for index in range(quote.first_word, quote.end_word))
        return tuple(dict.fromkeys(speaker for speaker in found if speaker))

    def describe(self, clip: Clip, placement: Placement) -> CutQuote:
        """What is known of a clip that was cut."""
        quote = clip.quote
        if quote is None:
            raise ValueError("a clip of a quote knows its quote")
        return CutQuote(
            quote=quote,
            clip=clip,
            speakers=self._speakers(quote),
            at_ms=placement.at_ms,
            duration_ms=placement.duration_ms,
        )


def cut_quote(  # noqa: PLR0913  three values, and options that have defaults
    episode: Episode,
    wanted: str,
    output: Path,
    *,
    ffmpeg: FFmpeg,
    nth: int | None = None,
    at_ms: int | None = None,
    cache: bool = True,
    progress: Progress = silent,
) -> CutResult:
    """Cut one quote out of an episode; ``output`` is replaced if it exists (the caller has asked).

    ``cache`` says whether what was heard when the episode was aligned may be used again.

    Raises:
        QuoteError: If the quote is not there, or is there more than once and neither ``nth`` nor ``at_ms`` says which.
        ClipperError: If the recording or the output cannot be used.
    """
    cutter = QuoteCutter(episode, Listener.of_user(ffmpeg, cache=cache, progress=progress))
    clip = cutter.plan(cutter.choose(wanted, nth=nth, at_ms=at_ms))
    report = cut_clip(
        clip, cutter.source, output, ffmpeg=ffmpeg, target_lufs=LOUDNESS_LUFS, force=True, progress=progress
    )
    made = replace(probe_recording(output), path=output.name)
    return CutResult(
        path=output,
        edges=measure_edges(output, ffmpeg=ffmpeg),
        quotes=(cutter.describe(clip, report.placement),),
        captions=_make_captions(clip_alignment(episode.alignment, report.placement, made), output),
        diagnostics=tuple(find_faults([clip], episode.alignment)),
    )


def join_quotes(  # noqa: PLR0913  three values, and options that have defaults
    episode: Episode,
    wanted: Sequence[str],
    output: Path,
    *,
    ffmpeg: FFmpeg,
    cache: bool = True,
    progress: Progress = silent,
) -> CutResult:
    """Join quotes of an episode, in the order given, into one file; the rest is as in ``cut_quote``."""
    cutter = QuoteCutter(episode, Listener.of_user(ffmpeg, cache=cache, progress=progress))
    quotes = [cutter.choose(text) for text in wanted]  # every quote is found before any is cut
    clips = [cutter.plan(quote) for quote in quotes]
    source = cutter.source
    report = join_reel(
        plan_reel(clips),
        [source] * len(clips),
        output,
        ffmpeg=ffmpeg,
        target_lufs=LOUDNESS_LUFS,
        force=True,
        progress=progress,
    )
    made = replace(probe_recording(output), path=output.name)
    parts = [(episode.alignment, placement) for placement in report.placements]
    firsts = accumulate((quote.end_word - quote.first_word for quote in quotes), initial=0)
    joins = {first: placement.at_ms for first, placement in zip(firsts, report.placements, strict=False)}
    return CutResult(
        path=output,
        edges=measure_edges(output, ffmpeg=ffmpeg),
        quotes=tuple(map(cutter.describe, clips, report.placements)),
        captions=_make_captions(reel_alignment(parts, made), output, joins=joins),
        diagnostics=tuple(find_faults(clips, episode.alignment)),
    )


def _make_captions(alignment: Alignment, output: Path, *, joins: Mapping[int, int] = NO_JOINS) -> dict[Path, str]:
    style = SubtitleStyle()
    return {
        path: make_subtitles(alignment, kind, style, joins=joins).text
        for path, kind in zip(sidecar_paths(output), SIDECARS, strict=True)
    }


def find_faults(clips: Sequence[Clip], alignment: Alignment) -> list[Diagnostic]:
    """What a listener might notice, quotes that are not word for word, and those that are heard elsewhere too."""
    return [finding for clip in clips if clip.quote for finding in _find_faults(clip, clip.quote, alignment)]


def _find_faults(clip: Clip, quote: Quote, alignment: Alignment) -> Iterator[Diagnostic]:
    where = f'"{shorten_text(quote.wanted, limit=WANTED_CHARS)}"'
    for quiet, edge in ((clip.quiet_start, "begins"), (clip.quiet_end, "ends")):
        if not quiet:
            yield Diagnostic(
                code="cut-without-pause",
                severity=Severity.WARNING,
                where=where,
                message=f"there is no pause where the clip {edge}: the cut lies at the edge of its words",
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
