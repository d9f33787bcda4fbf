"""``clipper turns``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clipper.cli.inputs import FILE, EpisodeArguments, takes_episode

if TYPE_CHECKING:
    from clipper.pipeline.turns_job import SpokenTurns


@click.command("turns")
@takes_episode
@click.option(
    "-o",
    "--output",
    type=FILE,
    metavar="FILE",
    help="Where to write the repaired transcript, in the format of the one that was read.",
)
@click.option("-f", "--force", is_flag=True, help="Replace a file that exists.")
@click.option("--json", "as_json", is_flag=True, help="Turns and changes as JSON on stdout.")
def command(arguments: EpisodeArguments, *, output: Path | None, force: bool, as_json: bool) -> None:
    """Find words that stand under the wrong speaker, and write the transcript with its turns repaired.

    With a recording the voices decide, which are learned from it; a transcript alone is judged by its sentences.

    \b
    Examples:
      clipper turns interview.txt interview.mp4 -o repaired.txt
      clipper turns interview.txt
      clipper turns interview.txt interview.mp4 --name 'Speaker 1=Ada Lovelace (Host)' -o named.txt
      clipper turns interview.json --repair all --json
    """
    from clipper.cli.report import finding_fields, show_findings  # noqa: PLC0415  loaded once it is needed
    from clipper.cli.turn_report import describe_turns, turn_fields  # noqa: PLC0415
    from clipper.pipeline.transcript_file import require_writable  # noqa: PLC0415
    from clipper.store.ledger import Ledger  # noqa: PLC0415
    from clipper.store.outputs import check_outputs, write_texts  # noqa: PLC0415

    written = [output] if output else []
    ledger = Ledger.of_user()
    check_outputs(written, inputs=arguments.files, force=force, ledger=ledger)
    if output:
        require_writable(arguments.inputs[0])
    found = _find(arguments)
    data, told = found.encode() if output else (b"", ())
    write_texts(dict.fromkeys(written, data), inputs=arguments.files, ledger=ledger)
    if as_json:
        more = {"findings": finding_fields([*found.diagnostics, *told]), "written": [str(path) for path in written]}
        click.echo(json.dumps({**turn_fields(found), **more}, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(describe_turns(found)))
    if not arguments.quiet:
        show_findings([*found.diagnostics, *told])
        for path in written:
            click.echo(f"wrote {path}", err=True)
    if found.episode:
        arguments.finish(found.episode)


def _find(arguments: EpisodeArguments) -> SpokenTurns:
    from clipper.cli.progress import ProgressLine  # noqa: PLC0415
    from clipper.pipeline.turns_job import find_turns  # noqa: PLC0415

    with ProgressLine(quiet=arguments.quiet) as progress:
        return find_turns(arguments.request(), media=arguments.media, progress=progress)
