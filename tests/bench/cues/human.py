"""Cue and line breaks that people made, and those that clipper and other tools make of the same words.

Everybody is given the capacity of the people's own cues (`sources.Capacity`): clipper as limits, the others as a number
of characters, that of a line and that of a whole cue; whisperX and srt_equalizer are also given the sentences, as they
are when they run. None of the other tools breaks lines: theirs are filled. An edge is ugly where a line or a cue ends
with a word that Netflix and BBC list (an article, a preposition, an auxiliary), or in a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from clipper.cues import Profile, load_profile, segment_cues
from clipper.language import TORN, weigh_gaps
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
from tests.bench.cues.sources import FOLDER, SOURCES, Capacity, Source, read_source, time_words
from tests.bench.peers.environment import SPLITTERS, PeerMissing
from tests.bench.score import format_table

_OURS = ("netflix-en", "ted", "bbc")
_HEADINGS = ("", "cue breaks: precision", "recall", "F1", "and line breaks: precision", "recall", "F1", "ugly edges")


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaks:
    """The words that begin a cue, and those that begin a line or a cue; the first word of a source is no break."""

    cues: frozenset[int]
    lines: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sample:
    """A source, its people's breaks, and everybody else's by name."""

    source: Source
    track: CueTrack
    people: Breaks
    found: dict[str, Breaks]


def human_table() -> Iterator[str]:
    """A table of the sources that were looked at, one of those held out, and F1 source by source.

    First with the people's usual width, then with their widest: a few long lines may be slips, or the true limit.
    """
    missing = [source for source in SOURCES if not source.path.exists()]
    if missing:
        yield f"beside people: skipped, {FOLDER} lacks"
        yield from (f"  {source.path.name}: {source.origin}" for source in missing)
        return
    tracks = [read_source(source) for source in SOURCES]
    for usual in (True, False):
        width = "their usual width" if usual else "their widest line"
        capacities = [Capacity.of(track, usual=usual) for track in tracks]
        try:
            others = _ask_peers(tracks, capacities)
        except PeerMissing as lacking:
            yield f"other tools: skipped, {lacking}"
            others = [{} for _ in tracks]
        samples = [
            _Sample(source=source, track=track, people=_breaks_of(track), found=_ours(track, capacity) | other)
            for source, track, capacity, other in zip(SOURCES, tracks, capacities, others, strict=True)
        ]
        for is_fit, title in ((True, "looked at when weights were set"), (False, "held out")):
            yield _overall([sample for sample in samples if sample.source.is_fit is is_fit], f"{width}, {title}")
        yield _each(samples, capacities, width)


def _overall(samples: Sequence[_Sample], title: str) -> str:
    cues = sum(len(sample.people.cues) for sample in samples)
    lines = sum(len(sample.people.lines) for sample in samples) - cues
    rows = [_row("people", samples, [sample.people for sample in samples])]
    rows += [_row(name, samples, [sample.found[name] for sample in samples]) for name in samples[0].found]
    return format_table(f"Beside people, {title}: {cues} cue breaks and {lines} line breaks", _HEADINGS, rows)


def _each(samples: Sequence[_Sample], capacities: Sequence[Capacity], width: str) -> str:
    rows = [("lines x columns", *(f"{one.lines} x {one.columns}" for one in capacities))]
    rows += [
        (name, *(f"{_f1(sample, name, 'cues')} / {_f1(sample, name, 'lines')}" for sample in samples))
        for name in samples[0].found
    ]
    names = [f"{sample.source.name} ({len(sample.people.cues)})" for sample in samples]
    return format_table(f"{width}, F1 of cue breaks / with line breaks (number of cue breaks)", ("", *names), rows)


def _f1(sample: _Sample, name: str, kind: str) -> str:
    return _scores([(getattr(sample.found[name], kind), getattr(sample.people, kind))])[2]


def _row(name: str, samples: Sequence[_Sample], found: Sequence[Breaks]) -> tuple[str, ...]:
    pairs = list(zip(found, (sample.people for sample in samples), strict=True))
    ugly = sum(_count_ugly(breaks, sample.track) for breaks, sample in zip(found, samples, strict=True))
    return (
        name,
        *_scores([(breaks.cues, people.cues) for breaks, people in pairs]),
        *_scores([(breaks.lines, people.lines) for breaks, people in pairs]),
        f"{ugly} of {sum(len(breaks.lines) for breaks in found)}",
    )


def _scores(pairs: Sequence[tuple[frozenset[int], frozenset[int]]]) -> tuple[str, str, str]:
    hits = sum(len(found & true) for found, true in pairs)
    given, wanted = sum(len(found) for found, _ in pairs), sum(len(true) for _, true in pairs)
    return f"{hits / max(1, given):.2f}", f"{hits / max(1, wanted):.2f}", f"{2 * hits / max(1, given + wanted):.3f}"


def _count_ugly(breaks: Breaks, track: CueTrack) -> int:
    points, _ = weigh_gaps([text for text, _, _ in time_words(track)], "en")
    return sum(points[word] >= TORN for word in breaks.lines)


def _breaks_of(track: CueTrack) -> Breaks:
    cues, lines, at = set(), set(), 0
    for cue in track.cues:
        cues.add(at)
        for line in cue.text.split("\n"):
            lines.add(at)
            at += len(line.split())
    return Breaks(cues=frozenset(cues - {0}), lines=frozenset(lines - {0}))


def _ours(track: CueTrack, capacity: Capacity) -> dict[str, Breaks]:
    alignment = _align(track)
    return {f"clipper, {name}": _breaks_of(segment_cues(alignment, _limit(name, capacity))) for name in _OURS}


def _limit(name: str, capacity: Capacity) -> Profile:
    """A profile with the people's own limits, so that only its wishes are its own."""
    return replace(
        load_profile(name),
        max_columns=capacity.columns,
        max_lines=capacity.lines,
        min_duration_ms=capacity.min_duration_ms,
        min_ms_a_word=0,
        max_duration_ms=capacity.max_duration_ms,
        max_cps=capacity.max_cps,
        max_wpm=None,
    )


