"""Spoken words -> a graph of CTC states, as flat arrays for the search.

Between any two words lies a border with two gap states: one for silence and word boundaries, one for foreign sound. A
word is a set of parallel chains from its border to the next one: one chain for every way to say it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

from clipper.align.letters import spell
from clipper.model import SpokenForm, SpokenWord
from clipper.model.sound import Alphabet, Emissions

MAX_CHAINS = 9
"""Ways to say one word that are searched at once. CMUdict's richest words have 5; numbers have about 6 readings."""

Units = tuple[tuple[str, ...], ...]
"""The symbols of a form, one tuple for every unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to say a word: what the CTC model should hear, in its symbols, and the phones that are truly said."""

    heard: Units
    said: Units

    @property
    def phones(self) -> tuple[str, ...]:
        """What is truly said, in one piece."""
        return tuple(phone for unit in self.said for phone in unit)


def _ways_of_form(form: SpokenForm, emissions: Emissions) -> Iterator[Way]:
    """As the model learned to hear it, as it is usually said, then each unit in turn said another way.

    hama's CTC model was trained on the readings of a grapheme-to-phoneme model, and hears its slips ("of" as AO F, "I"
    as IY) in everybody's speech: with them the words of a clean dialogue score -0.19 a frame, without them -0.62.
    A model of letters hears the spelling, however a word is said.
    """
    usual = tuple(unit.pronunciations[0] for unit in form.units)
    if emissions.alphabet is Alphabet.LETTERS:
        yield Way(heard=tuple(spell(unit, emissions.symbols) for unit in form.units), said=usual)
        return
    if emissions.calibration.learned:
        yield Way(heard=tuple(unit.learned or unit.pronunciations[0] for unit in form.units), said=usual)
    yield Way(heard=usual, said=usual)
    for place, unit in enumerate(form.units):
        for other in unit.pronunciations[1:]:
            said = (*usual[:place], other, *usual[place + 1 :])
            yield Way(heard=said, said=said)


def ways_to_say(word: SpokenWord, emissions: Emissions) -> tuple[Way, ...]:
    """The ways of all forms of a word that the model hears differently, likeliest first, at most ``MAX_CHAINS``.

    Every form is heard before any form's second pronunciation.
    """
    streams = [_ways_of_form(form, emissions) for form in word.forms]
    ways: dict[tuple[str, ...], Way] = {}
    while streams and len(ways) < MAX_CHAINS:
        for stream in list(streams):
            way = next(stream, None)
            if way is None:
                streams.remove(stream)
            else:
                ways.setdefault(tuple(symbol for unit in way.heard for symbol in unit), way)
    return tuple(islice(ways.values(), MAX_CHAINS))


@dataclass(frozen=True, slots=True, kw_only=True)
class WordGraph:
    """CTC states of a run of words.

    ``column`` [states] is the emission column of a state; ``may_skip`` [states] whether it can follow the state two
    before it. ``chain_first`` [chains + 1] delimits each chain's states; ``word_first`` [words + 1] each word's chains.
    ``ways`` [chains] are the pronunciations behind the chains.
    """

    column: npt.NDArray[np.int32]
    may_skip: npt.NDArray[np.bool_]
    chain_first: npt.NDArray[np.int32]
    word_first: npt.NDArray[np.int32]
    ways: tuple[Way, ...]

    @property
    def words(self) -> int:
        """The number of words."""
        return len(self.word_first) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Emissions made ready for the search: ``values`` [frames, columns] float32.

    After the model's own columns come ``foreign`` (sound that no word explains, at the model's ``Calibration.filler``)
    and ``joint`` (silence or a word boundary: between words, and between the units of one).
    """

    values: npt.NDArray[np.float32]
    foreign: int
    joint: int


def prepare_scores(emissions: Emissions, first: int, end: int) -> Scores:
    """The scores of the frames ``first..end``."""
    log_probs = emissions.log_probs[first:end].astype(np.float32)
    silence = log_probs[:, list(emissions.silent)].max(axis=1)
    count = log_probs.shape[1]
    values = np.column_stack([log_probs, np.maximum(silence, emissions.calibration.filler), silence])
    return Scores(values=np.ascontiguousarray(values, dtype=np.float32), foreign=count, joint=count + 1)


def build_graph(words: Sequence[SpokenWord], emissions: Emissions) -> WordGraph:
    """The graph of words that all have at least one spoken form.

    Raises:
        ValueError: If a word has none.
    """
    number = {symbol: column for column, symbol in enumerate(emissions.symbols)}
    joint = len(emissions.symbols) + 1
    column: list[int] = []
    may_skip: list[bool] = []
    chain_first, word_first, all_ways = [0], [0], []
    for word in words:
        ways = ways_to_say(word, emissions)
        if not ways:
            raise ValueError("a word without a spoken form cannot be searched")
        for way in ways:
            before = -1
            for unit in way.heard:
                for place, name in enumerate(unit):
                    symbol = number[name]
                    if before >= 0:
                        column.append(emissions.blank if place else joint)
                        may_skip.append(False)
                    column.append(symbol)
                    may_skip.append(before >= 0 and symbol != before)
                    before = symbol
            chain_first.append(len(column))
            all_ways.append(way)
        word_first.append(len(all_ways))
    return WordGraph(
        column=np.array(column, np.int32),
        may_skip=np.array(may_skip, np.bool_),
        chain_first=np.array(chain_first, np.int32),
        word_first=np.array(word_first, np.int32),
        ways=tuple(all_ways),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """Where each word of a graph lies: ``first`` and ``end`` [words] frames (half open), -1 for a word jumped over.

    ``chain`` [words] is the chain that was taken, ``score`` [words] the sum of its log-probabilities. ``total`` is the
    path's whole score, gaps and jumps included.
    """

    first: npt.NDArray[np.int32]
    end: npt.NDArray[np.int32]
    chain: npt.NDArray[np.int32]
    score: npt.NDArray[np.float32]
    total: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A word's rough place: frames of the emissions, half open, the way it is said, and its mean score a frame."""

    first: int
    end: int
    phones: tuple[str, ...]
    score: float


def spots_of(path: Path, graph: WordGraph, first_frame: int) -> list[Spot | None]:
    """The places of a graph's words on the whole recording, given the frame where the path begins."""
    return [
        None
        if path.first[i] < 0
        else Spot(
            first=first_frame + int(path.first[i]),
            end=first_frame + int(path.end[i]),
            phones=graph.ways[path.chain[i]].phones,
            score=float(path.score[i] / np.float32(path.end[i] - path.first[i])),
        )
        for i in range(graph.words)
    ]
