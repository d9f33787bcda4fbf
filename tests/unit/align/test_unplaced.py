from __future__ import annotations

from clipper.align.graph import Spot
from clipper.align.unplaced import place_in_speech
from tests.unit.align.emission_maker import make_emissions, say, spoken

CAT = "K AE T S"


def spot(first: int, end: int) -> Spot:
    return Spot(first=first, end=end, phones=tuple(CAT.split()), score=-0.1)


def test_a_left_out_word_gets_the_speech_between_its_neighbours() -> None:
    frames = say(CAT, "M IH S T", CAT)
    emissions = make_emissions(frames)
    found = place_in_speech(
        [spot(3, 15), None, spot(35, 47)], [spoken(CAT), spoken("F UW B AA"), spoken(CAT)], emissions
    )
    assert found[1] is not None
    assert 15 <= found[1].first < found[1].end <= 35


def test_a_word_whose_gap_is_silent_stays_without_a_place() -> None:
    emissions = make_emissions(say(CAT) + [""] * 20 + say(CAT))
    assert place_in_speech([spot(3, 15), None, spot(42, 54)], [spoken(CAT)] * 3, emissions)[1] is None


def test_a_long_text_does_not_go_into_a_short_gap() -> None:
    emissions = make_emissions(say(CAT, "M IH", CAT))
    words = [spoken(CAT), *[spoken("F UW B AA")] * 12, spoken(CAT)]
    found = place_in_speech([spot(3, 15), *[None] * 12, spot(29, 41)], words, emissions)
    assert found[1:-1] == [None] * 12


def test_words_at_either_end_stay_without_a_place() -> None:
    emissions = make_emissions(say("M IH S T", CAT, "M IH S T"))
    found = place_in_speech([None, spot(19, 31), None], [spoken(CAT)] * 3, emissions)
    assert found[0] is None
    assert found[2] is None
