"""Pins: what a person says of a doubtful place is obeyed exactly, and its surroundings are searched again.

A pinned time is a border: the words before it in the text lie before it, the words after it after it. So a pin also
helps its neighbours, and it changes nothing that lies beyond the next pauses where the search was sure.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from clipper.align.durations import MS_PER_PHONE
from clipper.align.give_way import REACH_MS, Border, give_way
from clipper.align.graph import Spot, ways_to_say
from clipper.align.place import place_words
from clipper.align.refine import refine_words
from clipper.align.words import AlignedWords, time_words
from clipper.errors import AlignmentError
from clipper.model import Pin, Progress, Span, SpokenWord, TimedWord, Turn, WordStatus, silent, words_not_spoken
from clipper.model.sound import SAMPLE_RATE, Emissions, Hearing, PhoneModel

_CONTEXT = 8  # found words on the right side of a border that are searched again: about three seconds
_MOST = 40  # of them, where no pause comes
_PAUSE_MS = 300  # words further apart do not shape each other's sound (as in refine)
_UNSAYABLE_MS = 300  # the median word of the shared speech, for one that has no pronunciation
_LONGEST = 2.5  # times the usual length that a turn is looked for around its pins (as in unplaced)
_LOST = TimedWord(status=WordStatus.NOT_SPOKEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lane:
    """Words that follow each other in time, by their indices, with the borders among them (by place in the lane).

    ``opened`` are places beside which words were taken out. ``within`` is where the lane lies.
    """

    words: tuple[int, ...]
    borders: tuple[Border, ...]
    opened: tuple[int, ...]
    within: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    """Places ``first..end`` of a lane that are searched again."""

    first: int
    end: int


def obey_pins(  # noqa: PLR0913  what was found, what is pinned, and all that a search needs
    found: AlignedWords,
    pins: Sequence[Pin],
    spoken: Sequence[SpokenWord],
    hearing: Hearing,
    model: PhoneModel,
    *,
    turns: Sequence[Turn],
    progress: Progress = silent,
) -> tuple[TimedWord, ...]:
    """Settle words as a person says, and find their neighbours anew.

    Args:
        found: What ``align_words`` found.
        pins: What is settled, without contradiction; a time may lie beyond what was heard.
        spoken: The words as ``align_words`` had them; those that are not heard in this recording have no form.
        hearing: All that was heard of the recording.
        model: The phone model for exact edges.
        turns: The transcript's turns. One whose pins run against those of other turns is searched by itself: people
            talk at the same time.
        progress: Told the stage "pins".

    Returns:
        One entry per word. A pinned edge lies exactly where it was pinned; neighbours give way, in order.
    """
    unsaid = words_not_spoken(pins)
    words = [_LOST if index in unsaid else word for index, word in enumerate(found.words)]
    for lane in _split_lanes(found.words, pins, spoken, turns, hearing):
        row = [words[index] for index in lane.words]
        search = _Search(spoken=[spoken[index] for index in lane.words], hearing=hearing, model=model, found=found)
        windows = _open_windows(row, lane)
        for done, window in enumerate(windows, 1):
            row[window.first : window.end] = search.again(row, window, lane)
            progress("pins", done / len(windows))
        for index, word in zip(lane.words, row, strict=True):
            words[index] = word
    return tuple(words)


def _usual_ms(word: SpokenWord, emissions: Emissions) -> int:
    return MS_PER_PHONE * len(ways_to_say(word, emissions)[0].phones) if word.forms else _UNSAYABLE_MS


def _split_lanes(
    found: Sequence[TimedWord],
    pins: Sequence[Pin],
    spoken: Sequence[SpokenWord],
    turns: Sequence[Turn],
    hearing: Hearing,
) -> Iterator[_Lane]:
    """The talk as a whole, then each turn that is searched by itself."""
    timed = [pin for pin in pins if pin.is_spoken]
    unsaid = words_not_spoken(pins)
    edges = {index for pin in timed for index in (pin.first_word, pin.end_word - 1)}
    part = [i for i, word in enumerate(spoken) if (word.forms or i in edges) and i not in unsaid]
    apart = _turns_apart(timed, turns)
    aside = {index for turn in apart for index in range(turn.first_word, turn.end_word)}
    length_ms = hearing.samples * 1000 // SAMPLE_RATE
    within = Span(start_ms=0, end_ms=max([length_ms, *(pin.end_ms or pin.start_ms or 0 for pin in timed)]))
    main = [index for index in part if index not in aside]
    gone = {bisect_left(main, index) for index in unsaid | aside if found[index].span}
    yield _Lane(
        words=tuple(main),
        borders=_borders([pin for pin in timed if pin.first_word not in aside], main),
        opened=tuple(sorted(gone)),
        within=within,
    )
    for turn in apart:
        own = [index for index in part if turn.first_word <= index < turn.end_word]
        borders = _borders([pin for pin in timed if turn.first_word <= pin.first_word < turn.end_word], own)
        around = Span(
            start_ms=max(
                0,
                borders[0].time_ms
                - _longest_ms([spoken[index] for index in own[: borders[0].word]], hearing.emissions),
            ),
            end_ms=borders[-1].time_ms
            + _longest_ms([spoken[index] for index in own[borders[-1].word :]], hearing.emissions),
        )
        yield _Lane(words=tuple(own), borders=borders, opened=(0, len(own)), within=around.clamp(within))


def _longest_ms(words: Sequence[SpokenWord], emissions: Emissions) -> int:
    """How long words may take at most."""
    return REACH_MS + int(_LONGEST * sum(_usual_ms(word, emissions) for word in words))


def _borders(pins: Sequence[Pin], words: Sequence[int]) -> tuple[Border, ...]:
    """The borders that pins set in a lane of ``words``."""
    borders: set[Border] = set()
    for pin in pins:
        if pin.start_ms is not None:
            borders.add(Border(word=bisect_left(words, pin.first_word), time_ms=pin.start_ms, starts=True))
        if pin.end_ms is not None:
            borders.add(Border(word=bisect_left(words, pin.end_word - 1) + 1, time_ms=pin.end_ms, ends=True))
    return tuple(sorted(borders))


def _turns_apart(pins: Sequence[Pin], turns: Sequence[Turn]) -> list[Turn]:
    """Turns whose pins run against those of others: all but the rising ones that hold the most words."""
    pinned: list[tuple[Turn, int, int]] = []
    for turn in turns:
        times = [
            time_ms
            for pin in pins
            if turn.first_word <= pin.first_word < turn.end_word
            for time_ms in (pin.start_ms, pin.end_ms)
            if time_ms is not None
        ]
        if times:
            pinned.append((turn, min(times), max(times)))
    best: list[tuple[int, tuple[int, ...]]] = []
    for at, (turn, begins, _) in enumerate(pinned):
        chains = [best[i] for i in range(at) if pinned[i][2] <= begins]
        words, chain = max(chains, default=(0, ()))
        best.append((words + turn.end_word - turn.first_word, (*chain, at)))
    kept = set(max(best, default=(0, ()))[1])
    return [turn for at, (turn, _, _) in enumerate(pinned) if at not in kept]


def _open_windows(row: Sequence[TimedWord], lane: _Lane) -> list[_Window]:
    """What is searched again: around every border, and wherever words were taken out; in order, apart."""
    places = [(border.word, border.time_ms) for border in lane.borders] + [(place, None) for place in lane.opened]
    windows: list[_Window] = []
    for first, end in sorted((_reach_back(row, *place), _reach_on(row, *place)) for place in places):
        if windows and not any(word.span for word in row[windows[-1].end : first]):
            windows[-1] = replace(windows[-1], end=max(windows[-1].end, end))
        else:
            windows.append(_Window(first=first, end=end))
    return windows


def _reach_back(row: Sequence[TimedWord], place: int, time_ms: int | None) -> int:
    """The first word to search again before ``place``: after a pause behind enough words that end by ``time_ms``."""
    right = 0
    while place > 0 and right < _MOST:
        if right >= _CONTEXT and _is_pause(row[place - 1], row[place]):
            break
        place -= 1
        span = row[place].span
        right += span is not None and (time_ms is None or span.end_ms <= time_ms)
    return place


def _reach_on(row: Sequence[TimedWord], place: int, time_ms: int | None) -> int:
    """The same for the other side: the word after the last."""
    right = 0
    while place < len(row) and right < _MOST:
        if right >= _CONTEXT and _is_pause(row[place - 1], row[place]):
            break
        span = row[place].span
        right += span is not None and (time_ms is None or span.start_ms >= time_ms)
        place += 1
    return place


def _is_pause(before: TimedWord, after: TimedWord) -> bool:
    return before.span is not None and after.span is not None and before.span.gap_to(after.span) >= _PAUSE_MS


@dataclass(frozen=True, slots=True, kw_only=True)
class _Search:
    """A lane's words, and what is needed to search them as ``found`` was searched."""

    spoken: Sequence[SpokenWord]
    hearing: Hearing
    model: PhoneModel
    found: AlignedWords

    def again(self, row: Sequence[TimedWord], window: _Window, lane: _Lane) -> list[TimedWord]:
        """The words of a window, found anew between its borders."""
        before = (word.span.end_ms for word in reversed(row[: window.first]) if word.span)
        after = (word.span.start_ms for word in row[window.end :] if word.span)
        room = Span(start_ms=next(before, lane.within.start_ms), end_ms=next(after, lane.within.end_ms))
        inside = [border for border in lane.borders if window.first <= border.word <= window.end]
        marks = [
            (window.first, room.start_ms),
            *((border.word, border.time_ms) for border in inside),
            (window.end, room.end_ms),
        ]
        spots: list[Spot | None] = []
        for (first, start_ms), (end, end_ms) in pairwise(marks):
            spots += self._find(first, end, Span(start_ms=start_ms, end_ms=end_ms))
        sharp = refine_words(spots, self.hearing, self.model, progress=silent)
        timed = time_words(spots, sharp, self.hearing, self.found.habits)
        borders = [replace(border, word=border.word - window.first) for border in inside]
        usual_ms = [_usual_ms(word, self.hearing.emissions) for word in self.spoken[window.first : window.end]]
        return give_way(timed, borders, usual_ms, within=room)

    def _find(self, first_word: int, end_word: int, room: Span) -> list[Spot | None]:
        """The rough places of some of the words inside ``room``."""
        words = self.spoken[first_word:end_word]
        emissions = self.hearing.emissions
        first, end = emissions.frames(room.start_ms), emissions.frames(room.end_ms)
        spots: list[Spot | None] = [None] * len(words)
        sayable = [place for place, word in enumerate(words) if word.forms]
        heard = replace(emissions, log_probs=emissions.log_probs[first:end])
        if not sayable or not len(heard.log_probs):
            return spots
        chosen = [words[place] for place in sayable]
        try:
            placed = place_words(chosen, heard, expected_ms=None, progress=silent, usual=self.found.usual)
        except AlignmentError:  # what lies here is something else than these words
            return spots
        for place, spot in zip(sayable, placed.spots, strict=True):
            spots[place] = spot and replace(spot, first=spot.first + first, end=spot.end + first)
        return spots
