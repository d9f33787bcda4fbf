"""``clipper index``."""

from __future__ import annotations

from pathlib import Path

import click

from clipper.cli.inputs import FILE


@click.command("index")
@click.argument("folders", nargs=-1, required=True, type=FILE, metavar="FOLDER...")
@click.option("--json", "as_json", is_flag=True, help="What became of the files as JSON on stdout.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")
def command(folders: tuple[Path, ...], *, as_json: bool, quiet: bool) -> None:
    """Make or update the index of a folder of saved episodes, so that find searches all of them at once.

    Every EPISODE.json in the folder and below is found by its content, whatever its name; what has not changed is
    kept, what is gone is forgotten. The index is one file in the folder, clipper-index.db; delete it whenever you like.
    What begins with a dot, and symbolic links, are passed over. Broken files are told; they do not stop it.

    \b
    Examples:
      clipper index episodes/
      clipper find "ideas are cheap" episodes/
    """
    from clipper.cli.index_report import describe_broken, describe_index, report_fields  # noqa: PLC0415
    from clipper.cli.progress import ProgressLine  # noqa: PLC0415
    from clipper.pipeline.index_job import update_folder  # noqa: PLC0415  numpy stands behind it

    reports = []
    for folder in folders:
        with ProgressLine(quiet=quiet) as progress:
            report = update_folder(folder, progress=progress)
        reports.append(report)
        for line in describe_broken(folder, report.broken):
            click.echo(line, err=True)
        if not quiet and not as_json:
            click.echo(describe_index(report), err=True)
    if as_json:
        click.echo(report_fields(reports))
