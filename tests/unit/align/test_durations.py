from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from clipper.align import durations
from clipper.align.durations import Pace, measure_pace, settle_lengths
from clipper.align.graph import Spot
from clipper.model import PHONES, SpokenWord
from tests.unit.align.emission_maker import make_emissions, say, spoken
from tests.unit.align.slow_search import Case, cases, chain_score, spans_in

CAT, DOG = "K AE T", "D AO G"
FRAME_MS = 20


def spot(word: str, first: int, end: int, score: float = -0.1) -> Spot:
    return Spot(first=first, end=end, phones=tuple(word.split()), score=score)


def length_cost(frames: int, phones: tuple[str, ...], word: SpokenWord, pace: Pace) -> float:
    usual = sum(durations._MS_OF[phone] for phone in phones) * (durations._FINAL if word.pause_after else 1.0)
    off = np.log(frames * FRAME_MS / (usual * pace.stretch)) / durations._SPREAD
    return float(durations._LENGTH_PRICE * 0.5 * off * off)


def total(case: Case, pace: Pace, places: list[tuple[int, int, int]], first_phones: list[tuple[str, ...]]) -> float:
    """What a whole placement is worth: (first, end, chain) of every word."""
    scores, graph = case.scores, case.graph
    silence = np.maximum(scores.values[:, scores.joint], case.emissions.calibration.filler).astype(float)
    worth = 0.0
    at = 0
    for word, (first, end, chain), phones in zip(case.words, places, first_phones, strict=True):
        worth += silence[at:first].sum() + chain_score(scores, graph, chain, first, end)
        worth -= length_cost(end - first, phones, word, pace)
        at = end
    for word, (before, after) in zip(case.words, pairwise(places), strict=False):
        price = durations._PAUSE_PRICE if word.pause_after else durations._GAP_PRICE
        too_long = max(0, (after[0] - before[1]) * FRAME_MS - durations._FREE_GAP_MS)
        worth -= min(durations._DEAREST_GAP, price * too_long)
    return worth + float(silence[at:].sum())


