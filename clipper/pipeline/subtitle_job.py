"""The other half of the first job: an alignment -> subtitle files, each read back before it replaces anything."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from clipper.cues import (
    NETFLIX_EN,
    NameStyle,
    SpeakerLabels,
    SubtitleFormat,
    check_cues,
    format_subtitles,
    segment_cues,
    verify_written,
)
from clipper.errors import InputError
from clipper.model import Alignment, CueTrack, Diagnostic


@dataclass(frozen=True, slots=True, kw_only=True)
class SubtitleStyle:
    """How speakers are shown; None leaves it to the format (WebVTT: voice tags only; SRT: at each change)."""

    speakers: SpeakerLabels | None = None
    names: NameStyle = NameStyle.FULL


@dataclass(frozen=True, slots=True, kw_only=True)
class Subtitles:
    """A subtitle file's text, the cues in it, and what the rules say of them."""

    text: str
    track: CueTrack
    diagnostics: tuple[Diagnostic, ...]


_USUAL_LABELS: Mapping[SubtitleFormat, SpeakerLabels] = {
    SubtitleFormat.VTT: SpeakerLabels.NONE,  # the voice tag names the speaker; players show it
    SubtitleFormat.SRT: SpeakerLabels.CHANGE,  # SRT has no voices
}


def make_subtitles(
    alignment: Alignment, kind: SubtitleFormat, style: SubtitleStyle, *, breaks: Collection[int] = ()
) -> Subtitles:
    """Lay out an alignment as cues and write them as ``kind``; the text has been read back and compared.

    No cue spans one of ``breaks``, see ``segment_cues``.
    """
    labels = style.speakers if style.speakers is not None else _USUAL_LABELS[kind]
    track = segment_cues(alignment, NETFLIX_EN, speakers=labels, names=style.names, breaks=breaks)
    text = format_subtitles(track, kind)
    verify_written(text, track, kind)
    return Subtitles(text=text, track=track, diagnostics=check_cues(track, NETFLIX_EN))


def format_of(path: Path, named: SubtitleFormat | None) -> SubtitleFormat:
    """The format to write a file in: the one of its extension, or else the one that was named.

    Raises:
        InputError: If neither tells.
    """
    kinds = {f".{kind.value}": kind for kind in SubtitleFormat}
    kind = kinds.get(path.suffix.lower(), named)
    if kind is None:
        raise InputError(
            f"{path}: the extension does not tell a subtitle format",
            remedy=f"Use one of {', '.join(kinds)}, or --format.",
        )
    return kind
