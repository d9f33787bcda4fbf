"""What a command says when it is done: a few lines on stderr for people, JSON on stdout for machines."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from clipper.model import Diagnostic
    from clipper.pipeline.episode import Episode
    from clipper.pipeline.summary import Summary

_SHOWN_OF_A_KIND = 2


def clock(ms: int) -> str:
    """A time as people write it: 1:02:03.4 or 2:03.4."""
    tenths = (abs(ms) + 50) // 100
    hours, rest = divmod(tenths, 36_000)
    minutes, rest = divmod(rest, 600)
    sign = "-" if ms < 0 else ""
    lead = f"{hours}:{minutes:02d}" if hours else f"{minutes}"
    return f"{sign}{lead}:{rest // 10:02d}.{rest % 10}"


def _show_summary(summary: Summary, episode: Episode) -> None:
    """Print the alignment's figures on stderr."""
    searched = summary.words - summary.unsearched
    first = (
        f"{searched} words: {summary.aligned} aligned ({summary.aligned / max(1, searched):.1%}), "
        f"{summary.interpolated} interpolated, {summary.not_spoken} not spoken"
    )
    if summary.unsearched:
        first += f"; {summary.unsearched} annotations were not searched"
    lines = [first]
    if summary.header_error_ms is not None and summary.header_error_turn is not None:
        lines.append(
            f"transcript's own times differ from these by up to {abs(summary.header_error_ms) / 1000:.2f} s "
            f"(turn {summary.header_error_turn + 1}), {(summary.header_offset_ms or 0) / 1000:+.2f} s in the median"
        )
    if summary.untranscribed_ms:
        spans = len(episode.alignment.untranscribed)
        lines.append(f"speech without text: {summary.untranscribed_ms / 1000:.1f} s in {spans} places")
    if episode.seconds is not None:
        factor = episode.seconds * 1000 / max(1, summary.duration_ms)
        lines.append(
            f"{clock(summary.duration_ms)} of sound in {episode.seconds:.1f} s (real-time factor {factor:.3f})"
        )
    click.echo("\n".join(lines), err=True)


def show_findings(findings: Sequence[Diagnostic]) -> None:
    """Print what is imperfect on stderr: of each kind the first places, their number, and the remedy once."""
    kinds: dict[str, list[Diagnostic]] = {}
    for finding in findings:
        kinds.setdefault(finding.code, []).append(finding)
    for alike in kinds.values():
        for finding in alike[:_SHOWN_OF_A_KIND]:
            click.echo(f"{finding.severity.value}: {finding.where}: {finding.message}", err=True)
        more = f"... and {len(alike) - _SHOWN_OF_A_KIND} more like it. " if len(alike) > _SHOWN_OF_A_KIND else ""
        if more or alike[0].remedy:
            click.echo(f"  {more}{alike[0].remedy}", err=True)


def finding_fields(findings: Sequence[Diagnostic]) -> list[dict[str, Any]]:
    """Findings as JSON fields."""
    return [{**dataclasses.asdict(finding), "severity": finding.severity.value} for finding in findings]


def _summary_fields(summary: Summary, episode: Episode) -> dict[str, Any]:
    """The summary as JSON fields, times in ms; ``real_time_factor`` is None for a saved episode."""
    factor = None if episode.seconds is None else round(episode.seconds * 1000 / max(1, summary.duration_ms), 4)
    return {
        **dataclasses.asdict(summary),
        "coverage": round(summary.coverage, 4),
        "seconds": None if episode.seconds is None else round(episode.seconds, 2),
        "real_time_factor": factor,
    }


def report_episode(
    episode: Episode,
    *,
    written: Sequence[Path],
    as_json: bool,
    quiet: bool,
    more: Mapping[str, Any] | None = None,
) -> None:
    """Say what came of an episode: the summary on stderr, or (also) as JSON on stdout with the fields of ``more``."""
    from clipper.pipeline.summary import summarise  # noqa: PLC0415  loaded with the episode at the latest

    summary = summarise(episode.alignment)
    if as_json:
        fields = {
            **_summary_fields(summary, episode),
            "findings": finding_fields(episode.diagnostics),
            "written": [str(path) for path in written],
            **(more or {}),
        }
        click.echo(json.dumps(fields, ensure_ascii=False, indent=2))
    if not quiet:
        show_findings(episode.diagnostics)
        _show_summary(summary, episode)
        for path in written:
            click.echo(f"wrote {path}", err=True)
