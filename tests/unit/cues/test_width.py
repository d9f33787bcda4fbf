from __future__ import annotations

import pytest

from clipper.cues.width import clean_text, count_characters, measure_columns, split_word
from clipper.language.graphemes import split_graphemes


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
        ("שָׁלוֹם", 4, 4),
        ("مَرْحَبًا", 5, 5),
        ("می\u200cخواهم", 7, 7),
        ("\u1112\u1161\u11ab\u1100\u1173\u11af", 2, 4),
        ("สวัสดี", 4, 4),
        ("กำลัง", 4, 4),
        ("❤️", 1, 2),
        ("1️⃣", 1, 2),
        ("a\u200f!", 2, 2),
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


@pytest.mark.parametrize(
    ("word", "never_first", "never_last"),
    [("ちょっと待ってください。「はい」と言った、東京タワーで。" * 4, "。、」ょっー", "「")],
)
def test_japanese_is_never_cut_before_a_stop_or_a_small_kana_or_after_a_bracket(
    word: str, never_first: str, never_last: str
) -> None:
    pieces = [piece for piece, _ in split_word(word, 26)]
    assert "".join(pieces) == word
    assert not any(piece[0] in never_first or piece[-1] in never_last for piece in pieces)


@pytest.mark.parametrize("word", ["👩‍👩‍👧‍👦" * 40, "กำลังสวัสดีครับ" * 12, "e\u0301" * 90])
def test_no_grapheme_is_cut(word: str) -> None:
    whole = split_graphemes(word)
    assert [one for piece, _ in split_word(word, 24) for one in split_graphemes(piece)] == whole
