"""Where two people talk at once in one recording: stretches that no single voice explains.

How two voices sound together is learned from the recording itself: rows of one are laid over rows of the other, as
sounds add up, and a mixture of Gaussians is fitted to them. A stretch at a change of speakers that it explains better
than each voice alone is an overlap, all the more so where words found no room: of two people who talk at the same time
the aligner hears one. ``python -m tests.bench overlaps`` says how many of the overlaps laid into dialogues are found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from clipper.model import Overlap, Span, Speaker, TimedWord, Turn, WordStatus
from clipper.model.sound import Hearing
from clipper.turns.mixture import Mixture, Singles, fit_mixture, score_rows
from clipper.turns.pace import Pace
from clipper.turns.rows import moments_at, moments_at_once, row_levels, row_ms

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

_SIZE = 24  # components of each voice, and of two at once
_FEWEST_ROWS = 600  # six seconds of a voice
_MOST_ROWS = 8000  # of a voice that its mixture is fitted to; two at once are as many pairs
_LONG_TURN = 10  # words: the training data of a voice, as for the repair
_LEVELS_DB = 8.0  # by which one voice may be louder than the other one
_LOUD_DB = 30.0  # below loud speech: room, breath
_QUIET_NATS = -1.5  # what such a row says: in a pause nobody talks
_MOST_NATS = 6.0  # that a single row may say, either way
_PRICE = 1.0  # nats a row: chance stretches are short
_REACH_MS = 2000  # around a change of speakers
_NEIGHBOURS, _STILL_NATS = 40, -2.0
"""Rows, and their mean from which on both are still heard: overlaps are then told as long as they are, in the mean (of
161 laid into dialogues .81 of the time is covered, .83 of what is told is true; the clearest rows alone: .38, .98)."""

_LEAST_VOICE = 10.0  # nats of the best stretch; one in two windows of a single voice has 8
_LEAST = 4.4
_PER_VOICE, _MOST_VOICE = 1 / 10, 60.0
_PER_LOST_MS, _MOST_LOST_MS = 1 / 250, 1200.0
_PER_LOST_WORD, _MOST_LOST_WORDS = 0.3, 3
_LONGEST_LOST = 8  # words: more of them are a passage that nobody says
"""What the evidence weighs, near a logistic fit on dialogues of four synthetic voices, a little stricter: of 188
changes of speakers who let each other finish none is taken for an overlap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosstalk:
    """Finds where the speakers of two turns that follow each other are heard at once."""

    _sound: _Sound
    _voices: _Voices
    _pace: Pace
    _known: dict[tuple[Span, frozenset[Speaker | None]], tuple[float, Whole]] = field(default_factory=dict)

    @staticmethod
    def listen(
        turns: Sequence[Turn], pace: Pace, hearing: Hearing, *, apart: Set[Speaker | None] = frozenset()
    ) -> Crosstalk:
        """Learn the voices of a recording.

        Args:
            turns: Who says what; a few wrong labels do no harm.
            pace: The words, and their places in the recording.
            hearing: What was heard of it.
            apart: Speakers who are not to be found in it: they have recordings of their own.
        """
        sound = _Sound.of(hearing)
        return Crosstalk(_sound=sound, _voices=_Voices.learn(turns, pace.timed, sound, apart), _pace=pace)

    def find(self, turns: Sequence[Turn]) -> list[Overlap]:
        """Where two speakers of ``turns`` are heard at once, in order of time."""
        room = _Room(turns=turns, pace=self._pace)
        found: list[tuple[float, Overlap]] = []
        for number in range(1, len(turns)):
            one, other = turns[number - 1].speaker, turns[number].speaker
            if one == other or not self._voices.knows(one, other):
                continue
            gap = room.at(number)
            nats, stretch = self._best_stretch(gap.span, one, other)
            weight = _weigh(nats, gap)
            if nats >= _LEAST_VOICE and weight >= _LEAST:
                found.append((weight, Overlap(first=number - 1, second=number, span=self._sound.span(stretch))))
        return sorted(_one_each(found), key=lambda overlap: overlap.span)

    def _best_stretch(self, span: Span, one: Speaker | None, other: Speaker | None) -> tuple[float, Whole]:
        key = span, frozenset((one, other))
        if key not in self._known:
            self._known[key] = self._voices.duet(one, other).best_stretch(self._sound.near(span))
        return self._known[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gap:
    """Between the words around a change that have their place for sure: how many stand there, and what they lack."""

    span: Span
    words: int
    lost_ms: float


def _weigh(nats: float, gap: _Gap) -> float:
    weight = _PER_VOICE * min(nats, _MOST_VOICE)
    if 0 < gap.words <= _LONGEST_LOST:
        weight += _PER_LOST_MS * min(max(0.0, gap.lost_ms), _MOST_LOST_MS)
        weight += _PER_LOST_WORD * min(gap.words, _MOST_LOST_WORDS)
    return weight


def _one_each(found: Sequence[tuple[float, Overlap]]) -> Iterator[Overlap]:
    """A remark is found at its beginning and at its end: the weightier of two in one place stays."""
    taken: list[Span] = []
    for _, overlap in sorted(found, key=lambda weighed: -weighed[0]):
        if not any(overlap.span.overlaps(span) for span in taken):
            taken.append(overlap.span)
            yield overlap


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """The room that words have at changes of speakers."""

    turns: Sequence[Turn]
    pace: Pace

    def at(self, number: int) -> _Gap:
        """Between turn ``number`` and the one before it."""
        last, first = self.turns[number].first_word - 1, self.turns[number].first_word
        while last >= self.turns[number - 1].first_word and not self.pace.is_at_ease(last):
            last -= 1
        while first < self.turns[number].end_word and not self.pace.is_at_ease(first):
            first += 1
        start_ms = next((span.end_ms for at in range(last, -1, -1) if (span := self._firm(at))), 0)
        later = (span.start_ms for at in range(first, len(self.pace.timed)) if (span := self._firm(at)))
        end_ms = max(start_ms, next(later, start_ms))
        needed = sum(self.pace.needed_ms(at) for at in range(last + 1, first))
        span = Span(start_ms=start_ms, end_ms=end_ms)
        return _Gap(span=span, words=first - last - 1, lost_ms=needed - span.duration_ms)

    def _firm(self, at: int) -> Span | None:
        return self.pace.timed[at].span if self.pace.is_at_ease(at) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sound:
    """The rows of a recording, and which of them are no pause."""

    cepstra: npt.NDArray[np.float32]
    loud: npt.NDArray[np.bool_]
    row_ms: float

    @staticmethod
    def of(hearing: Hearing) -> _Sound:
        level = row_levels(hearing)
        loud = level > np.percentile(level, 95) - _LOUD_DB if len(level) else np.zeros(0, bool)
        return _Sound(cepstra=hearing.cepstra.values[: len(level)], loud=loud, row_ms=row_ms(hearing))

    def places(self, span: Span) -> Whole:
        """The rows of a span."""
        return np.arange(int(span.start_ms / self.row_ms), min(int(span.end_ms / self.row_ms), len(self.cepstra)))

    def near(self, span: Span) -> _Stretch:
        """The rows around a span."""
        places = self.places(Span(start_ms=max(0, span.start_ms - _REACH_MS), end_ms=span.end_ms + _REACH_MS))
        return _Stretch(places=places, moments=moments_at(self.cepstra, places), loud=self.loud[places])

    def span(self, places: Whole) -> Span:
        """The time of rows that follow each other."""
        return Span(start_ms=round(places[0] * self.row_ms), end_ms=round((places[-1] + 1) * self.row_ms))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    places: Whole
    moments: Singles
    loud: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Duet:
    """Two voices, each alone, and both at once."""

    alone: tuple[Mixture, Mixture]
    both: Mixture

    def best_stretch(self, stretch: _Stretch) -> tuple[float, Whole]:
        """The rows in which both are heard most clearly, and the nats by which they are."""
        one, other, both = score_rows([*self.alone, self.both], stretch.moments)
        gain = np.clip(both - np.logaddexp(one, other) + np.log(2), -_MOST_NATS, _MOST_NATS)
        told = np.where(stretch.loud, gain - _PRICE, _QUIET_NATS)
        total = np.concatenate([[0.0], np.cumsum(told)])
        lowest = np.minimum.accumulate(total)
        end = int((total - lowest).argmax())
        first = int(total[: end + 1].argmin())
        nats = float(total[end] - lowest[end])
        return nats, stretch.places[slice(*_widen(told, first, end))]


def _widen(told: Floats, first: int, end: int) -> tuple[int, int]:
    """The rows around the clearest ones in which both are still heard, in the mean of their neighbours."""
    if first == end:
        return first, end
    around = np.convolve(told, np.ones(_NEIGHBOURS) / _NEIGHBOURS, "same") > _STILL_NATS
    while first > 0 and around[first - 1]:
        first -= 1
    while end < len(told) and around[end]:
        end += 1
    return first, end


@dataclass(frozen=True, slots=True, kw_only=True)
class _Voices:
    """What each speaker sounds like, and two at once, as far as anybody asked."""

    cepstra: npt.NDArray[np.float32]
    places: dict[Speaker, Whole]
    alone: dict[Speaker, Mixture]
    known: dict[frozenset[Speaker], _Duet]

    @staticmethod
    def learn(turns: Sequence[Turn], timed: Sequence[TimedWord], sound: _Sound, apart: Set[Speaker | None]) -> _Voices:
        chosen: dict[Speaker, list[Whole]] = {}
        for turn in turns:
            if turn.speaker is None or turn.speaker in apart or turn.end_word - turn.first_word < _LONG_TURN:
                continue
            for word in timed[turn.first_word : turn.end_word]:
                if word.status is WordStatus.ALIGNED and word.span:
                    places = sound.places(word.span)
                    chosen.setdefault(turn.speaker, []).append(places[sound.loud[places]])
        joined = {speaker: np.concatenate(parts) for speaker, parts in chosen.items()}
        enough = {speaker: own for speaker, own in joined.items() if len(own) >= _FEWEST_ROWS}
        return _Voices(cepstra=sound.cepstra, places=enough, alone={}, known={})

    def knows(self, *speakers: Speaker | None) -> bool:
        """Whether enough of each is heard."""
        return set(speakers) <= self.places.keys()

    def duet(self, one: Speaker | None, other: Speaker | None) -> _Duet:
        """Two voices that are known."""
        pair = frozenset(speaker for speaker in (one, other) if speaker)
        if pair not in self.known:
            first, second = sorted(pair, key=list(self.places).index)
            both = fit_mixture(self._at_once(self.places[first], self.places[second]), size=_SIZE)
            self.known[pair] = _Duet(alone=(self._voice(first), self._voice(second)), both=both)
        return self.known[pair]

    def _voice(self, speaker: Speaker) -> Mixture:
        if speaker not in self.alone:
            places = self.places[speaker]
            moments = moments_at(self.cepstra, places[:: -(-len(places) // _MOST_ROWS)])
            self.alone[speaker] = fit_mixture(moments, size=_SIZE)
        return self.alone[speaker]

    def _at_once(self, one: Whole, other: Whole) -> Singles:
        """Chance rows of one voice laid over chance rows of the other."""
        chance = np.random.default_rng(0)
        ours, theirs = chance.choice(one, _MOST_ROWS), chance.choice(other, _MOST_ROWS)
        return moments_at_once(self.cepstra, ours, theirs, chance.uniform(-_LEVELS_DB, _LEVELS_DB, _MOST_ROWS))