@settings(deadline=None, max_examples=40)
@given(cases(most_words=3, most_frames=11), st.sampled_from((0.5, 1.0, 1.6)), st.data())
def test_no_other_placement_is_better(case: Case, stretch: float, data: st.DataObject) -> None:
    """Law: against every placement, on recordings so short that every word may begin anywhere."""
    words = tuple(replace(word, pause_after=data.draw(st.booleans())) for word in case.words)
    case, pace = replace(case, words=words), Pace(stretch=stretch)
    frames = len(case.scores.values)
    graph = case.graph
    phones = [graph.ways[graph.word_first[w]].phones for w in range(graph.words)]
    rough = [spot(" ".join(ways), 0, 1) for ways in phones]

    @cache
    def worth(word: int, first: int, end: int, chain: int) -> float:
        return chain_score(case.scores, graph, chain, first, end)

    placements: list[list[tuple[int, int, int]]] = [[]]
    for w in range(graph.words):
        placements = [
            [*before, (first, end, chain)]
            for before in placements
            for first, end in spans_in(frames)
            if not before or before[-1][1] <= first
            for chain in range(graph.word_first[w], graph.word_first[w + 1])
            if worth(w, first, end, chain) > -1e20
        ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(durations, "_FREE_GAP_MS", data.draw(st.sampled_from((0, 20, 100))))  # 100 ms are long here
        patch.setattr(durations, "_GAP_PRICE", data.draw(st.sampled_from((0.015, 0.15))))
        found = settle_lengths(rough, case.words, case.emissions, pace, frames=(0, frames))
        if not placements:
            assert found == rough
            return
        best = max(total(case, pace, places, phones) for places in placements)
        chains = [
            next(c for c in range(graph.word_first[w], graph.word_first[w + 1]) if graph.ways[c].phones == s.phones)
            for w, s in enumerate(found)
        ]
        places = [(s.first, s.end, chain) for s, chain in zip(found, chains, strict=True)]
        assert total(case, pace, places, phones) == pytest.approx(best, abs=1e-3)


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_words_stay_in_order_within_their_frames_and_within_a_second_of_their_place(data: st.DataObject) -> None:
    """Law."""
    noise = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    said = [" ".join(noise.choice(PHONES, size=3)) for _ in range(data.draw(st.integers(1, 12)))]
    emissions = make_emissions(say(*said, pause=data.draw(st.integers(0, 70))))
    frames = len(emissions.log_probs)
    assume(frames > 3 * len(said))
    firsts = sorted(noise.choice(frames - 1, size=len(said), replace=False).tolist())
    rough = [spot(word, first, first + 1) for word, first in zip(said, firsts, strict=True)]
    found = settle_lengths(rough, [spoken(word) for word in said], emissions, Pace(), frames=(0, frames))
    assert all(a.end <= b.first for a, b in pairwise(found)) or found == rough
    for before, after in zip(rough, found, strict=True):
        assert abs(after.first - before.first) * FRAME_MS <= 1000
        assert 0 <= after.first < after.end <= frames


def test_a_word_that_was_squeezed_into_noise_gets_the_room_it_needs() -> None:
    frames = [*say(CAT, pause=2), *[""] * 2, "D", "AO", "AO", "AO", "AO", "AO", "G", *[""] * 20]
    blurred = make_emissions(frames)
    blurred.log_probs[12:20] = np.log(1 / blurred.log_probs.shape[1])  # nothing is heard of the second word
    rough = [spot(CAT, 2, 10), spot(DOG, 12, 15, -3.6)]
    found = settle_lengths(rough, [spoken(CAT), spoken(DOG)], blurred, Pace(), frames=(0, len(frames)))
    assert found[0].first == 2
    assert found[1].end - found[1].first >= 6


def test_a_word_does_not_float_off_in_a_sentence_but_may_wait_after_a_mark() -> None:
    """Twice the same word; the sentence goes on beside the first one, a turn ends before the second."""
    frames = [*say(CAT, DOG, pause=2), *[""] * 30, *say(DOG, pause=2)]
    emissions = make_emissions(frames)
    first = emissions.log_probs[12:21]
    first[first > np.log(0.5)] = np.log(0.25)  # it is heard less well
    rough = [spot(CAT, 2, 10), spot(DOG, 12, 21)]
    near, far = (
        settle_lengths(
            rough, [replace(spoken(CAT), pause_after=pause), spoken(DOG)], emissions, Pace(), frames=(0, len(frames))
        )[1].first
        for pause in (False, True)
    )
    assert near <= 16
    assert far >= 50


def test_a_model_of_shorter_frames_finds_the_same_times() -> None:
    """Prices are by the ms: the same sound in frames of half the length, each of half the weight."""
    frames = [*say(CAT, DOG, pause=2), *[""] * 10, *say(DOG, pause=2)]
    usual = make_emissions(frames)
    first = usual.log_probs[12:21]
    first[first > np.log(0.5)] = np.log(0.2)  # heard a little less well: the gap to the second one is just worth it
    finer = replace(
        usual,
        log_probs=np.repeat(usual.log_probs / 2, 2, axis=0),
        hop=usual.hop // 2,
        calibration=replace(usual.calibration, filler=usual.calibration.filler / 2),
    )
    rough, words = [spot(CAT, 2, 10), spot(DOG, 12, 21)], [spoken(CAT), spoken(DOG)]
    twice = [replace(place, first=2 * place.first, end=2 * place.end) for place in rough]
    found = settle_lengths(rough, words, usual, Pace(), frames=(0, len(frames)))
    again = settle_lengths(twice, words, finer, Pace(), frames=(0, 2 * len(frames)))
    assert found[1].first > 30
    assert [(place.first // 2, place.end // 2) for place in again] == [(place.first, place.end) for place in found]


def test_the_pace_is_that_of_the_words_that_were_surely_heard() -> None:
    usual_ms = sum(durations._MS_OF[phone] for phone in CAT.split())
    frames = round(1.5 * usual_ms / FRAME_MS)
    sure = [spot(CAT, 0, frames, -0.1)] * 20
    unsure = [spot(CAT, 0, 1, -2.0)] * 30
    emissions = make_emissions([""] * 5)
    pace = measure_pace([*sure, *unsure, None], [spoken(CAT)] * 51, emissions)
    assert pace.stretch == pytest.approx(1.5, abs=0.1)
    assert measure_pace(sure[:19], [spoken(CAT)] * 19, emissions) == Pace()


def test_words_last_longer_before_a_pause() -> None:
    spots = [spot(CAT, 0, 20)] * 20
    emissions = make_emissions([""] * 5)
    inside = measure_pace(spots, [spoken(CAT)] * 20, emissions)
    final = measure_pace(spots, [replace(spoken(CAT), pause_after=True)] * 20, emissions)
    assert final.stretch == pytest.approx(inside.stretch / 1.2, abs=0.02)


def test_every_phone_has_a_length() -> None:
    assert set(durations._MS_OF) == set(PHONES)
    assert all(40 <= length <= 200 for length in durations._MS_OF.values())
