"""The third job: quotes -> one reel, with captions timed from what was really cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from clipper.clips import plan_reel, reel_alignment
from clipper.media.clip_edges import EdgeLevels, measure_edges
from clipper.media.probe import probe_recording
from clipper.media.reel import join_reel
from clipper.media.tool import FFmpeg
from clipper.model import Diagnostic, Placement, Progress, Quote, Speaker, silent
from clipper.pipeline.clip_faults import find_faults
from clipper.pipeline.cut_job import make_captions
from clipper.pipeline.cut_settings import LOUDNESS_LUFS
from clipper.pipeline.episode import Episode
from clipper.pipeline.listening import Listener
from clipper.pipeline.quote_planner import QuotePlanner, Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class ReelPart:
    """A quote as it was found, who says it, and where it came to lie in the new file."""

    quote: Quote
    placement: Placement
    speakers: tuple[Speaker, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReelResult:
    """A finished reel, how loud its edges are, its parts, and the text of its captions by file."""

    path: Path
    edges: EdgeLevels
    parts: tuple[ReelPart, ...]
    captions: Mapping[Path, str]
    diagnostics: tuple[Diagnostic, ...]


def join_quotes(
    episode: Episode, wanted: Sequence[str], output: Path, *, ffmpeg: FFmpeg, progress: Progress = silent
) -> ReelResult:
    """Join quotes of an episode, in the order given; ``output`` is replaced if it exists (the caller has asked).

    Raises:
        QuoteError: If a quote is not there, or is there more than once.
        ClipperError: If the recording or the output cannot be used.
    """
    planner = QuotePlanner(episode, Listener.of_user(ffmpeg, cache=False, progress=progress))
    wishes = [Wish(text=text) for text in wanted]
    quotes = [planner.find(wish.text) for wish in wishes]  # every quote is found before any is cut
    clips = [planner.plan(wish, quote).clip for wish, quote in zip(wishes, quotes, strict=True)]
    source = planner.source
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
    timed = [(episode.alignment, placement) for placement in report.placements]
    firsts = accumulate((quote.end_word - quote.first_word for quote in quotes), initial=0)
    joins = {first: placement.at_ms for first, placement in zip(firsts, report.placements, strict=False)}
    parts = (
        ReelPart(quote=quote, placement=placement, speakers=planner.speakers(quote))
        for quote, placement in zip(quotes, report.placements, strict=True)
    )
    return ReelResult(
        path=output,
        edges=measure_edges(output, ffmpeg=ffmpeg),
        parts=tuple(parts),
        captions=make_captions(reel_alignment(timed, made), output, joins=joins),
        diagnostics=(*find_faults(clips, episode.alignment), *report.diagnostics),
    )
