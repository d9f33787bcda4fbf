from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clipper.align import viterbi
from clipper.align.graph import build_graph, prepare_scores
from clipper.align.viterbi import Path, Prices, find_path, path_bytes
from clipper.model import SpokenWord
from tests.unit.align.emission_maker import make_emissions, say, spoken
from tests.unit.align.slow_search import Case, best_total, cases, chain_score, total_of

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


PRICES = st.builds(
    Prices,
    jump=st.sampled_from((0.5, 5.0, 25.0)),
    skip=st.sampled_from((0.0, 2.0, 6.0)),
    foreign=st.sampled_from((0.0, 3.0, 12.0)),
)


@settings(deadline=None, max_examples=60)
@given(cases(most_words=4, most_frames=12), PRICES)
def test_no_other_path_is_better_and_the_path_is_what_its_score_says(case: Case, prices: Prices) -> None:
    """Law: against a search that packs nothing and tries every way."""
    found = find_path(case.scores, case.graph, prices)
    assert found.total == pytest.approx(best_total(case.scores, case.graph, prices), abs=1e-3)
    if found.total > -1e20:
        assert total_of(found, case.scores, case.graph, prices) == pytest.approx(found.total, abs=1e-3)
        said = [w for w in range(case.graph.words) if found.first[w] >= 0]
        for w in said:
            alone = chain_score(case.scores, case.graph, int(found.chain[w]), int(found.first[w]), int(found.end[w]))
            assert found.score[w] == pytest.approx(alone, abs=1e-3)


@settings(deadline=None, max_examples=20)
@given(cases(most_words=5, most_frames=30))
def test_wide_back_pointers_give_the_same_path(case: Case) -> None:
    prices = Prices(jump=5.0, skip=1.0, foreign=3.0)
    narrow = find_path(case.scores, case.graph, prices)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(viterbi, "_MOST_NARROW", 0)
        wide = find_path(case.scores, case.graph, prices)
        assert path_bytes(case.graph, 30) > 0
    for name in ("first", "end", "chain", "score"):
        assert (getattr(narrow, name) == getattr(wide, name)).all()


def test_the_room_that_is_asked_for_is_the_room_that_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[int] = []
    forward = viterbi._forward

    def watch(*arguments: Any) -> Any:
        taken.append(sum(array.nbytes for array in arguments[-2:]))
        return forward(*arguments)

    monkeypatch.setattr(viterbi, "_forward", watch)
    frames = say(CAT, DOG, FISH)
    emissions = make_emissions(frames)
    graph = build_graph([spoken(CAT), spoken(DOG, "D AA G"), spoken(FISH)], emissions)
    find_path(prepare_scores(emissions, 0, len(frames)), graph, ALL)
    assert taken == [path_bytes(graph, len(frames))]
