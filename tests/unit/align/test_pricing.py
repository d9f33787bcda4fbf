from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipper.align.graph import Spot
from clipper.align.pricing import SKIP_IN_CLEAR, SKIP_IN_DIN, SKIP_IN_NOISE, choose_skip, is_din
from clipper.align.section_search import Sought
from clipper.model.sound import Calibration
from tests.unit.align.emission_maker import make_emissions, say

MODEL = Calibration(clear=-0.2, noisy=-0.8)


def found(*scores: float) -> list[Spot | None]:
    return [None, *(Spot(first=0, end=5, phones=("AH",), score=score) for score in scores)]


@pytest.mark.parametrize(
    ("score", "price"),
    [(-0.1, SKIP_IN_CLEAR), (-0.2, SKIP_IN_CLEAR), (-0.5, 12.0), (-0.8, SKIP_IN_NOISE), (-2.0, SKIP_IN_DIN)],
)
def test_a_word_is_the_dearer_to_leave_out_the_worse_words_fit(score: float, price: float) -> None:
    assert choose_skip(found(score), MODEL) == pytest.approx(price)


def test_where_nothing_was_found_the_price_is_that_of_noise() -> None:
    assert choose_skip([None], MODEL) == SKIP_IN_NOISE


def test_a_few_words_that_fit_badly_do_not_make_a_recording_noisy() -> None:
    assert choose_skip(found(*[-0.1] * 6, *[-3.0] * 5), MODEL) == SKIP_IN_CLEAR


@given(st.lists(st.floats(-3, 0), min_size=1), st.floats(0, 2))
def test_the_price_never_falls_when_every_word_fits_worse(scores: list[float], worse: float) -> None:
    price = choose_skip(found(*scores), MODEL)
    assert SKIP_IN_CLEAR <= price <= choose_skip(found(*(score - worse for score in scores)), MODEL) <= SKIP_IN_DIN


@pytest.mark.parametrize(("chance", "din"), [(0.9, False), (0.7, False), (0.5, True), (0.3, True)])
def test_din_is_where_the_phones_that_are_heard_are_heard_faintly(chance: float, *, din: bool) -> None:
    emissions = make_emissions(say("K AE T", "D AO G"))
    loud = emissions.log_probs > np.log(0.5)
    loud[emissions.log_probs.argmax(axis=1) == emissions.blank] = False  # silence is always sure of itself
    emissions.log_probs[loud] = np.log(chance)
    assert is_din(emissions, Sought(words=(), first_frame=0, end_frame=len(emissions.log_probs))) is din


def test_silence_is_no_din() -> None:
    assert not is_din(make_emissions([""] * 10), Sought(words=(), first_frame=0, end_frame=10))
