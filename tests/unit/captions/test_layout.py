from __future__ import annotations

import pytest

from clipper.captions.fonts import FontShelf
from clipper.captions.layout import SMALLEST, AtomLine, Block, compose, fit_lines, set_words
from tests.ass_reading import FACE, read_text

EM = 10.0
"""Pixels; every letter and space is half an em wide, so a room of 100 px holds 19 of them (2 % are kept free)."""


def atoms(text: str) -> AtomLine:
    return tuple(set_words(text, FontShelf(faces=(FACE,)), start_ms=0))


def fit(*lines: str, room: float = 100, max_lines: int = 2) -> Block:
    return fit_lines([atoms(line) for line in lines], em=EM, room=room, max_lines=max_lines)


def shown(block: Block) -> list[str]:
    return read_text(compose(block, lambda _: ""))[0].split("\n")


def test_what_fits_stays_on_its_lines() -> None:
    block = fit("one two", "three")
    assert (shown(block), block.em) == (["one two", "three"], EM)


def test_a_line_that_is_too_wide_becomes_two_of_like_width() -> None:
    block = fit("ideas are cheap, execution is")
    assert (shown(block), block.em) == (["ideas are cheap,", "execution is"], EM)


def test_letters_shrink_before_a_third_line_is_opened() -> None:
    block = fit("ideas are so very cheap, execution is all that")
    assert shown(block) == ["ideas are so very cheap,", "execution is all that"]
    assert SMALLEST * EM <= block.em < EM
    assert block.width <= 100


def test_more_lines_are_opened_where_letters_would_become_small() -> None:
    block = fit("a word and a word and a word and a word and a word and a word and a word")
    assert len(block.lines) > 2
    assert block.em >= SMALLEST * EM
    assert block.width <= 100


def test_breaks_that_are_there_stay() -> None:
    assert shown(fit("- Is execution everything now?", "- Yes.")) == ["- Is execution", "everything now?", "- Yes."]


def test_a_word_is_torn_at_a_joint_only_where_that_gains_much() -> None:
    assert shown(fit("a well-known thing of it")) == ["a well-known", "thing of it"]
    assert shown(fit("see https://example.org/very/long/way")) == ["see https://example.", "org/very/long/way"]


def test_a_word_without_a_joint_is_cut_rather_than_too_wide() -> None:
    block = fit("Donaudampfschifffahrtsgesellschaftskapitän")
    assert "".join(shown(block)) == "Donaudampfschifffahrtsgesellschaftskapitän"
    assert len(block.lines) == 2
    assert block.em >= SMALLEST * EM
    assert block.width <= 100


def test_a_long_word_shrinks_before_it_is_cut_and_opens_no_lines_for_that() -> None:
    block = fit("for antidisestablishmentarianism now")
    assert shown(block) == ["for", "antidisestablishmentarianism", "now"]
    assert EM / 2 < block.em < SMALLEST * EM
    assert block.width <= 100


def test_a_script_without_spaces_is_broken_between_its_characters() -> None:
    lines = shown(fit("アイデアは安い、実行がすべてです。", room=70))
    assert "".join(lines) == "アイデアは安い、実行がすべてです。"
    assert len(lines) == 2
    assert not lines[1].startswith(("、", "。"))


def test_any_number_of_words_fits() -> None:
    block = fit("word " * 300)
    assert block.width <= 100


@pytest.mark.parametrize(
    ("text", "mark"),
    [("hello world", ""), ("שלום עולם hello", "\u200f"), ("hello world שלום", "\u200e"), ("25 %", "")],
)
def test_each_line_begins_with_the_direction_of_most_words(text: str, mark: str) -> None:
    written = compose(fit(text, room=60), lambda _: "")
    lines = [line.split("}", 1)[-1] for line in written.split("\\N")]
    assert [line[:1] if line[:1] in ("\u200e", "\u200f") else "" for line in lines] == [mark] * len(lines)


def test_tags_stand_only_where_something_changes() -> None:
    assert compose(fit("one two"), lambda start_ms: f"\\x{start_ms}") == "{\\fnAny\\fs13}{\\x0}one two"


def test_a_room_that_margins_have_eaten_up_still_holds_letters() -> None:
    assert "".join(shown(fit("one two", room=-50))).replace(" ", "") == "onetwo"
