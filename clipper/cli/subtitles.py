"""``clipper subtitles``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clipper.cli.inputs import FILE, STDOUT, EpisodeArguments, takes_episode
from clipper.cli.styling import StyleArguments, takes_style

if TYPE_CHECKING:
    from clipper.model import Diagnostic
    from clipper.pipeline.episode import Episode
    from clipper.pipeline.subtitle_job import Subtitles, Transcription

# The choices are written out here so that --help need not load the room of cues; a test compares them.
FORMATS = ("vtt", "srt", "ass", "ttml", "podcast-json", "csv", "txt", "md", "podcast-html", "textgrid")

_LISTED = 12


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
    help="Where to write: .vtt .srt .ass .ttml .csv for cues, .txt .md .html .TextGrid for the transcript; '-' for "
    "standard output. Repeatable.",
)
@click.option("--format", "format_name", type=click.Choice(FORMATS), help="Format, where the extension does not tell.")
@takes_style
@click.option("-f", "--force", is_flag=True, help="Replace files that exist.")
@click.option("--json", "as_json", is_flag=True, help="The summary as JSON on stdout.")
def command(
    arguments: EpisodeArguments,
    *,
    outputs: tuple[Path, ...],
    format_name: str | None,
    style: StyleArguments,
    force: bool,
    as_json: bool,
) -> None:
    """Write subtitles, or a transcript with times, from the exact time of every word.

    \b
    Examples:
      clipper subtitles interview.txt interview.mp4 -o interview.vtt -o interview.srt
      clipper subtitles interview.json -o interview.ttml -o interview.md -o interview.TextGrid
      clipper subtitles interview.json -o karaoke.ass --karaoke
      clipper subtitles interview.json -o - --format podcast-json
      clipper subtitles interview.json -o short.srt --profile vertical
      clipper subtitles interview.json -o tv.vtt --profile bbc --limit max_columns=34 --fps 25
    """
    from clipper.cli.report import report_episode, show_findings  # noqa: PLC0415
    from clipper.pipeline.output_format import format_named, format_of  # noqa: PLC0415
    from clipper.pipeline.subtitle_job import make_output  # noqa: PLC0415
    from clipper.store.ledger import Ledger  # noqa: PLC0415
    from clipper.store.outputs import check_outputs, write_texts  # noqa: PLC0415

    named = format_named(format_name)
    if STDOUT in outputs and named is None:
        raise click.UsageError(f"'-o -' needs --format: {', '.join(FORMATS)}")
    if STDOUT in outputs and as_json:
        raise click.UsageError("'-o -' and --json both write to standard output")
    kinds = {path: format_of(path, named) for path in outputs}
    style.refuse_useless(kinds.values())
    files = [path for path in outputs if path != STDOUT]
    ledger = Ledger.of_user()
    check_outputs(files, inputs=arguments.files, force=force, ledger=ledger)
    look = style.style()
    style.check_picture(arguments)
    episode = arguments.open()
    shots_ms = style.find_shots(arguments, episode)
    made = {path: make_output(episode.alignment, kind, look, shots_ms=shots_ms) for path, kind in kinds.items()}
    write_texts({path: made[path].text for path in files}, inputs=arguments.files, ledger=ledger)
    if STDOUT in made:
        click.echo(made[STDOUT].text.encode(), nl=False)
    cues = [_fields(path, done, episode) for path, done in made.items()]
    if not arguments.quiet:
        show_findings(_told_once(list(made.values())))
        _show_left_out(next(iter(made.values())), episode)
        if style.shots:
            click.echo(f"Cuts of the picture found: {len(shots_ms) or 'none, so no cue was moved'}.", err=True)
    more = {"subtitles": cues, "shots_ms": shots_ms} if style.shots else {"subtitles": cues}
    report_episode(episode, written=files, as_json=as_json, quiet=arguments.quiet, more=more)
    arguments.finish(episode)


def _told_once(made: Sequence[Subtitles | Transcription]) -> list[Diagnostic]:
    """What is imperfect in several files: their cues are held to the same rules, what a format loses is its own."""
    from clipper.model import CueFinding  # noqa: PLC0415

    of_cues = [[one for one in done.diagnostics if isinstance(one, CueFinding)] for done in made]
    losses = dict.fromkeys(one for done in made for one in done.diagnostics if not isinstance(one, CueFinding))
    return [*next(filter(None, of_cues), []), *losses]


def _fields(path: Path, made: Subtitles | Transcription, episode: Episode) -> dict[str, Any]:
    from clipper.cli.report import finding_fields  # noqa: PLC0415
    from clipper.pipeline.subtitle_job import Subtitles  # noqa: PLC0415

    words = episode.alignment.transcript.words
    count = {"cues": len(made.track.cues)} if isinstance(made, Subtitles) else {"turns": made.turns}
    return {
        "output": str(path),
        **count,
        "findings": finding_fields(made.diagnostics),
        "left_out": [{"word": index, "text": words[index].text} for index in made.left_out],
    }


def _show_left_out(made: Subtitles | Transcription, episode: Episode) -> None:
    texts = [episode.alignment.transcript.words[index].text.rstrip(",.;:!?…") for index in made.left_out]
    if texts:
        more = f" and {len(texts) - _LISTED} more (--json lists them)" if len(texts) > _LISTED else ""
        click.echo(f"left out {len(texts)} words: {', '.join(texts[:_LISTED])}{more}", err=True)