def _align(track: CueTrack) -> Alignment:
    words, text = time_words(track), ""
    marks: list[Word] = []
    for shown, _, _ in words:
        marks.append(Word(text=shown, start_char=len(text), end_char=len(text) + len(shown)))
        text += shown + " "
    turn = Turn(speaker=None, first_word=0, end_word=len(words))
    return Alignment(
        transcript=Transcript(
            text=text, words=tuple(marks), turns=(turn,), format=TranscriptFormat.PLAIN, source="film.txt"
        ),
        recordings=(Recording(content_hash="sha256:0", path="film", duration_ms=words[-1][2] + 3_000, streams=()),),
        words=tuple(
            TimedWord(status=WordStatus.ALIGNED, span=Span(start_ms=start, end_ms=end)) for _, start, end in words
        ),
    )


def _ask_peers(tracks: Sequence[CueTrack], capacities: Sequence[Capacity]) -> list[dict[str, Breaks]]:
    questions = [
        {
            "words": [[text, start / 1000, end / 1000] for text, start, end in time_words(track)],
            "line": capacity.columns,
            "cue": capacity.characters,
        }
        for track, capacity in zip(tracks, capacities, strict=True)
    ]
    answers: list[Mapping[str, Sequence[int]]] = SPLITTERS.ask(questions)
    found = []
    for answer, track, capacity in zip(answers, tracks, capacities, strict=True):
        starts = {name: frozenset(accumulate(counts[:-1])) for name, counts in answer.items()}
        found.append(
            {name: Breaks(cues=cues, lines=_fill_lines(cues, track, capacity)) for name, cues in starts.items()}
        )
    return found


def _fill_lines(cues: frozenset[int], track: CueTrack, capacity: Capacity) -> frozenset[int]:
    """None of them breaks lines; a player does, as soon as a line is full."""
    lines, width = set(cues), 0
    for at, (text, _, _) in enumerate(time_words(track)):
        width = len(text) if at in cues or not at else width + 1 + len(text)
        if width > capacity.columns and at:
            lines.add(at)
            width = len(text)
    return frozenset(lines)
