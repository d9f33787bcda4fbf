from clipper.clips.choose import find_accepted
from clipper.clips.find import find_quotes
from clipper.model import Quote
from tests.talks import talk

TALK = talk(
    "of the sea and of the wind and of the rain " * 6,
    "the lighthouse of the harbour was painted in the colour of old copper coins",
    "of the sea and of the wind and of the rain " * 6,
)


def best(wanted: str) -> Quote:
    return find_quotes(TALK, wanted)[0]


def test_a_word_for_word_place_is_trusted_wholly() -> None:
    assert best("the lighthouse of the harbour").trust == 1.0


def test_rare_words_that_are_there_count_for_more_than_common_ones() -> None:
    rare = best("a lighthouse by your harbour was painted with that colour from old copper coins")
    common = best("the tower of the castle was covered in the shine of bright silver coins")
    assert rare.trust > rare.score
    assert common.trust < common.score


def test_scattered_slips_are_trusted_more_than_as_many_in_a_row() -> None:
    scattered = best("the lighthouse of the village was painted in the shape of new copper coins")
    in_a_row = best("the lighthouse of the harbour was painted in the midnight summer festival coins")
    assert abs(scattered.score - in_a_row.score) < 0.1
    assert scattered.trust > in_a_row.trust + 0.05


def test_only_what_is_trusted_is_accepted_and_few_words_need_more() -> None:
    quotes = [Quote(first_word=0, end_word=1, score=0.8, trust=trust, wanted="", found="") for trust in (0.66, 0.58)]
    assert find_accepted(quotes, 7) == []
    assert find_accepted(quotes, 8) == quotes[:1]
    assert find_accepted(quotes, 20) == quotes
