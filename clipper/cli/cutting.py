"""What ``cut`` and ``reel`` share: check the outputs, open the episode, cut, write the captions, report."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from clipper.cli.inputs import EpisodeArguments
from clipper.cli.progress import ProgressLine
from clipper.cli.report import finding_fields, show_findings
from clipper.media.encoding import choose_encoding
from clipper.media.tool import FFmpeg, find_ffmpeg
from clipper.model import Progress
from clipper.model.clock import clock
from clipper.pipeline.clip_job import CutQuote, CutResult, sidecar_paths
from clipper.pipeline.episode import Episode
from clipper.store.ledger import Ledger
from clipper.store.outputs import check_outputs, write_texts

CutJob = Callable[[Episode, FFmpeg, Progress], CutResult]


def run_cut(
    arguments: EpisodeArguments, job: CutJob, *, name: Sequence[object], output: Path, force: bool, as_json: bool
) -> None:
    """Run a job that writes one media file with captions beside it.

    ``name`` tells the job from others on the same episode (its quotes): another one's files are not replaced unasked.

    Raises:
        ClipperError: Whatever the job refuses.
    """
    ledger = Ledger.of_user(job=json.dumps([output.name, *name]))
    ffmpeg = find_ffmpeg(arguments.ffmpeg)
    choose_encoding(output, ffmpeg)
    check_outputs([output, *sidecar_paths(output)], inputs=arguments.files, force=force, ledger=ledger)
    episode = arguments.open()
    sources = [episode.folder / recording.path for recording in episode.alignment.recordings]
    check_outputs([output, *sidecar_paths(output)], inputs=[*arguments.files, *sources], force=True, ledger=ledger)
    with ProgressLine(quiet=arguments.quiet) as progress:
        result = job(episode, ffmpeg, progress)
    ledger.note(output, arguments.files)
    write_texts(result.captions, inputs=arguments.files, ledger=ledger)
    written = [output, *result.captions]
    if as_json:
        fields = {
            "clips": [_quote_fields(cut) for cut in result.quotes],
            "edges": dataclasses.asdict(result.edges),
            "findings": finding_fields([*episode.diagnostics, *result.diagnostics]),
            "written": [str(path) for path in written],
        }
        click.echo(json.dumps(fields, ensure_ascii=False, indent=2))
    if not arguments.quiet:
        show_findings([*episode.diagnostics, *result.diagnostics])
        for cut in result.quotes:
            click.echo(_describe(cut), err=True)
        for path in written:
            click.echo(f"wrote {path}", err=True)
    arguments.finish(episode)


def _describe(cut: CutQuote) -> str:
    names = ", ".join(speaker.name for speaker in cut.speakers) or "somebody"
    span = cut.clip.span
    return f'{clock(span.start_ms)} to {clock(span.end_ms)}  {names}: "{cut.quote.found}"'


def _quote_fields(cut: CutQuote) -> dict[str, object]:
    return {
        "wanted": cut.quote.wanted,
        "found": cut.quote.found,
        "score": round(cut.quote.score, 4),
        "first_word": cut.quote.first_word,
        "end_word": cut.quote.end_word,
        "speakers": [dataclasses.asdict(speaker) for speaker in cut.speakers],
        "source_start_ms": cut.clip.span.start_ms,
        "source_end_ms": cut.clip.span.end_ms,
        "at_ms": cut.at_ms,
        "duration_ms": cut.duration_ms,
        "quiet_start": cut.clip.quiet_start,
        "quiet_end": cut.clip.quiet_end,
    }
