from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from clipper.align.edge_rules import EdgeRules, PhoneClass
from clipper.align.graph import Spot, build_graph, prepare_scores
from clipper.align.refine import Edges, refine_words
from clipper.align.viterbi import Prices, find_path
from clipper.model import silent
from clipper.model.sound import Calibration, Energy, Hearing
from tests.unit.align.emission_maker import make_emissions, say, spoken
from tests.unit.align.phone_toy import ToyModel, make_cepstra
from tests.unit.align.toy_talk import hear

FRAMES = 60
ALL = Prices(jump=1e6, skip=0.0, foreign=0.0)


@pytest.mark.parametrize(("early_ms", "late_ms"), [(0, 0), (55, 20)])
def test_a_rough_place_is_moved_by_what_was_measured_of_the_model(early_ms: int, late_ms: int) -> None:
    """Seen where the phone model finds no path: thirty phones do not fit, and the rough place stands."""
    calibration = Calibration(early_ms=early_ms, late_ms=late_ms)
    hearing = Hearing(
        emissions=make_emissions([""] * FRAMES, calibration=calibration),
        cepstra=make_cepstra([("SIL", 2 * FRAMES)]),
        energy=Energy(db=np.full(4 * FRAMES, -70, np.float32), hop=80),
        samples=320 * FRAMES,
    )
    (edges,) = refine_words(
        [Spot(first=30, end=32, phones=("K", "AE") * 15, score=-0.1)], hearing, ToyModel(), progress=silent
    )
    assert edges is not None
    assert not edges.agreed
    assert abs(edges.start_ms - (600 - early_ms)) < 10
    assert abs(edges.end_ms - (640 + late_ms)) < 10


def rules(**tables: Any) -> EdgeRules:
    nothing: dict[str, Any] = {
        "start_rise": {},
        "end_rise": {},
        "start_late_ms": {},
        "end_late_ms": {},
        "join_late_ms": {},
    }
    return EdgeRules(**{**nothing, **tables})


def sharpen(words: list[str], *, by: EdgeRules, joined: bool = False) -> list[Edges]:
    """The edges by these rules of words that are said 20 frames (400 ms) apart, or without a gap."""
    frames = say(*words, pause=20)
    if joined:
        frames = [*[""] * 20, *(phone for word in words for phone in word.split() for _ in range(2)), *[""] * 20]
    emissions = make_emissions(frames)
    path = find_path(prepare_scores(emissions, 0, len(frames)), build_graph(list(map(spoken, words)), emissions), ALL)
    spots = [
        Spot(first=int(first), end=int(end), phones=tuple(word.split()), score=-0.1)
        for first, end, word in zip(path.first, path.end, words, strict=True)
    ]
    edges = refine_words(spots, hear(frames), ToyModel(), progress=silent, rules=by)
    return [edge for edge in edges if edge is not None]


def test_edges_beside_a_pause_follow_the_rules_of_their_own_phone() -> None:
    """ "K" opens and "T" closes the first word, "D" and "G" the second."""
    plain = sharpen(["K AE T", "D AO G"], by=rules())
    moved = sharpen(
        ["K AE T", "D AO G"],
        by=rules(start_late_ms={PhoneClass.STOP: 7}, end_late_ms={PhoneClass.VOICED_STOP: -5}),
    )
    assert [edge.start_ms for edge in moved] == [plain[0].start_ms - 7, plain[1].start_ms]
    assert [edge.end_ms for edge in moved] == [plain[0].end_ms, plain[1].end_ms + 5]


def test_the_border_of_two_joined_words_follows_the_rule_of_its_two_phones() -> None:
    pair = {(PhoneClass.STOP, PhoneClass.VOICED_STOP): 6, (PhoneClass.VOICED_STOP, PhoneClass.STOP): 50}
    plain = sharpen(["K AE T", "D AO G"], by=rules(), joined=True)
    moved = sharpen(["K AE T", "D AO G"], by=rules(join_late_ms=pair), joined=True)
    assert moved[0].end_ms == plain[0].end_ms - 6
    assert moved[1].start_ms == plain[1].start_ms - 6
    assert (moved[0].start_ms, moved[1].end_ms) == (plain[0].start_ms, plain[1].end_ms)


def test_energy_moves_an_edge_only_where_the_rules_have_a_rise() -> None:
    by_energy = sharpen(["K AE T"], by=rules(start_rise={PhoneClass.STOP: 0.5}))
    assert abs(by_energy[0].start_ms - 400) <= 5
    alone = sharpen(["K AE T"], by=rules(start_rise={PhoneClass.STOP: None}))
    assert alone == sharpen(["K AE T"], by=rules())


def test_no_rule_moves_a_word_out_of_the_recording() -> None:
    late = dict.fromkeys(PhoneClass, 5000.0)
    early = dict.fromkeys(PhoneClass, -5000.0)
    (edge,) = sharpen(["K AE T"], by=rules(start_late_ms=late, end_late_ms=early))
    assert (edge.start_ms, edge.end_ms) == (0.0, len(say("K AE T", pause=20)) * 20)
