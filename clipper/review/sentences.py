"""A diagnosis in plain words, most important first."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from clipper.model import Alignment, Overlap, Span, SpeakerChange, WordStatus
from clipper.model.clock import clock
from clipper.model.diagnosis import (
    Diagnosis,
    Doubt,
    GuessedPassage,
    HeaderPattern,
    HeaderTimes,
    Passage,
    RepeatedPassage,
)
from clipper.review.headers import WRONG_MS

_EDGE_MS = 5000  # a shorter lead-in or tail is nobody's surprise
_LISTED = 3
_SHOWN_WORDS = 4


def describe(alignment: Alignment, diagnosis: Diagnosis) -> tuple[str, ...]:
    """At most fourteen sentences, most important first."""
    return (
        *_found(alignment, diagnosis),
        *_excerpt(diagnosis),
        *_not_spoken(diagnosis.not_spoken_passages),
        *_guessed(diagnosis.guessed_passages),
        *_breaks(diagnosis),
        *_other_speech(diagnosis),
        *_repeats(diagnosis.repeats),
        *_edges(diagnosis),
        *(_headers(diagnosis.headers) if diagnosis.headers else ()),
        *_order(diagnosis),
        *_speakers(alignment.changes),
        *_at_once(alignment.overlaps),
        *_doubts(alignment, diagnosis.doubts),
    )


def _found(alignment: Alignment, diagnosis: Diagnosis) -> Iterator[str]:
    if not diagnosis.searched:
        yield "The text holds no word that could be searched."
        return
    inside = diagnosis.searched_inside
    where = " from the first to the last one found" if inside != diagnosis.searched else ""
    sentence = (
        f"Found {diagnosis.found:,} of {inside:,} words{where}: coverage {_percent(diagnosis.coverage)} "
        f"(of the whole text: {_percent(diagnosis.text_coverage)})"
    )
    interpolated, unsearched = alignment.count(WordStatus.INTERPOLATED), alignment.count(WordStatus.UNSEARCHED)
    if interpolated:
        sentence += f"; {interpolated:,} of them only interpolated"
    settled = len(alignment.words) - unsearched - diagnosis.searched
    if settled:
        sentence += f"; {_number(settled, 'word')} pinned as not spoken"
    if unsearched:
        sentence += f"; {_number(unsearched, 'annotation')} not searched"
    yield sentence + "."


def _excerpt(diagnosis: Diagnosis) -> Iterator[str]:
    parts = []
    if diagnosis.text_before:
        parts.append(f"the first {_number(diagnosis.text_before.words, 'word')} ({_turns(diagnosis.text_before)})")
    if diagnosis.text_after:
        parts.append(f"the last {_number(diagnosis.text_after.words, 'word')} ({_turns(diagnosis.text_after)})")
    if parts:
        yield f"Outside the recording: {' and '.join(parts)} of the text."


def _not_spoken(passages: Sequence[Passage]) -> Iterator[str]:
    if not passages:
        return
    longest = max(passages, key=lambda passage: passage.words)
    words = _number(sum(passage.words for passage in passages), "word")
    where = f'{_turns(longest)}, line {longest.line}, about {clock(longest.gap.start_ms)}: "{_printable(longest.text)}"'
    if len(passages) == 1:
        yield f"Text that is not spoken: {words} in {where}."
    else:
        yield f"Text that is not spoken: {words} in {len(passages)} places, the longest {longest.words} in {where}."


def _guessed(passages: Sequence[GuessedPassage]) -> Iterator[str]:
    if passages:
        longest = max(passages, key=lambda passage: passage.words)
        many = "" if len(passages) == 1 else f" in {len(passages)} places, the longest"
        words = _number(sum(passage.words for passage in passages), "word")
        yield (
            f"Hardly heard, times guessed: {words}{many} in {_turns(longest)}, {_list([longest.span])}: check that "
            "this text is said there, and in this order."
        )


def _breaks(diagnosis: Diagnosis) -> Iterator[str]:
    spans = [one.span for one in diagnosis.likely_ads]
    if spans:
        kind = "Likely an ad break" if len(spans) == 1 else f"Likely {len(spans)} ad breaks"
        seconds = sum(span.duration_ms for span in spans) / 1000
        yield f"{kind} (long speech without text), {seconds:.1f} s: {_list(spans)}."


def _other_speech(diagnosis: Diagnosis) -> Iterator[str]:
    spans = sorted(diagnosis.other_speech, key=lambda span: -span.duration_ms)
    if spans:
        seconds = sum(span.duration_ms for span in spans) / 1000
        kind = "Other speech without text" if diagnosis.likely_ads else "Speech without text"
        yield f"{kind}: {seconds:.1f} s in {_number(len(spans), 'place')}: {_list(spans)}."


def _repeats(repeats: Sequence[RepeatedPassage]) -> Iterator[str]:
    if repeats:
        more = f"; and {len(repeats) - _LISTED} more" if len(repeats) > _LISTED else ""
        yield f"Heard twice: {'; '.join(map(_repeat, repeats[:_LISTED]))}{more}."


def _repeat(repeat: RepeatedPassage) -> str:
    second, turns = _list([repeat.span]), _turns(repeat)
    if repeat.own is None:
        return f"{second} holds words of {turns}, which were not found in their own place"
    if repeat.own.start_ms < repeat.span.start_ms:
        return f"{second} was said before at {clock(repeat.own.start_ms)} ({turns})"
    cold_open = ": a cold open, it seems" if repeat.is_cold_open else ""
    return f"{second} is said again at {clock(repeat.own.start_ms)} ({turns}){cold_open}"


def _edges(diagnosis: Diagnosis) -> Iterator[str]:
    parts = []
    for ms, speech_ms, where in (
        (diagnosis.before_ms, diagnosis.speech_before_ms, "before the first"),
        (diagnosis.after_ms, diagnosis.speech_after_ms, "after the last"),
    ):
        if ms >= _EDGE_MS:
            speech = f" ({speech_ms / 1000:.1f} s of it speech)" if speech_ms else ""
            parts.append(f"{ms / 1000:.1f} s {where} word found{speech}")
    if parts and diagnosis.found:
        yield f"The recording holds {' and '.join(parts)}."


def _headers(headers: HeaderTimes) -> Iterator[str]:
    sentence = _pattern(headers)
    if headers.wrong:
        worst = headers.wrong[0]
        beside = "" if headers.pattern is HeaderPattern.RIGHT else "beside that, "
        many = f"{len(headers.wrong)} are wrong, the worst at" if len(headers.wrong) > 1 else "one is wrong, at"
        sentence += f"; {beside}{many} turn {worst.turn + 1} by {abs(worst.error_ms) / 1000:.1f} s"
    if headers.backwards:
        shown = ", ".join(str(turn + 1) for turn in headers.backwards[:_LISTED])
        more = " ..." if len(headers.backwards) > _LISTED else ""
        sentence += f"; in the wrong order at turn {shown}{more}"
    yield sentence + "."


def _pattern(headers: HeaderTimes) -> str:
    if headers.pattern is HeaderPattern.RIGHT:
        return f"Header times are right ({headers.offset_ms / 1000:+z.2f} s in the median)"
    if headers.pattern is HeaderPattern.OFFSET:
        return f"Header times run {_late(headers.offset_ms)} throughout: {_formula(headers)}"
    if headers.pattern is HeaderPattern.DRIFT:
        return f"Header times drift by {100 * (headers.ratio - 1):+.2f} %: {_formula(headers)}"
    if headers.pattern is HeaderPattern.STEPS:
        first, *rest = headers.steps
        steps = [_late(first.offset_ms), *(f"{_late(step.offset_ms)} from turn {step.turn + 1}" for step in rest)]
        shown = steps[: _LISTED + 1] + (["..."] if len(steps) > _LISTED + 1 else [])
        return f"Header times jump, as where something was put in or cut out: {', '.join(shown)}"
    return (
        f"Header times follow no pattern: {_late(headers.offset_ms)} in the median, "
        f"give or take {headers.typical_error_ms / 1000:.1f} s"
    )


def _formula(headers: HeaderTimes) -> str:
    """How a right time is had from a header time."""
    shift_ms = headers.shift_ms
    by = f" {'-' if shift_ms < 0 else '+'} {abs(shift_ms) / 1000:.1f} s" if abs(shift_ms) >= 50 else ""
    if headers.pattern is HeaderPattern.DRIFT:
        return f"right time = header time x {headers.factor:.5f}{by}"
    return f"right time = header time{by}"


def _late(ms: int) -> str:
    if abs(ms) < WRONG_MS:
        return "right"
    return f"{abs(ms) / 1000:.1f} s {'late' if ms > 0 else 'early'}"


def _order(diagnosis: Diagnosis) -> Iterator[str]:
    turns = diagnosis.turns_out_of_order
    if turns:
        shown = ", ".join(str(turn + 1) for turn in turns[:_LISTED]) + (" ..." if len(turns) > _LISTED else "")
        yield f"Spoken before the turn in front of them: {_number(len(turns), 'turn')} ({shown})."


def _speakers(changes: Sequence[SpeakerChange]) -> Iterator[str]:
    made = [change for change in changes if change.is_applied]
    left = len(changes) - len(made)
    parts = []
    if made:
        words = sum(change.end_word - change.first_word for change in made)
        parts.append(f"{_number(words, 'word')} in {_number(len(made), 'place')}, put under the right one")
    if left:
        parts.append(f"perhaps {_number(left, 'place')}{' more' if made else ''}, left alone")
    if parts:
        yield f"Under a wrong speaker: {'; '.join(parts)} (clipper turns lists them)."


def _at_once(overlaps: Sequence[Overlap]) -> Iterator[str]:
    if overlaps:
        shown = ", ".join(clock(overlap.span.start_ms) for overlap in overlaps[:_LISTED])
        more = " ..." if len(overlaps) > _LISTED else ""
        yield f"Two people talk at once in {_number(len(overlaps), 'place')} ({shown}{more}; clipper turns lists them)."


def _doubts(alignment: Alignment, doubts: Sequence[Doubt]) -> Iterator[str]:
    if doubts:
        worst = doubts[0]
        reasons = ", ".join(reason.label for reason in worst.reasons)
        yield (
            f"To check: {_number(len(doubts), 'place')}, the worst at {clock(worst.span.start_ms)} in turn "
            f'{worst.turn + 1}: "{_quote(alignment, worst.first_word, worst.end_word)}" ({reasons}).'
        )


def _quote(alignment: Alignment, first: int, end: int) -> str:
    words = [word.text for word in alignment.transcript.words[first : min(end, first + _SHOWN_WORDS)]]
    return _printable(" ".join(words) + (" ..." if end - first > _SHOWN_WORDS else ""))


def _printable(text: str) -> str:
    """Text of strangers on a terminal: no control characters."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def _turns(passage: Passage | GuessedPassage | RepeatedPassage) -> str:
    if passage.end_turn - passage.turn == 1:
        return f"turn {passage.turn + 1}"
    return f"turns {passage.turn + 1} to {passage.end_turn}"


def _list(spans: Sequence[Span]) -> str:
    shown = [f"{clock(span.start_ms)} to {clock(span.end_ms)}" for span in spans[:_LISTED]]
    return ", ".join(shown) + (f" and {len(spans) - _LISTED} more" if len(spans) > _LISTED else "")


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _percent(share: float) -> str:
    """Never 100 % where a word is missing."""
    return f"{math.floor(round(share * 1000, 6)) / 10:.1f} %"
