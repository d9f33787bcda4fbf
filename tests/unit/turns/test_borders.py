from __future__ import annotations

import pytest

from clipper.model import Span, TimedWord, Word, WordStatus
from clipper.turns.borders import find_remarks, price_changes, weigh_pauses


def words(text: str) -> list[Word]:
    found, at = [], 0
    for token in text.split():
        found.append(Word(text=token, start_char=at, end_char=at + len(token)))
        at += len(token) + 1
    return found


def price(text: str) -> float:
    """Of a change at the bar, in a text whose sentences are marked."""
    left, right = text.split(" | ")
    return float(price_changes(words(f"It rained. {left} {right} and so on. It is dry."), "en")[2 + len(left.split())])


def test_a_change_costs_the_more_the_closer_the_words_belong_together() -> None:
    places = [
        "We left. | Yeah.",  # a listener's remark
        "We left the harbour. | Then we came",  # a sentence ends
        "We left the | No, it is",  # somebody is cut short
        "We left the harbour, | which is old",  # a clause ends
        "We left | quickly today",
        "We left the | harbour today",
    ]
    prices = [price(place) for place in places]
    assert prices == sorted(prices)
    assert len(set(prices)) == len(prices)


def test_small_letters_behind_a_full_stop_show_that_somebody_put_in_a_word() -> None:
    assert price("we are in Oh really. | a world") < price("We are in. | A world")
    assert price("we are in Oh really. | a world") < price("we are in | a world")


def test_names_and_i_have_capitals_within_a_sentence() -> None:
    assert price("We went to | Paris now") == pytest.approx(price("We went to | town now"), abs=1.5)
    assert price("We went and | I was") > 8


def test_a_text_without_full_stops_says_less() -> None:
    marked = price_changes(words("We left. " + "And then we came home. " * 30), "en")
    unmarked = price_changes(words("We left " + "and then we came home " * 30), "en")
    assert unmarked[1:].max() < marked[1:].max() - 3


def test_remarks_are_found_within_sentences_too() -> None:
    said = "We are in Right. a world of Of course. ideas. Yeah, yeah. Correct answers win."
    texts = said.split()
    found = [" ".join(texts[first:end]) for first, end in find_remarks(texts, "en")]
    assert found == ["Right.", "Of course.", "Yeah, yeah."]


def test_where_no_full_stop_is_written_a_sentence_may_end_anywhere_but_behind_an_article() -> None:
    prices = price_changes(words("so we left the old harbour then we came home again " * 30), "en")
    assert prices[3] < 4  # left | the
    assert prices[4] > 6  # the | old


def test_without_capitals_a_full_stop_ends_a_sentence_and_is_no_remark() -> None:
    texts = "we left. then we came. it was dark. yeah. so we went home."
    prices = price_changes(words(texts), "en")
    assert prices[2] == pytest.approx(2.0)
    assert find_remarks(texts.split(), "en") == [(8, 9)]


def test_remarks_are_found_without_capitals_and_without_full_stops() -> None:
    texts = ("we left the old yeah harbour and came home " * 8).split()
    assert find_remarks(texts, "en")[0] == (4, 5)


def test_a_long_pause_makes_a_change_cheaper_and_none_makes_it_dearer() -> None:
    spans = [(0, 100), (100, 200), (500, 600), (4000, 4100)]
    timed = [TimedWord(status=WordStatus.ALIGNED, span=Span(start_ms=a, end_ms=b)) for a, b in spans]
    timed.insert(2, TimedWord(status=WordStatus.NOT_SPOKEN))
    nats = weigh_pauses(timed)
    assert nats[0] == 0
    assert nats[1] > 0
    assert nats[2] == 0
    assert 0 > nats[3] > nats[4]
