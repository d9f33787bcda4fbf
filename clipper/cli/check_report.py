"""What ``clipper check`` says: findings by rule for people, all of them for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import click

from clipper.cli.main import FINDINGS
from clipper.cli.report import finding_fields
from clipper.model import CueFinding, FrameRate, Severity
from clipper.pipeline.check_job import Checked
from clipper.pipeline.subtitle_job import RateOrigin

_SHOWN_OF_A_KIND = 5


def show_checked(checked: Sequence[Checked], *, profile: str, as_json: bool) -> None:
    """Print the findings on stdout, files that cannot be read and those that were written on stderr."""
    if as_json:
        click.echo(json.dumps(check_fields(checked, profile), ensure_ascii=False, indent=2))
    else:
        for line in (line for one in checked if one.cues for line in describe_check(one)):
            click.echo(line)
    for one in checked:
        if one.error:
            click.echo("\n".join(filter(None, (f"clipper: {one.error.message}", one.error.remedy))), err=True)
        if one.mended:
            click.echo(f"wrote {one.mended.output}", err=True)


def describe_check(checked: Checked) -> Iterator[str]:
    """A line for the file, then each broken rule with its first places; errors before warnings, then the commonest."""
    errors, warnings = checked.count(Severity.ERROR), checked.count(Severity.WARNING)
    verdict = f"{_number(errors, 'error')}, {_number(warnings, 'warning')}" if errors or warnings else "no findings"
    if checked.mended:
        fixed = checked.mended.fixed
        removed = f", {fixed.removed} without text removed" if fixed.removed else ""
        yield f"{checked.path}: {_number(fixed.retimed, 'cue')} retimed, {fixed.rebroken} laid out anew{removed}"
    judged = checked.mended.output if checked.mended else checked.path
    yield f"{judged}: {_number(checked.cues, 'cue')}{_rate(checked)}, {verdict}"
    kinds: dict[tuple[str, Severity], list[CueFinding]] = {}
    for finding in checked.findings:
        kinds.setdefault((finding.rule, finding.severity), []).append(finding)
    for alike in sorted(kinds.values(), key=lambda alike: (alike[0].severity is not Severity.ERROR, -len(alike))):
        first = alike[0]
        yield f"  {first.severity.value} {first.code}: {len(alike)} x {first.rule} ({first.source}). {first.remedy}"
        yield from (f"    {one.where}: {one.message}" for one in alike[:_SHOWN_OF_A_KIND])
        if len(alike) > _SHOWN_OF_A_KIND:
            yield f"    ... and {len(alike) - _SHOWN_OF_A_KIND} more"


def _rate(checked: Checked) -> str:
    """The frame rate, where nobody has said it."""
    if checked.rate is None or checked.rate_origin not in (RateOrigin.CUES, RateOrigin.VIDEO):
        return ""
    return f" at {name_rate(checked.rate)} frames a second ({checked.rate_origin.value})"


def name_rate(rate: FrameRate) -> str:
    """A frame rate as people write it: 25, 23.976."""
    return f"{float(rate.fps):.3f}".rstrip("0").rstrip(".")


def check_fields(checked: Sequence[Checked], profile: str) -> dict[str, Any]:
    """Every finding of every file as JSON fields."""
    return {"profile": profile, "files": [_file_fields(one) for one in checked]}


def _file_fields(checked: Checked) -> dict[str, Any]:
    error = {"error": checked.error.message} if checked.error else {}
    if not checked.cues:
        return {"file": str(checked.path), **error}
    return {
        "file": str(checked.path),
        **error,
        **_mended_fields(checked),
        "cues": checked.cues,
        "frame_rate": checked.rate and name_rate(checked.rate),
        "frame_rate_by": checked.rate_origin.name.lower(),
        "errors": checked.count(Severity.ERROR),
        "warnings": checked.count(Severity.WARNING),
        "findings": finding_fields(checked.findings),
    }


def _mended_fields(checked: Checked) -> dict[str, Any]:
    if checked.mended is None:
        return {}
    fixed = checked.mended.fixed
    counts = {"retimed": fixed.retimed, "rebroken": fixed.rebroken, "removed": fixed.removed}
    return {"written": str(checked.mended.output), "fixed": counts}


def exit_code(checked: Sequence[Checked], *, strict: bool) -> int:
    """That of the first file that cannot be read; else ``FINDINGS`` where a rule is broken; else 0."""
    unread = next((one.error for one in checked if one.error), None)
    if unread:
        return unread.exit_code
    counted = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return FINDINGS if any(one.count(severity) for one in checked for severity in counted) else 0


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
