"""``clipper reel``."""

from __future__ import annotations

from pathlib import Path

import click

from clipper.cli.inputs import FILE, EpisodeArguments, takes_episode


@click.command("reel")
@takes_episode
@click.option(
    "--quote", "quotes", required=True, multiple=True, metavar="TEXT", help="A quote of the reel. Repeat in order."
)
@click.option(
    "-o",
    "--output",
    type=FILE,
    required=True,
    metavar="FILE",
    help="The reel: .mp4, .mov, .mkv, .m4a, .mp3, .wav, .flac or .opus. Captions (.vtt, .srt) are written beside it.",
)
@click.option("-f", "--force", is_flag=True, help="Replace files that exist.")
@click.option("--json", "as_json", is_flag=True, help="What was joined as JSON on stdout.")
def command(arguments: EpisodeArguments, *, quotes: tuple[str, ...], output: Path, force: bool, as_json: bool) -> None:
    """Join quotes of an episode into one video or audio, in the order given.

    \b
    Examples:
      clipper reel interview.json --quote "sixty four feet of rust" --quote "I cried a little" -o reel.mp4
    """
    from clipper.cli.cutting import run_cut  # noqa: PLC0415  heavy parts are loaded once they are needed
    from clipper.pipeline.clip_job import join_quotes  # noqa: PLC0415

    run_cut(
        arguments,
        lambda episode, ffmpeg, progress: join_quotes(episode, quotes, output, ffmpeg=ffmpeg, progress=progress),
        name=["reel", *quotes],
        output=output,
        force=force,
        as_json=as_json,
    )
