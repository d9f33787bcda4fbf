from clipper.clips.likeness import price_words
from clipper.clips.units import WORD_COST


def test_the_price_of_another_word_is_less_than_that_of_a_missing_one() -> None:
    costs = price_words(["idea", "sky"], ["idea", "ideas", "sea"])
    assert costs[0, 0] == 0 < costs[0, 1] < costs[0, 2] < WORD_COST
    assert costs[1].tolist() == [950, 950, 950]
