"""``clipper check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from clipper.cli.inputs import FILE
from clipper.cli.listening import ListeningArguments, listens
from clipper.cli.profiles import takes_profile

if TYPE_CHECKING:
    from clipper.model import FrameRate
    from clipper.pipeline.check_job import Checked, SubtitleFile


@click.command("check")
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@click.option(
    "--media",
    type=FILE,
    metavar="FILE",
    help="The recording: whether cues come and go with their words, say what is said, and leave nothing out.",
)
@click.option("--shots", is_flag=True, help="Find the cuts of the picture in --media, too: no cue may end on one.")
@takes_profile(rate_default="that of the video in --media, or 24")
@listens
@click.option(
    "--fix",
    is_flag=True,
    help="Write a copy with fewer rules broken: times first, then lines; never a word. What is left is told.",
)
@click.option("-o", "--output", type=FILE, metavar="FILE", help="Where to write it. Default: beside, NAME.fixed.srt.")
@click.option("-f", "--force", is_flag=True, help="Replace files that exist.")
@click.option("--strict", is_flag=True, help="Let warnings count as errors do.")
@click.option("--json", "as_json", is_flag=True, help="Every finding as JSON on stdout.")
@click.pass_context
def command(
    context: click.Context,
    listening: ListeningArguments,
    *,
    files: tuple[Path, ...],
    media: Path | None,
    shots: bool,
    profile: str,
    limits: tuple[tuple[str, float], ...],
    fps: FrameRate | None,
    fix: bool,
    output: Path | None,
    force: bool,
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
      clipper check interview.srt --fix -o better.srt
      clipper check interview.srt --media interview.mp4
    """
    from clipper.cli.check_report import exit_code, show_checked  # noqa: PLC0415  cues stand behind it
    from clipper.cli.progress import ProgressLine  # noqa: PLC0415
    from clipper.pipeline.check_job import (  # noqa: PLC0415
        check_by_rules,
        check_by_sound,
        check_files,
        check_mended,
        name_mended,
    )
    from clipper.pipeline.subtitle_job import SubtitleStyle, read_profile  # noqa: PLC0415
    from clipper.store.ledger import Ledger  # noqa: PLC0415
    from clipper.store.outputs import check_outputs, write_texts  # noqa: PLC0415

    if output and (not fix or len(files) > 1):
        raise click.UsageError("-o names the mended copy of one file: it needs --fix, and one FILE")
    if fix and media:
        raise click.UsageError("--fix does not listen: clipper sync puts cues where their words are said")
    if shots and not media:
        raise click.UsageError("--shots looks at the picture: it needs --media")
    style = SubtitleStyle(profile=read_profile(profile, dict(limits)), rate=fps)
    outputs = {path: output or name_mended(path) for path in files} if fix else {}
    ledger = Ledger.of_user()
    check_outputs(list(outputs.values()), inputs=files, force=force, ledger=ledger)
    with ProgressLine(quiet=listening.quiet) as progress:

        def check(file: SubtitleFile) -> Checked:
            if media:
                request = listening.request(file.path, media, min_coverage=None, partial=True)
                return check_by_sound(file, style, request, shots=shots, progress=progress)
            return check_mended(file, style, outputs[file.path]) if fix else check_by_rules(file, style)

        checked = check_files(files, check)
    for one in checked:
        if one.mended:
            write_texts({one.mended.output: one.mended.text}, inputs=[one.path], ledger=ledger)
    show_checked(checked, profile=style.profile.name, as_json=as_json)
    context.exit(exit_code(checked, strict=strict))
