"""``clipper subtitles``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from clipper.cli.inputs import FILE, STDOUT, EpisodeArguments, takes_episode
from clipper.cli.profiles import takes_profile

if TYPE_CHECKING:
    from clipper.model import FrameRate
    from clipper.pipeline.episode import Episode

# The choices are written out here so that --help need not load the room of cues; a test compares them.
FORMATS = ("vtt", "srt")
LABELS = ("none", "change", "always")
NAMES = ("full", "first", "last", "initials")


_LISTED = 12


def _more(texts: list[str]) -> str:
    return f" and {len(texts) - _LISTED} more (--json lists them)" if len(texts) > _LISTED else ""


@click.command("subtitles")
@takes_episode
@click.option(
    "-o",
    "--output",
    "outputs",
    type=FILE,
    multiple=True,
    required=True,
    metavar="FILE",
    help="Where to write: .vtt or .srt, '-' for standard output. Repeatable.",
)
@click.option("--format", "format_name", type=click.Choice(FORMATS), help="Format, where the extension does not tell.")
@click.option(
    "--speakers",
    type=click.Choice(LABELS),
    help="Name the speaker in the text: never, at each change, or in every cue. "
    "Default: at each change in SRT; in WebVTT the voice tag names everybody.",
)
@click.option("--names", type=click.Choice(NAMES), default="full", show_default=True, help="How a speaker is named.")
@click.option(
    "--clean/--verbatim",
    default=False,
    help="Leave out fillers, doubled words and false starts (the times stay). Default: every word.",
)
@takes_profile(rate_default="the video's, or 24")
@click.option("--shots", is_flag=True, help="Find the picture's cuts, and move cues that begin or end near them.")
@click.option("-f", "--force", is_flag=True, help="Replace files that exist.")
@click.option("--json", "as_json", is_flag=True, help="The summary as JSON on stdout.")
def command(
    arguments: EpisodeArguments,
    *,
    outputs: tuple[Path, ...],
    format_name: str | None,
    speakers: str | None,
    names: str,
    clean: bool,
    profile: str,
    limits: tuple[tuple[str, float], ...],
    fps: FrameRate | None,
    shots: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Write subtitles whose times are right.

    \b
    Examples:
      clipper subtitles interview.txt interview.mp4 -o interview.vtt -o interview.srt
      clipper subtitles interview.json -o - --format srt --names first
      clipper subtitles interview.json -o short.srt --profile vertical
      clipper subtitles interview.json -o tv.vtt --profile bbc --limit max_columns=34 --fps 25
    """
    from clipper.cli.report import finding_fields, report_episode, show_findings  # noqa: PLC0415
    from clipper.cues import NameStyle, SpeakerLabels, SubtitleFormat  # noqa: PLC0415
    from clipper.pipeline.subtitle_job import SubtitleStyle, format_of, make_subtitles, read_profile  # noqa: PLC0415
    from clipper.store.ledger import Ledger  # noqa: PLC0415
    from clipper.store.outputs import check_outputs, write_texts  # noqa: PLC0415

    named = SubtitleFormat(format_name) if format_name else None
    if STDOUT in outputs and named is None:
        raise click.UsageError("'-o -' needs --format vtt or --format srt")
    if STDOUT in outputs and as_json:
        raise click.UsageError("'-o -' and --json both write to standard output")
    kinds = {path: format_of(path, named) for path in outputs}
    files = [path for path in outputs if path != STDOUT]
    ledger = Ledger.of_user()
    check_outputs(files, inputs=arguments.files, force=force, ledger=ledger)
    style = SubtitleStyle(
        speakers=SpeakerLabels(speakers) if speakers else None,
        names=NameStyle(names),
        profile=read_profile(profile, dict(limits)),
        rate=fps,
        clean=clean,
    )
    episode = arguments.open()
    shots_ms = _find_shots(arguments, episode) if shots else ()
    made = {path: make_subtitles(episode.alignment, kind, style, shots_ms=shots_ms) for path, kind in kinds.items()}
    write_texts({path: made[path].text for path in files}, inputs=arguments.files, ledger=ledger)
    if STDOUT in made:
        click.echo(made[STDOUT].text.encode(), nl=False)
    cues = [
        {
            "output": str(path),
            "cues": len(done.track.cues),
            "findings": finding_fields(done.diagnostics),
            "left_out": [
                {"word": index, "text": episode.alignment.transcript.words[index].text} for index in done.left_out
            ],
        }
        for path, done in made.items()
    ]
    if not arguments.quiet:
        first = next(iter(made.values()))
        show_findings(first.diagnostics)
        if first.left_out:
            texts = [episode.alignment.transcript.words[index].text for index in first.left_out]
            click.echo(f"left out {len(texts)} words: {', '.join(texts[:_LISTED])}{_more(texts)}", err=True)
    report_episode(episode, written=files, as_json=as_json, quiet=arguments.quiet, more={"subtitles": cues})
    arguments.finish(episode)


def _find_shots(arguments: EpisodeArguments, episode: Episode) -> tuple[int, ...]:
    from clipper.cli.progress import ProgressLine  # noqa: PLC0415
    from clipper.media.tool import find_ffmpeg  # noqa: PLC0415
    from clipper.pipeline.subtitle_job import see_shots  # noqa: PLC0415

    with ProgressLine(quiet=arguments.quiet) as progress:
        return see_shots(episode, find_ffmpeg(arguments.ffmpeg), progress=progress)
