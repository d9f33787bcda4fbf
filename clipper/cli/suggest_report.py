"""Suggestions as a person reads them, with the line to paste, and as fields for machines."""

from __future__ import annotations

import dataclasses
import json
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from clipper.cli.inputs import EpisodeArguments
from clipper.cli.report import finding_fields, show_findings
from clipper.clips import one_line
from clipper.model.clock import clock
from clipper.pipeline.episode import Episode
from clipper.pipeline.suggest_job import Candidate, Suggested
from clipper.pipeline.wish_file import write_span


def report_suggested(
    suggested: Suggested, episode: Episode, arguments: EpisodeArguments, *, written: Sequence[Path], as_json: bool
) -> None:
    """Print the suggestions on stdout, and what is to be said of them on stderr."""
    findings = [*episode.diagnostics, *suggested.diagnostics]
    files = [str(path) for path in arguments.inputs]
    if arguments.media is not None:
        files += ["--media", str(arguments.media)]
    if as_json:
        fields = {
            "with_sound": suggested.with_sound,
            "suggestions": [_fields(one, files) for one in suggested.candidates],
            "findings": finding_fields(findings),
            "written": [str(path) for path in written],
        }
        click.echo(json.dumps(fields, ensure_ascii=False, indent=2))
    else:
        click.echo("\n\n".join(describe_suggested(suggested, files)))
    if not arguments.quiet:
        show_findings(findings)
        for path in written:
            click.echo(f"wrote {path}", err=True)


def describe_suggested(suggested: Suggested, files: Sequence[str]) -> Iterator[str]:
    """A paragraph for every suggestion; ``files`` is what the command that cuts it is given."""
    for number, candidate in enumerate(suggested.candidates, start=1):
        one = candidate.suggestion
        who = one_line(", ".join(speaker.name for speaker in candidate.speakers)) or "somebody"
        when = f"{clock(one.span.start_ms)} to {clock(one.span.end_ms)}"
        lines = [f"{number}. {when}  {who}   {one.span.duration_ms / 1000:.0f} s, {one.score:.0f} points"]
        lines.append(f"    {one_line(one.quote.found)}")
        lines += [f"    {merit.points:+5.1f}  {one_line(merit.reason)}" for merit in one.merits]
        lines.append(f"    {one_line(shlex.join(_cut(candidate, files)))}")
        yield "\n".join(lines)


def _cut(candidate: Candidate, files: Sequence[str]) -> list[str]:
    return ["clipper", "cut", *files, "--at", write_span(candidate.suggestion.span), "-o", "clips/"]


def _fields(candidate: Candidate, files: Sequence[str]) -> dict[str, object]:
    """The names are those that ``find`` prints."""
    one = candidate.suggestion
    return {
        "episode": files[0],
        "found": one.quote.found,
        "score": one.score,
        "first_word": one.quote.first_word,
        "end_word": one.quote.end_word,
        "speakers": [dataclasses.asdict(speaker) for speaker in candidate.speakers],
        "source_start_ms": one.span.start_ms,
        "source_end_ms": one.span.end_ms,
        "before": candidate.before,
        "after": candidate.after,
        "heard_again": [dataclasses.asdict(span) for span in candidate.heard_again],
        "reasons": [dataclasses.asdict(merit) for merit in one.merits],
        "at": write_span(one.span),
        "cut": _cut(candidate, files),
    }
