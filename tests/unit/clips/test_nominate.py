"""How well a text can match in an episode at best."""

import numpy as np
import pytest

from clipper.clips.find import find_quotes, read_searchable
from clipper.clips.index import QuoteIndex, index_transcript
from clipper.clips.nominate import BLOCK, MOST_UNITS, best_scores, fill_shelf
from clipper.clips.units import say_as_written
from tests.talks import talk

TALKS = (
    talk("welcome back to the show about the sea", "thank you for having me by the harbour wall"),
    talk("um " * 60 + "we were going to build a lighthouse on the rock and nobody would pay for it"),
    talk("[music]"),
    talk("the ideas were cheap", "and the execution is everything that counts in the end, is it not"),
)


def bounds(wanted: str) -> list[float]:
    indexes = [index_transcript(one.transcript) for one in TALKS]
    vocabulary = list(dict.fromkeys(unit for index in indexes for unit in index.vocabulary))
    units = [_numbers(index, vocabulary) for index in indexes]
    query = read_searchable(wanted, language="en", say=say_as_written)
    return best_scores(query, fill_shelf(vocabulary, units)).tolist()


def _numbers(index: QuoteIndex, vocabulary: list[str]) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    return np.array([vocabulary.index(index.vocabulary[unit]) for unit in index.units], dtype=np.uint32)


@pytest.mark.parametrize(
    "wanted",
    [
        "build a lighthouse on the rock",
        "we were going to built a light house on that rock",
        "going to build ... nobody would pay",
        "the idea is cheap [and] the execution is everything",
        "cheap ... everything that counts",
        "one two three four five",
    ],
)
def test_no_place_is_better_than_its_bound(wanted: str) -> None:
    for bound, one in zip(bounds(wanted), TALKS, strict=True):
        assert bound >= max((quote.score for quote in find_quotes(one, wanted)), default=0.0)


def test_only_an_episode_with_the_words_can_hold_the_text() -> None:
    assert [round(bound, 2) for bound in bounds("lighthouse rock nobody")] == [0.05, 1.0, 0.05, 0.05]


def test_words_that_lie_far_apart_do_not_add_up() -> None:
    far = talk("lighthouse " + "um " * 8 * BLOCK + "rock")
    index = index_transcript(far.transcript)
    query = read_searchable("lighthouse rock", language="en", say=say_as_written)
    (bound,) = best_scores(query, fill_shelf(index.vocabulary, [index.units.astype(np.uint32)]))
    assert bound == pytest.approx(0.525)  # one of them, and another word in the place of the other


def test_each_part_around_a_gap_must_be_there() -> None:
    assert bounds("the execution is everything ... welcome back to the show") == [0.0, 0.0, 0.0, 0.0]
    assert bounds("the show about the sea ... the harbour wall")[0] == 1.0


def test_of_a_very_long_text_the_words_that_are_not_looked_at_are_taken_for_found() -> None:
    many = " ".join(f"word{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(2 * MOST_UNITS))
    assert min(bounds(many)) >= 0.5


def test_no_episodes_have_no_bounds() -> None:
    query = read_searchable("anything", language="en", say=say_as_written)
    assert len(best_scores(query, fill_shelf([], []))) == 0
