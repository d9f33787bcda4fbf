from __future__ import annotations

import numpy as np
import pytest

from clipper.align.graph import MAX_CHAINS, build_graph, prepare_scores, ways_to_say
from clipper.model import SpokenForm, SpokenUnit, SpokenWord
from clipper.model.sound import Alphabet, Calibration
from tests.unit.align.emission_maker import BLANK, LETTERS, SYMBOLS, make_emissions, spoken

PLAIN = make_emissions([""])
LEARNED = make_emissions([""], calibration=Calibration(learned=True))
SPELLED = make_emissions([""], alphabet=Alphabet.LETTERS)


def test_every_form_comes_before_any_second_pronunciation() -> None:
    two_ways = SpokenUnit(text="a", pronunciations=(("AH",), ("EY",)))
    other = SpokenUnit(text="one", pronunciations=(("W", "AH", "N"),))
    word = SpokenWord(forms=(SpokenForm(units=(two_ways,)), SpokenForm(units=(other,))))
    assert [way.phones for way in ways_to_say(word, PLAIN)] == [("AH",), ("W", "AH", "N"), ("EY",)]


def test_what_the_model_learned_is_heard_but_not_taken_for_what_is_said() -> None:
    of = SpokenUnit(text="of", pronunciations=(("AH", "V"),), learned=("AO", "F"))
    word = SpokenWord(forms=(SpokenForm(units=(of,)),))
    learned, usual = ways_to_say(word, LEARNED)
    assert learned.heard == (("AO", "F"),)
    assert learned.phones == usual.phones == ("AH", "V")
    assert ways_to_say(word, PLAIN) == (usual,)  # another model has not learned these readings


def test_a_model_of_letters_hears_the_spelling_of_what_is_said() -> None:
    hers = SpokenUnit(text="hers", pronunciations=(("HH", "ER", "Z"), ("ER", "Z")))
    twelve = SpokenUnit(text="twelve", pronunciations=(("T", "W", "EH", "L", "V"),))
    word = SpokenWord(forms=(SpokenForm(units=(hers,)), SpokenForm(units=(hers, twelve))))
    short, long = ways_to_say(word, SPELLED)
    assert short.heard == (tuple("hers"),)
    assert long.heard == (tuple("hers"), tuple("twelve"))
    assert short.phones == ("HH", "ER", "Z")
    assert long.phones == ("HH", "ER", "Z", "T", "W", "EH", "L", "V")


def test_doubled_letters_need_the_blank_between_them() -> None:
    all_in = SpokenForm(units=tuple(SpokenUnit(text=text, pronunciations=(("AH",),)) for text in ("all", "lit")))
    graph = build_graph([SpokenWord(forms=(all_in,))], SPELLED)
    joint = len(LETTERS) + 1
    names = ["|" if c == joint else LETTERS[c] for c in graph.column]
    assert names == ["a", "", "l", "", "l", "|", "l", "", "i", "", "t"]
    skipped = [bool(skip) for skip in graph.may_skip]
    assert skipped == [False, False, True, False, False, False, False, False, True, False, True]


def test_the_same_phones_are_searched_once() -> None:
    assert len(ways_to_say(spoken("T UW", "T UW", "T AH"), PLAIN)) == 2


def test_the_number_of_ways_is_bounded() -> None:
    word = spoken(*(f"{a} {b}" for a in ("K", "T", "P", "S") for b in ("AH", "IY", "OW", "UW")))
    assert len(ways_to_say(word, PLAIN)) == MAX_CHAINS


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


def test_foreign_sound_has_the_models_price_and_silence_its_own_score() -> None:
    for filler in (-1.5, -0.7):
        emissions = make_emissions(["", "|", "K"], calibration=Calibration(filler=filler))
        scores = prepare_scores(emissions, 0, 3)
        assert np.allclose(scores.values[:, scores.foreign], [np.log(0.9), np.log(0.9), filler])
        assert np.allclose(scores.values[:2, scores.joint], np.log(0.9))
        assert scores.values[2, scores.joint] < filler
