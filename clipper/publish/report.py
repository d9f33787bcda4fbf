"""The page of an alignment: what is to be said, the picture, the header times, the doubtful places, every word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath

from clipper.model import Alignment, Turn, WordStatus
from clipper.model.clock import clock
from clipper.model.diagnosis import Diagnosis, Doubt
from clipper.model.envelope import Envelope
from clipper.publish.header_plots import draw_headers
from clipper.publish.picture import draw_lanes, draw_waves, speaker_colours
from clipper.publish.scale import Scale
from clipper.publish.templates import render

MOST_DOUBTS = 200
"""Places in the table: nobody checks more in a sitting, and each is marked in the transcript anyway."""

_CONTEXT_WORDS = 6
_SURE, _FAIR = 0.6, 0.3  # confidence; clean speech scores .7 to .9, noisy about .37


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """A recording that the page can play: its address seen from the page, quoted, and whether it has a picture."""

    url: str
    is_video: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a page is made of.

    ``envelopes`` and ``players`` have an entry a recording, None where it is not there; ``pin_lines`` has one for each
    doubt, None where no words tell the place.
    """

    alignment: Alignment
    diagnosis: Diagnosis
    sentences: tuple[str, ...]
    pin_lines: tuple[str | None, ...]
    envelopes: tuple[Envelope | None, ...]
    players: tuple[Player | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _ShownWord:
    text: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _ShownTurn:
    number: int
    name: str
    colour: int
    start_ms: int | None
    note: str
    words: tuple[_ShownWord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _ShownDoubt:
    """A doubt with the words around it and the line that pins it."""

    doubt: Doubt
    pin: str | None
    before: str
    words: str
    after: str
    name: str
    start_ms: int
    end_ms: int


def render_report(report: Report) -> str:
    """The page as HTML: one file, which loads nothing but the recordings beside it.

    Raises:
        TemplateError: If a template is missing.
    """
    alignment, diagnosis = report.alignment, report.diagnosis
    scale = Scale(first_ms=0, last_ms=alignment.duration_ms)
    headers = diagnosis.headers
    values = {
        "title": f"{alignment.transcript.source} on {_names(alignment)}",
        "source": alignment.transcript.source,
        "recordings": _names(alignment),
        "alignment": alignment,
        "diagnosis": diagnosis,
        "sentences": report.sentences,
        "ticks": scale.ticks(),
        "waves": draw_waves(alignment, report.envelopes),
        "lanes": draw_lanes(alignment, diagnosis),
        "plots": draw_headers(headers, duration_ms=alignment.duration_ms) if headers else (),
        "doubts": list(_show_doubts(report)),
        "turns": list(_show_turns(alignment, diagnosis)),
        "unwritten_ms": sum(one.speech_ms for one in diagnosis.likely_ads)
        + sum(span.duration_ms for span in diagnosis.other_speech),
        "is_video": any(player.is_video for player in report.players if player),
        "can_play": any(report.players),
        "is_heard": all(report.envelopes),
        "data": _script_data(report),
        "clock": clock,
        "percent": lambda share: f"{int(share * 1000 + 1e-6) / 10:.1f} %",
    }
    return render("report", values)


def _names(alignment: Alignment) -> str:
    return ", ".join(PurePath(recording.path).name for recording in alignment.recordings) or "no recording"


def _show_doubts(report: Report) -> Iterator[_ShownDoubt]:
    lines = zip(report.diagnosis.doubts, report.pin_lines, strict=True)
    for doubt, pin in islice(lines, MOST_DOUBTS):
        yield _show_doubt(report.alignment, doubt, pin)


def _show_doubt(alignment: Alignment, doubt: Doubt, pin: str | None) -> _ShownDoubt:
    words, turn = alignment.transcript.words, alignment.transcript.turns[doubt.turn]
    first, end = doubt.first_word, doubt.end_word
    shown_end = min(end, first + 2 * _CONTEXT_WORDS)
    return _ShownDoubt(
        doubt=doubt,
        pin=pin,
        before=_text(alignment, max(0, first - _CONTEXT_WORDS), first),
        words=_text(alignment, first, shown_end) + (" ..." if shown_end < end else ""),
        after=_text(alignment, end, min(len(words), end + _CONTEXT_WORDS)),
        name=turn.speaker.name if turn.speaker else "",
        start_ms=doubt.span.start_ms,
        end_ms=doubt.span.end_ms,
    )


def _text(alignment: Alignment, first: int, end: int) -> str:
    return " ".join(word.text for word in alignment.transcript.words[first:end])


def _show_turns(alignment: Alignment, diagnosis: Diagnosis) -> Iterator[_ShownTurn]:
    colours = speaker_colours(alignment)
    wrong = {header.turn: header.error_ms for header in diagnosis.headers.wrong} if diagnosis.headers else {}
    for number, turn in enumerate(alignment.transcript.turns):
        name = turn.speaker.name if turn.speaker else None
        starts = (word.span.start_ms for word in alignment.words[turn.first_word : turn.end_word] if word.span)
        error_ms = wrong.get(number)
        notes = [f"header time {error_ms / 1000:+.1f} s off"] if error_ms is not None else []
        yield _ShownTurn(
            number=number + 1,
            name=name or "",
            colour=colours[name],
            start_ms=next(starts, None),
            note="; ".join([*notes, *_other_voices(alignment, turn)]),
            words=tuple(_show_words(alignment, turn)),
        )


def _other_voices(alignment: Alignment, turn: Turn) -> Iterator[str]:
    """Whose the words are that stand under a wrong name."""
    for change in alignment.changes:
        if change.first_word < turn.end_word and turn.first_word < change.end_word:
            first, end = max(change.first_word, turn.first_word), min(change.end_word, turn.end_word)
            perhaps = "" if change.is_applied else "perhaps "
            yield f"“{_text(alignment, first, end)}” is {perhaps}{change.after.name}"


def _show_words(alignment: Alignment, turn: Turn) -> Iterator[_ShownWord]:
    for index in range(turn.first_word, turn.end_word):
        word, timed = alignment.transcript.words[index], alignment.words[index]
        kind = {WordStatus.INTERPOLATED: "i", WordStatus.NOT_SPOKEN: "n", WordStatus.UNSEARCHED: "x"}.get(timed.status)
        if kind is None:
            kind = "s" if timed.confidence >= _SURE else "f" if timed.confidence >= _FAIR else "u"
        yield _ShownWord(text=word.text, kind=kind)


def _script_data(report: Report) -> dict[str, object]:
    """What the page's script needs of each word, in lists that are short to write: three hours have 30,000 words."""
    words = report.alignment.words
    errors = [(word.start_error_ms, word.end_error_ms) for word in words]
    return {
        "duration": report.alignment.duration_ms,
        "starts": [word.span.start_ms if word.span else None for word in words],
        "ends": [word.span.end_ms if word.span else None for word in words],
        "confidences": [round(100 * word.confidence) for word in words],
        "errors": errors if any(error is not None for pair in errors for error in pair) else [],
        "again": [
            (span.start_ms, span.end_ms, index)
            for repeat in report.alignment.repeats
            for index, span in repeat.places.items()
        ],
        "turns": [turn.first_word for turn in report.alignment.transcript.turns],
        **_script_sources(report),
    }


def _script_sources(report: Report) -> dict[str, object]:
    """The recordings that can be played, and the number of the one in which each turn is heard."""
    recordings = report.alignment.recordings
    there = [(recording, player) for recording, player in zip(recordings, report.players, strict=True) if player]
    tracks = {recording.speaker: number for number, (recording, _) in enumerate(there)}
    everybody = tracks.get(None, 0)
    names = [turn.speaker.name if turn.speaker else None for turn in report.alignment.transcript.turns]
    return {
        "sources": [
            {"url": player.url, "name": PurePath(recording.path).name, "offset": recording.offset_ms}
            for recording, player in there
        ],
        "turnSources": [everybody if None in tracks else tracks.get(name, everybody) for name in names],
    }
