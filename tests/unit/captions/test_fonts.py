from __future__ import annotations

from dataclasses import replace

from clipper.captions.fonts import FontShelf, find_missing, tell_missing
from clipper.model import Severity
from tests.ass_reading import FACE


def face(name: str, characters: str):  # type: ignore[no-untyped-def]
    return replace(FACE, name=name, advances={ord(char): 600 for char in characters})


LATIN, HEBREW = face("Latin", "abc-!1"), face("Hebrew", "אבג-!")


def set_text(shelf: FontShelf, text: str) -> list[tuple[str, str]]:
    return [(segment.text, segment.face.name) for segment in shelf.set_text(text)]


def test_a_word_stands_in_one_face_if_one_has_it_all() -> None:
    shelf = FontShelf(faces=(LATIN, HEBREW))
    assert set_text(shelf, "abc!") == [("abc!", "Latin")]
    assert set_text(shelf, "אב!") == [("אב!", "Hebrew")]
    assert shelf.missing == {}


def test_otherwise_a_face_goes_on_as_far_as_it_can() -> None:
    shelf = FontShelf(faces=(LATIN, HEBREW))
    assert set_text(shelf, "אב-a1") == [("אב-", "Hebrew"), ("a1", "Latin")]


def test_what_no_face_has_is_left_out_whole_and_kept() -> None:
    shelf = FontShelf(faces=(LATIN,))
    assert set_text(shelf, "a日b👍🏽c") == [("abc", "Latin")]
    assert list(shelf.missing) == ["日", "👍🏽"]


def test_an_emoji_is_drawn_where_a_face_has_it() -> None:
    shelf = FontShelf(faces=(LATIN, face("Emoji", "👍")))
    assert set_text(shelf, "a👍") == [("a", "Latin"), ("👍", "Emoji")]


def test_marks_that_nobody_sees_need_no_glyph() -> None:
    assert set_text(FontShelf(faces=(LATIN,)), "a\u200db") == [("a\u200db", "Latin")]


def test_a_width_is_that_of_its_characters() -> None:
    (segment,) = FontShelf(faces=(LATIN,)).set_text("abc")
    assert abs(segment.width - 1.8) < 1e-9


def test_emoji_and_other_characters_are_told_apart_with_what_helps() -> None:
    letters, emoji = tell_missing(["日", "本", "😀"])
    assert (letters.code, letters.severity) == ("characters-not-drawn", Severity.ERROR)
    assert "日 (U+65E5), 本 (U+672C)" in letters.message
    assert "fonts-noto-cjk" in letters.remedy
    assert "--font" in letters.remedy
    assert (emoji.code, emoji.severity) == ("emoji-not-drawn", Severity.WARNING)
    assert "😀" in emoji.message
    assert tell_missing([]) == ()


def test_of_many_characters_some_are_named() -> None:
    (told,) = tell_missing([chr(0x0E01 + each) for each in range(40)])
    assert told.message.endswith("and 28 more")
    assert "fonts-noto-core" in told.remedy


def test_the_characters_to_look_for_are_no_emoji_and_no_spaces() -> None:
    assert find_missing(["ab\u2003日", "1 日😀\u200f本"], (LATIN,)) == ("日", "本")
