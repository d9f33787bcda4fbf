"""A transcript and what was heard of it -> who says every word, and a record of every change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from clipper.model import Speaker, TimedWord, Transcript
from clipper.model.repair import Evidence, RepairMode, SpeakerChange
from clipper.turns.borders import find_remarks, price_changes, weigh_pauses
from clipper.turns.decode import Chain, best_labels, label_odds
from clipper.turns.sentences import find_sentences
from clipper.turns.voices import VoiceRows, can_compare, compare_voices

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

SURE, SURE_BY_TEXT, SURE_BY_BARE_TEXT = 0.9, 0.56, 0.8
"""Probability from which a change is made unasked: with the voices, without, and without voices or full stops.

The text alone is seldom surer: of what it changes from there on, five in six are right. Without full stops half of what
it holds for likely is right, and nineteen in twenty from .8 on.
"""
_BY_TEXT = 0.6
"""The power that makes the odds of the text alone true, which takes every short turn for a likely error: of what it
held for 98 % sure 77 % was right, on planted faults."""
_LIKELY = 0.5
_DOUBTFUL = 0.25  # a change that is told although it is more likely wrong than right

_ENTER, _STAY, _LEAVE = 4.0, 0.4, 0.5
"""Nats for the first word of a run that is not its label's, for every word of it, and for its end: of real transcripts
a label in a hundred words is wrong, for four words on average."""
_ENTER_REMARK = 3.0  # listeners' remarks are mislabelled far more often
_ENTER_HEARD = 2.5
"""More, where the voices speak: without it half of what was held for 95 % sure was right, a tenth of what for 60 %."""
_CERTAIN = 50.0  # nats
_ROUNDS = 6  # repaired labels train better voices; two rounds are usual
_TELLS = 0.5  # nats from which evidence is named


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What was heard of a transcript: its words' times, and their sound where it is at hand.

    ``certain`` are words that were found on a recording of their speaker alone: their labels are facts.
    """

    timed: Sequence[TimedWord]
    rows: VoiceRows | None = None
    certain: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """Who says each word (None: unknown), and every change, made or not, in text order.

    ``by_voice`` says whether the voices were asked.
    """

    speakers: tuple[Speaker | None, ...]
    changes: tuple[SpeakerChange, ...]
    by_voice: bool = False


def repair_speakers(transcript: Transcript, heard: Heard | None, *, mode: RepairMode) -> Repair:
    """Find the words that stand under a wrong name.

    The result is a fixed point: the speakers that it gives are repaired no further by the same evidence.

    Args:
        transcript: The words and their labels.
        heard: The words' times and sound; None where there is no recording, and the text alone must tell.
        mode: Which changes are made.
    """
    names = list(dict.fromkeys(turn.speaker for turn in transcript.turns if turn.speaker))
    written = np.array([_index(names, transcript.speaker_of(word)) for word in range(len(transcript.words))], np.int64)
    if mode is RepairMode.OFF or len(names) < 2:
        return Repair(speakers=_named(names, written), changes=())
    if heard and heard.rows and not can_compare(heard.rows, written):
        heard = replace(heard, rows=None)
    evidence = _Evidence.of(transcript, heard, len(names))
    least = _LIKELY if mode is RepairMode.ALL else _sure(transcript, heard)
    labels = written.copy()
    made: dict[int, _Found] = {}
    found: list[_Found] = []
    for _ in range(_ROUNDS):
        found = list(evidence.find(labels))
        chosen = [one for one in found if one.confidence >= least] if mode.repairs else []
        if not chosen:
            break
        for one in chosen:
            labels[one.first : one.end] = one.speaker
            made |= dict.fromkeys(range(one.first, one.end), one)
    changes = [
        *_records(written, labels, made, names),
        *(one.record(names, written, is_applied=False) for one in found if _is_told(one, written, labels)),
    ]
    return Repair(
        speakers=_named(names, labels),
        changes=tuple(sorted(changes, key=lambda change: change.first_word)),
        by_voice=evidence.rows is not None,
    )


def _sure(transcript: Transcript, heard: Heard | None) -> float:
    if heard and heard.rows:
        return SURE
    sentences = find_sentences([word.text for word in transcript.words], transcript.language)
    return SURE_BY_TEXT if sentences.marked else SURE_BY_BARE_TEXT


def _index(names: Sequence[Speaker], speaker: Speaker | None) -> int:
    return -1 if speaker is None else names.index(speaker)


