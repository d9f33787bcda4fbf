"""Names and what only looks like one."""

from __future__ import annotations

import pytest

from clipper.text.readers.names import is_label, is_name


@pytest.mark.parametrize(
    "name",
    [
        "Ada",
        "Ada Brandt",
        "J. R. Smith",
        "Anne-Marie O'Neil",
        "Ludwig van der Berg",
        "Dr. Ortega",
        "Ken Ray Jr.",
        "SPEAKER_00",
        "Speaker 1",
        "Guest #2",
        "Ada Brandt, PhD",
        "d'Arcy",
        "Ada & Milo",
        "Дарья Ким",
        "张三",
        "Ñandú",
        "Q",
        "Unknown Speaker",
        "MARY-JANE",
        "al-Rashid",
        "DJ K9",
    ],
)
def test_names_are_recognised(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "one thing",
        "Here is the thing",
        "Remember",
        "We met at",
        "Yes, and",
        "Really?",
        "So",
        "12",
        "Ada said",
        "The point",
        "A word",
        "x" * 80,
        "A B C D E F G H",
        "Ada (Host)",
        "Wait...",
        "Yeah.",
        "Note",
    ],
)
def test_openings_of_sentences_are_no_names(text: str) -> None:
    assert not is_name(text)


def test_a_word_that_opens_sentences_is_a_name_in_a_certain_place() -> None:
    assert is_name("May")
    assert not is_name("So")
    assert is_name("So", is_certain_place=True)


def test_labels_are_names_that_no_sentence_begins_with() -> None:
    assert all(is_label(name) for name in ("SPEAKER_00", "Speaker 1", "Speaker A", "ADA BRANDT", "Q"))
    assert not any(is_label(name) for name in ("Ada", "Ada Brandt", "Remember", "NOTE"))
