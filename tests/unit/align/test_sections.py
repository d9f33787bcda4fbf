from __future__ import annotations

from itertools import pairwise

import numpy as np

from clipper.align.anchors import Chain, SymbolString, chain_seeds, hear_symbols, write_symbols
from clipper.align.sections import SURE_WEIGHT, Section, cut_sections, sure_words
from clipper.model.sound import Emissions
from tests.unit.align.emission_maker import make_emissions, say
from tests.unit.align.toy_talk import make_words

PER_S = 50  # frames


def make_recording(seconds: int) -> Emissions:
    return make_emissions([""] * (seconds * PER_S))


def make_chain(*stretches: tuple[int, int, int]) -> tuple[Chain, SymbolString, SymbolString]:
    """A chain of stretches, each of so many seeds from a second and a word on: a seed every 100 ms and every word."""
    heard: list[int] = []
    written: list[int] = []
    run: list[int] = []
    for number, (second, word, seeds) in enumerate(stretches):
        heard += [second * PER_S + 5 * seed for seed in range(seeds)]
        written += [word + seed for seed in range(seeds)]
        run += [number] * seeds
    at = np.arange(len(heard), dtype=np.int64)
    chain = Chain(heard=at, written=at, run=np.array(run), weight=np.array([seeds + 4 for *_, seeds in stretches]))
    nothing = np.zeros(len(heard), np.int64)
    return (
        chain,
        SymbolString(symbol=nothing, place=np.array(heard)),
        SymbolString(symbol=nothing, place=np.array(written)),
    )


def cuts(seconds: int, words: int, *stretches: tuple[int, int, int]) -> list[tuple[int, int]]:
    """Where a recording is cut, in seconds and words."""
    sections = cut_sections(*make_chain(*stretches), make_recording(seconds), words=words)
    assert_covering(sections, seconds * PER_S, words)
    return [(section.first_frame // PER_S, section.first_word) for section in sections[1:]]


def assert_covering(sections: list[Section], frames: int, words: int) -> None:
    assert (sections[0].first_frame, sections[0].first_word) == (0, 0)
    assert (sections[-1].end_frame, sections[-1].end_word) == (frames, words)
    for before, after in pairwise(sections):
        assert (before.end_frame, before.end_word) == (after.first_frame, after.first_word)


def test_a_cut_lies_well_inside_a_sure_stretch() -> None:
    assert cuts(200, 1000, (60, 100, 40)) == [(61, 110)]


def test_cuts_are_half_a_minute_apart_and_away_from_the_end() -> None:
    assert cuts(130, 1000, (35, 100, 40), (50, 200, 40), (70, 300, 40), (110, 400, 40)) == [(36, 110), (71, 310)]


def test_a_stretch_that_may_be_chance_is_not_cut() -> None:
    assert cuts(400, 1000, (200, 100, SURE_WEIGHT - 5)) == []


def test_a_short_sure_stretch_is_cut_only_if_there_was_none_for_two_minutes() -> None:
    """In noise: eighteen seeds are sure, but no seed has ten others on either side."""
    assert cuts(300, 1000, (100, 100, 18)) == []
    assert cuts(300, 1000, (130, 100, 18)) == [(130, 106)]
    assert cuts(300, 1000, (30, 50, 40), (130, 100, 18), (160, 200, 18)) == [(31, 60), (160, 206)]


def test_without_any_anchor_there_is_one_section() -> None:
    emissions = make_recording(60)
    empty = SymbolString(symbol=np.zeros(0, np.int64), place=np.zeros(0, np.int64))
    nothing = np.zeros(0, np.int64)
    chain = Chain(heard=nothing, written=nothing, run=nothing, weight=nothing)
    (section,) = cut_sections(chain, empty, empty, emissions, words=7)
    assert_covering([section], 60 * PER_S, 7)
    assert sure_words(chain, empty) == 0


def test_a_talk_is_cut_between_the_words_that_stand_on_either_side() -> None:
    words = make_words(600, seed=1)
    starts = np.cumsum([0, *(len(say(word)) for word in words)])
    frames = [frame for word in words for frame in say(word)]
    emissions = make_emissions(frames)
    heard = hear_symbols(emissions)
    written = write_symbols([tuple(word.split()) for word in words], emissions)
    chain = chain_seeds(heard, written, emissions, expected=None)
    sections = cut_sections(chain, heard, written, emissions, words=len(words))
    assert len(sections) >= 4
    assert_covering(sections, len(frames), len(words))
    for section in sections[1:]:
        assert abs(section.first_frame - int(starts[section.first_word])) <= 4
    assert sure_words(chain, written) >= 590
