"""Where the cues of a WebVTT or SubRip file stand in its text: for rules about the file, and for writing their times.

The formats' readers say what a file means; this only finds its time lines, and gives up where the two disagree.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import zip_longest

from clipper.cues.formats import SubtitleFormat, format_subtitles, parse_subtitles
from clipper.errors import TranscriptError
from clipper.model import Cue, CueTrack

Range = tuple[int, int]
_TIME = r"-?(?:[0-9]{1,9}:)?[0-9]{1,3}:[0-9]{1,3}[.,][0-9]{1,9}"
_TIMINGS = re.compile(
    rf"^[^\S\n]{{0,9}}(?P<start>{_TIME})[^\S\n]{{0,9}}-->[^\S\n]{{0,9}}(?P<end>{_TIME})(?P<settings>[^\n]*)$",
    re.MULTILINE,
)
_STAMP = re.compile(r"<((?:[0-9]{1,9}:)?[0-5][0-9]:[0-5][0-9]\.[0-9]{3})>")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCue:
    """A cue's places in the file's text: its id, both its times and its text; ``line`` is the time line's, from 1."""

    line: int
    id: str
    start: Range
    end: Range
    payload: Range


def find_source_cues(text: str, kind: SubtitleFormat) -> list[SourceCue]:
    """The cues whose time lines can be found, in file order; ``text`` has LF line ends."""
    found = list(_TIMINGS.finditer(text))
    cues: list[SourceCue] = []
    line, counted_to = 1, 0
    for match, following in zip_longest(found, found[1:]):
        line += text.count("\n", counted_to, match.start())
        counted_to = match.start()
        id_start = _find_id(text, match.start(), kind)
        begin = min(match.end() + 1, len(text))
        stop = _find_id(text, following.start(), kind) if following else len(text)
        if kind is SubtitleFormat.VTT:
            blank = text.find("\n\n", match.end(), stop)
            stop = stop if blank < 0 else blank
        cues.append(
            SourceCue(
                line=line,
                id=text[id_start : match.start()].strip(),
                start=match.span("start"),
                end=match.span("end"),
                payload=(begin, max(begin, begin + len(text[begin:stop].rstrip()))),
            )
        )
    return cues


def _find_id(text: str, start: int, kind: SubtitleFormat) -> int:
    """Where the id above the time line at ``start`` begins; ``start`` where there is none."""
    above = text.rfind("\n", 0, max(0, start - 1)) + 1
    line = text[above:start].strip()
    if not line or above >= start or (kind is SubtitleFormat.SRT and not line.isdecimal()):
        return start
    is_alone = above == 0 or text.endswith("\n", 0, above - 1) or kind is SubtitleFormat.SRT
    return above if is_alone else start


def find_stamps(payload: str) -> list[tuple[Range, int]]:
    """The karaoke stamps of a WebVTT cue's text: their places, and their times in ms."""
    return [(match.span(1), _read_stamp(match[1])) for match in _STAMP.finditer(payload)]


def _read_stamp(written: str) -> int:
    whole, ms = written.split(".")
    seconds = 0
    for part in whole.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000 + int(ms)


def write_times(text: str, kind: SubtitleFormat, track: CueTrack, timed: CueTrack) -> str:
    """The file with the times of ``timed`` in place of those of ``track``, and all else to the character.

    Args:
        text: The file, LF line ends.
        kind: Its format.
        track: What was read from it.
        timed: The same cues in the same order with other times. Karaoke stamps move along with theirs.

    Returns:
        Where times cannot be written in place (time lines that only the format's reader understands), the whole track
        as its writer writes it.

    Raises:
        ValueError: If the format cannot hold the track.
    """
    cues = find_source_cues(text, kind)
    if len(cues) == len(track.cues):
        edited = _edit(text, kind, list(zip(cues, track.cues, timed.cues, strict=True)))
        if _reads_as(edited, kind, timed):
            return edited
    return format_subtitles(timed, kind)


def _edit(text: str, kind: SubtitleFormat, cues: list[tuple[SourceCue, Cue, Cue]]) -> str:
    mark = "." if kind is SubtitleFormat.VTT else ","
    pieces: list[str] = []
    at = 0
    for source, old, new in cues:
        edits = [(source.start, old.start_ms, new.start_ms), (source.end, old.end_ms, new.end_ms)]
        if kind is SubtitleFormat.VTT:
            move = _mover(old, new)
            base = source.payload[0]
            stamps = find_stamps(text[slice(*source.payload)])
            edits += [((base + a, base + b), time_ms, move(time_ms)) for (a, b), time_ms in stamps]
        for (start, end), before_ms, after_ms in edits:
            pieces += [text[at:start], text[start:end] if before_ms == after_ms else _clock(after_ms, mark)]
            at = end
    return "".join([*pieces, text[at:]])


def _mover(old: Cue, new: Cue) -> Callable[[int], int]:
    """Where a moment of the old cue lies in the new one, strictly inside it."""
    if old.duration_ms == new.duration_ms:
        return lambda time_ms: time_ms + new.start_ms - old.start_ms
    return lambda time_ms: min(
        max(new.start_ms + (time_ms - old.start_ms) * new.duration_ms // max(1, old.duration_ms), new.start_ms + 1),
        new.end_ms - 1,
    )


def _reads_as(text: str, kind: SubtitleFormat, timed: CueTrack) -> bool:
    try:
        found = parse_subtitles(text, kind, source="the file just written")
    except TranscriptError:
        return False
    return [_essence(cue) for cue in found.cues] == [_essence(cue) for cue in timed.cues]


def _essence(cue: Cue) -> tuple[int, int, str, str, str]:
    """What of a cue must read back."""
    return cue.start_ms, cue.end_ms, cue.text, cue.id, cue.settings


def _clock(time_ms: int, mark: str) -> str:
    seconds, ms = divmod(time_ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}{ms:03}"
