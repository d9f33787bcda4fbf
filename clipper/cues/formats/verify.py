"""The proof that a file says what its track says: read back by two parsers before it is written to disk."""

from __future__ import annotations

from collections.abc import Sequence

from clipper.cues.formats.kinds import SubtitleFormat
from clipper.cues.formats.registry import READABLE, parse_subtitles
from clipper.cues.formats.second_readers import Reading, clean_lines, read_elsewhere
from clipper.cues.width import clean_text
from clipper.errors import TranscriptError
from clipper.model import Cue, CueTrack


def verify_written(text: str, track: CueTrack, kind: SubtitleFormat) -> None:
    """Read ``text`` back with clipper's own reader and with another (`read_elsewhere`); compare count, times and text.

    Voices, styles and word times are compared where the format has them and clipper's reader knows them. The other
    reader is strict where the track is ours from end to end (settings, header and styles from elsewhere may be faulty).

    Raises:
        RuntimeError: If either reads anything else than ``track``: a bug, and the file must not be written.
    """
    expected = [(cue.start_ms, cue.end_ms, clean_lines(cue.text)) for cue in track.cues]
    own: Sequence[Cue] | None = None
    foreign: Reading = []
    is_ours = not (track.header or track.styles or track.regions or any(cue.settings for cue in track.cues))
    try:
        if track.cues:
            own = parse_subtitles(text, kind, source="the file just written").cues if kind in READABLE else None
            foreign = read_elsewhere(text, kind, strict=is_ours)
    except TranscriptError as error:
        raise RuntimeError(f"the {kind.value} file cannot be read back: {error}") from error
    except Exception as error:  # whatever the other reader raises, the file is not what it should be
        raise RuntimeError(f"another reader cannot read the {kind.value} file: {error}") from error
    if own is not None:
        _compare("clipper", [(cue.start_ms, cue.end_ms, clean_lines(cue.text)) for cue in own], expected)
        if kind is not SubtitleFormat.SRT:
            _compare_voices(own, track.cues)
    _compare("another reader", [(start, end, clean_lines(read)) for start, end, read in foreign], expected)


def _compare(reader: str, found: Reading, expected: Reading) -> None:
    if len(found) != len(expected):
        raise RuntimeError(f"{reader} reads {len(found)} cues from a file of {len(expected)}")
    for number, (a, b) in enumerate(zip(found, expected, strict=True), start=1):
        if a != b:
            raise RuntimeError(f"{reader} reads cue {number} as {a}, not {b}")


def _compare_voices(found: Sequence[Cue], expected: Sequence[Cue]) -> None:
    for number, (a, b) in enumerate(zip(found, expected, strict=True), start=1):
        if _voices(a) != _voices(b):
            raise RuntimeError(f"the voices of cue {number} read back as {_voices(a)}, not {_voices(b)}")


def _voices(cue: Cue) -> list[tuple[str | None, frozenset[str], int, str]]:
    """Every visible character with its voice, its style and when it is said."""
    chars = []
    said_ms = cue.start_ms
    for run in (run for line in cue.lines for run in line):
        said_ms = run.start_ms if run.start_ms is not None else said_ms
        speaker = clean_text(run.speaker or "") or None
        chars += [(speaker, run.style, said_ms, char) for char in run.text if clean_text(char)]
    return chars
