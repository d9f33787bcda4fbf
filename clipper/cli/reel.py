"""``clipper reel``."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clipper.cli.inputs import EpisodeArguments, takes_episode, writes_media

if TYPE_CHECKING:
    from clipper.pipeline.reel_job import ReelPart, ReelResult


@click.command("reel")
@takes_episode
@click.option(
    "--quote", "quotes", required=True, multiple=True, metavar="TEXT", help="A quote of the reel. Repeat in order."
)
@writes_media("reel")
def command(arguments: EpisodeArguments, *, quotes: tuple[str, ...], output: Path, force: bool, as_json: bool) -> None:
    """Join quotes of an episode into one video or audio, in the order given.

    \b
    Examples:
      clipper reel interview.json --quote "sixty four feet of rust" --quote "I cried a little" -o reel.mp4
    """
    from clipper.cli.progress import ProgressLine  # noqa: PLC0415  heavy parts are loaded once they are needed
    from clipper.media.encoding import choose_encoding  # noqa: PLC0415
    from clipper.media.tool import find_ffmpeg  # noqa: PLC0415
    from clipper.pipeline.cut_job import caption_paths  # noqa: PLC0415
    from clipper.pipeline.reel_job import join_quotes  # noqa: PLC0415
    from clipper.store.ledger import Ledger  # noqa: PLC0415
    from clipper.store.outputs import check_outputs, write_texts  # noqa: PLC0415

    ledger, ffmpeg = Ledger.of_user(job=json.dumps([output.name, *quotes])), find_ffmpeg(arguments.ffmpeg)
    choose_encoding(output, ffmpeg)
    outputs = [output, *caption_paths(output)]
    check_outputs(outputs, inputs=arguments.files, force=force, ledger=ledger)
    episode = arguments.open()
    sources = [episode.folder / recording.path for recording in episode.alignment.recordings]
    check_outputs(outputs, inputs=[*arguments.files, *sources], force=True, ledger=ledger)
    with ProgressLine(quiet=arguments.quiet) as progress:
        result = join_quotes(episode, quotes, output, ffmpeg=ffmpeg, progress=progress)
    ledger.note(output, arguments.files)
    write_texts(result.captions, inputs=arguments.files, ledger=ledger)
    _report(result, [*episode.diagnostics, *result.diagnostics], outputs, as_json=as_json, quiet=arguments.quiet)
    arguments.finish(episode)


def _report(result: ReelResult, findings: list[Any], outputs: list[Path], *, as_json: bool, quiet: bool) -> None:
    from clipper.cli.report import finding_fields, show_findings  # noqa: PLC0415

    if as_json:
        fields = {
            "clips": [_fields(part) for part in result.parts],
            "edges": dataclasses.asdict(result.edges),
            "findings": finding_fields(findings),
            "written": [str(path) for path in outputs],
        }
        click.echo(json.dumps(fields, ensure_ascii=False, indent=2))
    if not quiet:
        show_findings(findings)
        for part in result.parts:
            click.echo(_describe(part), err=True)
        for path in outputs:
            click.echo(f"wrote {path}", err=True)


def _describe(part: ReelPart) -> str:
    from clipper.cli.cutting import name_speakers  # noqa: PLC0415
    from clipper.model.clock import clock  # noqa: PLC0415

    span = part.placement.clip.span
    return f'{clock(span.start_ms)} to {clock(span.end_ms)}  {name_speakers(part.speakers)}: "{part.quote.found}"'


def _fields(part: ReelPart) -> dict[str, object]:
    quote, placement = part.quote, part.placement
    return {
        "wanted": quote.wanted,
        "found": quote.found,
        "score": round(quote.score, 4),
        "first_word": quote.first_word,
        "end_word": quote.end_word,
        "speakers": [dataclasses.asdict(speaker) for speaker in part.speakers],
        "source_start_ms": placement.clip.span.start_ms,
        "source_end_ms": placement.clip.span.end_ms,
        "at_ms": placement.at_ms,
        "duration_ms": placement.duration_ms,
        "quiet_start": placement.clip.quiet_start,
        "quiet_end": placement.clip.quiet_end,
    }
