"""``clipper reel``."""

from __future__ import annotations

from pathlib import Path

import click

from clipper.cli.inputs import EpisodeArguments, takes_episode, writes_media


@click.command("reel")
@takes_episode
@click.option(
    "--quote", "quotes", required=True, multiple=True, metavar="TEXT", help="A quote of the reel. Repeat in order."
)
@writes_media("reel")
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
        lambda episode, ffmpeg, progress: join_quotes(
            episode, quotes, output, ffmpeg=ffmpeg, cache=not arguments.no_cache, progress=progress
        ),
        name=["reel", *quotes],
        output=output,
        force=force,
        as_json=as_json,
    )
