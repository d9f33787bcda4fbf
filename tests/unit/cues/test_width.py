from __future__ import annotations

import pytest

from clipper.cues.width import clean_text, count_characters, measure_columns, split_word


@pytest.mark.parametrize(
    ("text", "characters", "columns"),
    [
        ("abc d", 5, 5),
        ("e\u0301", 1, 1),
        ("日本", 2, 4),
        ("👩‍👩‍👧", 1, 2),
        ("🇩🇪🇫🇷", 2, 4),
        ("👍🏽", 1, 2),
        ("שלום", 4, 4),
    ],
)
def test_a_viewer_counts_graphemes(text: str, characters: int, columns: int) -> None:
    assert (count_characters(text), measure_columns(text)) == (characters, columns)


def test_controls_go_and_spaces_are_put_in_order() -> None:
    assert clean_text(" a\x00\x07 \n b\u2028c\u00a0d ") == "a b c\u00a0d"


@pytest.mark.parametrize("word", ["x" * 100, "https://example.org/" + "a/" * 40, "天気" * 50, "Boot-" * 20])
def test_the_pieces_of_a_long_word_are_the_word(word: str) -> None:
    pieces = split_word(word, 42)
    assert "".join(piece for piece, _ in pieces) == word
    assert all(measure_columns(piece) <= 42 for piece, _ in pieces)
