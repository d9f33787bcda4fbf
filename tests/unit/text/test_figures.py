import pytest

from clipper.text import say_figures


def test_figures_and_signs_are_said_and_other_words_are_not() -> None:
    assert say_figures(["about", "64", "feet,", "or", "10%", "more."]) == ("", "sixty four", "", "", "ten percent", "")


def test_a_currency_is_said_behind_the_word_that_follows_the_figure() -> None:
    assert say_figures(["cost", "$5", "million.", "Or"]) == ("", "five", "million dollars", "")


def test_a_language_that_cannot_be_read_aloud_keeps_its_figures() -> None:
    assert say_figures(["64"], language="ja") == ("",)


@pytest.mark.parametrize("words", [[], ["%"], ["$"], ["#"], ["9" * 500], ["1/0"]])
def test_odd_tokens_are_survived(words: list[str]) -> None:
    assert len(say_figures(words)) == len(words)
