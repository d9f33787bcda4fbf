from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clipper.turns.decode import Chain, best_labels, label_odds


@st.composite
def chains(draw: st.DrawFn) -> Chain:
    words, speakers = draw(st.integers(1, 6)), draw(st.integers(2, 3))
    noise = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return Chain(
        labels=noise.integers(-1, speakers, words),
        change=noise.uniform(0, 5, words),
        enter=noise.uniform(0, 5, words),
        stay=draw(st.floats(0, 2)),
        leave=draw(st.floats(0, 2)),
        voices=noise.normal(0, 3, (words, speakers)),
    )


def worth(chain: Chain, speakers: tuple[int, ...]) -> float:
    """What a labelling gains, said word by word."""
    total = 0.0
    for word, speaker in enumerate(speakers):
        wrong = chain.labels[word] >= 0 and chain.labels[word] != speaker
        was_wrong = word > 0 and chain.labels[word - 1] >= 0 and chain.labels[word - 1] != speakers[word - 1]
        total += chain.voices[word, speaker] - chain.stay * wrong
        total -= chain.enter[word] * (wrong and not was_wrong)
        total -= chain.leave * (was_wrong and not wrong)
        total -= chain.change[word] * (word > 0 and speakers[word - 1] != speaker)
    return float(total)


@settings(deadline=None, max_examples=60)
@given(chains())
def test_the_best_labelling_and_the_odds_are_those_of_all_labellings(chain: Chain) -> None:
    """Law: against every labelling."""
    words, speakers = chain.voices.shape
    everything = list(product(range(speakers), repeat=words))
    worths = np.array([worth(chain, one) for one in everything])
    assert worth(chain, tuple(best_labels(chain).tolist())) == pytest.approx(worths.max())
    shares = np.exp(worths - worths.max())
    shares /= shares.sum()
    odds = label_odds(chain)
    for word in range(words):
        for speaker in range(speakers):
            true = sum(share for one, share in zip(everything, shares, strict=True) if one[word] == speaker)
            assert odds[word, speaker] == pytest.approx(true, abs=1e-9)


def test_steps_that_are_worked_out_in_blocks_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    noise = np.random.default_rng(1)
    chain = Chain(
        labels=noise.integers(-1, 2, 20),
        change=noise.uniform(0, 5, 20),
        enter=noise.uniform(0, 5, 20),
        stay=0.3,
        leave=0.5,
        voices=noise.normal(0, 3, (20, 2)),
    )
    whole = label_odds(chain)
    monkeypatch.setattr("clipper.turns.decode._AT_ONCE", 3)
    assert np.array_equal(label_odds(chain), whole)


def test_in_a_long_talk_no_probability_vanishes() -> None:
    """Two thousand words that all stand under the wrong name, certain ones among them."""
    labels = np.zeros(2000, np.int64)
    voices = np.tile([-12.0, 12.0], (2000, 1))
    voices[::100, 0] += 50
    nats = np.full(2000, 3.0)
    odds = label_odds(Chain(labels=labels, change=nats, enter=nats, stay=0.4, leave=0.5, voices=voices))
    assert odds.sum(axis=1) == pytest.approx(1.0)
    assert odds[::100, 0] == pytest.approx(1.0, abs=1e-3)
    assert odds[50, 1] == pytest.approx(1.0)
