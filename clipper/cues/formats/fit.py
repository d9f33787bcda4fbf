"""A track as a format can hold it, and what it cannot: nothing is lost without being told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from clipper.cues.formats.ass import MOST_MS
from clipper.cues.formats.kinds import SubtitleFormat
from clipper.cues.formats.placement import USUAL, anchor_tag, is_exact, read_anchor, vtt_settings
from clipper.cues.formats.source_text import round_to_centiseconds, word_times
from clipper.cues.formats.srt_reader import COORDINATES
from clipper.cues.formats.ttml import NO_CHARACTER, XML_ID
from clipper.cues.width import clean_text
from clipper.errors import InputError
from clipper.model import Cue, CueTrack, Diagnostic, Run, Severity


class _Part(Enum):
    """What a format may have a place for."""

    VOICES = auto()
    MARKS = auto()  # b, i, u
    CLASSES = auto()
    IDS = auto()
    PLACES = auto()
    NOTES = auto()
    SHEETS = auto()  # STYLE and REGION blocks, the header
    WORD_TIMES = auto()


_HOLDS: Mapping[SubtitleFormat, frozenset[_Part]] = {
    SubtitleFormat.VTT: frozenset(_Part),
    SubtitleFormat.SRT: frozenset({_Part.MARKS, _Part.PLACES}),
    SubtitleFormat.ASS: frozenset({_Part.VOICES, _Part.MARKS, _Part.PLACES, _Part.NOTES, _Part.WORD_TIMES}),
    SubtitleFormat.TTML: frozenset({_Part.VOICES, _Part.MARKS, _Part.PLACES, _Part.IDS}),
    SubtitleFormat.PODCAST_JSON: frozenset({_Part.VOICES, _Part.WORD_TIMES}),
    SubtitleFormat.CSV: frozenset({_Part.VOICES}),
}
WITH_WORD_TIMES = frozenset(kind for kind, parts in _HOLDS.items() if _Part.WORD_TIMES in parts)
"""The formats in which a word has a time of its own while its whole cue is on screen. TTML has spans with times, but
shows nothing of a span before it begins (ttconv agrees): words that pop up one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A track that a format holds whole, and what had to be changed for it."""

    track: CueTrack
    losses: tuple[Diagnostic, ...]


def fit_track(track: CueTrack, kind: SubtitleFormat, *, name: str = "") -> Fitted:
    """Take from a track what ``kind`` has no place for, and tell it.

    Cues without text, or that end before they begin, are left out, each told; cues out of order are put in order.
    Places are translated. For Podcasting 2.0 a cue with several voices or word times becomes a segment for each.

    Args:
        track: Whatever a file held.
        kind: The format to write.
        name: What messages call it; its own name if empty.

    Raises:
        InputError: If no cue is left, or a time is beyond what the format can say.
    """
    losses = _Losses(name or kind.value)
    cues = _whole_cues(track, losses)
    if track.cues and not cues:
        raise InputError("there is no cue with a text and a time to write")
    fitted = [_fit_cue(cue, number, kind, losses) for number, cue in cues]
    if kind is SubtitleFormat.PODCAST_JSON:
        fitted = [part for cue in fitted for part in _part_cue(cue)]
    return Fitted(track=_fit_rest(replace(track, cues=tuple(fitted)), kind, losses), losses=losses.told())


def fit_talk(track: CueTrack, name: str) -> Fitted:
    """Take from a track what no transcript holds: all but texts, voices and times."""
    return fit_track(track, SubtitleFormat.CSV, name=name)


def _fit_rest(track: CueTrack, kind: SubtitleFormat, losses: _Losses) -> CueTrack:
    """What stands around the cues."""
    holds = _HOLDS[kind]
    if _Part.NOTES not in holds:
        losses.count("notes", len(track.notes))
        track = replace(track, notes=())
    if _Part.SHEETS not in holds:
        losses.count("STYLE and REGION blocks", len(track.styles) + len(track.regions))
        losses.count("header lines", len([line for line in track.header.split("\n") if line.strip()]))
        track = replace(track, styles=(), regions=(), header="")
    # A cue that was left out takes none of the notes with it; they move on to the next one.
    notes = tuple(replace(note, cue=min(note.cue, len(track.cues))) for note in track.notes)
    return replace(track, notes=notes)


class _Losses:
    """What is lost, counted by kind, with the first cues of each."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.places: dict[str, list[int]] = {}
        self.counts: dict[str, int] = {}

    def at(self, what: str, cue: int) -> None:
        cues = self.places.setdefault(what, [])
        if cues[-1:] != [cue]:
            cues.append(cue)

    def count(self, what: str, count: int) -> None:
        if count:
            self.counts[what] = count

    def told(self) -> tuple[Diagnostic, ...]:
        found = [
            (f"cue {cues[0]}" + (f" and {len(cues) - 1} more" if cues[1:] else ""), what)
            for what, cues in self.places.items()
        ]
        found += [("the whole file", f"{what}: {count}") for what, count in self.counts.items()]
        return tuple(
            Diagnostic(
                code="not-held-" + re.sub("[^a-z]+", "-", what.partition(":")[0].lower()),
                severity=Severity.WARNING,
                where=where,
                message=f"{self.name} does not hold {what}",
            )
            for where, what in found
        )


