from __future__ import annotations

import numpy as np
import pytest

from clipper.align.graph import FILLER, MAX_CHAINS, build_graph, prepare_scores, ways_to_say
from clipper.model import SpokenForm, SpokenUnit, SpokenWord
from tests.unit.align.emission_maker import BLANK, SYMBOLS, make_emissions, spoken


def test_every_form_comes_before_any_second_pronunciation() -> None:
    two_ways = SpokenUnit(text="a", pronunciations=(("AH",), ("EY",)))
    other = SpokenUnit(text="one", pronunciations=(("W", "AH", "N"),))
    word = SpokenWord(forms=(SpokenForm(units=(two_ways,)), SpokenForm(units=(other,))))
    assert [way.phones for way in ways_to_say(word)] == [("AH",), ("W", "AH", "N"), ("EY",)]


def test_what_the_model_learned_is_heard_but_not_taken_for_what_is_said() -> None:
    of = SpokenUnit(text="of", pronunciations=(("AH", "V"),), learned=("AO", "F"))
    learned, usual = ways_to_say(SpokenWord(forms=(SpokenForm(units=(of,)),)))
    assert learned.heard == (("AO", "F"),)
    assert learned.phones == usual.phones == ("AH", "V")


def test_the_same_phones_are_searched_once() -> None:
    assert len(ways_to_say(spoken("T UW", "T UW", "T AH"))) == 2


def test_the_number_of_ways_is_bounded() -> None:
    assert (
        len(ways_to_say(spoken(*(f"{a} {b}" for a in ("K", "T", "P", "S") for b in ("AH", "IY", "OW", "UW")))))
        == MAX_CHAINS
    )


def test_a_blank_stands_between_phones_and_may_be_skipped_unless_the_phones_are_equal() -> None:
    emissions = make_emissions([""])
    graph = build_graph([spoken("K AE AE T")], emissions)
    assert [("" if c == BLANK else SYMBOLS[c]) for c in graph.column] == ["K", "", "AE", "", "AE", "", "T"]
    assert graph.may_skip.tolist() == [False, False, True, False, False, False, True]


def test_units_of_one_word_are_joined_by_a_state_that_takes_a_boundary() -> None:
    graph = build_graph([spoken("T UW | B IY")], make_emissions([""]))
    assert graph.column[3] == len(SYMBOLS) + 1


def test_a_word_without_a_form_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be searched"):
        build_graph([SpokenWord(forms=())], make_emissions([""]))


def test_foreign_sound_has_one_price_and_silence_its_own_score() -> None:
    scores = prepare_scores(make_emissions(["", "|", "K"]), 0, 3)
    assert np.allclose(scores.values[:, scores.foreign], [np.log(0.9), np.log(0.9), FILLER])
    assert np.allclose(scores.values[:2, scores.joint], np.log(0.9))
    assert scores.values[2, scores.joint] < FILLER
