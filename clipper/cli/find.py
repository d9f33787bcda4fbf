"""``clipper find``."""

from __future__ import annotations

from pathlib import Path

import click

from clipper.cli.inputs import FILE


@click.command("find")
@click.argument("text")
@click.argument("episodes", nargs=-1, required=True, type=FILE, metavar="EPISODE.json...")
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
    What is not there is refused with the nearest places (exit code 5).

    \b
    Examples:
      clipper find "ideas are cheap, execution is everything" interview.json
      clipper find "the sky ... what you paid" interview.json talk.json --speaker wren
      clipper find --regex "sixty[- ]four|64" interview.json --all --json
    """
    from clipper.cli.find_report import describe_found, found_fields  # noqa: PLC0415  loaded once it is needed
    from clipper.pipeline.find_job import Search, search_files  # noqa: PLC0415

    wanted = Search(
        wanted=text, speaker=speaker, is_pattern=is_pattern, everything=everything, context=context, limit=limit
    )
    found = search_files(episodes, wanted)
    if as_json:
        click.echo(found_fields(found, wanted))
        return
    lines, summary = describe_found(found, several=len(episodes) > 1)
    click.echo("\n".join(lines))
    if not quiet:
        click.echo(summary, err=True)
