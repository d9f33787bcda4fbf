"""Plants wrong labels in a dialogue, as machine transcripts have them, and says which.

The kinds are those of real transcripts ("scaling sucked | out all the air in | the room."): a fragment of a sentence
under another name, a sentence's tail or head, a boundary that comes some words too early or too late, a listener's
remark under the speaker's name, a short sentence at a change of speakers on the wrong side. They are drawn evenly, 1 to
8 words each, half of them beside a pause where there is one to be had. Long turns are cut about every 20 s.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import count, pairwise

from tests.bench.synth.dialogue import SENTENCE_ENDS, Dialogue, HeaderTurn, TrueWord, with_exact_headers

MOST_WORDS = 8
_APART = 5  # words between two faults
_PAUSE_MS = 100
_EVERY_MS = (17_000, 22_000)


class Kind(Enum):
    """What is wrong with a label."""

    FRAGMENT = "fragment"  # inside a sentence
    TAIL = "tail"  # the end of a sentence, after which the same person goes on
    HEAD = "head"  # the beginning of a sentence, before which the same person spoke
    SHIFT = "shift"  # a change of speakers in mid-sentence: some words of it stand on the wrong side
    ANSWER = "answer"  # the same of a whole short sentence
    BACKCHANNEL = "backchannel"  # a remark within another's turn that has that one's name

    @property
    def is_in_the_text(self) -> bool:
        """Whether the text alone can tell."""
        return self not in (Kind.ANSWER, Kind.BACKCHANNEL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Words ``first..end`` (half open) that stand under ``label`` and are another's.

    ``paused`` says that a pause lies at an edge where the sentence goes on, or at both edges if it goes on at neither.
    """

    kind: Kind
    first: int
    end: int
    label: str
    paused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A dialogue with its labels as a machine wrote them, and what is wrong with them."""

    dialogue: Dialogue
    faults: tuple[Fault, ...]


def plant(dialogue: Dialogue, *, share: float, seed: int) -> Planted:
    """Put so many faults into a clean dialogue: ``share`` of the number of its turns, once they are cut."""
    rng = random.Random(f"plant {seed}")
    words = dialogue.words
    cuts = set(_cut_places(words, rng))
    turns = sum(number in cuts or _changes(words, number) for number in range(len(words)))
    faults: list[Fault] = []
    kinds = _evenly(rng)
    for number in range(round(share * turns)):
        found = (_draw(words, kind, faults, rng, paused=number % 2 == 0) for kind, _ in zip(kinds, Kind, strict=False))
        fault = next((one for one in found if one), None)
        if fault:
            faults.append(fault)
    labels = [word.speaker for word in words]
    for fault in faults:
        labels[fault.first : fault.end] = [fault.label] * (fault.end - fault.first)
    return Planted(dialogue=_labelled(dialogue, labels, cuts), faults=tuple(sorted(faults, key=lambda f: f.first)))


def _evenly(rng: random.Random) -> Iterator[Kind]:
    """Every kind once, in an order of chance, again and again."""
    for _ in count():
        kinds = list(Kind)
        rng.shuffle(kinds)
        yield from kinds


def _draw(
    words: Sequence[TrueWord], kind: Kind, faults: Sequence[Fault], rng: random.Random, *, paused: bool
) -> Fault | None:
    """A fault of one kind away from all others, beside a pause or not if there is a choice."""
    free = [
        fault
        for fault in _CANDIDATES[kind](words, rng)
        if all(fault.end + _APART <= other.first or other.end + _APART <= fault.first for other in faults)
    ]
    return rng.choice([fault for fault in free if fault.paused == paused] or free) if free else None


def _labelled(dialogue: Dialogue, labels: Sequence[str], cuts: set[int]) -> Dialogue:
    turns: list[HeaderTurn] = []
    words: list[TrueWord] = []
    for number, (word, label) in enumerate(zip(dialogue.words, labels, strict=True)):
        if not turns or turns[-1].label != label or number in cuts:
            turns.append(HeaderTurn(label=label, header_ms=None))
        words.append(replace(word, turn=len(turns) - 1))
    return with_exact_headers(replace(dialogue, turns=tuple(turns), words=tuple(words)))


def _cut_places(words: Sequence[TrueWord], rng: random.Random) -> Iterator[int]:
    """Where an export begins a new turn although the same person speaks."""
    begun, limit = 0, rng.uniform(*_EVERY_MS)
    for number, word in enumerate(words):
        if word.start_ms is None:
            continue
        if _changes(words, number):
            begun = word.start_ms
        elif word.start_ms - begun > limit:
            yield number
            begun, limit = word.start_ms, rng.uniform(*_EVERY_MS)


def _changes(words: Sequence[TrueWord], number: int) -> bool:
    """Whether somebody else begins to speak."""
    return number == 0 or words[number].speaker != words[number - 1].speaker


def _closes(word: TrueWord) -> bool:
    return word.text[-1] in SENTENCE_ENDS


def _runs(words: Sequence[TrueWord]) -> list[range]:
    """What one person says in one go."""
    starts = [number for number in range(len(words)) if _changes(words, number)]
    return [range(a, b) for a, b in zip(starts, [*starts[1:], len(words)], strict=True)]


def _sentences(words: Sequence[TrueWord]) -> Iterator[range]:
    """Sentences, each of one speaker."""
    for run in _runs(words):
        first = run.start
        for number in run:
            if _closes(words[number]) or number == run.stop - 1:
                yield range(first, number + 1)
                first = number + 1


def _fault(words: Sequence[TrueWord], kind: Kind, first: int, end: int, label: str) -> Fault:
    inside = [
        at for at in (first, end) if 0 < at < len(words) and not _changes(words, at) and not _closes(words[at - 1])
    ]
    paused = any(_gap(words, at) for at in inside) if inside else _gap(words, first) and _gap(words, end)
    return Fault(kind=kind, first=first, end=end, label=label, paused=paused)


def _gap(words: Sequence[TrueWord], number: int) -> bool:
    if not 0 < number < len(words):
        return True
    before, after = words[number - 1].end_ms, words[number].start_ms
    return before is not None and after is not None and after - before >= _PAUSE_MS


def _other(words: Sequence[TrueWord], number: int, rng: random.Random) -> str:
    """Somebody else than who speaks there."""
    return rng.choice(sorted({word.speaker for word in words} - {words[number].speaker}))


def _fragments(words: Sequence[TrueWord], rng: random.Random) -> Iterator[Fault]:
    for sentence in _sentences(words):
        if len(sentence) >= 5:
            size = rng.randint(1, min(MOST_WORDS, len(sentence) - 4))
            for first in range(sentence.start + 2, sentence.stop - 1 - size):
                yield _fault(words, Kind.FRAGMENT, first, first + size, _other(words, first, rng))


def _tails(words: Sequence[TrueWord], rng: random.Random) -> Iterator[Fault]:
    for sentence in _sentences(words):
        goes_on = sentence.stop < len(words) and not _changes(words, sentence.stop)
        if len(sentence) >= 4 and goes_on and _closes(words[sentence.stop - 1]):
            first = sentence.stop - rng.randint(1, min(MOST_WORDS, len(sentence) - 3))
            yield _fault(words, Kind.TAIL, first, sentence.stop, _other(words, first, rng))


def _heads(words: Sequence[TrueWord], rng: random.Random) -> Iterator[Fault]:
    for sentence in _sentences(words):
        if len(sentence) >= 4 and not _changes(words, sentence.start) and _closes(words[sentence.start - 1]):
            end = sentence.start + rng.randint(1, min(MOST_WORDS, len(sentence) - 3))
            yield _fault(words, Kind.HEAD, sentence.start, end, _other(words, sentence.start, rng))


def _boundaries(words: Sequence[TrueWord]) -> Iterator[tuple[range, range]]:
    """The last sentence before each change of speakers, and the first one behind it."""
    sentences = list(_sentences(words))
    for before, after in pairwise(sentences):
        if _changes(words, after.start) and _closes(words[before.stop - 1]):
            yield before, after


def _shifts(words: Sequence[TrueWord], rng: random.Random) -> Iterator[Fault]:
    for before, after in _boundaries(words):
        if len(before) >= 4:
            first = before.stop - rng.randint(1, min(MOST_WORDS, len(before) - 3))
            yield _fault(words, Kind.SHIFT, first, before.stop, words[after.start].speaker)
        if len(after) >= 4:
            end = after.start + rng.randint(1, min(MOST_WORDS, len(after) - 3))
            yield _fault(words, Kind.SHIFT, after.start, end, words[before.start].speaker)


def _answers(words: Sequence[TrueWord], rng: random.Random) -> Iterator[Fault]:
    del rng
    for before, after in _boundaries(words):
        if len(before) <= MOST_WORDS and not _changes(words, before.start):
            yield _fault(words, Kind.ANSWER, before.start, before.stop, words[after.start].speaker)
        goes_on = after.stop < len(words) and not _changes(words, after.stop)
        if len(after) <= MOST_WORDS and goes_on and _closes(words[after.stop - 1]):
            yield _fault(words, Kind.ANSWER, after.start, after.stop, words[before.start].speaker)


def _backchannels(words: Sequence[TrueWord], rng: random.Random) -> Iterator[Fault]:
    del rng
    runs = _runs(words)
    for before, run, after in zip(runs, runs[1:], runs[2:], strict=False):
        around = words[before.start].speaker
        if len(run) <= MOST_WORDS and around == words[after.start].speaker:
            yield _fault(words, Kind.BACKCHANNEL, run.start, run.stop, around)


_CANDIDATES: dict[Kind, Callable[[Sequence[TrueWord], random.Random], Iterator[Fault]]] = {
    Kind.FRAGMENT: _fragments,
    Kind.TAIL: _tails,
    Kind.HEAD: _heads,
    Kind.SHIFT: _shifts,
    Kind.ANSWER: _answers,
    Kind.BACKCHANNEL: _backchannels,
}
