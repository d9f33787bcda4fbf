"""``clipper sync``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clipper.cli.inputs import FILE
from clipper.cli.listening import ListeningArguments, asks_for_coverage, listens
from clipper.cli.profiles import takes_profile

if TYPE_CHECKING:
    from clipper.model import FrameRate
    from clipper.pipeline.sync_job import SyncedFile

_LISTED = 10


@click.command("sync")
@click.argument("old", type=FILE)
@click.argument("media", type=FILE)
@click.option("-o", "--output", type=FILE, required=True, metavar="FILE", help="Where to write the file.")
@takes_profile(rate_default="the video's, or 24")
@asks_for_coverage
@listens
@click.option("-f", "--force", is_flag=True, help="Replace a file that exists.")
@click.option("--json", "as_json", is_flag=True, help="What was wrong, and every cue's times, as JSON on stdout.")
def command(
    listening: ListeningArguments,
    *,
    old: Path,
    media: Path,
    output: Path,
    profile: str,
    limits: tuple[tuple[str, float], ...],
    fps: FrameRate | None,
    min_coverage: float | None,
    partial: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Put the cues of an existing subtitle file where their words are said.

    Whatever was wrong (an offset, a drift, a frame rate, an ad break) is found by listening, cue by cue. Cues, text,
    styles, ids, settings and order stay; cues whose words are not found move as their neighbours do, and are listed.

    \b
    Examples:
      clipper sync old.srt interview.mp4 -o new.srt
      clipper sync old.vtt interview.mp4 -o new.vtt --fps 25 --json
    """
    from clipper.cli.progress import ProgressLine  # noqa: PLC0415  loaded once it is needed
    from clipper.pipeline.subtitle_job import read_profile  # noqa: PLC0415
    from clipper.pipeline.sync_job import sync_file  # noqa: PLC0415
    from clipper.store.ledger import Ledger  # noqa: PLC0415
    from clipper.store.outputs import check_outputs, write_texts  # noqa: PLC0415

    request = listening.request(old, media, min_coverage=min_coverage, partial=partial)
    limited = read_profile(profile, dict(limits))
    ledger = Ledger.of_user()
    check_outputs([output], inputs=request.inputs, force=force, ledger=ledger)
    with ProgressLine(quiet=listening.quiet) as progress:
        found = sync_file(request, limited, rate=fps, progress=progress)
    write_texts({output: found.data}, inputs=request.inputs, ledger=ledger)
    if as_json:
        click.echo(json.dumps({**_sync_fields(found), "written": str(output)}, ensure_ascii=False, indent=2))
    if not listening.quiet:
        _show(found, output)
    if found.shortfall:
        raise found.shortfall


def _show(found: SyncedFile, output: Path) -> None:
    from clipper.cli.report import show_findings  # noqa: PLC0415
    from clipper.model.clock import clock  # noqa: PLC0415

    show_findings(found.diagnostics)
    click.echo(found.sentence, err=True)
    guessed = found.synced.guessed
    if guessed:
        click.echo(
            f"Not found, and moved as their neighbours are: {len(guessed)} of {len(found.before.cues)}", err=True
        )
    for index in guessed[:_LISTED]:
        cue = found.synced.track.cues[index]
        text = " ".join(cue.text.split())[:60]
        click.echo(f'  cue {index + 1} at {clock(cue.start_ms)}: "{text}"', err=True)
    if len(guessed) > _LISTED:
        click.echo(f"  ... and {len(guessed) - _LISTED} more", err=True)
    click.echo(f"wrote {output}", err=True)


def _sync_fields(found: SyncedFile) -> dict[str, Any]:
    """The pattern and every cue as JSON fields; cues count from 1."""
    from clipper.cli.report import finding_fields  # noqa: PLC0415
    from clipper.review.cue_times import name_frame_rates  # noqa: PLC0415

    fields: dict[str, Any] = {"sentence": found.sentence, "pattern": None}
    if pattern := found.pattern:
        rates = name_frame_rates(pattern.ratio)
        steps = [{"cue": found.cue_of_turn[step.turn] + 1, "offset_ms": step.offset_ms} for step in pattern.steps]
        fields |= {
            "pattern": pattern.pattern.value,
            "offset_ms": pattern.offset_ms,
            "ratio": round(pattern.ratio, 6),
            "frame_rates": rates and {"recording": rates[0], "cues": rates[1]},
            "steps": steps,
            "typical_error_ms": pattern.typical_error_ms,
        }
    guessed = set(found.synced.guessed)
    cues = [
        {
            "cue": index + 1,
            "old": [old.start_ms, old.end_ms],
            "new": [new.start_ms, new.end_ms],
            "found": index not in guessed,
        }
        for index, (old, new) in enumerate(zip(found.before.cues, found.synced.track.cues, strict=True))
    ]
    return {**fields, "cues": cues, "findings": finding_fields(found.diagnostics)}
