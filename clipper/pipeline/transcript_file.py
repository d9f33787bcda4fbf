"""Transcript files in every format: ``text`` and ``cues`` know one half each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clipper.cues import SubtitleFormat, detect_subtitles, parse_subtitles, place_in_text
from clipper.errors import TranscriptError
from clipper.model import CueTrack, Diagnostic, Severity, Transcript, TranscriptFormat, Turn
from clipper.store.text_file import TextFile, TextForm, read_text_file
from clipper.text import (
    format_cue_file,
    format_transcript,
    looks_like_subtitles,
    parse_transcript,
    transcript_from_cues,
)

_CUES = (TranscriptFormat.SRT, TranscriptFormat.VTT)
_ONLY_READ: Mapping[SubtitleFormat, TranscriptFormat] = {
    SubtitleFormat.ASS: TranscriptFormat.ASS,
    SubtitleFormat.TTML: TranscriptFormat.TTML,
}
_TTML = re.compile(r"<(?:\w{1,20}:)?tt[\s>]")
_LOOKED_AT = 20_000  # characters in which an XML file says what it is
_UNICODE = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")  # told by marks or by themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptFile:
    """A transcript, what of its file could not be used, or only guessed, and the form it had."""

    transcript: Transcript
    diagnostics: tuple[Diagnostic, ...] = ()
    form: TextForm = field(default_factory=TextForm)


def read_transcript_file(path: Path) -> TranscriptFile:
    """Read the transcript that a file holds, in any of the formats that clipper knows.

    Raises:
        InputError: If there is no such file.
        TranscriptError: If it cannot be read as one.
    """
    file = read_text_file(path)
    found = parse_transcript_file(file.text, source=path.name)
    guesses = tell_guess(file, remedy="If its letters are wrong, save it as UTF-8 and try again.")
    return TranscriptFile(transcript=found.transcript, diagnostics=(*guesses, *found.diagnostics), form=file.form)


def parse_transcript_file(text: str, *, source: str) -> TranscriptFile:
    """The transcript that a file's decoded ``text`` holds.

    Raises:
        TranscriptError: If it cannot be read as one.
    """
    kind = _cue_format(text)
    if kind is None:
        return TranscriptFile(transcript=parse_transcript(text, source=source))
    text, track = with_places(text, parse_subtitles(text, source=source))
    transcript = transcript_from_cues(track, text=text, source=source, format=kind)
    return TranscriptFile(transcript=transcript, diagnostics=track.passed_over)


def with_places(text: str, track: CueTrack) -> tuple[str, CueTrack]:
    """A text in which every character of a track has its place: that of its file, or else its cues one by one."""
    runs = (run for cue in track.cues for line in cue.lines for run in line)
    return (text, track) if all(run.source_chars is not None for run in runs) else place_in_text(track)


def _cue_format(text: str) -> TranscriptFormat | None:
    """Which format of cues a text is in, of those that ``cues`` reads for transcripts."""
    kind = _ONLY_READ.get(detect_subtitles(text))
    if kind is TranscriptFormat.ASS or (kind is TranscriptFormat.TTML and _TTML.search(text[:_LOOKED_AT])):
        return kind
    return looks_like_subtitles(text)


def require_writable(path: Path) -> None:
    """See to it, before any work, that a transcript can be written in its own format.

    Raises:
        TranscriptError: If that is only read.
    """
    if not path.is_file():  # a pipe is read but once
        return
    kind = _cue_format(read_text_file(path).text)
    if kind in _ONLY_READ.values():
        raise _not_written(kind, path.name)


def format_transcript_file(transcript: Transcript, turns: Sequence[Turn]) -> str:
    """The text of the file that ``transcript`` was read from, with ``turns`` in place of its own.

    Raises:
        TranscriptError: If the format cannot hold these turns; see ``format_transcript`` and ``format_cue_file``.
        ValueError: If the turns do not partition the words.
    """
    if transcript.format in _CUES:
        return format_cue_file(
            transcript, turns, read=lambda text: parse_transcript_file(text, source=transcript.source).transcript
        )
    if transcript.format in _ONLY_READ.values():
        raise _not_written(transcript.format, transcript.source)
    return format_transcript(transcript, turns)


def _not_written(kind: TranscriptFormat | None, source: str) -> TranscriptError:
    name = kind.value.upper() if kind else ""
    return TranscriptError(
        f"repaired turns are not written in {name}",
        path=source,
        remedy=f"Make it WebVTT first: clipper convert {source} {Path(source).stem}.vtt",
    )


def encode_like(text: str, form: TextForm) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """A text in the form of the file that it came from; in UTF-8, and told, if that cannot hold it."""
    try:
        return form.encode(text), ()
    except UnicodeEncodeError as problem:
        lost = text[problem.start]
        told = Diagnostic(
            code="encoding-changed",
            severity=Severity.WARNING,
            where="the whole file",
            message=f"{form.encoding} does not hold {lost!r}: it is written in UTF-8",
        )
        return form.in_utf8().encode(text), (told,)


def tell_guess(file: TextFile, *, remedy: str) -> tuple[Diagnostic, ...]:
    """What is to be said of a file whose encoding is no Unicode, and so was guessed."""
    if file.encoding in _UNICODE:
        return ()
    return (
        Diagnostic(
            code="encoding-guessed",
            severity=Severity.WARNING,
            where="the whole file",
            message=f"it is not Unicode, and was read as {file.encoding}",
            remedy=remedy,
        ),
    )
