import pytest

from clipper.language.contractions import expand_contraction


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("don't", "do not"),
        ("dont", "do not"),
        ("can't", "can not"),
        ("cannot", "can not"),
        ("won't,", "will not"),
        ("we're", "we are"),
        ("i'm", "i am"),
        ("they'd", "they would"),
        ("“it's", "it is"),
        ("gonna", "going to"),
        ("'cause", "because"),
        ("'it's'", "it is"),
        ("(don't!),", "do not"),
    ],
)
def test_a_contraction_is_written_in_full(short: str, full: str) -> None:
    assert expand_contraction(short) == full


@pytest.mark.parametrize("word", ["john's", "were", "its", "well", "shell", "wont", "'s", "n't", "ideas'", "", "—"])
def test_other_words_stay_as_they_are(word: str) -> None:
    assert expand_contraction(word) == word


@pytest.mark.parametrize("marks", ["!", "'", "'!", "’"])
def test_a_hostile_row_of_marks_is_read_in_linear_time(marks: str) -> None:
    word = "a" + marks * 100_000 + "a"
    assert expand_contraction(word) == word
