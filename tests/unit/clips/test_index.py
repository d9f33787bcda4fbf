from clipper.clips.find import find_quotes
from clipper.clips.index import SKIP_COST, index_transcript
from tests.talks import talk

TALK = talk("we went home", "oh did you", "by the sea [laughs] we went home")


def test_every_searched_word_has_its_units_in_order() -> None:
    index = index_transcript(TALK.transcript)
    assert [index.vocabulary[unit] for unit in index.units[6:11]] == ["by", "the", "sea", "we", "went"]
    assert index.word_of.tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12]
    assert index.places_of(index.numbers["went"]).tolist() == [1, 10]


def test_words_that_are_left_out_are_like_no_word_and_stay_in_place() -> None:
    index = index_transcript(TALK.transcript).only(range(6, 13), skip_cost=7)
    assert index.units[:6].tolist() == [len(index.vocabulary)] * 6
    assert index.skip_costs.tolist() == [7] * 6 + [SKIP_COST] * 6
    assert [quote.first_word for quote in find_quotes(TALK, "we went home", index=index)] == [10]


def test_without_any_word_nothing_is_found() -> None:
    assert find_quotes(TALK, "we went home", index=index_transcript(TALK.transcript).only(())) == ()
