from __future__ import annotations

from clipper.align.graph import build_graph, prepare_scores
from clipper.align.viterbi import Path, Prices, find_path
from clipper.model import SpokenWord
from tests.unit.align.emission_maker import make_emissions, say, spoken

ALL = Prices(jump=1e6, skip=0.0, foreign=0.0)
CAT, DOG, FISH = "K AE T", "D AO G", "F IH SH"


def search(frames: list[str], words: list[SpokenWord], jump: float = 10.0, foreign: float = 0.0) -> Path:
    emissions = make_emissions(frames)
    prices = Prices(jump=jump, skip=0.0, foreign=foreign)
    return find_path(prepare_scores(emissions, 0, len(frames)), build_graph(words, emissions), prices)


def test_a_word_is_not_torn_off_its_neighbours_for_a_slightly_better_place_in_foreign_speech() -> None:
    strange = "S OW M B AA D IY"
    frames = say(strange, CAT, strange, "K IH T", DOG)
    assert search(frames, [spoken(CAT), spoken(DOG)]).first[0] == len(say(strange))
    assert search(frames, [spoken(CAT), spoken(DOG)], foreign=25.0).first[0] > len(say(strange, CAT, strange)) - 2


def test_words_are_found_where_they_are_said() -> None:
    path = search(say(CAT, DOG), [spoken(CAT), spoken(DOG)])
    assert path.first.tolist() == [3, 16]
    assert path.end.tolist() == [11, 24]


def test_a_word_that_is_not_said_is_jumped_over() -> None:
    path = search(say(CAT, DOG), [spoken(CAT), spoken(FISH), spoken(DOG)])
    assert path.first.tolist()[1] == -1
    assert path.first.tolist()[2] == 16


def test_a_whole_run_is_jumped_over_for_one_price() -> None:
    words = [spoken(CAT), *[spoken(FISH)] * 20, spoken(DOG)]
    path = search(say(CAT, DOG), words)
    assert [index for index, first in enumerate(path.first) if first >= 0] == [0, 21]


def test_the_first_and_the_last_words_can_be_missing() -> None:
    middle = "R EH M EH M B R AH N S"
    path = search(say(middle), [spoken(FISH), spoken(middle), spoken(DOG)])
    assert [first >= 0 for first in path.first] == [False, True, False]


def test_foreign_speech_between_words_costs_only_the_filler() -> None:
    path = search(say(CAT, "S OW M B AA D IY", DOG), [spoken(CAT), spoken(DOG)])
    assert path.first.tolist() == [3, 16 + 25]


def test_with_a_jump_too_dear_every_word_is_placed() -> None:
    path = search(say(CAT, DOG), [spoken(CAT), spoken(FISH), spoken(DOG)], jump=1e6)
    assert (path.first >= 0).all()
    assert (path.first[1:] >= path.end[:-1]).all()


def test_the_way_that_was_said_is_chosen() -> None:
    path = search(say("T W EH N T IY T W EH L V"), [spoken("T UW | TH AW", "T W EH N T IY | T W EH L V")])
    assert path.chain.tolist() == [1]


def test_the_path_is_the_best_one_of_all() -> None:
    """Against every pair of word borders, scored one by one."""
    frames = [*say(CAT, pause=1), "", "T", "", "K", *say("K IH T", pause=1)]
    emissions = make_emissions(frames)
    scores = prepare_scores(emissions, 0, len(frames))
    both = find_path(scores, build_graph([spoken(CAT), spoken("K IH T")], emissions), ALL)
    best = max(
        find_path(prepare_scores(emissions, 0, cut), build_graph([spoken(CAT)], emissions), ALL).total
        + find_path(prepare_scores(emissions, cut, len(frames)), build_graph([spoken("K IH T")], emissions), ALL).total
        for cut in range(6, len(frames) - 6)
    )
    assert abs(both.total - best) < 1e-3
