import pytest

from clipper.language.number_words import even_out_numbers


def even(text: str) -> str:
    return " ".join(word for word, _ in even_out_numbers([(word, n) for n, word in enumerate(text.split())]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a hundred and five", "one hundred five"),
        ("twenty twelve", "two thousand and twelve"),
        ("twenty oh five", "two thousand five"),
        ("nineteen hundred and eighty four", "nineteen eighty four"),
        ("nineteen hundred five", "nineteen oh five"),
        ("fifteen hundred", "one thousand five hundred"),
        ("twenty five hundred", "two thousand five hundred"),
        ("seven forty seven", "seven hundred forty seven"),
        ("one half", "a half"),
        ("nineteen nineties", "nineties"),
        ("per cent", "percent"),
    ],
)
def test_two_ways_to_say_a_number_become_one(one: str, other: str) -> None:
    assert even(one) == even(other)


@pytest.mark.parametrize(
    "text", ["a thousand and then some", "and so", "oh well", "per person", "sixty four feet", "five and six", "twenty"]
)
def test_what_is_no_such_number_is_left_alone(text: str) -> None:
    assert even(text).replace("one thousand", "a thousand") == text


def test_every_unit_keeps_the_number_of_its_word() -> None:
    assert even_out_numbers([("in", 0), ("twenty", 1), ("twelve", 2)]) == [
        ("in", 0),
        ("two", 1),
        ("thousand", 1),
        ("twelve", 2),
    ]


def test_what_is_ambiguous_is_no_larger_than_the_text() -> None:
    assert even_out_numbers([]) == []
    assert len(even("twenty " * 1000).split()) <= 2001
