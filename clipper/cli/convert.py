"""``clipper convert``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from clipper.cli.inputs import FILE, STDOUT
from clipper.cli.subtitles import FORMATS

# Written out here so that --help need not load the room of cues; a test compares them.
READ_FORMATS = ("vtt", "srt", "ass", "ttml", "podcast-json")


@click.command("convert")
@click.argument("source", metavar="IN", type=FILE)
@click.argument("output", metavar="OUT", type=FILE)
@click.option("--from", "from_name", type=click.Choice(READ_FORMATS), help="What IN is, if its content does not tell.")
@click.option("--to", "to_name", type=click.Choice(FORMATS), help="What to write, where OUT's extension does not tell.")
@click.option("--encoding", metavar="NAME", help="IN's encoding, if it is not Unicode and the guess is wrong.")
@click.option("-f", "--force", is_flag=True, help="Replace a file that exists.")
@click.option("--json", "as_json", is_flag=True, help="What was read, written and lost as JSON on stdout.")
@click.option("-q", "--quiet", is_flag=True, help="No report.")
def command(
    *,
    source: Path,
    output: Path,
    from_name: str | None,
    to_name: str | None,
    encoding: str | None,
    force: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Convert subtitles from one format to another, and say what the new one cannot hold.

    IN is WebVTT, SRT, ASS, TTML, a Podcasting 2.0 JSON transcript or an EPISODE.json, '-' for standard input; OUT is
    any format that clipper writes, '-' for standard output (with --to).

    \b
    Examples:
      clipper convert interview.vtt interview.ass
      clipper convert old.srt new.ttml --encoding cp1250
      clipper convert interview.vtt transcript.json --to podcast-json
    """
    from clipper.cli.report import finding_fields, show_findings  # noqa: PLC0415
    from clipper.cues import SubtitleFormat  # noqa: PLC0415
    from clipper.pipeline.convert_job import convert_file  # noqa: PLC0415
    from clipper.pipeline.output_format import format_named, format_of  # noqa: PLC0415
    from clipper.store.ledger import Ledger  # noqa: PLC0415
    from clipper.store.outputs import check_outputs, write_texts  # noqa: PLC0415

    if output == STDOUT and (to_name is None or as_json):
        raise click.UsageError("standard output needs --to, and goes without --json")
    kind = format_named(to_name) or format_of(output, None, option="--to")
    written = [] if output == STDOUT else [output]
    ledger = Ledger.of_user(f"convert --to {kind.value}")
    check_outputs(written, inputs=[source], force=force, ledger=ledger)
    done = convert_file(source, kind, read_as=SubtitleFormat(from_name) if from_name else None, encoding=encoding)
    write_texts(dict.fromkeys(written, done.text), inputs=[source], ledger=ledger)
    if output == STDOUT:
        click.echo(done.text.encode(), nl=False)
    if as_json:
        fields = {
            "read": done.read,
            "read_as": done.read_as,
            "encoding": done.encoding,
            "written": done.written,
            "written_as": kind.value,
            "output": str(output),
            "findings": finding_fields(done.diagnostics),
        }
        click.echo(json.dumps(fields, ensure_ascii=False, indent=2))
    if not quiet:
        show_findings(done.diagnostics)
        read = _count(done.read, "word" if done.read_as == "alignment" else "cue")
        made = _count(done.written, "cue" if isinstance(kind, SubtitleFormat) else "turn")
        click.echo(f"{read} read as {done.read_as}, {made} written as {kind.value}", err=True)


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"
