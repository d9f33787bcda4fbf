from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from clipper.align.related import check_related
from clipper.align.section_search import Sought
from clipper.errors import AlignmentError
from clipper.model import NO_MEMORY, silent
from clipper.model.sound import Emissions
from tests.unit.align.emission_maker import make_emissions, say
from tests.unit.align.toy_talk import make_words, spell


def check(written: Sequence[str], emissions: Emissions) -> None:
    section = Sought(words=tuple(spell(written)), first_frame=0, end_frame=len(emissions.log_probs))
    check_related([section], emissions, NO_MEMORY, silent)


def blur(emissions: Emissions, *, by: float, seed: int) -> Emissions:
    """The same in noise: every score is off by so many nats, and often another phone is the likeliest."""
    noise = np.random.default_rng(seed).normal(0, by, emissions.log_probs.shape)
    heard = emissions.log_probs + noise
    emissions.log_probs[:] = heard - np.log(np.exp(heard).sum(axis=1, keepdims=True))
    return emissions


@pytest.mark.parametrize("count", [5, 8, 20, 100])
@pytest.mark.parametrize("seed", range(8))
def test_strangers_are_refused(count: int, seed: int) -> None:
    said, written = make_words(count, seed=seed), make_words(count, seed=seed + 100)
    with pytest.raises(AlignmentError, match="nothing in common that can be heard"):
        check(written, make_emissions(say(*said)))


@pytest.mark.parametrize("seed", range(8))
def test_strangers_in_noise_are_refused_as_well(seed: int) -> None:
    said, written = make_words(60, seed=seed), make_words(60, seed=seed + 100)
    with pytest.raises(AlignmentError, match="nothing in common"):
        check(written, blur(make_emissions(say(*said)), by=2.0, seed=seed))


@pytest.mark.parametrize("count", [5, 8, 20, 100])
@pytest.mark.parametrize("by", [0.0, 1.0, 2.0])
def test_what_was_said_is_accepted_however_badly_it_is_heard(count: int, by: float) -> None:
    words = make_words(count, seed=count)
    check(words, blur(make_emissions(say(*words)), by=by, seed=1))


def test_half_a_text_is_accepted() -> None:
    words = make_words(60, seed=2)
    check(words, make_emissions(say(*words[:30])))


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_fewer_than_five_words_are_never_refused(count: int) -> None:
    for seed in range(5):
        check(make_words(count, seed=seed + 100), make_emissions(say(*make_words(count, seed=seed))))
