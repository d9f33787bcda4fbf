"""``clipper check``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clipper.cli.inputs import FILE
from clipper.cli.profiles import takes_profile

if TYPE_CHECKING:
    from clipper.model import FrameRate


@click.command("check")
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@takes_profile(rate_default="24")
@click.option("--strict", is_flag=True, help="Let warnings count as errors do.")
@click.option("--json", "as_json", is_flag=True, help="Every finding as JSON on stdout.")
@click.pass_context
def command(
    context: click.Context,
    *,
    files: tuple[Path, ...],
    profile: str,
    limits: tuple[tuple[str, float], ...],
    fps: FrameRate | None,
    strict: bool,
    as_json: bool,
) -> None:
    """Hold subtitle files to the rules of a delivery: times, speed, lines, breaks, speakers, and the file itself.

    The exit code is 0 where no rule is broken, 13 where one is (hard limits; with --strict wishes, too), and that of
    the error where a file cannot be read: the others are checked all the same.

    \b
    Examples:
      clipper check interview.vtt
      clipper check *.srt --profile bbc --fps 25 --strict
      clipper check interview.srt --limit max_cps=21 --json
    """
    from clipper.cli.check_report import check_fields, describe_check, exit_code  # noqa: PLC0415  cues stand behind it
    from clipper.pipeline.check_job import check_files  # noqa: PLC0415
    from clipper.pipeline.subtitle_job import read_profile  # noqa: PLC0415

    limited = read_profile(profile, dict(limits), rate=fps)
    checked = check_files(files, limited)
    if as_json:
        click.echo(json.dumps(check_fields(checked, limited), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(line for one in checked if not one.error for line in describe_check(one)))
    for one in checked:
        if one.error:
            click.echo("\n".join(filter(None, (f"clipper: {one.error.message}", one.error.remedy))), err=True)
    context.exit(exit_code(checked, strict=strict))
