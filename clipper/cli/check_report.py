"""What ``clipper check`` says: findings by rule for people, all of them for machines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from clipper.cli.main import FINDINGS
from clipper.cli.report import finding_fields
from clipper.cues import Profile
from clipper.model import CueFinding, Severity
from clipper.pipeline.check_job import Checked

_SHOWN_OF_A_KIND = 5


def describe_check(checked: Checked) -> Iterator[str]:
    """A line for the file, then each broken rule with its first places; errors before warnings, then the commonest."""
    errors, warnings = checked.count(Severity.ERROR), checked.count(Severity.WARNING)
    verdict = f"{_number(errors, 'error')}, {_number(warnings, 'warning')}" if errors or warnings else "no findings"
    yield f"{checked.path}: {_number(checked.cues, 'cue')}, {verdict}"
    kinds: dict[tuple[str, Severity], list[CueFinding]] = {}
    for finding in checked.findings:
        kinds.setdefault((finding.rule, finding.severity), []).append(finding)
    for alike in sorted(kinds.values(), key=lambda alike: (alike[0].severity is not Severity.ERROR, -len(alike))):
        first = alike[0]
        yield f"  {first.severity.value} {first.code}: {len(alike)} x {first.rule} ({first.source}). {first.remedy}"
        yield from (f"    {one.where}: {one.message}" for one in alike[:_SHOWN_OF_A_KIND])
        if len(alike) > _SHOWN_OF_A_KIND:
            yield f"    ... and {len(alike) - _SHOWN_OF_A_KIND} more"


def check_fields(checked: Sequence[Checked], profile: Profile) -> dict[str, Any]:
    """Every finding of every file as JSON fields."""
    return {"profile": profile.name, "files": [_file_fields(one) for one in checked]}


def _file_fields(checked: Checked) -> dict[str, Any]:
    if checked.error:
        return {"file": str(checked.path), "error": checked.error.message}
    return {
        "file": str(checked.path),
        "cues": checked.cues,
        "errors": checked.count(Severity.ERROR),
        "warnings": checked.count(Severity.WARNING),
        "findings": finding_fields(checked.findings),
    }


def exit_code(checked: Sequence[Checked], *, strict: bool) -> int:
    """That of the first file that cannot be read; else ``FINDINGS`` where a rule is broken; else 0."""
    unread = next((one.error for one in checked if one.error), None)
    if unread:
        return unread.exit_code
    counted = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return FINDINGS if any(one.count(severity) for one in checked for severity in counted) else 0


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