def _whole_cues(track: CueTrack, losses: _Losses) -> list[tuple[int, Cue]]:
    """The cues that any format can hold, in order of their start, with their numbers in the file."""
    whole: list[tuple[int, Cue]] = []
    for number, cue in enumerate(track.cues, start=1):
        lines = tuple(line for line in cue.lines if clean_text("".join(run.text for run in line)))
        if not lines:
            losses.at("a cue without text: left out", number)
        elif cue.end_ms <= cue.start_ms:
            losses.at("a cue that ends before it begins: left out", number)
        elif cue.start_ms < 0:
            losses.at("a cue that begins before the recording: left out", number)
        else:
            whole.append((number, replace(cue, lines=lines)))
    in_order = sorted(whole, key=lambda item: item[1].start_ms)
    for (number, _), (other, _) in zip(whole, in_order, strict=True):
        if number != other:
            losses.at("cues out of order: put in order", number)
    return in_order


def _fit_cue(cue: Cue, number: int, kind: SubtitleFormat, losses: _Losses) -> Cue:
    holds = _HOLDS[kind]
    cue = _fit_word_times(cue, number, losses, keep=_Part.WORD_TIMES in holds)
    if clean_text(cue.id) != cue.id or clean_text(cue.settings) != cue.settings:
        losses.at("control characters in names and positions of cues", number)
        cue = replace(cue, id=clean_text(cue.id), settings=clean_text(cue.settings))
    if cue.id and (_Part.IDS not in holds or (kind is SubtitleFormat.TTML and not XML_ID.fullmatch(cue.id))):
        # The numbers that SRT files have are made anew in every format that has them.
        if not cue.id.isdigit():
            losses.at("names of cues", number)
        cue = replace(cue, id="")
    cue = _fit_place(cue, number, kind, losses)
    cue = _map_runs(cue, lambda run: _fit_run(run, number, kind, losses))
    if kind is SubtitleFormat.ASS:
        cue = _fit_centiseconds(cue)
    return cue


def _map_runs(cue: Cue, change: Callable[[Run], Run]) -> Cue:
    """The cue with every run changed; neighbours that nothing tells apart any more become one."""
    return replace(cue, lines=tuple(_join_runs([change(run) for run in line]) for line in cue.lines))


def _join_runs(runs: Sequence[Run]) -> tuple[Run, ...]:
    joined = list(runs[:1])
    for run in runs[1:]:
        last = joined[-1]
        if (run.speaker, run.style) == (last.speaker, last.style) and run.start_ms in (None, last.start_ms):
            joined[-1] = Run(text=last.text + run.text, speaker=run.speaker, style=run.style, start_ms=last.start_ms)
        else:
            joined.append(run)
    return tuple(joined)


def _fit_run(run: Run, number: int, kind: SubtitleFormat, losses: _Losses) -> Run:
    holds = _HOLDS[kind]
    classes = {name for name in run.style if name.startswith(".")}
    if classes and _Part.CLASSES not in holds:
        losses.at("classes", number)
        run = replace(run, style=run.style - classes)
    if run.style - classes and _Part.MARKS not in holds:
        losses.at("bold, italic and underlined text", number)
        run = replace(run, style=frozenset())
    if run.speaker and _Part.VOICES not in holds:
        losses.at("voices", number)
        run = replace(run, speaker=None)
    if kind is SubtitleFormat.TTML and NO_CHARACTER.search(run.text + (run.speaker or "")):
        losses.at("the characters U+FFFE and U+FFFF: U+FFFD instead", number)
        speaker = NO_CHARACTER.sub("\ufffd", run.speaker) if run.speaker else None
        run = replace(run, text=NO_CHARACTER.sub("\ufffd", run.text), speaker=speaker)
    return run


