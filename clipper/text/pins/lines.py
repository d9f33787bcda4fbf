r"""The user's own pins: a small text file that settles doubtful places, a line each.

::

    # words @ turn = when they begin, or that nobody says them
    robin's nest @ turn 2 = 0:11.060
    sixty four feet @ turn 2 = 0:08.100-0:09.020    # from exactly here to exactly there
    tick #2 = 1:13.4                                # the second one of several
    um @ turn 1 = not spoken

Words are compared without case and without the punctuation around them; they stand in one turn. Turns are counted
from 1. A turn may be left out where the words occur once. What follows a ``#`` that stands alone is a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from clipper.errors import PinProblem, PinsError
from clipper.model import Pin, Transcript
from clipper.model.clock import exact_clock
from clipper.text.pins.order import find_contradictions
from clipper.text.pins.phrases import PhraseIndex, Place, show_phrase, split_phrase
from clipper.text.readers.clock import read_time

NOT_SPOKEN = "not spoken"

_COMMENT = re.compile(r"^#.*| #(?: .*)?$")
_PHRASE = re.compile(r"(?P<phrase>.+?)(?: #(?P<nth>[0-9]{1,6}))?(?: ?@ ?turn ?(?P<turn>[0-9]{1,6}))?", re.IGNORECASE)
_FRAMES = re.compile(r"[0-9]+(?:[:;][0-9]+){3}.*")
_RANGE = re.compile(r" ?[-–—] ?")

_FORM = "Write it as: words @ turn 3 = 1:02:03.450 (or = 1:02:03.450-1:02:04, or = not spoken)"


@dataclass(frozen=True, slots=True, kw_only=True)
class PinLine:
    """A pin and the 1-based line of the file that it stands on."""

    line: int
    pin: Pin


class _Unusable(Exception):
    """What is wrong with the line at hand, and the remedy."""


def parse_pins(text: str, transcript: Transcript, *, source: str, ends_ms: Sequence[int]) -> tuple[PinLine, ...]:
    """Read a user's pins.

    Args:
        text: The file's text.
        transcript: What the pins speak of.
        source: The file's name, for messages.
        ends_ms: For every word of the transcript where the recording ends that it is heard in.

    Raises:
        PinsError: If a line is no pin, names words or a turn that are not there, gives a time beyond the recording, or
            contradicts another one. Everything that is wrong is told at once.
    """
    index = PhraseIndex(transcript)
    pins: list[PinLine] = []
    problems: list[PinProblem] = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        plain = _COMMENT.sub("", " ".join(line.split()))
        if not plain:
            continue
        try:
            pins.append(PinLine(line=number, pin=_parse_line(plain, index, transcript, ends_ms)))
        except _Unusable as problem:
            message, remedy = problem.args
            problems.append(PinProblem(line=number, message=message, remedy=remedy))
    problems += find_contradictions([(entry.line, entry.pin) for entry in pins], transcript)
    if problems:
        raise PinsError(sorted(problems, key=lambda problem: problem.line), path=source)
    return tuple(pins)


def format_pins(pins: Iterable[Pin], transcript: Transcript) -> tuple[str | None, ...]:
    """For each pin the line of a pins file that says it: ``parse_pins`` finds the same words by it.

    None for a pin of words without a letter, a digit or a sign that is read aloud: no line can name them.
    """
    index = PhraseIndex(transcript)
    return tuple(_format_pin(pin, index, transcript) for pin in pins)


def _format_pin(pin: Pin, index: PhraseIndex, transcript: Transcript) -> str | None:
    words = " ".join(transcript.words[number].text.lstrip("#") for number in pin.words)
    turn = transcript.turn_of(pin.first_word)
    places = index.find(split_phrase(words), turn=turn)
    nth = next((n for n, place in enumerate(places, 1) if place.first_word >= pin.first_word), None)
    if nth is None:
        return None
    which = f" #{nth}" if len(places) > 1 else ""
    value = NOT_SPOKEN if pin.start_ms is None else exact_clock(pin.start_ms)
    if pin.end_ms is not None:
        value += f"-{exact_clock(pin.end_ms)}"
    return f"{' '.join(words.split())}{which} @ turn {turn + 1} = {value}"


def _parse_line(line: str, index: PhraseIndex, transcript: Transcript, ends_ms: Sequence[int]) -> Pin:
    left, equals, value = (part.strip() for part in line.rpartition("="))
    found = _PHRASE.fullmatch(left)
    if not equals or found is None:
        raise _Unusable("this is no pin", _FORM)
    start_ms, end_ms = _parse_value(value)
    keys = split_phrase(found["phrase"])
    if not keys:
        raise _Unusable("there is no word before the '='", _FORM)
    turn = int(found["turn"]) - 1 if found["turn"] else None
    if turn is not None and not 0 <= turn < len(transcript.turns):
        raise _Unusable(f"there is no turn {found['turn']}", f"The transcript has {len(transcript.turns)} turns.")
    place = _choose(index, keys, found["phrase"], turn, int(found["nth"]) if found["nth"] else None)
    said = [i for i in range(place.first_word, place.end_word) if transcript.words[i].searched]
    if not said:
        raise _Unusable(f"{show_phrase(found['phrase'])} is a note that nobody says", "Pin the words beside it.")
    last_ms = ends_ms[said[0]]
    for time_ms, beyond in ((start_ms, 1), (end_ms, 0)):
        if time_ms is not None and time_ms + beyond > last_ms:
            raise _Unusable(
                f"{exact_clock(time_ms)} is beyond the recording, which ends at {exact_clock(last_ms)}",
                "Check the time, and that this is the right recording.",
            )
    return Pin(first_word=said[0], end_word=said[-1] + 1, start_ms=start_ms, end_ms=end_ms)


def _parse_value(value: str) -> tuple[int | None, int | None]:
    """Start and end in ms; None for both where nobody says the words."""
    if value.lower() == NOT_SPOKEN:
        return None, None
    times = _RANGE.split(value)
    if len(times) > 2:
        raise _Unusable(f"{value!r} is neither a time nor '{NOT_SPOKEN}'", _FORM)
    start_ms, end_ms = _parse_time(times[0]), _parse_time(times[1]) if len(times) == 2 else None
    if end_ms is not None and end_ms <= start_ms:
        raise _Unusable(f"the end, {times[1]}, is not after the start, {times[0]}", "Write start-end.")
    return start_ms, end_ms


def _parse_time(written: str) -> int:
    if _FRAMES.fullmatch(written):
        raise _Unusable(f"{written!r} counts frames", "Write a fraction of a second instead: 1:02:03.450")
    time_ms = read_time(written)
    if time_ms is None:
        raise _Unusable(f"{written!r} is neither a time nor '{NOT_SPOKEN}'", _FORM)
    return time_ms


def _choose(index: PhraseIndex, keys: Sequence[str], phrase: str, turn: int | None, nth: int | None) -> Place:
    """The one place that a line means."""
    places = index.find(keys, turn=turn)
    within = "the transcript" if turn is None else f"turn {turn + 1}"
    if not places:
        raise _Unusable(f"{show_phrase(phrase)} is not in {within}", " ".join(_advise(index, keys, turn)))
    if nth is None and len(places) == 1:
        return places[0]
    count = "once" if len(places) == 1 else f"{len(places)} times"
    where = f" (in turn {_list_turns(places)})" if turn is None else ""
    message = f"{show_phrase(phrase)} is in {within} {count}{where}"
    if nth is None:
        also = "" if turn is not None else ", the turn (@ turn 3)"
        raise _Unusable(message, f"Say which one: give a longer phrase{also}, or its number behind it (#2).")
    if not 0 < nth <= len(places):
        raise _Unusable(f"{message}; there is no #{nth}", "Count from #1.")
    return places[nth - 1]


def _list_turns(places: Sequence[Place]) -> str:
    turns = list(dict.fromkeys(place.turn + 1 for place in places))
    more = [f"... {turns[-1]}"] if len(turns) > _SHOWN else []
    return ", ".join([*map(str, turns[:_SHOWN]), *more])


_SHOWN = 6  # turns that a message names


def _advise(index: PhraseIndex, keys: Sequence[str], turn: int | None) -> Iterator[str]:
    """Where the words are, or what comes nearest to them."""
    elsewhere = index.find(keys, turn=None)
    nearest = index.nearest(keys, turn=turn)
    if elsewhere:
        yield f"It is in turn {_list_turns(elsewhere)}."
    if nearest is not None:
        yield f"The nearest is {index.text_of(nearest)} in turn {nearest.turn + 1}."
    if not elsewhere and nearest is None:
        yield "Write the words as the transcript does, all of them in one turn."
