import pytest

from clipper.clips.find import GAP_UNITS, LONGEST_WANTED, find_quotes
from clipper.clips.index import index_transcript
from clipper.errors import QuoteError
from clipper.model import Span
from tests.talks import talk

INTERVIEW = (
    "So one consequence of um the age of scaling is that there was this um scaling sucked",
    "out all the air in",
    (
        "the room. Yeah. And so everyone's start to do the same thing, [laughter] which is a pity. But then I saw "
        "I saw someone say something like if ideas are are so cheap, how come no one's having any ideas?"
    ),
    "There is truth to that. If you go back to the nineties, people had pretty good ideas-execution was hard.",
)


def found(wanted: str) -> str:
    """The words of the best place."""
    return find_quotes(talk(*INTERVIEW), wanted)[0].found


def test_verbatim_words_score_one_and_have_their_exact_range() -> None:
    (quote, *_) = find_quotes(talk(*INTERVIEW), "there is truth to that.")
    words = " ".join(INTERVIEW).split()
    assert quote.score == 1.0
    assert words[quote.first_word : quote.end_word] == ["There", "is", "truth", "to", "that."]
    assert quote.wanted == "there is truth to that."


def test_a_quote_is_found_across_turns() -> None:
    assert found("this scaling sucked out all the air in the room") == (
        "this um scaling sucked out all the air in the room."
    )


def test_hesitations_and_doubled_words_may_be_left_out() -> None:
    quote = find_quotes(talk(*INTERVIEW), "then I saw someone say something like if ideas are so cheap")[0]
    assert quote.found == "then I saw I saw someone say something like if ideas are are so cheap,"
    assert 0.97 < quote.score < 1.0


def test_a_misquotation_keeps_the_place_and_costs_its_share() -> None:
    quote = find_quotes(talk(*INTERVIEW), "one result of the age of scaling is that")[0]
    assert quote.found == "one consequence of um the age of scaling is that"
    assert 0.85 < quote.score < 0.95


def test_a_misquoted_first_word_still_begins_the_quote() -> None:
    assert found("people owned pretty good ideas").startswith("people had")
    assert found("folks had pretty good ideas").startswith("people had")


def test_an_inflected_word_costs_less_than_another_word() -> None:
    alignment = talk(*INTERVIEW)
    near, far = (find_quotes(alignment, f"everyone's {verb} to do the same thing")[0] for verb in ("started", "loves"))
    assert near.score > far.score


@pytest.mark.parametrize("mark", ["...", "…", "[...]"])
def test_an_ellipsis_stands_for_any_words(mark: str) -> None:
    quote = find_quotes(talk(*INTERVIEW), f"one consequence of the age of scaling {mark} everyone's start to do")[0]
    assert quote.found.startswith("one consequence")
    assert quote.found.endswith("start to do")
    assert quote.score > 0.95


def test_parts_in_the_wrong_order_are_not_found() -> None:
    assert find_quotes(talk(*INTERVIEW), "one having any ideas ... the same thing") == ()
    sky = talk("the sky does not ask what you paid.", "it asks if you hear it on the first night")
    assert find_quotes(sky, "you paid ... the sky") == ()
    assert find_quotes(sky, "the sky ... you paid")[0].score > 0.99


def test_every_part_must_match() -> None:
    assert find_quotes(talk(*INTERVIEW), "so one consequence of um the age of scaling ... the library") == ()


@pytest.mark.parametrize(("between", "places"), [(GAP_UNITS, 1), (GAP_UNITS + 1, 0)])
def test_an_ellipsis_stands_for_a_minute_at_most(between: int, places: int) -> None:
    alignment = talk("we went home " + "la " * between + "and slept well " + "la " * 2 * GAP_UNITS)
    assert len(find_quotes(alignment, "we went home ... and slept well")) == places


