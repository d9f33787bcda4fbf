from dataclasses import replace

import pytest

from clipper.clips.choose import choose_quote, find_again, quote_span
from clipper.clips.find import find_quotes
from clipper.errors import QuoteError
from clipper.model import Alignment, Quote, Repeat, Span
from tests.talks import talk

TWICE = talk("we are back in the age of research", "are we", "we are back in the age of research today")


def choose(alignment: Alignment, wanted: str, *, at_ms: int | None = None, nth: int | None = None) -> Quote:
    return choose_quote(alignment, find_quotes(alignment, wanted), wanted, at_ms=at_ms, nth=nth)


def test_the_only_place_is_chosen() -> None:
    assert choose(TWICE, "the age of research today").first_word == 14


def test_several_equal_places_are_listed_with_their_times() -> None:
    with pytest.raises(QuoteError) as caught:
        choose(TWICE, "back in the age of research")
    assert "is said in 2 places" in caught.value.message
    for part in ("1. 0:00:01.800", "2. 0:00:05.800", "--at", "--nth", "more words"):
        assert part in caught.value.remedy


def test_nth_chooses_among_equals_in_order_of_time() -> None:
    assert choose(TWICE, "back in the age of research", nth=2).first_word == 12


def test_a_number_that_does_not_exist_is_refused() -> None:
    with pytest.raises(QuoteError, match="no number 3"):
        choose(TWICE, "back in the age of research", nth=3)


def test_a_time_chooses_the_nearest_of_equals() -> None:
    assert choose(TWICE, "back in the age of research", at_ms=5000).first_word == 12
    assert choose(TWICE, "back in the age of research", at_ms=0).first_word == 2


def test_a_time_far_from_every_place_is_refused() -> None:
    with pytest.raises(QuoteError, match="within a minute of 0:10:00"):
        choose(TWICE, "back in the age of research", at_ms=600_000)


def test_a_time_may_choose_a_place_that_is_not_the_best() -> None:
    alignment = talk("we are back in the age of research " + "la " * 400 + "we are back in an age of research")
    assert choose(alignment, "we are back in the age of research", at_ms=162_000).first_word > 400


def test_a_verbatim_place_wins_over_one_that_differs_by_a_word() -> None:
    alignment = talk("we are back in the age of research", "we are back in the era of research")
    assert choose(alignment, "we are back in the era of research").first_word == 8


def test_an_absent_quote_names_the_nearest_places() -> None:
    with pytest.raises(QuoteError, match="not in this episode") as caught:
        choose(TWICE, "never back in the town of snow today")
    assert "0:00:" in caught.value.remedy


def test_two_words_of_three_are_not_the_quote() -> None:
    with pytest.raises(QuoteError):
        choose(TWICE, "age of empires")


def test_an_absent_quote_without_any_likeness_says_so() -> None:
    with pytest.raises(QuoteError, match="not in this episode"):
        choose(TWICE, "municipal libraries close")


def test_parts_in_the_wrong_order_are_not_in_the_episode() -> None:
    with pytest.raises(QuoteError, match="not in this episode") as caught:
        choose(talk("the sky does not ask what you paid", "and the first night"), "you paid ... the sky")
    assert "in this order" in caught.value.remedy


def test_a_quote_that_was_not_heard_is_refused() -> None:
    alignment = talk("hello there dear listeners", unspoken=frozenset({"dear", "listeners"}))
    with pytest.raises(QuoteError, match="not heard"):
        choose(alignment, "dear listeners")


def test_control_characters_do_not_reach_the_message() -> None:
    with pytest.raises(QuoteError) as caught:
        choose(TWICE, "not \x1b[31m here \u202e at all")
    assert "\x1b" not in str(caught.value)
    assert "\u202e" not in str(caught.value)


def test_words_without_a_time_at_the_edges_do_not_matter() -> None:
    alignment = talk("ah well [coughs] we go home", unspoken=frozenset({"ah", "home"}))
    quote = choose(alignment, "ah well we go home")
    assert quote_span(alignment, quote) == Span(start_ms=1000, end_ms=2100)


def test_a_quote_is_heard_again_where_a_repeat_holds_the_whole_of_it() -> None:
    alignment = talk("ah one two three", "four five", start_ms=9000, unspoken=frozenset({"ah"}))
    spans = tuple(Span(start_ms=1000 + 200 * k, end_ms=1200 + 200 * k) for k in range(4))
    repeat = Repeat(first_word=1, end_word=5, span=spans[0].hull(spans[3]), score=0.8, spans=spans)
    alignment = replace(alignment, repeats=(repeat,))
    assert find_again(alignment, choose(alignment, "ah one two three")) == (Span(start_ms=1000, end_ms=1600),)
    assert find_again(alignment, choose(alignment, "two three four")) == (Span(start_ms=1200, end_ms=1800),)
    assert find_again(alignment, choose(alignment, "three four five")) == ()
