from __future__ import annotations

import pytest

from clipper.language.graphemes import is_wide, split_at_joints, split_graphemes


@pytest.mark.parametrize(
    ("text", "graphemes"),
    [
        ("abc", ["a", "b", "c"]),
        ("e\u0301a", ["e\u0301", "a"]),
        ("👩\u200d👩\u200d👧👍🏽", ["👩\u200d👩\u200d👧", "👍🏽"]),
        ("🇩🇪🇫🇷", ["🇩🇪", "🇫🇷"]),
        ("שָׁל", ["שָׁ", "ל"]),
    ],
)
def test_marks_stay_with_their_letter(text: str, graphemes: list[str]) -> None:
    assert split_graphemes(text) == graphemes


@pytest.mark.parametrize(
    ("word", "stretches"),
    [
        ("word", ["word"]),
        ("well-known", ["well-", "known"]),
        ("a/b.c", ["a/", "b.", "c"]),
        ("so...", ["so..."]),
        ("安い、「実行」です", ["安", "い、", "「実", "行」", "で", "す"]),
    ],
)
def test_a_word_is_parted_at_its_joints_only(word: str, stretches: list[str]) -> None:
    assert split_at_joints(word) == stretches


def test_east_asian_letters_and_emoji_are_wide() -> None:
    assert [is_wide(one) for one in ("a", "日", "ア", "😀", "❤\ufe0f", "é")] == [False, True, True, True, True, False]
