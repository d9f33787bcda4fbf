"""``clipper subtitles``."""

from __future__ import annotations

from pathlib import Path

import click

from clipper.cli.inputs import FILE, STDOUT, EpisodeArguments, takes_episode

# The choices are written out here so that --help need not load the room of cues; a test compares them.
FORMATS = ("vtt", "srt", "ass", "ttml", "podcast-json", "csv", "txt", "md", "podcast-html", "textgrid")
LABELS = ("none", "change", "always")
NAMES = ("full", "first", "last", "initials")


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
@click.option(
    "--speakers",
    type=click.Choice(LABELS),
    help="Name the speaker in the text: never, at each change, or in every cue. "
    "Default: at each change in SRT; the other formats have a place for the name.",
)
@click.option("--names", type=click.Choice(NAMES), default="full", show_default=True, help="How a speaker is named.")
@click.option("--karaoke", is_flag=True, help="Give every word its time (vtt, ass, podcast-json).")
@click.option("-f", "--force", is_flag=True, help="Replace files that exist.")
@click.option("--json", "as_json", is_flag=True, help="The summary as JSON on stdout.")
def command(
    arguments: EpisodeArguments,
    *,
    outputs: tuple[Path, ...],
    format_name: str | None,
    speakers: str | None,
    names: str,
    karaoke: bool,
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
    """
    from clipper.cli.report import finding_fields, report_episode, show_findings  # noqa: PLC0415
    from clipper.cues import NameStyle, SpeakerLabels  # noqa: PLC0415
    from clipper.pipeline.output_format import format_named, format_of  # noqa: PLC0415
    from clipper.pipeline.subtitle_job import SubtitleStyle, Transcription, make_output  # noqa: PLC0415
    from clipper.store.ledger import Ledger  # noqa: PLC0415
    from clipper.store.outputs import check_outputs, write_texts  # noqa: PLC0415

    named = format_named(format_name)
    if STDOUT in outputs and named is None:
        raise click.UsageError(f"'-o -' needs --format: {', '.join(FORMATS)}")
    if STDOUT in outputs and as_json:
        raise click.UsageError("'-o -' and --json both write to standard output")
    kinds = {path: format_of(path, named) for path in outputs}
    files = [path for path in outputs if path != STDOUT]
    ledger = Ledger.of_user()
    check_outputs(files, inputs=arguments.files, force=force, ledger=ledger)
    labels = SpeakerLabels(speakers) if speakers else None
    style = SubtitleStyle(speakers=labels, names=NameStyle(names), karaoke=karaoke)
    episode = arguments.open()
    made = {path: make_output(episode.alignment, kind, style) for path, kind in kinds.items()}
    write_texts({path: made[path].text for path in files}, inputs=arguments.files, ledger=ledger)
    if STDOUT in made:
        click.echo(made[STDOUT].text.encode(), nl=False)
    counts = [
        {
            "output": str(path),
            **({"turns": done.turns} if isinstance(done, Transcription) else {"cues": len(done.track.cues)}),
            "findings": finding_fields(done.diagnostics),
        }
        for path, done in made.items()
    ]
    if not arguments.quiet:
        first = next((done for done in made.values() if done.diagnostics), None)  # the same rules for all
        show_findings(first.diagnostics if first else ())
    report_episode(episode, written=files, as_json=as_json, quiet=arguments.quiet, more={"subtitles": counts})
    arguments.finish(episode)
