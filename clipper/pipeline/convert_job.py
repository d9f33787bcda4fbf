"""One subtitle file -> another format: everything that it can hold is kept, and what it cannot is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from clipper.cues import (
    SubtitleFormat,
    TalkFormat,
    detect_subtitles,
    fit_talk,
    fit_track,
    format_subtitles,
    format_talk,
    label_voices,
    parse_subtitles,
    talk_of_track,
    verify_talk,
    verify_written,
)
from clipper.errors import InputError
from clipper.model import CueTrack, Diagnostic, Severity
from clipper.pipeline.align_job import AlignRequest
from clipper.pipeline.episode import is_saved_episode, open_episode
from clipper.pipeline.output_format import OutputFormat
from clipper.pipeline.subtitle_job import Subtitles, SubtitleStyle, make_output
from clipper.pipeline.transcript_file import tell_guess
from clipper.store.text_file import read_text_file

_OTHERWISE = "If its letters are wrong now, name its encoding: --encoding cp1250, for example."


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """The new file's text and what came of it.

    ``read_as`` is the format that was read ("alignment" for an EPISODE.json), ``encoding`` that of the file, ``read``
    the number of cues in it (of words in an alignment), ``written`` that of the cues, segments or turns in the new one.
    """

    text: str
    read_as: str
    encoding: str
    read: int
    written: int
    diagnostics: tuple[Diagnostic, ...]


def convert_file(
    path: Path, kind: OutputFormat, *, read_as: SubtitleFormat | None = None, encoding: str | None = None
) -> Converted:
    """Convert a subtitle file, a Podcasting 2.0 JSON, or an EPISODE.json; the text has been read back and compared.

    Args:
        path: The file to read; its content tells what it is, not its name.
        kind: The format to write.
        read_as: What to take the file for.
        encoding: What to take its characters for.

    Raises:
        InputError: If the file cannot be read, or a format cannot hold it.
    """
    if is_saved_episode(path):
        if read_as or encoding:
            raise InputError(
                f"{path}: this is an EPISODE.json, whose format and encoding are known",
                remedy="Leave out --from and --encoding.",
            )
        return _convert_episode(path, kind)
    file = read_text_file(path, encoding=encoding)
    read_as = read_as or detect_subtitles(file.text)
    track = parse_subtitles(file.text, read_as, source=str(path))
    guesses = () if encoding else tell_guess(file, remedy=_OTHERWISE)
    try:
        text, written, losses = _write_talk(track, kind) if isinstance(kind, TalkFormat) else _write_cues(track, kind)
    except InputError as error:
        raise InputError(f"{path}: {error.message}", remedy=error.remedy) from error
    return Converted(
        text=text,
        read_as=read_as.value,
        encoding=file.encoding,
        read=len(track.cues),
        written=written,
        diagnostics=(*guesses, *track.passed_over, *losses),
    )


def _convert_episode(path: Path, kind: OutputFormat) -> Converted:
    alignment = open_episode(AlignRequest(transcript=path)).alignment
    made = make_output(alignment, kind, SubtitleStyle())
    return Converted(
        text=made.text,
        read_as="alignment",
        encoding="utf-8",
        read=len(alignment.words),
        written=len(made.track.cues) if isinstance(made, Subtitles) else made.turns,
        diagnostics=made.diagnostics,
    )


def _write_cues(track: CueTrack, kind: SubtitleFormat) -> tuple[str, int, tuple[Diagnostic, ...]]:
    has_voices = any(run.speaker for cue in track.cues for line in cue.lines for run in line)
    told: tuple[Diagnostic, ...] = ()
    if kind is SubtitleFormat.SRT and has_voices:
        track = label_voices(track)
        message = 'srt does not hold voices: they stand in the text as "Name: " where they change'
        told = (Diagnostic(code="voices-as-text", severity=Severity.INFO, where="the whole file", message=message),)
    fitted = fit_track(track, kind)
    text = format_subtitles(fitted.track, kind)
    verify_written(text, fitted.track, kind)
    return text, len(fitted.track.cues), (*told, *fitted.losses)


def _write_talk(track: CueTrack, kind: TalkFormat) -> tuple[str, int, tuple[Diagnostic, ...]]:
    fitted = fit_talk(track, kind.value)
    talk = talk_of_track(fitted.track)
    text = format_talk(talk, kind)
    verify_talk(text, talk, kind)
    return text, len(talk.turns), fitted.losses
