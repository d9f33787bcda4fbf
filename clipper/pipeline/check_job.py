"""Subtitle files -> what the rules say of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from clipper.cues import Profile, SubtitleFormat, check_cues, check_source, parse_subtitles
from clipper.errors import ClipperError
from clipper.model import CueFinding, CueTrack, Severity
from clipper.store.text_file import read_text_file


@dataclass(frozen=True, slots=True, kw_only=True)
class SubtitleFile:
    """A subtitle file as it was read: its text with LF line ends, its format by content, its encoding and its cues."""

    path: Path
    text: str
    kind: SubtitleFormat
    encoding: str
    track: CueTrack


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A file and its findings, or the ``error`` for which it cannot be read."""

    path: Path
    cues: int = 0
    findings: tuple[CueFinding, ...] = ()
    error: ClipperError | None = None

    def count(self, severity: Severity) -> int:
        """How many findings have ``severity``."""
        return sum(finding.severity is severity for finding in self.findings)


def read_subtitles(path: Path) -> SubtitleFile:
    """Read a subtitle file.

    Raises:
        TranscriptError: If it cannot be read as one.
        InputError: If there is no such file.
    """
    found = read_text_file(path)
    kind = SubtitleFormat.VTT if found.text.startswith("WEBVTT") else SubtitleFormat.SRT
    track = parse_subtitles(found.text, kind, source=path.name)
    return SubtitleFile(path=path, text=found.text, kind=kind, encoding=found.encoding, track=track)


def check_file(file: SubtitleFile, profile: Profile) -> tuple[CueFinding, ...]:
    """What the rules say of a file and its cues, in order of the cues; what is of no single cue comes first."""
    findings = (
        *check_source(file.text, file.kind, file.track, profile, encoding=file.encoding),
        *check_cues(file.track, profile),
    )
    return sort_findings(findings)


def sort_findings(findings: Iterable[CueFinding]) -> tuple[CueFinding, ...]:
    """In order of the cues; of one cue in the order of the rules."""
    return tuple(sorted(findings, key=lambda finding: finding.cue or 0))


def check_files(paths: Iterable[Path], profile: Profile) -> list[Checked]:
    """Check each file; one that cannot be read does not keep the others from being checked."""
    checked = []
    for path in paths:
        try:
            file = read_subtitles(path)
        except ClipperError as error:
            checked.append(Checked(path=path, error=error))
        else:
            checked.append(Checked(path=path, cues=len(file.track.cues), findings=check_file(file, profile)))
    return checked
