"""``clipper cut``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clipper.cli.cut_settings import CutOptions, takes_cut_settings
from clipper.cli.inputs import FILE, EpisodeArguments, takes_episode

if TYPE_CHECKING:
    from clipper.pipeline.quote_planner import Wish


@click.command("cut")
@takes_episode
@click.option("--quote", "quotes", multiple=True, metavar="TEXT", help="The words to cut out; '...' stands for a gap.")
@click.option(
    "--at",
    "times",
    multiple=True,
    metavar="TIME",
    help="A stretch to cut, from its first word to its last: 12:03-12:41. With one --quote: about when that is said, "
    "where it is said more than once (12:03).",
)
@click.option("--nth", type=click.IntRange(1), metavar="N", help="Which one, where the quote is said more than once.")
@click.option(
    "--from-file",
    "listing",
    type=FILE,
    metavar="FILE",
    help="Quotes, a line each: the words, or '12:03-12:41'; '@ 12:03' behind the words says about when.",
)
@click.option(
    "-o",
    "--output",
    type=FILE,
    required=True,
    metavar="FILE|FOLDER",
    help="The clip (.mp4, .mov, .mkv, .webm, .gif, .m4a, .mp3, .wav, .flac or .opus), or a folder for clips that are "
    "called by their words. Captions (.vtt, .srt) and a manifest (.manifest.json) are written beside each.",
)
@click.option("--format", "ending", metavar="ENDING", help="Of clips in a folder: mp4, m4a ... Default: as the source.")
@takes_cut_settings
@click.option("-f", "--force", is_flag=True, help="Replace files that exist.")
@click.option("--json", "as_json", is_flag=True, help="What was made as JSON on stdout.")
def command(arguments: EpisodeArguments, options: CutOptions, **given: Any) -> None:
    """Cut quotes out of an episode, in the pauses around them, and listen again to prove that they are whole.

    \b
    Examples:
      clipper cut interview.json --quote "the sky does not ask what you paid" -o clip.mp4
      clipper cut interview.json --quote "sixty four feet of rust" --at 0:30-0:41 -o clips/
      clipper cut interview.json --from-file quotes.txt --preset shorts --fit blur -o clips/
      clipper cut interview.txt interview.mp4 --quote "a thing you noticed ... is a measurement" -o clip.m4a
    """
    from clipper.cli.cutting import cut_clips  # noqa: PLC0415  heavy parts are loaded once they are needed

    wishes = _read_wishes(given.pop("quotes"), given.pop("times"), given.pop("nth"), given["listing"])
    cut_clips(arguments, wishes, options, **given)


def _read_wishes(
    quotes: tuple[str, ...], times: tuple[str, ...], nth: int | None, listing: Path | None
) -> tuple[Wish, ...]:
    """What is wished, by options and by file.

    Raises:
        click.UsageError: If nothing is, or an option does not fit the others.
    """
    from clipper.pipeline.quote_planner import Wish  # noqa: PLC0415
    from clipper.pipeline.wish_file import read_span, read_wishes  # noqa: PLC0415
    from clipper.store.text_file import read_text_file  # noqa: PLC0415
    from clipper.text.readers.clock import read_clock  # noqa: PLC0415

    wishes = [Wish(text=text, nth=nth) for text in quotes]
    for written in times:
        try:
            span, at_ms = read_span(written), read_clock(written.strip())
        except ValueError as problem:
            raise click.UsageError(f"--at: {problem}") from problem
        if span is not None:
            wishes.append(Wish(span=span))
        elif at_ms is None:
            raise click.UsageError(f"--at: {written!r} is neither a time like 12:03 nor a stretch like 12:03-12:41")
        elif len(quotes) != 1 or wishes[0].at_ms is not None:
            raise click.UsageError(f"--at {written} says about when one --quote is said; a stretch is 12:03-12:41")
        else:
            wishes[0] = Wish(text=quotes[0], nth=nth, at_ms=at_ms)
    if nth is not None and len(quotes) != 1:
        raise click.UsageError("--nth chooses among the places of one --quote")
    if listing is not None:
        wishes += read_wishes(read_text_file(listing, may_be_empty=True).text, source=listing.name)
    if not wishes:
        raise click.UsageError("says nothing to cut: give --quote TEXT, --at 12:03-12:41 or --from-file FILE")
    return tuple(wishes)