def _fit_word_times(cue: Cue, number: int, losses: _Losses, *, keep: bool) -> Cue:
    times = word_times(cue)
    if not times:
        return cue
    if not keep:
        losses.at("word times", number)
        return _map_runs(cue, lambda run: replace(run, start_ms=None))
    edges = [cue.start_ms, *times]
    if all(a <= b for a, b in zip(edges, times, strict=False)) and times[-1] < cue.end_ms:
        return cue
    losses.at("word times that do not rise within their cue", number)
    return _map_runs(cue, lambda run: replace(run, start_ms=None))


def _fit_place(cue: Cue, number: int, kind: SubtitleFormat, losses: _Losses) -> Cue:
    settings = cue.settings
    is_substation = settings.startswith("{")
    if not settings or (kind is SubtitleFormat.VTT and not is_substation and not COORDINATES.fullmatch(settings)):
        return cue
    if kind is SubtitleFormat.SRT and COORDINATES.fullmatch(settings):
        return cue
    anchor = read_anchor(settings)
    if _Part.PLACES not in _HOLDS[kind] or anchor is None:
        losses.at("positions", number)
        return replace(cue, settings="")
    if not is_exact(settings):
        losses.at("exact positions: the nearest of nine places instead", number)
    placed = vtt_settings(anchor) if kind is SubtitleFormat.VTT else anchor_tag(anchor)
    return replace(cue, settings=placed if anchor != USUAL else "")


def _fit_centiseconds(cue: Cue) -> Cue:
    """A cue with the times that ASS writes; the shortest lasts a centisecond."""
    start_ms = round_to_centiseconds(cue.start_ms)
    end_ms = max(round_to_centiseconds(cue.end_ms), start_ms + 10)
    if end_ms > MOST_MS:
        raise InputError(
            f"ASS holds times up to 9:59:59.99, and a cue ends at {cue.end_ms / 3_600_000:.2f} hours",
            remedy="Write WebVTT, or cut the file in parts.",
        )
    cue = _map_runs(cue, lambda run: replace(run, start_ms=_inside(run.start_ms, start_ms, end_ms)))
    return replace(cue, start_ms=start_ms, end_ms=end_ms)


def _inside(time_ms: int | None, start_ms: int, end_ms: int) -> int | None:
    """A word time in centiseconds; None at the cue's start, which needs none."""
    rounded = None if time_ms is None else min(round_to_centiseconds(time_ms), end_ms - 10)
    return rounded if rounded is not None and rounded > start_ms else None


def _part_cue(cue: Cue) -> list[Cue]:
    """A cue for every voice and every word time in a cue; each lasts until a later one begins."""
    runs = [run for line in cue.lines for run in (*line, Run(text="\n", speaker=line[-1].speaker))]
    parts: list[tuple[int, list[Run]]] = []
    for run in runs:
        said_ms = parts[-1][0] if parts else cue.start_ms
        start_ms = max(said_ms, run.start_ms or 0)
        if not parts or start_ms > said_ms or run.speaker != parts[-1][1][0].speaker:
            parts.append((start_ms, []))
        parts[-1][1].append(run)
    cues: list[Cue] = []
    end_ms = cue.end_ms
    for number in range(len(parts) - 1, -1, -1):
        start_ms, members = parts[number]
        if number + 1 < len(parts) and parts[number + 1][0] > start_ms:
            end_ms = parts[number + 1][0]
        if lines := _lines(members):
            cues.append(Cue(start_ms=start_ms, end_ms=end_ms, lines=lines))
    return cues[::-1]


def _lines(runs: Sequence[Run]) -> tuple[tuple[Run, ...], ...]:
    """One run per line of text; a part has one voice and no marks."""
    texts = [text for line in "".join(run.text for run in runs).split("\n") if (text := clean_text(line))]
    return tuple((Run(text=text, speaker=runs[0].speaker),) for text in texts)
