"""The likeliest speaker of every word, and how likely each is: an exact search over all labellings.

A labelling pays for every change of speakers, by the place where it happens, and for every word that it takes from the
speaker whom the transcript names: much for the first word of a run, little for the next ones, since wrong labels come
in runs. It gains what the voices say. Sum and maximum are those of a linear chain (forward-backward and Viterbi).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

_AT_ONCE = 4096  # words whose steps are worked out together
_SCALED = 4  # words: 400 nats, of 700 that a number holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """What a labelling of words by speakers pays and gains, in nats.

    ``labels`` [words] are the transcript's speakers, -1 where it names none. ``change`` [words] is the price of a
    change of speakers in front of a word, ``enter`` [words] that of beginning there to differ from the labels; ``stay``
    that of every word that differs, and ``leave`` that of ending to. ``voices`` [words, speakers] is gained.
    """

    labels: Whole
    change: Floats
    enter: Floats
    stay: float
    leave: float
    voices: Floats

    def differs(self) -> npt.NDArray[np.bool_]:
        """[words, speakers] whether a speaker is not the one whom the transcript names."""
        speakers = np.arange(self.voices.shape[1])
        differs: npt.NDArray[np.bool_] = (self.labels[:, None] != speakers) & (self.labels >= 0)[:, None]
        return differs

    def gains(self) -> Floats:
        """[words, speakers] what a word gains by itself; the first one pays for entering as well."""
        gains: Floats = self.voices - self.stay * self.differs()
        gains[0] -= self.enter[0] * self.differs()[0]
        return gains

    def steps(self) -> Iterator[Floats]:
        """For every word but the first what it costs to come to it, [speakers before, speakers]."""
        differs = self.differs()
        others = 1.0 - np.eye(self.voices.shape[1])
        for at in range(1, len(self.labels), _AT_ONCE):
            was, now = differs[at - 1 : at + _AT_ONCE - 1, :, None], differs[at : at + _AT_ONCE, None, :]
            was = was[: len(now)]
            block = slice(at, at + _AT_ONCE)
            yield from (
                self.change[block, None, None] * others
                + self.enter[block, None, None] * (~was & now)
                + self.leave * (was & ~now)
            )


def best_labels(chain: Chain) -> Whole:
    """[words] the labelling that gains most."""
    gains = chain.gains()
    back = np.zeros(gains.shape, np.int64)
    value = gains[0]
    for word, step in enumerate(chain.steps(), 1):
        options = value[:, None] - step
        back[word] = options.argmax(axis=0)
        value = options.max(axis=0) + gains[word]
    labels = np.zeros(len(gains), np.int64)
    labels[-1] = value.argmax()
    for word in range(len(gains) - 1, 0, -1):
        labels[word - 1] = back[word, labels[word]]
    return labels


def label_odds(chain: Chain) -> Floats:
    """[words, speakers] the probability of each speaker, given all that is known."""
    gains = chain.gains()
    likely = np.exp(gains - gains.max(axis=1, keepdims=True))
    steps = np.array(list(chain.steps())).reshape(-1, *[gains.shape[1]] * 2)
    moves = np.exp(-steps) * likely[1:, None]
    ahead, behind = likely.copy(), np.ones_like(likely)
    for word, move in enumerate(moves, 1):
        np.dot(ahead[word - 1], move, out=ahead[word])
        _scale(ahead, word)
    for word in range(len(moves), 0, -1):
        np.dot(moves[word - 1], behind[word], out=behind[word - 1])
        _scale(behind, word - 1)
    joint = ahead * behind
    odds: Floats = joint / joint.sum(axis=1, keepdims=True)
    return odds


def _scale(shares: Floats, word: int) -> None:
    """What is multiplied on and on must not vanish: a word takes 40 nats at most, 100 where its speaker is certain."""
    if word % _SCALED == 0:
        shares[word] /= shares[word].sum()