def _named(names: Sequence[Speaker], labels: Whole) -> tuple[Speaker | None, ...]:
    return tuple(names[label] if label >= 0 else None for label in labels.tolist())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Words ``first..end`` that are likelier ``speaker``'s than their label's, and the weight of each evidence."""

    first: int
    end: int
    speaker: int
    confidence: float
    gains: dict[Evidence, float]

    def record(self, names: Sequence[Speaker], written: Whole, *, is_applied: bool) -> SpeakerChange:
        label = int(written[self.first])
        told = sorted(self.gains.items(), key=lambda gain: -gain[1])
        return SpeakerChange(
            first_word=self.first,
            end_word=self.end,
            before=names[label] if label >= 0 else None,
            after=names[self.speaker],
            evidence=tuple((kind, round(nats, 1)) for kind, nats in told if nats >= _TELLS),
            confidence=round(self.confidence, 3),
            is_applied=is_applied,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    """What is known of every word, whatever its label: prices of a change by text and pause, and its sound."""

    by_text: Floats
    by_pause: Floats
    enter: Floats
    rows: VoiceRows | None
    certain: frozenset[int]
    speakers: int

    @staticmethod
    def of(transcript: Transcript, heard: Heard | None, speakers: int) -> _Evidence:
        words = transcript.words
        is_heard = heard is not None and heard.rows is not None
        enter = np.full(len(words), _ENTER)
        for first, _ in find_remarks([word.text for word in words], transcript.language):
            enter[first] = _ENTER_REMARK
        return _Evidence(
            by_text=price_changes(words, transcript.language) + np.log(speakers - 1),
            by_pause=weigh_pauses(heard.timed) if heard else np.zeros(len(words)),
            enter=enter + _ENTER_HEARD * is_heard,
            rows=heard.rows if heard else None,
            certain=heard.certain if heard else frozenset(),
            speakers=speakers,
        )

    def find(self, labels: Whole) -> Iterator[_Found]:
        """The runs of words that are not, or perhaps not, their label's."""
        voices = np.zeros((len(labels), self.speakers))
        if self.rows is not None:
            voices = compare_voices(self.rows, labels, self.speakers)
        for word in self.certain:
            voices[word, labels[word]] += _CERTAIN
        change = np.maximum(0.0, self.by_text + self.by_pause)
        chain = Chain(labels=labels, change=change, enter=self.enter, stay=_STAY, leave=_LEAVE, voices=voices)
        best, odds = best_labels(chain), label_odds(chain)
        guess = np.where(_own(odds, labels) < 1 - _DOUBTFUL, _runner_up(odds, labels), best)
        for first, end in _runs(guess, labels):
            speaker = int(guess[first])
            likely = float(odds[first:end, speaker].min())
            yield _Found(
                first=first,
                end=end,
                speaker=speaker,
                confidence=likely if self.rows is not None else _tempered(likely),
                gains=self._weigh(first, end, speaker, labels, best, voices),
            )

    def _weigh(  # noqa: PLR0913, PLR0917  a run, its speaker, and what stands around it
        self, first: int, end: int, speaker: int, labels: Whole, best: Whole, voices: Floats
    ) -> dict[Evidence, float]:
        """Nats that each evidence gains by giving a run to ``speaker`` rather than to its label."""
        before = int(best[first - 1]) if first else speaker
        after = int(best[end]) if end < len(labels) else speaker
        label = int(labels[first])
        gains = {}
        for kind, price in ((Evidence.SENTENCE, self.by_text), (Evidence.PAUSE, self.by_pause)):
            at_end = float(price[end]) if end < len(labels) else 0.0
            paid = float(price[first]) * (before != label) + at_end * (after != label)
            gains[kind] = paid - float(price[first]) * (before != speaker) - at_end * (after != speaker)
        gains[Evidence.VOICE] = (
            float((voices[first:end, speaker] - voices[first:end, label]).sum()) if label >= 0 else 0.0
        )
        return gains


def _tempered(likely: float) -> float:
    """A probability whose odds are taken to the power ``_BY_TEXT``."""
    wrong = max(0.0, 1.0 - likely)
    return float(likely**_BY_TEXT / (likely**_BY_TEXT + wrong**_BY_TEXT))


def _own(odds: Floats, labels: Whole) -> Floats:
    """[words] the probability of the label; of no label, that of the likeliest."""
    own: Floats = np.where(labels >= 0, odds[np.arange(len(labels)), labels], odds.max(axis=1))
    return own


def _runner_up(odds: Floats, labels: Whole) -> Whole:
    """[words] the likeliest speaker who is not the label."""
    others = odds.copy()
    named = labels >= 0
    others[np.flatnonzero(named), labels[named]] = -1.0
    best: Whole = others.argmax(axis=1)
    return best


def _runs(guess: Whole, labels: Whole) -> Iterator[tuple[int, int]]:
    """Half-open ranges of words of one label that are guessed to be one other speaker's."""
    first = None
    for word in range(len(labels) + 1):
        goes_on = (
            first is not None and word < len(labels) and guess[word] == guess[first] and labels[word] == labels[first]
        )
        if first is not None and not goes_on:
            yield first, word
            first = None
        if first is None and word < len(labels) and guess[word] != labels[word]:
            first = word


def _records(
    written: Whole, labels: Whole, made: dict[int, _Found], names: Sequence[Speaker]
) -> Iterator[SpeakerChange]:
    """What became of the labels in the end, each run with the evidence of the change that made it."""
    for first, end in _runs(labels, written):
        parts = {id(made[word]): made[word] for word in range(first, end)}.values()
        gains: dict[Evidence, float] = {}
        for part in parts:
            for kind, nats in part.gains.items():
                gains[kind] = gains.get(kind, 0.0) + nats
        whole = _Found(
            first=first,
            end=end,
            speaker=int(labels[first]),
            confidence=min(part.confidence for part in parts),
            gains=gains,
        )
        yield whole.record(names, written, is_applied=True)


def _is_told(found: _Found, written: Whole, labels: Whole) -> bool:
    """Whether a change says something about the written label, and was not made."""
    was = written[found.first : found.end]
    is_made = bool((labels[found.first : found.end] == found.speaker).any())
    return not is_made and bool((was != found.speaker).all()) and len(set(was.tolist())) == 1