def test_several_ellipses_each_stand_for_some_words() -> None:
    wanted = "one consequence ... scaling sucked ... everyone's start ... any ideas"
    (quote, *_) = find_quotes(talk(*INTERVIEW), wanted)
    assert quote.score > 0.95
    assert (quote.found.split()[1], quote.found.split()[-1]) == ("consequence", "ideas?")


def test_words_left_out_without_a_sign_cost_but_do_not_hide_the_quote() -> None:
    quote = find_quotes(talk(*INTERVIEW), "And so everyone's start to do the same thing, if ideas are so cheap")[0]
    assert quote.found.startswith("And so everyone's")
    assert quote.found.endswith("so cheap,")
    assert 0.6 < quote.score < 0.9


def test_annotations_are_passed_over() -> None:
    quote = find_quotes(talk(*INTERVIEW), "the same thing, which is a pity")[0]
    assert (quote.score, quote.found) == (1.0, "the same thing, [laughter] which is a pity.")


def test_part_of_a_hyphenated_word_takes_the_whole() -> None:
    assert found("execution was hard") == "ideas-execution was hard."


def test_whole_words_come_before_parts_of_words() -> None:
    quotes = find_quotes(talk("sixty-four, not four but eighty-four"), "four")
    assert [quote.found for quote in quotes] == ["four", "sixty-four,", "eighty-four"]
    assert {quote.score for quote in quotes} == {1.0}


def test_repeats_are_all_returned_in_order_of_time() -> None:
    quotes = find_quotes(talk("we are back", "no", "we are back", "yes we are back"), "We are back!")
    assert [(quote.first_word, quote.end_word, quote.score) for quote in quotes] == [
        (0, 3, 1.0),
        (4, 7, 1.0),
        (8, 11, 1.0),
    ]


def test_places_do_not_overlap() -> None:
    quotes = find_quotes(talk("no no no no no no"), "no no")
    assert [(quote.first_word, quote.end_word) for quote in quotes] == [(0, 2), (2, 4), (4, 6)]


def test_within_looks_at_a_part_of_the_episode_only() -> None:
    alignment = talk("we are back", "no", "we are back")
    (quote,) = find_quotes(alignment, "we are back", within=Span(start_ms=2300, end_ms=9000))
    assert quote.first_word == 4


def test_what_was_never_said_is_not_found() -> None:
    assert find_quotes(talk(*INTERVIEW), "the municipal library closes on Tuesdays because of a burst pipe") == ()


def test_an_index_serves_many_quotes() -> None:
    alignment = talk(*INTERVIEW)
    index = index_transcript(alignment.transcript)
    assert find_quotes(alignment, "all the air", index=index) == find_quotes(alignment, "all the air")


def test_an_empty_transcript_holds_no_quote() -> None:
    assert find_quotes(talk("[music]"), "anything at all") == ()


@pytest.mark.parametrize("wanted", ["", "  ", "...", "—", "[...]", "[nobody]"])
def test_a_wanted_text_without_words_is_refused(wanted: str) -> None:
    with pytest.raises(QuoteError, match="no word to look for"):
        find_quotes(talk(*INTERVIEW), wanted)


def test_a_wanted_text_of_book_length_is_refused() -> None:
    with pytest.raises(QuoteError, match="too long"):
        find_quotes(talk(*INTERVIEW), "word " * (LONGEST_WANTED + 1))


def test_a_long_quote_in_a_long_talk_is_exact() -> None:
    words = [f"w{number * 7919 % 10007}" for number in range(3000)]
    quote = find_quotes(talk(" ".join(words)), " ".join(words[1200:1500]))[0]
    assert (quote.first_word, quote.end_word, quote.score) == (1200, 1500, 1.0)


def test_a_poor_second_place_does_not_end_beyond_a_short_text() -> None:
    quotes = find_quotes(talk("a the e.g. the of a e.g."), "a the e.g. the of")
    assert (quotes[0].first_word, quotes[0].end_word) == (0, 5)
    assert all(quote.end_word <= 7 for quote in quotes)
