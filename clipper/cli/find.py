"""``clipper find``."""

from __future__ import annotations

from pathlib import Path

import click

from clipper.cli.inputs import FILE


@click.command("find")
@click.argument("text")
@click.argument("episodes", nargs=-1, required=True, type=FILE, metavar="EPISODE.json|FOLDER...")
@click.option("--speaker", metavar="NAME", help="Only what she says; a part of the name is enough.")
@click.option(
    "--regex",
    "is_pattern",
    is_flag=True,
    help="TEXT is a regular expression: over the text as written, in any case, across lines and turns.",
)
@click.option(
    "--context", type=click.IntRange(0), default=8, show_default=True, metavar="N", help="Show N words on either side."
)
@click.option("--all", "everything", is_flag=True, help="Every match, not only the best and those about as good.")
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="List at most N matches."
)
@click.option("--json", "as_json", is_flag=True, help="The matches as JSON on stdout.")
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def command(
    text: str,
    episodes: tuple[Path, ...],
    *,
    speaker: str | None,
    is_pattern: bool,
    context: int,
    everything: bool,
    limit: int,
    as_json: bool,
    quiet: bool,
) -> None:
    """Find where something was said, in spite of small slips of memory, and what exactly was said.

    Case, punctuation, hesitations, contractions and the way numbers are written do not matter; "..." stands for a gap.
    What is not there is refused with the nearest places (exit code 5). A folder is searched by its index, which
    clipper index makes, and which is brought up to date first.

    \b
    Examples:
      clipper find "ideas are cheap, execution is everything" interview.json
      clipper find "the sky ... what you paid" interview.json talk.json --speaker wren
      clipper find --regex "sixty[- ]four|64" interview.json --all --json
      clipper find "ideas are cheap" episodes/
    """
    from clipper.cli.find_report import describe_found, describe_passed_over, found_fields  # noqa: PLC0415  loaded once it is needed
    from clipper.cli.progress import ProgressLine  # noqa: PLC0415
    from clipper.pipeline.find_job import Search  # noqa: PLC0415
    from clipper.pipeline.folder_search import search_files  # noqa: PLC0415

    wanted = Search(
        wanted=text, speaker=speaker, is_pattern=is_pattern, everything=everything, context=context, limit=limit
    )
    with ProgressLine(quiet=quiet) as progress:
        result = search_files(episodes, wanted, progress=progress)
    if result.broken:
        click.echo(describe_passed_over(result.broken), err=True)
    if as_json:
        click.echo(found_fields(result.found, wanted))
        return
    several = len(episodes) > 1 or any(path.is_dir() for path in episodes)
    lines, summary = describe_found(result.found, several=several)
    click.echo("\n".join(lines))
    if not quiet:
        click.echo(summary, err=True)
