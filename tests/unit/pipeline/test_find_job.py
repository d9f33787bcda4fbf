"""Searching one or several episodes."""

from dataclasses import replace
from itertools import islice, product

import pytest

from clipper.errors import InputError, QuoteError
from clipper.model import Alignment, Repeat, Span
from clipper.pipeline.find_job import Match, Search, search
from clipper.pipeline.searchable import Searchable, make_searchable
from tests.talks import talk

TALK = talk(
    "welcome back to the show about the sea",
    "thank you. It cost $5 million and 64 feet of cable, and we don't regret it",
    "you do not regret it?",
    "we were gonna build it in the 1990s",
)


def ready(alignment: Alignment, name: str = "") -> Searchable:
    return make_searchable(alignment, name)


def matches(wanted: str, *alignments: Alignment, speaker: str | None = None, everything: bool = False) -> list[Match]:
    episodes = [ready(alignment, f"{number}.json") for number, alignment in enumerate(alignments or (TALK,))]
    return list(search(episodes, Search(wanted=wanted, speaker=speaker, everything=everything)).matches)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("it cost five million dollars and sixty-four feet of cable", "It cost $5 million and 64 feet of cable,"),
        ("we do not regret it", "we don't regret it"),
        ("going to build it in the nineteen nineties", "gonna build it in the 1990s"),
        ("the sea thank you", "the sea thank you."),
    ],
)
def test_numbers_and_contractions_are_found_either_way(wanted: str, found: str) -> None:
    match = matches(wanted)[0]
    assert (match.quote.found, match.quote.score, match.differences) == (found, 1.0, ())


def test_a_match_tells_who_when_and_what_is_around() -> None:
    (match,) = matches("sixty four feet of rope")
    assert [speaker.name for speaker in match.speakers] == ["Milo Quist"]
    assert match.span == Span(start_ms=7000, end_ms=8500)
    assert match.before == "sea thank you. It cost $5 million and"
    assert match.after == "and we don't regret it you do not"
    assert [(one.wanted, one.said) for one in match.differences] == [("rope", "cable,")]


def test_context_may_be_left_out() -> None:
    found = search([ready(TALK)], Search(wanted="feet of cable", context=0))
    assert (found.matches[0].before, found.matches[0].after) == ("", "")


def test_equal_places_are_all_listed_without_a_margin() -> None:
    twice = talk("we are back in the harbour", "no", "we are back in the harbour")
    assert [match.quote.first_word for match in matches("we are back in the harbour", twice)] == [0, 7]
    assert {match.margin for match in matches("we are back in the harbour", twice)} == {0.0}


def test_worse_places_are_listed_only_when_all_are_asked_for() -> None:
    near = talk("we are back in the harbour today", "no", "we are back in the village today")
    (best,) = matches("we are back in the harbour today", near)
    assert best.margin is not None
    assert best.margin > 0.1
    assert [match.quote.first_word for match in matches("we are back in the harbour today", near, everything=True)] == [
        0,
        8,
    ]


def test_the_best_place_of_several_episodes_comes_first() -> None:
    other = talk("sixty four feet of cables")
    found = matches("64 feet of cable", other, TALK, everything=True)
    assert [(match.episode, match.quote.score == 1.0) for match in found] == [("1.json", True), ("0.json", False)]


def test_only_a_speakers_own_words_are_searched() -> None:
    (match,) = matches("we do not regret it", speaker="quist")
    assert match.quote.found == "we don't regret it"
    with pytest.raises(QuoteError, match="is not in what"):
        matches("thank you it cost five million", speaker="ada")


def test_a_remark_of_another_does_not_break_a_speakers_words() -> None:
    alignment = talk("one thing that nobody tells you about the", "yeah right sure", "sea is that it never ends")
    (match,) = matches("nobody tells you about the sea is that it never ends", alignment, speaker="Ada")
    assert match.quote.found.startswith("nobody tells you about the yeah")
    assert match.quote.score > 0.98


def test_a_name_that_nobody_has_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(InputError, match="nobody with 'zoe'") as caught:
        matches("we do not", speaker="zoe")
    assert "Ada Brandt, Milo Quist" in caught.value.remedy


def test_episodes_in_which_a_speaker_is_silent_are_passed_over() -> None:
    alone = replace(
        TALK, transcript=replace(TALK.transcript, turns=(replace(TALK.transcript.turns[0], end_word=len(TALK.words)),))
    )
    (match,) = matches("we do not regret it", alone, TALK, speaker="milo")
    assert match.episode == "1.json"


def test_a_text_of_the_greatest_length_is_compared() -> None:
    long = talk(" ".join(map("".join, islice(product("bdfglmnrst", "aeiou", "bdfglmnrst", "aeiou"), 2500))))
    said = [word.text for word in long.transcript.words]
    (match,) = matches(" ".join([*said[100:900], "xxxx", *said[901:2100]]), long)
    assert [(one.wanted, one.said) for one in match.differences] == [("xxxx", said[900])]


def test_what_is_in_no_episode_is_refused_with_the_nearest_places() -> None:
    with pytest.raises(QuoteError, match="not in these 2 episodes") as caught:
        matches("the show about the mountains was cancelled", TALK, talk("nothing of that kind was said"))
    assert "1. 0.json  0:00:0" in caught.value.remedy
    with pytest.raises(QuoteError, match="not in this episode"):
        matches("a completely different kind of sentence")


def test_a_passage_heard_twice_names_both_times() -> None:
    spans = tuple(Span(start_ms=100 * k, end_ms=100 * k + 90) for k in range(8))
    repeat = Repeat(first_word=0, end_word=8, span=spans[0].hull(spans[7]), score=0.9, spans=spans)
    opening = replace(talk("welcome back to the show about the sea", "thank you", start_ms=5000), repeats=(repeat,))
    (match,) = matches("the show about the sea", opening)
    assert match.span == Span(start_ms=6200, end_ms=8100)
    assert match.heard_again == (Span(start_ms=300, end_ms=790),)


def test_a_pattern_lists_every_match_up_to_the_limit() -> None:
    found = search([ready(TALK)], Search(wanted=r"\bwe\b", is_pattern=True, limit=1))
    assert (len(found.matches), found.total) == (1, 2)
    assert found.matches[0].margin is None
    (match,) = search([ready(TALK)], Search(wanted="regret", is_pattern=True, speaker="ada")).matches
    assert match.quote.found == "regret"
    with pytest.raises(QuoteError, match="matches nothing"):
        search([ready(TALK)], Search(wanted="x{9}", is_pattern=True))


def test_what_is_said_all_the_time_is_told_to_be_more() -> None:
    often = talk("yes " * 1500)
    found = search([ready(often)], Search(wanted="yes", limit=3))
    assert (len(found.matches), found.total, found.is_more) == (3, 500, True)
    found = search([ready(often)], Search(wanted="yes", is_pattern=True, limit=3))
    assert (found.total, found.is_more) == (1500, False)


def test_words_that_were_not_heard_are_listed_without_a_time() -> None:
    alignment = talk("hello there dear listeners", unspoken=frozenset({"dear", "listeners"}))
    assert matches("dear listeners", alignment)[0].span is None
