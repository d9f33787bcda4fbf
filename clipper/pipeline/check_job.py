"""Subtitle files -> what the rules say of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from clipper.cues import (
    Fixed,
    Profile,
    SubtitleFormat,
    check_cues,
    check_sound,
    check_source,
    detect_subtitles,
    fix_cues,
    format_subtitles,
    parse_subtitles,
    verify_written,
    write_times,
)
from clipper.errors import ClipperError, InputError
from clipper.media.shots import find_shots
from clipper.media.tool import find_ffmpeg
from clipper.model import CueFinding, CueTrack, Progress, Recording, Severity, silent
from clipper.pipeline.align_job import AlignRequest, align_episode
from clipper.pipeline.subtitle_job import SubtitleStyle
from clipper.store.text_file import read_text_file

_RULED = (SubtitleFormat.VTT, SubtitleFormat.SRT)
"""Formats whose text has rules of its own, and in which a file is mended; of others the cues are checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubtitleFile:
    """A subtitle file as it was read: its text with LF line ends, its format by content, its encoding and its cues."""

    path: Path
    text: str
    kind: SubtitleFormat
    encoding: str
    track: CueTrack


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A file's text with fewer rules broken, where it is to be written, and what was done."""

    output: Path
    text: str
    fixed: Fixed


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A file and its findings, or the ``error`` for which it cannot be read; ``mended``: the findings are of that."""

    path: Path
    cues: int = 0
    findings: tuple[CueFinding, ...] = ()
    error: ClipperError | None = None
    mended: Mended | None = None

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
    kind = detect_subtitles(found.text)
    track = parse_subtitles(found.text, kind, source=path.name)
    return SubtitleFile(path=path, text=found.text, kind=kind, encoding=found.encoding, track=track)


def check_file(file: SubtitleFile, profile: Profile, *, shots_ms: Sequence[int] = ()) -> tuple[CueFinding, ...]:
    """What the rules say of a file and its cues, in order of the cues; what is of no single cue comes first.

    ``shots_ms`` are the picture's cuts, where they are known.
    """
    of_text = file.kind in _RULED
    findings = (
        *(check_source(file.text, file.kind, file.track, profile, encoding=file.encoding) if of_text else ()),
        *check_cues(file.track, profile, shots_ms=shots_ms),
    )
    return sort_findings(findings)


def sort_findings(findings: Iterable[CueFinding]) -> tuple[CueFinding, ...]:
    """In order of the cues; of one cue in the order of the rules."""
    return tuple(sorted(findings, key=lambda finding: finding.cue or 0))


def mend_file(file: SubtitleFile, profile: Profile, output: Path) -> Mended:
    """Mend what times and line breaks can; see ``fix_cues``.

    Where only times change, everything else of the file stays to the character.

    Raises:
        InputError: If the file is neither WebVTT nor SRT, or its format cannot hold what becomes of it.
    """
    if file.kind not in _RULED:
        raise InputError(
            f"{file.path}: only WebVTT and SRT files are mended in their own format",
            remedy=f"Convert it first: clipper convert {file.path.name} {file.path.stem}.vtt",
        )
    fixed = fix_cues(file.track, profile)
    starts = [cue.start_ms for cue in file.track.cues]
    if fixed.keeps_cues and starts == sorted(starts):
        text = write_in_place(file, fixed.track)
    else:
        text = _write_anew(file, fixed.track)
    return Mended(output=output, text=text, fixed=fixed)


def write_in_place(file: SubtitleFile, timed: CueTrack) -> str:
    """The file with the times of ``timed``, its own cues; see ``write_times``.

    Raises:
        InputError: If the file's format cannot hold them.
    """
    try:
        return write_times(file.text, file.kind, file.track, timed)
    except ValueError as problem:
        raise _unwritable(file, problem) from problem


def _write_anew(file: SubtitleFile, track: CueTrack) -> str:
    try:
        text = format_subtitles(track, file.kind)
    except ValueError as problem:
        raise _unwritable(file, problem) from problem
    verify_written(text, track, file.kind)
    return text


def _unwritable(file: SubtitleFile, problem: ValueError) -> InputError:
    return InputError(f"{file.path}: {problem}", remedy="Correct that by hand first.")


def name_mended(path: Path) -> Path:
    """Where a file's mended copy goes if nobody says so: beside it, ``talk.fixed.srt``."""
    return path.with_name(f"{path.stem}.fixed{path.suffix}")


def check_files(paths: Iterable[Path], check: Callable[[SubtitleFile], Checked]) -> list[Checked]:
    """``check`` each file; one that cannot be read does not keep the others from being checked."""
    checked = []
    for path in paths:
        try:
            checked.append(check(read_subtitles(path)))
        except ClipperError as error:
            checked.append(Checked(path=path, error=error))
    return checked


def check_by_rules(file: SubtitleFile, style: SubtitleStyle) -> Checked:
    """A file and what the rules say of it."""
    return Checked(path=file.path, cues=len(file.track.cues), findings=check_file(file, style.profile_of(file.track)))


def check_mended(file: SubtitleFile, style: SubtitleStyle, output: Path) -> Checked:
    """A file mended as far as can be, and what the rules say of what is left."""
    try:
        mended = mend_file(file, style.profile_of(file.track), output)
    except InputError as error:
        return replace(check_by_rules(file, style), error=error)
    track = parse_subtitles(mended.text, file.kind, source=file.path.name)
    left = replace(file, text=mended.text, encoding="utf-8", track=track)
    return replace(check_by_rules(left, style), mended=mended)


def check_by_sound(
    file: SubtitleFile, style: SubtitleStyle, request: AlignRequest, *, shots: bool, progress: Progress = silent
) -> Checked:
    """What the rules and the sound say; only the rules where text and recording do not belong together.

    Args:
        file: The file, which ``request`` has as its transcript.
        style: The limits, and the frame rate if it is not the video's.
        request: How to listen.
        shots: Whether the picture's cuts are looked for, too.
        progress: Told the stages.
    """
    try:
        alignment = align_episode(request, progress=progress).alignment
        shots_ms = _see_shots(alignment.recordings[0], request, progress) if shots else ()
    except ClipperError as error:
        return replace(check_by_rules(file, style), error=error)
    profile = style.profile_for(alignment)
    findings = (*check_file(file, profile, shots_ms=shots_ms), *check_sound(file.track, alignment, profile))
    return Checked(path=file.path, cues=len(file.track.cues), findings=sort_findings(findings))


def _see_shots(recording: Recording, request: AlignRequest, progress: Progress) -> tuple[int, ...]:
    return find_shots(Path(recording.path), recording, ffmpeg=find_ffmpeg(request.ffmpeg), progress=progress)
