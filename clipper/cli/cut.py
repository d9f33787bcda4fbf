"""``clipper cut``."""

from __future__ import annotations

from pathlib import Path

import click

from clipper.cli.inputs import TIME, EpisodeArguments, takes_episode, writes_media


@click.command("cut")
@takes_episode
@click.option("--quote", required=True, metavar="TEXT", help="The words to cut out; '...' stands for a gap.")
@click.option("--nth", type=click.IntRange(1), metavar="N", help="Which one, where the quote is said more than once.")
@click.option("--at", type=TIME, metavar="TIME", help="About when it is said, for the same: 12:03 or 1:02:03.5.")
@writes_media("clip")
def command(
    arguments: EpisodeArguments,
    *,
    quote: str,
    nth: int | None,
    at: int | None,
    output: Path,
    force: bool,
    as_json: bool,
) -> None:
    """Cut a quote out of an episode, in the pauses around it.

    \b
    Examples:
      clipper cut interview.json --quote "the sky does not ask what you paid" -o clip.mp4
      clipper cut interview.txt interview.mp4 --quote "a thing you noticed ... is a measurement" -o clip.m4a
    """
    from clipper.cli.cutting import run_cut  # noqa: PLC0415  heavy parts are loaded once they are needed
    from clipper.pipeline.clip_job import cut_quote  # noqa: PLC0415

    run_cut(
        arguments,
        lambda episode, ffmpeg, progress: cut_quote(
            episode, quote, output, ffmpeg=ffmpeg, nth=nth, at_ms=at, cache=not arguments.no_cache, progress=progress
        ),
        name=["cut", quote, nth, at],
        output=output,
        force=force,
        as_json=as_json,
    )
