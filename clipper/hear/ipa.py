"""The symbols of a phone model, in ARPAbet or in the International Phonetic Alphabet -> ARPAbet phones."""

from __future__ import annotations

import unicodedata
from functools import cache

from clipper.model import PHONES

IPA_OF_PHONE = {
    "AA": "ɑ ɒ a", "AE": "æ", "AH": "ʌ ə ɐ", "AO": "ɔ", "AW": "aʊ", "AY": "aɪ", "B": "b", "CH": "t͡ʃ", "D": "d",
    "DH": "ð", "EH": "ɛ", "ER": "ɝ ɚ", "EY": "eɪ e", "F": "f", "G": "g ɡ", "HH": "h", "IH": "ɪ", "IY": "i",
    "JH": "d͡ʒ", "K": "k", "L": "l ɫ", "M": "m", "N": "n", "NG": "ŋ", "OW": "oʊ o", "OY": "ɔɪ", "P": "p",
    "R": "ɹ r", "S": "s", "SH": "ʃ", "T": "t ɾ", "TH": "θ", "UH": "ʊ", "UW": "u", "V": "v", "W": "w", "Y": "j",
    "Z": "z", "ZH": "ʒ",
}  # fmt: skip
"""The IPA symbols of each ARPAbet phone, as hama writes them."""

_ALSO_IPA = {"ɜ": "ER", "ᵻ": "IH", "ɨ": "IH", "əʊ": "OW", "oɹ": "AO R", "ʍ": "W", "ʔ": "T"}
"""How others write them (espeak: "ɜː" in "bird", "ᵻ" in "roses", "əʊ" in British "go", "oːɹ" in "four")."""

_ALSO_ARPABET = {
    "AX": "AH", "AXR": "ER", "DX": "T", "EL": "AH L", "EM": "AH M", "EN": "AH N", "ENG": "NG", "HV": "HH", "IX": "IH",
    "NX": "N", "UX": "UW",
}  # fmt: skip
"""TIMIT's finer phones, folded as Lee and Hon (1989) do."""


def arpabet_phones(symbol: str) -> tuple[str, ...]:
    """The phones of an ARPAbet symbol ("ah0", "EL"), or none."""
    name = symbol.upper().rstrip("012")
    return (name,) if name in PHONES else tuple(_ALSO_ARPABET.get(name, "").split())


def ipa_phones(symbol: str) -> tuple[str, ...]:
    """The phones of an IPA symbol, or none if a part of it is no sound of English.

    Length, stress, ties and other small marks do not matter; a symbol may stand for several phones ("ɔːɹ" as AO R).
    """
    table = _phones_of_ipa()
    rest, phones = _without_marks(symbol), list[str]()
    while rest:
        size = 2 if rest[:2] in table else 1
        if rest[:size] not in table:
            return ()
        phones += table[rest[:size]].split()
        rest = rest[size:]
    return tuple(phones)


def _without_marks(symbol: str) -> str:
    composed = unicodedata.normalize("NFC", symbol)
    return "".join(char for char in composed if unicodedata.category(char) not in {"Lm", "Mn", "Sk"})


@cache
def _phones_of_ipa() -> dict[str, str]:
    pairs = [(_without_marks(ipa), phone) for phone, names in IPA_OF_PHONE.items() for ipa in names.split()]
    return dict(pairs) | _ALSO_IPA
