import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipper.clips.excerpt import shorten_text


def test_a_short_text_stays_as_it_is() -> None:
    assert shorten_text("we are back") == "we are back"


def test_a_long_text_keeps_whole_words_of_both_ends() -> None:
    text = "the first words are known to everybody, and so are the very last of them"
    assert shorten_text(text, limit=40) == "the first words are ... last of them"


def test_a_word_that_ends_at_the_limit_is_kept() -> None:
    assert shorten_text("aaaa bbbbb " + "c" * 40 + " dd eeee", limit=20) == "aaaa bbbbb ... eeee"


def test_a_text_without_spaces_is_cut_anyway() -> None:
    assert shorten_text("x" * 100, limit=20) == "x" * 10 + " ... " + "x" * 5


def test_what_a_terminal_would_obey_is_gone() -> None:
    assert shorten_text("a\x1b[31m\nb\u202ec") == "a [31m b c"


@given(st.text(max_size=200), st.integers(15, 120))
def test_the_limit_holds(text: str, limit: int) -> None:
    assert len(shorten_text(text, limit=limit)) <= limit


def test_a_limit_without_room_is_a_bug() -> None:
    with pytest.raises(ValueError, match="too few"):
        shorten_text("we are back", limit=3)
