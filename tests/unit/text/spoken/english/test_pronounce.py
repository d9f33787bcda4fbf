from __future__ import annotations

import pytest

from clipper.model import PHONES
from clipper.text.spoken.english.dictionary import PronouncingDictionary
from clipper.text.spoken.english.guess import _ARPABET, PhoneGuesser, ipa_to_arpabet
from clipper.text.spoken.english.letters import LETTER_NAMES
from clipper.text.spoken.english.pronounce import MAX_PRONUNCIATIONS, Pronouncer


@pytest.fixture(scope="module")
def pronouncer() -> Pronouncer:
    return Pronouncer(PronouncingDictionary(), PhoneGuesser())


def _said(pronouncer: Pronouncer, word: str) -> list[str]:
    return [" ".join(phones) for phones in pronouncer.pronounce(word).phones]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("G", "JH IY"),
        ("U's", "Y UW Z"),
        ("F's", "EH F S"),
        ("S's", "EH S IH Z"),
        ("and", "AE N D"),
        ("because", "K AH Z"),
        ("making", "M EY K IH N"),
        ("um", "AH M"),
        ("mmhmm", "M HH M"),
        ("hm", "HH M"),
        ("hyperparameters", "HH AY P ER P ER AE M AH T ER Z"),
        ("generalizable", "JH EH N ER AH L AY Z AH B AH L"),
        ("sixteens", "S IH K S T IY N Z"),
        ("talkin'", "T AO K IH N"),
        ("crowdsource", "K R AW D S AO R S"),
        ("alex's", "AE L AH K S IH Z"),
        ("dogs'", "D AO G Z"),
        ("i'd've", "AY D AH V"),
    ],
)
def test_a_word_has_the_pronunciation_that_people_use(pronouncer: Pronouncer, word: str, expected: str) -> None:
    assert expected in _said(pronouncer, word)
    assert not pronouncer.pronounce(word).from_model


def test_thing_is_not_said_without_its_g(pronouncer: Pronouncer) -> None:
    assert _said(pronouncer, "thing") == ["TH IH NG"]


def test_an_unknown_word_is_guessed_and_says_so(pronouncer: Pronouncer) -> None:
    said = pronouncer.pronounce("zorblattic")
    assert said.from_model
    assert said.phones[0][:3] == ("Z", "AO", "R")


def test_an_unknown_name_keeps_its_sound_before_an_ending(pronouncer: Pronouncer) -> None:
    (name, *_), (owned, *_) = (pronouncer.pronounce(w).phones for w in ("zorblattic", "zorblattic's"))
    assert owned == (*name, "S")


@pytest.mark.parametrize("word", ["", "'", "xqzt", "ß", "a" * 200, "ק", "1", "-"])
def test_anything_gets_a_pronunciation_of_known_phones(pronouncer: Pronouncer, word: str) -> None:
    said = pronouncer.pronounce(word).phones
    assert said
    assert all(phones and set(phones) <= set(PHONES) for phones in said)
    assert len(said) <= MAX_PRONUNCIATIONS


def test_every_phone_that_is_written_down_is_a_phone() -> None:
    written = [*_ARPABET.values(), *(name for names in LETTER_NAMES.values() for name in names)]
    assert {phone for phones in written for phone in phones.split()} <= set(PHONES)


def test_ipa_of_several_notations_becomes_arpabet() -> None:
    assert ipa_to_arpabet("t͡ʃeɪnɪfaɪ") == ["CH", "EY", "N", "IH", "F", "AY"]
    assert ipa_to_arpabet("ẽ ː ⁵¹") == ["EY"]


def test_the_dictionary_gives_variants_in_order_and_nothing_for_an_unknown_word() -> None:
    dictionary = PronouncingDictionary()
    assert dictionary.get("either")[:2] == (("IY", "DH", "ER"), ("AY", "DH", "ER"))
    assert dictionary.get("zorblattic") == ()
