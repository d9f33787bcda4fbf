from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase, ascii_uppercase

import numpy as np
import pytest

from clipper.errors import InputError
from clipper.hear.ipa import IPA_OF_PHONE
from clipper.hear.vocabulary import Vocabulary, read_vocabulary
from clipper.model import PHONES
from clipper.model.sound import Alphabet

ESPEAK = [names.split()[0] for names in IPA_OF_PHONE.values()]


def read(*names: str, padding: int | None = None) -> Vocabulary:
    return read_vocabulary(names, source="vocab.json", padding=padding)


def columns_of(vocabulary: Vocabulary, names: Sequence[str], name: str) -> list[str]:
    """The columns that a symbol is added to: in its own row, in the next one, ..."""
    row = names.index(name)
    return [" ".join(vocabulary.symbols[c] or "blank" for c in np.flatnonzero(fold[row])) for fold in vocabulary.folds]


def test_the_letters_of_wav2vec2_are_letters() -> None:
    names = ["<pad>", "<s>", "</s>", "<unk>", "|", *ascii_uppercase, "'"]
    found = read(*names)
    assert found.alphabet is Alphabet.LETTERS
    assert found.symbols == (*ascii_lowercase, "'", "|", "")
    assert (found.symbols[found.blank], found.boundary) == ("", found.symbols.index("|"))
    assert columns_of(found, names, "E") == ["e"]
    assert columns_of(found, names, "<pad>") == ["blank"]
    assert columns_of(found, names, "</s>") == [""]


def test_letters_of_either_case_and_with_marks_are_added_up() -> None:
    names = ["<pad>", *ascii_lowercase, "E", "é", "ß", "’", "7", "-"]
    found = read(*names)
    assert found.boundary is None
    assert [columns_of(found, names, name) for name in ("e", "E", "é", "’", "7", "-")] == [
        ["e", ""], ["e", ""], ["e", ""], ["'", ""], ["", ""], ["", ""],
    ]  # fmt: skip
    assert columns_of(found, names, "ß") == ["s", "s"]


def test_phones_in_ipa_are_phones() -> None:
    names = ["<pad>", "<s>", *ESPEAK, "ɔːɹ", "iː", "ç"]
    found = read(*names)
    assert found.alphabet is Alphabet.PHONES
    assert found.symbols == (*PHONES, "")
    assert columns_of(found, names, "iː") == ["IY", ""]
    assert columns_of(found, names, "ç") == ["", ""]


def test_a_symbol_of_two_phones_is_heard_as_the_second_in_the_next_row() -> None:
    names = ["<pad>", *ESPEAK, "ɔːɹ"]
    assert columns_of(read(*names), names, "ɔːɹ") == ["AO", "R"]


def test_phones_in_arpabet_are_phones_and_silence_is_a_boundary() -> None:
    names = ["sil", *(phone.lower() for phone in PHONES), "ax", "[PAD]"]
    found = read(*names)
    assert found.symbols == (*PHONES, "|", "")
    assert columns_of(found, names, "ax") == ["AH"]
    assert columns_of(found, names, "sil") == ["|"]
    assert columns_of(found, names, "[PAD]") == ["blank"]


def test_phones_that_timit_folds_are_heard_as_what_they_were_folded_into() -> None:
    names = ["<pad>", *(phone for phone in PHONES if phone not in {"AO", "ZH"})]
    found = read(*names)
    assert found.symbols == (*PHONES, "")
    assert columns_of(found, names, "AA") == ["AA AO"]
    assert columns_of(found, names, "SH") == ["SH ZH"]


@pytest.mark.parametrize(
    ("names", "padding", "blank"),
    [
        (("<blank>", "<pad>", *ascii_lowercase), 1, "<blank>"),
        (("<s>", "<pad>", "-", *ascii_lowercase), None, "<pad>"),
        ((*ascii_uppercase, "|", "[UNK]", "[PAD]"), None, "[PAD]"),
        (("-", "|", *ascii_uppercase), None, "-"),
        (("<s>", "nothing", *ascii_lowercase), 1, "nothing"),
        (("<s>", "nothing", *ascii_lowercase), 99, "<s>"),
        (("ε", *ascii_uppercase, "<ctc>"), None, "<ctc>"),
        (("*", *ascii_lowercase), None, "*"),
    ],
)
def test_the_blank_is_found_by_name_by_the_configuration_or_in_front(
    names: tuple[str, ...], padding: int | None, blank: str
) -> None:
    assert columns_of(read(*names, padding=padding), names, blank) == ["blank"]


def test_without_a_blank_it_is_no_ctc_model() -> None:
    with pytest.raises(InputError, match=r"vocab\.json: none of the 26 symbols is the blank") as caught:
        read(*ascii_lowercase)
    assert "<pad>" in caught.value.remedy


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (("<pad>", *"abcdefghijklmnoprstuvwyz"), "there are no letters q x"),
        (("<pad>", *(phone for phone in PHONES if phone != "OY")), "there are no phones OY"),
        (("<pad>", *ascii_lowercase, *(f"▁{a}{b}" for a in "abcdefgh" for b in "aeiou")), "pieces of words"),
        (("<pad>", *"абвгд"), "neither the phones of English"),
        ((), "neither the phones of English"),
    ],
)
def test_other_symbols_are_refused_with_what_is_missing(names: tuple[str, ...], says: str) -> None:
    with pytest.raises(InputError, match=says):
        read(*names)
