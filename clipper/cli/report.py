"""What a command says when it is done: a few lines on stderr for people, JSON on stdout for machines."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clipper.model.clock import clock

if TYPE_CHECKING:
    from clipper.model import Diagnostic
    from clipper.pipeline.episode import Episode
    from clipper.pipeline.report_job import Review

_SHOWN_OF_A_KIND = 2


def _show_review(review: Review, episode: Episode) -> None:
    """Print what an alignment is worth on stderr, in plain words."""
    lines = list(review.sentences)
    if episode.seconds is not None:
        length_ms = review.summary.duration_ms
        factor = episode.seconds * 1000 / max(1, length_ms)
        lines.append(f"{clock(length_ms)} of sound in {episode.seconds:.1f} s (real-time factor {factor:.3f})")
    click.echo("\n".join(lines), err=True)


def show_findings(findings: Sequence[Diagnostic]) -> None:
    """Print what is imperfect on stderr: of each kind the first places, their number, and the remedy once."""
    kinds: dict[str, list[Diagnostic]] = {}
    for finding in findings:
        kinds.setdefault(finding.code, []).append(finding)
    proven: set[str] = set()  # a cue that breaks two limits has one proof for both
    for alike in kinds.values():
        for finding in alike[:_SHOWN_OF_A_KIND]:
            click.echo(f"{finding.severity.value}: {finding.where}: {finding.message}", err=True)
            proof = getattr(finding, "proof", "")
            if proof and proof not in proven:
                click.echo(f"  because {proof}", err=True)
                proven.add(proof)
        more = f"... and {len(alike) - _SHOWN_OF_A_KIND} more like it. " if len(alike) > _SHOWN_OF_A_KIND else ""
        if more or alike[0].remedy:
            click.echo(f"  {more}{alike[0].remedy}", err=True)


def finding_fields(findings: Sequence[Diagnostic]) -> list[dict[str, Any]]:
    """Findings as JSON fields."""
    return [{**dataclasses.asdict(finding), "severity": finding.severity.value} for finding in findings]


def _review_fields(review: Review, episode: Episode) -> dict[str, Any]:
    """The figures and places as JSON fields, times in ms; ``real_time_factor`` is None for a saved episode."""
    duration_ms = max(1, review.summary.duration_ms)
    factor = None if episode.seconds is None else round(episode.seconds * 1000 / duration_ms, 4)
    fields = _plain(dataclasses.asdict(review.diagnosis))
    for doubt, line in zip(fields["doubts"], review.pin_lines, strict=True):
        doubt["pin"] = line
    if headers := review.diagnosis.headers:
        fields["headers"] |= {"factor": round(headers.factor, 6), "shift_ms": headers.shift_ms}
    return {
        **fields,
        **dataclasses.asdict(review.summary),
        "coverage": round(review.summary.coverage, 4),
        "text_coverage": round(review.summary.text_coverage, 4),
        "sentences": review.sentences,
        "seconds": None if episode.seconds is None else round(episode.seconds, 2),
        "real_time_factor": factor,
    }


def _plain(value: Any) -> Any:
    """Enums as their values."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.value if isinstance(value, Enum) else value


def report_episode(
    episode: Episode,
    *,
    written: Sequence[Path],
    as_json: bool,
    quiet: bool,
    more: Mapping[str, Any] | None = None,
) -> None:
    """Say what came of an episode: the summary on stderr, or (also) as JSON on stdout with the fields of ``more``."""
    from clipper.pipeline.report_job import review_episode  # noqa: PLC0415  loaded with the episode at the latest

    review = review_episode(episode)
    if as_json:
        fields = {
            **_review_fields(review, episode),
            "findings": finding_fields(episode.diagnostics),
            "written": [str(path) for path in written],
            **(more or {}),
        }
        click.echo(json.dumps(fields, ensure_ascii=False, indent=2))
    if not quiet:
        show_findings(episode.diagnostics)
        _show_review(review, episode)
        for path in written:
            click.echo(f"wrote {path}", err=True)
