from __future__ import annotations

from string import ascii_lowercase

import pytest

from clipper.align.letters import spell
from clipper.model import PHONES, SpokenUnit


def letters(text: str, known: str = ascii_lowercase + "'", phones: str = "AH") -> str:
    return "".join(spell(SpokenUnit(text=text, pronunciations=(tuple(phones.split()),)), known))


@pytest.mark.parametrize(
    ("text", "spelled"),
    [("keeper", "keeper"), ("don't", "don't"), ("S", "s"), ("café", "cafe"), ("Straße", "strasse"), ("o.k.", "ok")],
)
def test_a_word_is_spelled_in_small_plain_letters(text: str, spelled: str) -> None:
    assert letters(text) == spelled


def test_what_the_model_does_not_know_is_left_out() -> None:
    assert letters("don't", ascii_lowercase) == "dont"


def test_a_pronunciation_without_a_text_is_spelled_by_its_sounds() -> None:
    assert letters("/W IH N/", phones="W IH N") == "win"
    assert letters("/W IH N/'s", phones="W IH N Z") == "winz"
    assert letters("…", phones="SH IY") == "shee"


@pytest.mark.parametrize("phone", PHONES)
def test_every_phone_has_letters(phone: str) -> None:
    assert letters("/x/", phones=phone)
