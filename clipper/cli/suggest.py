"""``clipper suggest``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from clipper.cli.inputs import FILE, EpisodeArguments, takes_episode

if TYPE_CHECKING:
    from clipper.pipeline.episode import Episode
    from clipper.pipeline.suggest_job import Suggested, Taste


@click.command("suggest")
@takes_episode
@click.option(
    "--count", type=click.IntRange(1), default=5, show_default=True, metavar="N", help="Suggest at most N passages."
)
@click.option("--speaker", metavar="NAME", help="Only what she says; a part of the name is enough.")
@click.option(
    "--min", "shortest", type=click.FloatRange(1, 600), default=10.0, metavar="SECONDS", help="The least. Default: 10."
)
@click.option(
    "--max", "longest", type=click.FloatRange(1, 600), default=60.0, metavar="SECONDS", help="The most. Default: 60."
)
@click.option(
    "-o", "--output", type=FILE, metavar="FILE", help="Write them as a file of quotes for: clipper cut --from-file FILE"
)
@click.option("-f", "--force", is_flag=True, help="Replace a file that exists.")
@click.option("--json", "as_json", is_flag=True, help="The suggestions as JSON on stdout.")
def command(
    arguments: EpisodeArguments,
    *,
    count: int,
    speaker: str | None,
    shortest: float,
    longest: float,
    output: Path | None,
    force: bool,
    as_json: bool,
) -> None:
    """Suggest passages that are worth clipping, best first, with reasons for and against; the choice is yours.

    Each begins and ends with a sentence, in a pause, and can be understood by itself. What speaks for it is told in
    plain words: what is said, how it is said, what happens after it, and whether a cold open plays it.

    \b
    Examples:
      clipper suggest interview.json
      clipper suggest interview.json --count 10 --speaker wren --max 30 -o quotes.txt
      clipper suggest interview.json --json
    """
    from clipper.cli.suggest_report import report_suggested  # noqa: PLC0415  loaded once it is needed
    from clipper.pipeline.suggest_job import Taste, format_suggestions  # noqa: PLC0415
    from clipper.store.ledger import Ledger  # noqa: PLC0415
    from clipper.store.outputs import check_outputs, write_texts  # noqa: PLC0415

    written, ledger = [output] if output else [], Ledger.of_user()
    check_outputs(written, inputs=arguments.files, force=force, ledger=ledger)
    taste = Taste(count=count, shortest_ms=round(1000 * shortest), longest_ms=round(1000 * longest), speaker=speaker)
    episode, suggested = _find(arguments, taste)
    name = str(arguments.inputs[0])
    heading = (
        f"Suggested by clipper from {name}, best first. Delete what you do not want, then:",
        f"clipper cut {name} --from-file {output} -o clips/",
    )
    text = format_suggestions(suggested, heading=heading)
    write_texts(dict.fromkeys(written, text), inputs=arguments.files, ledger=ledger)
    report_suggested(suggested, episode, arguments, written=written, as_json=as_json)
    arguments.finish(episode)


def _find(arguments: EpisodeArguments, taste: Taste) -> tuple[Episode, Suggested]:
    from clipper.cli.progress import ProgressLine  # noqa: PLC0415
    from clipper.media.tool import find_ffmpeg  # noqa: PLC0415
    from clipper.pipeline.listening import Listener  # noqa: PLC0415
    from clipper.pipeline.suggest_job import suggest_clips  # noqa: PLC0415

    episode = arguments.open()
    with ProgressLine(quiet=arguments.quiet) as progress:
        listener = Listener.of_user(find_ffmpeg(arguments.ffmpeg), cache=not arguments.no_cache, progress=progress)
        return episode, suggest_clips(episode, taste, listener)
