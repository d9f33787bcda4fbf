"""Repaired turns as a person reads them, and as fields for machines."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from clipper.model import RepairMode, Speaker, SpeakerChange, TranscriptFormat
from clipper.model.clock import clock
from clipper.pipeline.turns_job import SpokenTurns

_AROUND = 4  # words before and after a change that show where it is
_NOBODY = "nobody"
_FEWEST_SPEAKERS = 2
_WHY_LEFT = {
    RepairMode.OFF: "--repair off",
    RepairMode.REPORT: "--repair report only tells",
    RepairMode.SURE: "doubtful; --repair all changes the likelier",
    RepairMode.ALL: "more likely right as they are",
}


def describe_turns(found: SpokenTurns) -> Iterator[str]:
    """A few lines for every change, then what came of them all."""
    for change in found.changes:
        yield from _describe_change(found, change)
    for overlap in found.overlaps:
        yield (
            f"{clock(overlap.span.start_ms)}: {_name(found.turns[overlap.first].speaker)} and "
            f"{_name(found.turns[overlap.second].speaker)} talk at once for {overlap.span.duration_ms / 1000:.1f} s"
        )
    yield _sum_up(found)
    if found.timed is None:
        yield (
            "Judged by the text alone: remarks and whole sentences under a wrong name show only in the voice. "
            "With the recording: clipper turns TRANSCRIPT MEDIA"
        )


def _describe_change(found: SpokenTurns, change: SpeakerChange) -> Iterator[str]:
    words = found.transcript.words
    said = " ".join(word.text for word in words[change.first_word : change.end_word])
    before = " ".join(word.text for word in words[max(0, change.first_word - _AROUND) : change.first_word])
    after = " ".join(word.text for word in words[change.end_word : change.end_word + _AROUND])
    evidence = ", ".join(kind.value for kind, _ in change.evidence) or "nothing by itself"
    sure = "changed" if change.is_applied else "NOT changed"
    yield (
        f"{_place(found, change)}: {_name(change.before)} -> {_name(change.after)}   "
        f"{sure}, {math.floor(100 * min(change.confidence, 0.99))}% sure ({evidence})"
    )
    yield f"    ... {before} [{said}] {after} ..."


def _place(found: SpokenTurns, change: SpeakerChange) -> str:
    """The line (of TTML the cue) in the file, and the time: as found, or as the transcript has it for the turn."""
    line, _ = found.transcript.locate(found.transcript.words[change.first_word].start_char)
    start_ms = _start_ms(found, change)
    if found.timed is None:
        start_ms = found.transcript.turns[found.transcript.turn_of(change.first_word)].header_ms
    what = "cue" if found.transcript.format is TranscriptFormat.TTML else "line"
    return f"{what} {line}" + ("" if start_ms is None else f", {clock(start_ms)}")


def _start_ms(found: SpokenTurns, change: SpeakerChange) -> int | None:
    spans = (word.span for word in (found.timed or ())[change.first_word : change.end_word])
    return next((span.start_ms for span in spans if span), None)


def _name(speaker: Speaker | None) -> str:
    return speaker.name if speaker else _NOBODY


def _sum_up(found: SpokenTurns) -> str:
    made = [change for change in found.changes if change.is_applied]
    left = len(found.changes) - len(made)
    words = sum(change.end_word - change.first_word for change in made)
    parts = [f"{_count(len(made), 'label')} changed ({_count(words, 'word')})"]
    if left:
        parts.append(f"{left} left alone ({_WHY_LEFT[found.mode]})")
    if found.joined:
        parts.append(f"{_count(found.joined, 'cut')} within what one speaker says joined")
    turns = f"Turns: {len(found.transcript.turns)} -> {len(found.turns)}."
    if len({turn.speaker for turn in found.transcript.turns if turn.speaker}) < _FEWEST_SPEAKERS:
        turns += " Fewer than two speakers are named: no label can be wrong."
    return f"{'; '.join(parts)}. {turns}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def turn_fields(found: SpokenTurns) -> dict[str, Any]:
    """Turns, changes and overlaps as JSON fields; ranges of words are half open and count from 0."""
    return {
        "by_text_alone": found.timed is None,
        "turns_before": len(found.transcript.turns),
        "turns": [
            {
                **_speaker_fields(turn.speaker),
                "first_word": turn.first_word,
                "end_word": turn.end_word,
                "start_ms": turn.header_ms,
                "end_ms": turn.header_end_ms,
                "text": " ".join(word.text for word in found.transcript.words[turn.first_word : turn.end_word]),
            }
            for turn in found.turns
        ],
        "changes": [_change_fields(found, change) for change in found.changes],
        "overlaps": [
            {
                "turns": [overlap.first, overlap.second],
                "start_ms": overlap.span.start_ms,
                "end_ms": overlap.span.end_ms,
            }
            for overlap in found.overlaps
        ],
    }


def _change_fields(found: SpokenTurns, change: SpeakerChange) -> dict[str, Any]:
    words = found.transcript.words[change.first_word : change.end_word]
    return {
        "first_word": change.first_word,
        "end_word": change.end_word,
        "text": " ".join(word.text for word in words),
        "line": found.transcript.locate(words[0].start_char)[0],
        "start_ms": _start_ms(found, change),
        "from": _name(change.before) if change.before else None,
        "to": change.after.name,
        "evidence": {kind.value: nats for kind, nats in change.evidence},
        "confidence": change.confidence,
        "applied": change.is_applied,
    }


def _speaker_fields(speaker: Speaker | None) -> dict[str, Any]:
    return {"speaker": speaker.name, "role": speaker.role} if speaker else {"speaker": None, "role": ""}
