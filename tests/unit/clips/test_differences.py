import pytest

from clipper.clips.differences import Difference, find_differences
from clipper.clips.find import find_quotes
from clipper.model import Alignment
from tests.talks import talk

SAID = talk("So if ideas are um are so cheap, [laughter] how come", "no one's having any ideas? I don't believe it.")


def differences(wanted: str, alignment: Alignment = SAID) -> list[tuple[str, str]]:
    quote = find_quotes(alignment, wanted)[0]
    return [(one.wanted, one.said) for one in find_differences(alignment.transcript, quote)]


@pytest.mark.parametrize(
    "wanted",
    [
        "if ideas are so cheap how come no one's having any ideas",
        "IF IDEAS ARE, um, SO CHEAP!",
        "if ideas are so cheap ... having any ideas",
        "I do not believe it",
    ],
)
def test_what_does_not_count_is_no_difference(wanted: str) -> None:
    assert differences(wanted) == []


def test_a_word_in_anothers_place_is_told_with_it() -> None:
    assert differences("if thoughts are so cheap, how come nobody is having any") == [
        ("thoughts", "ideas"),
        ("nobody is", "no one's"),
    ]


def test_words_that_were_not_said_and_words_left_out() -> None:
    assert differences("if good ideas are cheap, how come") == [("good", ""), ("", "so")]


def test_a_difference_in_a_part_of_a_word_is_one_of_the_word() -> None:
    assert differences("any ideas? I do believe it") == [("do", "don't")]


def test_the_writers_own_words_in_brackets_are_no_difference() -> None:
    assert differences("if [the] ideas are so cheap how come") == []


def test_a_difference_beside_a_gap_is_told() -> None:
    assert differences("So if plans are ... no one's having any ideas") == [("plans", "ideas")]


def test_a_difference_is_words_as_they_are_written() -> None:
    quote = find_quotes(SAID, "how COME, No one's having (new) ideas?")[0]
    assert find_differences(SAID.transcript, quote) == (Difference(wanted="(new)", said="any"),)
