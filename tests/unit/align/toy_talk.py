"""A talk that is heard without a flaw: words of a toy language, said in frames of 20 ms."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clipper.model import PHONES, SpokenWord, Turn
from clipper.model.sound import Energy, Hearing
from tests.unit.align.emission_maker import make_emissions, say, spoken
from tests.unit.align.phone_toy import make_cepstra


def hear(frames: list[str]) -> Hearing:
    """What would be heard if these were the frames: 20 ms each, two rows of cepstra and four of energy."""
    sound = [(frame if frame not in {"", "|"} else "SIL", 2) for frame in frames]
    loud = np.repeat([frame not in {"", "|"} for frame in frames], 4)
    return Hearing(
        emissions=make_emissions(frames),
        cepstra=make_cepstra(sound),
        energy=Energy(db=np.where(loud, -20.0, -70.0).astype(np.float32), hop=80),
        samples=320 * len(frames),
    )


def make_words(count: int, *, seed: int) -> list[str]:
    """Words of three to five phones ("K AE T S")."""
    rng = np.random.default_rng(seed)
    return [" ".join(rng.choice(PHONES, size=rng.integers(3, 6))) for _ in range(count)]


def make_turns(*lengths: int) -> tuple[Turn, ...]:
    """Turns of so many words."""
    ends = np.cumsum(lengths).tolist()
    starts = [0, *ends[:-1]]
    return tuple(Turn(speaker=None, first_word=a, end_word=b) for a, b in zip(starts, ends, strict=True))


def spell(words: Sequence[str]) -> list[SpokenWord]:
    """The words as the search takes them."""
    return [spoken(word) for word in words]


def hear_words(words: Sequence[str], *, pause: int = 20) -> Hearing:
    """What is heard when the words are said, with ``pause`` frames between them."""
    return hear(say(*words, pause=pause))
