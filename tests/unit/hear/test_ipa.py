from __future__ import annotations

import pytest

from clipper.hear.ipa import arpabet_phones, ipa_phones


@pytest.mark.parametrize(
    ("symbol", "phones"),
    [
        ("ʌ", "AH"), ("iː", "IY"), ("ˈiː", "IY"), ("t͡ʃ", "CH"), ("tʃ", "CH"), ("dʒ", "JH"), ("aɪ", "AY"), ("əʊ", "OW"),
        ("tʰ", "T"), ("n̩", "N"), ("ɡ", "G"), ("g", "G"), ("ɜː", "ER"), ("ᵻ", "IH"), ("ɾ", "T"),
        ("ɔːɹ", "AO R"), ("oːɹ", "AO R"), ("ɑːɹ", "AA R"), ("əl", "AH L"), ("aɪɚ", "AY ER"), ("ts", "T S"),
    ],
)  # fmt: skip
def test_a_sound_of_english_is_read_whatever_its_marks(symbol: str, phones: str) -> None:
    assert ipa_phones(symbol) == tuple(phones.split())


@pytest.mark.parametrize("symbol", ["", "<pad>", "|", "ç", "x", "kx", "a5", "[UNK]", "不"])
def test_what_is_no_sound_of_english_means_nothing(symbol: str) -> None:
    assert ipa_phones(symbol) == ()


@pytest.mark.parametrize(
    ("symbol", "phones"),
    [("AH0", "AH"), ("ah", "AH"), ("HH", "HH"), ("AX", "AH"), ("el", "AH L"), ("dx", "T"), ("h#", ""), ("E", "")],
)
def test_arpabet_is_read_in_any_case_with_or_without_stress(symbol: str, phones: str) -> None:
    assert arpabet_phones(symbol) == tuple(phones.split())
