"""Cue and line breaks that people made, and those that clipper and other tools make of the same words.

Two open films, whose subtitles are not ours to hand on: put them into the folder ``.bench/human`` (``sintel.srt`` from
durian.blender.org, ``tears_of_steel.srt`` from mango.blender.org). The weights were read off both. A word's time is its
share of its cue's by characters, the same for all; whisperX and srt_equalizer are also given the sentences, as they are
when they run. None of the other tools breaks lines: theirs are filled. The films have few words: a break more or less
is .01 to .02.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from clipper.cues import load_profile, parse_subtitles, segment_cues
from clipper.cues.formats import SubtitleFormat
from clipper.model import (
    Alignment,
    CueTrack,
    Recording,
    Span,
    TimedWord,
    Transcript,
    TranscriptFormat,
    Turn,
    Word,
    WordStatus,
)
from tests.bench.peers.environment import SPLITTERS, PeerMissing
from tests.bench.score import format_table

_FILMS = ("sintel", "tears_of_steel")
_FOLDER = Path(__file__).parents[3] / ".bench" / "human"
_COLUMNS = 42  # Netflix and TED
_OURS = ("netflix-en", "ted", "bbc")
_HEADINGS = ("", "cue breaks: precision", "recall", "F1", "cue and line breaks: precision", "recall", "F1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaks:
    """The words that begin a cue, and those that begin a line or a cue, counted over films in a row."""

    cues: frozenset[int]
    lines: frozenset[int]


def human_table() -> Iterator[str]:
    """One table over both films; the peers' rows only where they install."""
    if not all(_path(name).exists() for name in _FILMS):
        yield f"beside people: skipped, {_FOLDER} holds no {' and '.join(f'{name}.srt' for name in _FILMS)}"
        return
    tracks = [_read(name) for name in _FILMS]
    people = _join([_breaks_of(track) for track in tracks], tracks)
    contenders: dict[str, Breaks] = {
        f"clipper, {name}": _join([_ours(track, name) for track in tracks], tracks) for name in _OURS
    }
    try:
        contenders |= _peers(tracks)
    except PeerMissing as missing:
        yield f"other tools: skipped, {missing}"
    rows = [_row(name, breaks, people) for name, breaks in contenders.items()]
    cues, lines = len(people.cues), len(people.lines - people.cues)
    yield format_table(f"Beside people: {cues} cue breaks and {lines} line breaks in two films", _HEADINGS, rows)


def _read(name: str) -> CueTrack:
    path = _path(name)
    return parse_subtitles(path.read_text("utf-8"), SubtitleFormat.SRT, source=path.name)


def _path(name: str) -> Path:
    return _FOLDER / f"{name}.srt"


def _timed(track: CueTrack) -> list[tuple[str, int, int]]:
    words: list[tuple[str, int, int]] = []
    for cue in track.cues:
        texts = cue.text.split()
        total = sum(map(len, texts))
        edges = [cue.start_ms + cue.duration_ms * done // total for done in accumulate(map(len, texts), initial=0)]
        words += zip(texts, edges, edges[1:], strict=False)
    return words


def _breaks_of(track: CueTrack) -> Breaks:
    cues, lines, at = set(), set(), 0
    for cue in track.cues:
        cues.add(at)
        for line in cue.text.split("\n"):
            lines.add(at)
            at += len(line.split())
    return Breaks(cues=frozenset(cues), lines=frozenset(lines))


def _join(each: Sequence[Breaks], tracks: Sequence[CueTrack]) -> Breaks:
    """Films in a row; the first word of a film is no break."""
    cues, lines, first = set(), set(), 0
    for breaks, track in zip(each, tracks, strict=True):
        cues |= {first + word for word in breaks.cues if word}
        lines |= {first + word for word in breaks.lines if word}
        first += len(_timed(track))
    return Breaks(cues=frozenset(cues), lines=frozenset(lines))


def _ours(track: CueTrack, profile: str) -> Breaks:
    words, text = _timed(track), ""
    marks: list[Word] = []
    for shown, _, _ in words:
        marks.append(Word(text=shown, start_char=len(text), end_char=len(text) + len(shown)))
        text += shown + " "
    turn = Turn(speaker=None, first_word=0, end_word=len(words))
    alignment = Alignment(
        transcript=Transcript(
            text=text, words=tuple(marks), turns=(turn,), format=TranscriptFormat.PLAIN, source="film.txt"
        ),
        recordings=(Recording(content_hash="sha256:0", path="film", duration_ms=words[-1][2] + 3_000, streams=()),),
        words=tuple(
            TimedWord(status=WordStatus.ALIGNED, span=Span(start_ms=start, end_ms=end)) for _, start, end in words
        ),
    )
    return _breaks_of(segment_cues(alignment, load_profile(profile)))


def _peers(tracks: Sequence[CueTrack]) -> dict[str, Breaks]:
    answers: list[Mapping[str, Sequence[int]]] = [
        SPLITTERS.ask([[text, start / 1000, end / 1000] for text, start, end in _timed(track)]) for track in tracks
    ]
    found: dict[str, Breaks] = {}
    for name in answers[0]:
        starts = [frozenset(accumulate(answer[name][:-1], initial=0)) for answer in answers]
        pairs = zip(starts, tracks, strict=True)
        found[name] = _join([Breaks(cues=cues, lines=_fill_lines(cues, track)) for cues, track in pairs], tracks)
    return found


def _fill_lines(cues: frozenset[int], track: CueTrack) -> frozenset[int]:
    """None of them breaks lines; a player does, as soon as a line is full."""
    lines, width = set(cues), 0
    for at, (text, _, _) in enumerate(_timed(track)):
        width = len(text) if at in cues else width + 1 + len(text)
        if width > _COLUMNS:
            lines.add(at)
            width = len(text)
    return frozenset(lines)


def _row(name: str, found: Breaks, people: Breaks) -> tuple[str, ...]:
    return (name, *_scores(found.cues, people.cues), *_scores(found.lines, people.lines))


def _scores(found: frozenset[int], true: frozenset[int]) -> tuple[str, str, str]:
    hits = len(found & true)
    precision, recall = hits / max(1, len(found)), hits / max(1, len(true))
    return f"{precision:.2f}", f"{recall:.2f}", f"{2 * hits / max(1, len(found) + len(true)):.3f}"
