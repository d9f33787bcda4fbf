"""``clipper align``."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clipper.cli.inputs import FILE, EpisodeArguments, takes_episode

if TYPE_CHECKING:
    from clipper.pipeline.episode import Episode


@click.command("align")
@takes_episode
@click.option(
    "-o",
    "--output",
    "outputs",
    type=FILE,
    multiple=True,
    metavar="FILE",
    help="Where to write: .json (the whole alignment) or .csv (a row a word). Repeatable. Default: summary only.",
)
@click.option(
    "--report",
    "page",
    type=FILE,
    metavar="FILE.html",
    help="Write a page that shows what to trust, and plays the places to check.",
)
@click.option("-f", "--force", is_flag=True, help="Replace files that exist.")
@click.option("--json", "as_json", is_flag=True, help="The summary as JSON on stdout.")
def command(
    arguments: EpisodeArguments, *, outputs: tuple[Path, ...], page: Path | None, force: bool, as_json: bool
) -> None:
    """Find the exact time of every word of a transcript in its recording.

    \b
    Examples:
      clipper align interview.txt interview.mp4 -o interview.json
      clipper align interview.txt interview.mp4 -o words.csv --json
      clipper align interview.txt interview.mp4 --pins pins.txt -o interview.json
      clipper align interview.json --report interview.html
      clipper align talk.txt --track 'Ada=ada.wav' --track 'Bob=bob.wav' -o talk.json
    """
    from clipper.cli.report import report_episode  # noqa: PLC0415  heavy parts are loaded once they are needed
    from clipper.pipeline.episode import format_episode  # noqa: PLC0415
    from clipper.pipeline.pinning import pins_left_behind  # noqa: PLC0415
    from clipper.store.ledger import Ledger  # noqa: PLC0415
    from clipper.store.outputs import check_outputs, write_texts  # noqa: PLC0415
    from clipper.store.words_csv import format_words_csv  # noqa: PLC0415

    _check_kinds(outputs, page)
    written = [*outputs, page] if page else list(outputs)
    ledger = Ledger.of_user()
    check_outputs(written, inputs=arguments.files, force=force, ledger=ledger)
    episode = arguments.open()
    left_behind = pins_left_behind(episode.alignment, outputs)
    episode = dataclasses.replace(episode, diagnostics=(*episode.diagnostics, *left_behind))
    texts = {
        path: format_words_csv(episode.alignment) if path.suffix.lower() == ".csv" else format_episode(episode, path)
        for path in outputs
    }
    if page:
        episode, texts[page] = _make_page(arguments, episode, page)
    write_texts(texts, inputs=arguments.files, ledger=ledger)
    report_episode(episode, written=written, as_json=as_json, quiet=arguments.quiet)
    arguments.finish(episode)


def _check_kinds(outputs: Sequence[Path], page: Path | None) -> None:
    from clipper.errors import InputError  # noqa: PLC0415

    for output in outputs:
        if output.suffix.lower() not in {".json", ".csv"}:
            raise InputError(f"{output}: align writes .json or .csv", remedy="For subtitles use: clipper subtitles ...")
    if page and page.suffix.lower() not in {".html", ".htm"}:
        raise InputError(f"{page}: the report is a page", remedy="Name it FILE.html, so that a browser opens it.")


def _make_page(arguments: EpisodeArguments, episode: Episode, page: Path) -> tuple[Episode, str]:
    """The episode with its recordings' loudness, and the page's text."""
    from clipper.cli.progress import ProgressLine  # noqa: PLC0415
    from clipper.media.tool import find_ffmpeg  # noqa: PLC0415
    from clipper.pipeline.listening import Listener  # noqa: PLC0415
    from clipper.pipeline.report_job import hear_envelopes, make_report, review_episode  # noqa: PLC0415

    with ProgressLine(quiet=arguments.quiet) as progress:
        ffmpeg = find_ffmpeg(arguments.ffmpeg)
        listener = Listener.of_user(ffmpeg, cache=not arguments.no_cache, progress=progress)
        episode = hear_envelopes(episode, listener)
    return episode, make_report(episode, review_episode(episode), page)
