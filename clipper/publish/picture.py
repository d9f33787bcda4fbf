"""The picture of a whole recording: lanes of marks over one axis of time, as percentages for the template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from clipper.model import Alignment, Span, WordStatus
from clipper.model.clock import clock
from clipper.model.diagnosis import Diagnosis
from clipper.model.envelope import Envelope
from clipper.publish.scale import Scale

MOST_LANES = 6
"""Speakers with a lane and a colour of their own; as many colours are told apart by everybody."""

_LEAST_WIDTH = 0.15  # percent: a word of an hour is still two pixels wide on a screen
_MOST_MARKS = 2000  # neighbours nearer than a pixel are drawn as one
_FLOOR_DB, _TOP_DB = -75, -10  # of pre-emphasised sound: a silent room, a loud voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of a lane, in percent of its width; ``kind`` is its class, ``title`` what hovering tells."""

    x: float
    width: float
    kind: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A row of the picture."""

    name: str
    kind: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """A recording's envelope as two outlines in a box of 2000 x 100, and where the box lies in percent."""

    name: str
    x: float
    width: float
    loud: str
    middle: str


def speaker_colours(alignment: Alignment) -> dict[str | None, int]:
    """A colour number from 1 for each speaker, the most talkative first; 0 for all beyond the sixth.

    A name in the transcript under which nobody truly speaks has one as well.
    """
    spoken = {turn.speaker.name if turn.speaker else None: 0 for turn in alignment.transcript.turns}
    for turn in alignment.turns:
        name = turn.speaker.name if turn.speaker else None
        spoken[name] = spoken.get(name, 0) + turn.end_word - turn.first_word
    ranked = sorted(spoken, key=lambda name: -spoken[name])
    return {name: rank + 1 if rank < MOST_LANES else 0 for rank, name in enumerate(ranked)}


def draw_lanes(alignment: Alignment, diagnosis: Diagnosis) -> tuple[Lane, ...]:
    """The lanes below the envelope; one without a mark is left out."""
    scale = Scale(first_ms=0, last_ms=alignment.duration_ms)
    breaks = [(one.span, "ad", "likely an ad break") for one in diagnosis.likely_ads]
    other = [(span, "speech", "speech without text") for span in diagnosis.other_speech]
    repeats = [(repeat.span, "again", f"turn {repeat.turn + 1}, heard again") for repeat in diagnosis.repeats]
    doubts = [(d.span, "check", ", ".join(reason.label for reason in d.reasons)) for d in diagnosis.doubts]
    lanes = (
        *_speaker_lanes(alignment, scale),
        _lane("Words found", "words", _found_words(alignment), scale),
        _lane("Text not spoken", "missing", [(p.gap, "missing", p.text) for p in diagnosis.not_spoken_passages], scale),
        _lane("Likely ads", "ads", breaks, scale),
        _lane("Speech without text", "speech", other, scale),
        _lane("Heard again", "again", repeats, scale),
        _lane("To check", "check", doubts, scale),
    )
    return tuple(lane for lane in lanes if lane.marks)


Stretch = tuple[Span, str, str]
"""A span, its kind, and its title."""


def _lane(name: str, kind: str, stretches: Iterable[Stretch], scale: Scale) -> Lane:
    marks = tuple(_mark(stretch, scale) for stretch in _join(sorted(stretches, key=lambda one: one[0]), scale))
    return Lane(name=name, kind=kind, marks=marks)


def _mark(stretch: Stretch, scale: Scale) -> Mark:
    span, kind, title = stretch
    width = max(_LEAST_WIDTH, scale.at(span.end_ms) - scale.at(span.start_ms))
    return Mark(x=scale.at(span.start_ms), width=round(width, 3), kind=kind, title=f"{clock(span.start_ms)} {title}")


def _join(stretches: Sequence[Stretch], scale: Scale) -> Iterator[Stretch]:
    """Neighbours of one kind and title that no screen could show apart are one."""
    near_ms = scale.length_ms / _MOST_MARKS
    last: Stretch | None = None
    for stretch in stretches:
        if last and last[1:] == stretch[1:] and last[0].gap_to(stretch[0]) <= near_ms:
            last = (last[0].hull(stretch[0]), *last[1:])
        else:
            if last:
                yield last
            last = stretch
    if last:
        yield last


def _speaker_lanes(alignment: Alignment, scale: Scale) -> Iterator[Lane]:
    colours = speaker_colours(alignment)
    turns: dict[int, list[Stretch]] = {}
    for turn in alignment.turns:
        spans = [word.span for word in alignment.words[turn.first_word : turn.end_word] if word.span]
        name = turn.speaker.name if turn.speaker else None
        if spans:
            hull = Span(start_ms=spans[0].start_ms, end_ms=spans[-1].end_ms)
            turns.setdefault(colours[name], []).append((hull, f"speaker{colours[name]}", name or "no name"))
    names = {colour: name or "Words without a name" for name, colour in colours.items() if colour}
    for colour in sorted(turns, key=lambda colour: colour or MOST_LANES + 1):
        yield _lane(names.get(colour, "Other speakers"), f"speaker{colour}", turns[colour], scale)


def _found_words(alignment: Alignment) -> Iterator[Stretch]:
    for word in alignment.words:
        if word.span:
            found = word.status is WordStatus.ALIGNED
            yield word.span, "found" if found else "guessed", "found" if found else "interpolated"


def draw_waves(alignment: Alignment, envelopes: Sequence[Envelope | None]) -> tuple[Wave, ...]:
    """The envelopes of the recordings that have one."""
    scale = Scale(first_ms=0, last_ms=alignment.duration_ms)
    waves = []
    for recording, envelope in zip(alignment.recordings, envelopes, strict=True):
        if envelope:
            end_ms = min(recording.offset_ms + envelope.duration_ms, alignment.duration_ms)
            x = scale.at(recording.offset_ms)
            waves.append(
                Wave(
                    name=recording.speaker or "Sound",
                    x=x,
                    width=round(scale.at(end_ms) - x, 3),
                    loud=_outline(envelope.high),
                    middle=_outline(envelope.middle),
                )
            )
    return tuple(waves)


def _outline(levels: Sequence[int]) -> str:
    """A path around the middle line, as people know a waveform; decibels instead of amplitude show quiet speech too."""
    step = 2000 / len(levels)
    heights = [min(1.0, max(0.0, (level - _FLOOR_DB) / (_TOP_DB - _FLOOR_DB))) * 49 for level in levels]
    top = [f"{k * step:.4g} {50 - height:.3g}" for k, height in enumerate(heights)]
    bottom = [f"{k * step:.4g} {50 + height:.3g}" for k, height in enumerate(heights)]
    return f"M{'L'.join([*top, *reversed(bottom)])}Z"
