"""``clipper check``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clipper.cli.inputs import FILE
from clipper.cli.listening import ListeningArguments, listens
from clipper.cli.profiles import takes_profile

if TYPE_CHECKING:
    from clipper.model import FrameRate
    from clipper.pipeline.check_job import Checked, SubtitleFile
    from clipper.store.ledger import Ledger


@click.command("check")
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@click.option(
    "--media",
    type=FILE,
    metavar="FILE",
    help="The recording: whether cues come and go with their words, say what is said, and leave nothing out.",
)
@click.option(
    "--shots", is_flag=True, help="Find the cuts of the picture in --media, too: whether cues come and go with them."
)
@takes_profile(rate_default="the video's in --media, or that on whose frames the cues lie, or 24")
@listens
@click.option(
    "--fix",
    is_flag=True,
    help="Write a copy with fewer rules broken: times first, then lines; never a word. What is left is told.",
)
@click.option("-o", "--output", type=FILE, metavar="FILE", help="Where to write it. Default: beside, NAME.fixed.srt.")
@click.option("-f", "--force", is_flag=True, help="Replace files that exist.")
@click.option(
    "--ignore",
    "ignored",
    multiple=True,
    metavar="CODE",
    help="A rule that does not matter here, by its code: cues-overlap. Repeatable.",
)
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
    ignored: tuple[str, ...],
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
      clipper check interview.srt --media interview.mp4 --shots
      clipper check interview.srt --ignore cues-overlap --ignore gap-not-closed
    """
    from clipper.cli.check_report import exit_code, show_checked  # noqa: PLC0415  cues stand behind it
    from clipper.cli.progress import ProgressLine  # noqa: PLC0415
    from clipper.pipeline.check_job import check_files, check_subtitles, hear_subtitles, known_rules  # noqa: PLC0415
    from clipper.pipeline.subtitle_job import SubtitleStyle, read_profile, require_picture  # noqa: PLC0415
    from clipper.store.ledger import Ledger  # noqa: PLC0415
    from clipper.store.outputs import write_texts  # noqa: PLC0415

    _refuse_useless(listening, media=media, shots=shots, force=force, fix=fix, named=bool(output), files=len(files))
    skipped = known_rules(ignored)
    style = SubtitleStyle(profile=read_profile(profile, dict(limits)), rate=fps)
    ledger = Ledger.of_user()
    outputs = _plan_outputs(files, output, force=force, ledger=ledger) if fix else {}
    if shots and media:
        require_picture(media)
    with ProgressLine(quiet=listening.quiet) as progress:

        def check(file: SubtitleFile) -> Checked:
            fixed = outputs.get(file.path)
            if not media:
                return check_subtitles(file, style, fixed=fixed)
            request = listening.request(file.path, media, min_coverage=None, partial=True)
            listen = partial(hear_subtitles, request, shots=shots, progress=progress)
            return check_subtitles(file, style, fixed=fixed, listen=listen)

        checked = [one.without(skipped) for one in check_files(files, check)]
    for one in checked:
        if one.mended:
            write_texts({one.mended.output: one.mended.data}, inputs=[one.path], ledger=ledger)
    show_checked(checked, profile=style.profile.name, as_json=as_json)
    context.exit(exit_code(checked, strict=strict))


def _refuse_useless(
    listening: ListeningArguments, *, media: Path | None, shots: bool, force: bool, fix: bool, named: bool, files: int
) -> None:
    """Say which options have no effect, before any work."""
    if named and (not fix or files > 1):
        raise click.UsageError("-o names the mended copy of one file: it needs --fix, and one FILE")
    if force and not fix:
        raise click.UsageError("--force replaces a mended copy: it needs --fix")
    if shots and not media:
        raise click.UsageError("--shots looks at the picture: it needs --media")
    if not media and (listening.lexicon or listening.acoustic_model or listening.stream is not None):
        raise click.UsageError("--stream, --lexicon and --acoustic-model say how to listen: they need --media")


def _plan_outputs(files: Sequence[Path], output: Path | None, *, force: bool, ledger: Ledger) -> dict[Path, Path]:
    """Where each file's mended copy goes."""
    from clipper.pipeline.check_job import name_mended  # noqa: PLC0415
    from clipper.store.outputs import check_outputs  # noqa: PLC0415

    outputs = {path: output or name_mended(path) for path in files}
    check_outputs(list(outputs.values()), inputs=files, force=force, ledger=ledger)
    return outputs
