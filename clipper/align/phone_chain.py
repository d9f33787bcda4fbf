"""Words said in a known way -> a hidden Markov model of their phones in exact context, with optional pauses.

Every word-edge phone exists twice: as it sounds beside its neighbour word, and as it sounds beside a pause. So one
search decides where the pauses are and scores each phone in the context that it really has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np
import numpy.typing as npt

from clipper.model.sound import PhoneModel

PAUSE = "SIL"

Exits = list[tuple[int, float]]
"""States that can be left, each with its log-probability."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneChain:
    """States in topological order, as flat arrays.

    ``senone`` [states]; ``stay`` [states] the log-probability of a further frame; ``from_first`` [states + 1] delimits
    each state's predecessors in ``from_state`` and ``from_score`` (-1: the start). ``word`` [states] is the word a
    state belongs to, -1 in a pause. ``final`` lists the states that can end the chain with ``final_score``.
    """

    senone: npt.NDArray[np.int32]
    stay: npt.NDArray[np.float32]
    from_first: npt.NDArray[np.int32]
    from_state: npt.NDArray[np.int32]
    from_score: npt.NDArray[np.float32]
    word: npt.NDArray[np.int32]
    final: npt.NDArray[np.int32]
    final_score: npt.NDArray[np.float32]


@dataclass(slots=True)
class _Builder:
    model: PhoneModel
    senone: list[int] = field(default_factory=list)
    stay: list[float] = field(default_factory=list)
    sources: list[Exits] = field(default_factory=list)
    word: list[int] = field(default_factory=list)

    def add_phone(self, phone: tuple[str, str, str, str], entries: Exits, word: int) -> Exits:
        """Append the states of (phone, left, right, position), entered from ``entries``; its exits."""
        senones, matrix = self.model.states(*phone)
        steps = self.model.transitions(matrix)
        first = len(self.senone)
        for i, senone in enumerate(senones):
            sources = list(entries) if i == 0 else []
            # The matrices allow a step over one state (the first may go to the third).
            sources += [(first + j, float(steps[j, i])) for j in range(i) if np.isfinite(steps[j, i])]
            self.senone.append(int(senone))
            self.stay.append(float(steps[i, i]))
            self.sources.append(sources)
            self.word.append(word)
        last = len(senones)
        return [(first + i, float(steps[i, last])) for i in range(last) if np.isfinite(steps[i, last])]

    def add_word(
        self, index: int, phones: tuple[str, ...], around: tuple[str, str], entries: tuple[Exits, Exits]
    ) -> tuple[Exits, Exits]:
        """Append one word; ``entries`` and the result are (beside its neighbour, beside a pause)."""
        left, right = around
        if len(phones) == 1:
            out: tuple[Exits, Exits] = ([], [])
            for (before, entry), (side, after) in product(
                zip((left, PAUSE), entries, strict=True), enumerate((right, PAUSE))
            ):
                if entry:
                    out[side].extend(self.add_phone((phones[0], before, after, "s"), entry, index))
            return out
        exits: Exits = []
        for before, entry in zip((left, PAUSE), entries, strict=True):
            if entry:
                exits += self.add_phone((phones[0], before, phones[1], "b"), entry, index)
        for place in range(1, len(phones) - 1):
            exits = self.add_phone((phones[place], phones[place - 1], phones[place + 1], "i"), exits, index)
        last = len(phones) - 1
        joined = self.add_phone((phones[last], phones[last - 1], right, "e"), exits, index)
        paused = self.add_phone((phones[last], phones[last - 1], PAUSE, "e"), exits, index)
        return joined, paused

    def finish(self, final: Exits) -> PhoneChain:
        flat = [source for sources in self.sources for source in sources]
        return PhoneChain(
            senone=np.array(self.senone, np.int32),
            stay=np.array(self.stay, np.float32),
            from_first=np.cumsum([0, *map(len, self.sources)]).astype(np.int32),
            from_state=np.array([state for state, _ in flat], np.int32),
            from_score=np.array([score for _, score in flat], np.float32),
            word=np.array(self.word, np.int32),
            final=np.array([state for state, _ in final], np.int32),
            final_score=np.array([score for _, score in final], np.float32),
        )


def build_chain(words: Sequence[tuple[str, ...]], model: PhoneModel) -> PhoneChain:
    """The states of ``words`` (the phones of each, at least one), with optional pauses around and between them."""
    builder = _Builder(model)
    start: Exits = [(-1, 0.0)]
    pause = builder.add_phone((PAUSE, PAUSE, PAUSE, "i"), start, -1)
    joined: Exits = []
    paused: Exits = start + pause
    for index, phones in enumerate(words):
        left = words[index - 1][-1] if index else PAUSE
        right = words[index + 1][0] if index + 1 < len(words) else PAUSE
        joined, before_pause = builder.add_word(index, phones, (left, right), (joined, paused))
        paused = builder.add_phone((PAUSE, PAUSE, PAUSE, "i"), before_pause, -1)
    return builder.finish(before_pause + paused)
