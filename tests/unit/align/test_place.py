from __future__ import annotations

import pytest

from clipper.align.durations import Pace
from clipper.align.place import place_words
from clipper.align.settle import Usual
from clipper.errors import AlignmentError
from clipper.model import silent
from clipper.model.sound import Calibration
from tests.unit.align.emission_maker import make_emissions, say
from tests.unit.align.toy_talk import make_words, spell

WORDS = make_words(200, seed=5)


def test_words_are_placed_where_they_are_said_and_progress_grows_to_its_end() -> None:
    told: list[float] = []

    def progress(stage: str, done: float) -> None:
        assert stage == "place"
        told.append(done)

    frames = say(*WORDS)
    placed = place_words(spell(WORDS), make_emissions(frames), expected_ms=None, progress=progress)
    starts = [len(say(*WORDS[:count])) for count in range(len(WORDS))]
    for spot, start in zip(placed.spots, starts, strict=True):
        assert spot is not None
        assert abs(spot.first - start) <= 3
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert placed.usual.pace != Pace()


def test_an_interruption_ends_the_second_search_as_well() -> None:
    """The first half of the stage is the first search."""
    told: list[float] = []

    def progress(stage: str, done: float) -> None:
        told.append(done)
        if done > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        place_words(spell(WORDS), make_emissions(say(*WORDS)), expected_ms=None, progress=progress)
    assert sum(done > 0.5 for done in told) == 1


def test_a_part_of_a_recording_is_searched_as_the_whole_was() -> None:
    usual = Usual(skip=9.0, pace=Pace(stretch=1.3))
    placed = place_words(
        spell(WORDS[:9]), make_emissions(say(*WORDS[:9])), expected_ms=None, progress=silent, usual=usual
    )
    assert placed.usual == usual


def test_no_words_have_no_places() -> None:
    assert place_words([], make_emissions([""] * 5), expected_ms=None, progress=silent).spots == []


def test_strangers_are_refused_and_a_short_text_never_is() -> None:
    emissions = make_emissions(say(*WORDS[:100]), calibration=Calibration())
    with pytest.raises(AlignmentError, match="nothing in common"):
        place_words(spell(make_words(100, seed=6)), emissions, expected_ms=None, progress=silent)
    place_words(spell(make_words(4, seed=6)), emissions, expected_ms=None, progress=silent)
