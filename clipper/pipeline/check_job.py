"""Subtitle files -> what the rules say of them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from clipper.cues import (
    RULE_CODES,
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
from clipper.model import Alignment, CueFinding, CueTrack, FrameRate, Progress, Severity, silent
from clipper.pipeline.align_job import AlignRequest, align_episode
from clipper.pipeline.subtitle_job import RateOrigin, SubtitleStyle
from clipper.pipeline.transcript_file import with_places
from clipper.store.text_file import TextForm, read_text_file

_RULED = (SubtitleFormat.VTT, SubtitleFormat.SRT)
"""Formats in which a file is mended; of others the cues are checked."""

_ANY_ORDER = (SubtitleFormat.ASS, SubtitleFormat.TTML)
"""Formats whose cues may stand in any order: players sort them, and Aegisub keeps signs behind the dialogue."""

_LONGEST_CUE = 200_000
"""Characters of one cue that are laid out: three hours of talk, 10 s of work. Ten megabytes took minutes and GBs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubtitleFile:
    """A subtitle file as it was read: its text with LF line ends, the form it had, its format by content, its cues."""

    path: Path
    text: str
    kind: SubtitleFormat
    track: CueTrack
    form: TextForm = field(default_factory=TextForm)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A file's text with fewer rules broken, where it is to be written, in which form, and what was done."""

    output: Path
    text: str
    fixed: Fixed
    form: TextForm = field(default_factory=TextForm)

    @property
    def data(self) -> bytes:
        """The bytes to be written: in UTF-8, as WebVTT asks for, with the line ends that the file had."""
        return self.form.encode(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A file and its findings, or the ``error`` for which it cannot be read; ``mended``: the findings are of that.

    ``rate`` are the frames a second at which it was judged, and ``rate_origin`` says who tells them.
    """

    path: Path
    cues: int = 0
    rate: FrameRate | None = None
    rate_origin: RateOrigin = RateOrigin.USUAL
    findings: tuple[CueFinding, ...] = ()
    error: ClipperError | None = None
    mended: Mended | None = None

    def count(self, severity: Severity) -> int:
        """How many findings have ``severity``."""
        return sum(finding.severity is severity for finding in self.findings)

    def without(self, codes: Container[str]) -> Checked:
        """The same without the findings of rules that do not matter here."""
        return replace(self, findings=tuple(one for one in self.findings if one.code not in codes))


def read_subtitles(path: Path) -> SubtitleFile:
    """Read a subtitle file.

    Raises:
        TranscriptError: If it cannot be read as one.
        InputError: If there is no such file.
    """
    found = read_text_file(path)
    kind = detect_subtitles(found.text)
    _, track = with_places(found.text, parse_subtitles(found.text, kind, source=str(path)))
    return SubtitleFile(path=path, text=found.text, kind=kind, track=track, form=found.form)


def check_file(file: SubtitleFile, profile: Profile, *, shots_ms: Sequence[int] = ()) -> tuple[CueFinding, ...]:
    """What the rules say of a file and its cues, in order of the cues; what is of no single cue comes first.

    ``shots_ms`` are the picture's cuts, where they are known.
    """
    findings = (
        *check_source(file.text, file.kind, file.track, profile, encoding=file.form.encoding),
        *check_cues(file.track, profile, shots_ms=shots_ms),
    )
    free = file.kind in _ANY_ORDER
    return sort_findings(one for one in findings if not (free and one.code == "cues-out-of-order"))


def sort_findings(findings: Iterable[CueFinding]) -> tuple[CueFinding, ...]:
    """In order of the cues; of one cue in the order of the rules."""
    return tuple(sorted(findings, key=lambda finding: finding.cue or 0))


def mend_file(file: SubtitleFile, profile: Profile, output: Path) -> Mended:
    """Mend what times and line breaks can; see ``fix_cues``.

    Where only times change, everything else of the file stays to the character.

    Raises:
        InputError: If the file is neither WebVTT nor SRT, its format cannot hold what becomes of it, or a cue holds
            more text than a recording does.
    """
    require_written(file)
    _require_cues(file)
    fixed = fix_cues(file.track, profile)
    starts = [cue.start_ms for cue in file.track.cues]
    if fixed.keeps_cues and starts == sorted(starts):
        text = write_in_place(file, fixed.track)
    else:
        text = _write_anew(file, fixed.track)
    return Mended(output=output, text=text, fixed=fixed, form=file.form.in_utf8())


def require_written(file: SubtitleFile) -> None:
    """See to it, before any work, that a file can be written in its own format with other times.

    Raises:
        InputError: If it is neither WebVTT nor SRT.
    """
    if file.kind not in _RULED:
        raise InputError(
            f"{file.path}: only WebVTT and SRT files are written in their own format",
            remedy=f"Convert it first: clipper convert {file.path.name} {file.path.stem}.vtt",
        )


def _require_cues(file: SubtitleFile) -> None:
    """Refuse a text that nobody could read or say as one cue, before minutes are spent on its layout."""
    for number, cue in enumerate(file.track.cues, start=1):
        if len(cue.text) > _LONGEST_CUE:
            raise InputError(
                f"{file.path}: cue {number} holds {len(cue.text):,} characters; up to {_LONGEST_CUE:,} are laid out",
                remedy="That is a text rather than a cue. With its recording it gets cues: clipper align TEXT MEDIA",
            )


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


def known_rules(codes: Iterable[str]) -> frozenset[str]:
    """The codes of rules, checked to be some.

    Raises:
        InputError: If there is no rule of that code.
    """
    for code in codes:
        if code not in RULE_CODES:
            near = get_close_matches(code, RULE_CODES, n=1)
            remedy = f"Did you mean {near[0]}?" if near else f"There are {', '.join(sorted(RULE_CODES))}."
            raise InputError(f"there is no rule {code!r}", remedy=remedy)
    return frozenset(codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a recording says of a file: when its words are said, and the picture's cuts in ms, if asked for."""

    alignment: Alignment
    shots_ms: tuple[int, ...] = ()


def require_heard(file: SubtitleFile) -> None:
    """See to it, before any work, that a file's cues can be found in the sound.

    Raises:
        InputError: For Podcasting 2.0 JSON, whose characters have no place in the file.
    """
    if file.kind is SubtitleFormat.PODCAST_JSON:
        raise InputError(
            f"{file.path}: JSON is checked by the rules only, not beside its recording",
            remedy=f"Convert it first: clipper convert {file.path.name} {file.path.stem}.vtt",
        )


def hear_subtitles(request: AlignRequest, *, shots: bool = False, progress: Progress = silent) -> Heard:
    """Listen to a recording of a subtitle file, which ``request`` has as its transcript.

    Raises:
        ClipperError: Whatever aligning refuses, and with ``shots`` a recording without a picture.
    """
    alignment = align_episode(request, progress=progress).alignment
    recording = alignment.recordings[0]
    if not shots:
        return Heard(alignment=alignment)
    found = find_shots(Path(recording.path), recording, ffmpeg=find_ffmpeg(request.ffmpeg), progress=progress)
    return Heard(alignment=alignment, shots_ms=found)


def check_subtitles(
    file: SubtitleFile, style: SubtitleStyle, *, fixed: Path | None = None, listen: Callable[[], Heard] | None = None
) -> Checked:
    """What the rules, and the sound where somebody listens, say of a file.

    Args:
        file: The file.
        style: The limits, and the frame rate if neither the video nor the cues shall tell it.
        fixed: Where its mended copy is to be written; what is found is then what is left in that.
        listen: Hears the file's recording; if text and recording do not belong together, only the rules speak.
    """
    error, heard = None, None
    try:
        if listen:
            require_heard(file)
            heard = listen()
    except ClipperError as problem:
        error = problem
    profile, origin = style.limits_of(file.track, heard.alignment if heard else None)
    mended, timed = None, file.track
    if fixed:
        try:
            mended = mend_file(file, profile, fixed)
        except InputError as problem:
            error = error or problem
        else:
            timed = mended.fixed.track
            track = parse_subtitles(mended.text, file.kind, source=file.path.name)
            file = replace(file, text=mended.text, track=track, form=mended.form)
    findings = [*check_file(file, profile, shots_ms=heard.shots_ms if heard else ())]
    findings += check_sound(timed, heard.alignment, profile, shots_ms=heard.shots_ms) if heard else ()
    return Checked(
        path=file.path,
        cues=len(file.track.cues),
        rate=profile.rate,
        rate_origin=origin,
        findings=sort_findings(findings),
        error=error,
        mended=mended,
    )
