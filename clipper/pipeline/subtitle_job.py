"""The other half of the first job: an alignment -> subtitle files, each read back before it replaces anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from clipper.cues import (
    NETFLIX_EN,
    NameStyle,
    SpeakerLabels,
    SubtitleFormat,
    TalkFormat,
    add_word_times,
    check_cues,
    fit_track,
    format_subtitles,
    format_talk,
    segment_cues,
    talk_of_alignment,
    verify_talk,
    verify_written,
)
from clipper.model import Alignment, Cue, CueTrack, Diagnostic


@dataclass(frozen=True, slots=True, kw_only=True)
class SubtitleStyle:
    """How speakers are shown; None leaves it to the format (at each change where it has no voices of its own).

    ``karaoke`` gives every word its time, in the formats that have word times.
    """

    speakers: SpeakerLabels | None = None
    names: NameStyle = NameStyle.FULL
    karaoke: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Subtitles:
    """A subtitle file's text, the cues in it, what the rules say of them, and what the format has no place for."""

    text: str
    track: CueTrack
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcription:
    """The text of a file that holds a whole talk, and how many turns are in it."""

    text: str
    turns: int
    diagnostics: tuple[Diagnostic, ...] = ()


NO_JOINS: Mapping[int, int] = MappingProxyType({})


def make_subtitles(
    alignment: Alignment, kind: SubtitleFormat, style: SubtitleStyle, *, joins: Mapping[int, int] = NO_JOINS
) -> Subtitles:
    """Lay out an alignment as cues and write them as ``kind``; the text has been read back and compared.

    ``joins`` are the first words of a reel's clips and when these begin in ms: no cue spans a join, or lingers past it.
    """
    usual = SpeakerLabels.CHANGE if kind is SubtitleFormat.SRT else SpeakerLabels.NONE
    labels = style.speakers if style.speakers is not None else usual
    track = segment_cues(alignment, NETFLIX_EN, speakers=labels, names=style.names, breaks=joins)
    track = _end_at_joins(track, sorted(joins.values()))
    timed = add_word_times(track, alignment) if style.karaoke else track
    # SRT has no voices: whoever is to be named stands in the text already.
    fitted = fit_track(_without_voices(timed) if kind is SubtitleFormat.SRT else timed, kind)
    text = format_subtitles(fitted.track, kind)
    verify_written(text, fitted.track, kind)
    return Subtitles(text=text, track=track, diagnostics=(*check_cues(track, NETFLIX_EN), *fitted.losses))


def write_transcript(alignment: Alignment, kind: TalkFormat) -> Transcription:
    """Write an alignment's turns as ``kind``; the text has been read back and compared."""
    talk = talk_of_alignment(alignment)
    text = format_talk(talk, kind)
    verify_talk(text, talk, kind)
    return Transcription(text=text, turns=len(talk.turns))


def make_output(
    alignment: Alignment, kind: SubtitleFormat | TalkFormat, style: SubtitleStyle
) -> Subtitles | Transcription:
    """A file of either kind: with cues, or with turns."""
    if isinstance(kind, TalkFormat):
        return write_transcript(alignment, kind)
    return make_subtitles(alignment, kind, style)


def _without_voices(track: CueTrack) -> CueTrack:
    def strip(cue: Cue) -> Cue:
        return replace(cue, lines=tuple(tuple(replace(run, speaker=None) for run in line) for line in cue.lines))

    return replace(track, cues=tuple(strip(cue) for cue in track.cues))


def _end_at_joins(track: CueTrack, joins_ms: Sequence[int]) -> CueTrack:
    """The track with no cue on screen when the next clip's picture begins."""
    cues = []
    for cue in track.cues:
        join_ms = next((join_ms for join_ms in joins_ms if cue.start_ms < join_ms), cue.end_ms)
        cues.append(replace(cue, end_ms=min(cue.end_ms, join_ms)))
    return replace(track, cues=tuple(cues))
