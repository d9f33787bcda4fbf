"""The columns of a CTC model's output, by their names -> clipper's own columns: phones or letters, boundary, blank."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

import numpy as np
import numpy.typing as npt

from clipper.errors import InputError
from clipper.hear.ipa import arpabet_phones, ipa_phones
from clipper.model import PHONES
from clipper.model.sound import Alphabet

Floats = npt.NDArray[np.float32]
Meanings = Sequence[tuple[str, ...]]
"""What each column stands for: one symbol mostly, several for "ɔːɹ" or "ß", none for what is not searched for."""

BOUNDARY, BLANK = "|", ""
"""What clipper calls the two symbols that stand for no sound."""

_APOSTROPHE = "'"

_BLANKS = ("<blank>", "<blk>", "<ctc>")
_PADDINGS = ("<pad>", "[PAD]", "-")
"""Names of the blank: where there is none, transformers' models use their padding for it, torchaudio's a hyphen."""

_BOUNDARIES = frozenset(("|", "<wb>", " ", "▁", "sil", "sp", "h#"))
"""Names of a word boundary, and of silence in models of phones."""

_STANDS_IN = {"AO": "AA", "ZH": "SH"}
"""Phones that the usual 39 of TIMIT do without, and what is heard for them (Lee and Hon 1989)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Clipper's columns, and how a model's columns are added up in them.

    ``folds`` are matrices [model's columns, clipper's columns] of 0 and 1: the first for what is heard in a row itself,
    the next for what a symbol of several phones says in the row after it, and so on.
    """

    alphabet: Alphabet
    symbols: tuple[str, ...]
    blank: int
    boundary: int | None
    folds: tuple[Floats, ...]


def read_vocabulary(names: Sequence[str], *, source: str, padding: int | None = None) -> Vocabulary:
    """Find out what a model's columns mean.

    Args:
        names: The name of every column.
        source: The vocabulary's file, for messages.
        padding: The column that the model's configuration calls padding, which is the blank where no name tells.

    Raises:
        InputError: If they are neither phones nor letters of English, or none is a blank.
    """
    alphabet, meanings = _find_alphabet(names, source)
    meanings[_find_blank(names, meanings, padding, source)] = (BLANK,)
    known = {symbol for found in meanings for symbol in found}
    sounds = PHONES if alphabet is Alphabet.PHONES else (*ascii_lowercase, _APOSTROPHE)
    symbols = tuple(symbol for symbol in (*sounds, BOUNDARY, BLANK) if symbol in known or symbol in _STANDS_IN)
    return Vocabulary(
        alphabet=alphabet,
        symbols=symbols,
        blank=symbols.index(BLANK),
        boundary=symbols.index(BOUNDARY) if BOUNDARY in symbols else None,
        folds=fold_columns(meanings, symbols),
    )


def _find_alphabet(names: Sequence[str], source: str) -> tuple[Alphabet, list[tuple[str, ...]]]:
    """What the columns are, and what each means: a boundary, or by the reading that leaves out no sound of English."""
    phones = set(PHONES) - set(_STANDS_IN)
    readings: tuple[tuple[Alphabet, Callable[[str], tuple[str, ...]], set[str]], ...] = (
        (Alphabet.PHONES, arpabet_phones, phones),
        (Alphabet.PHONES, ipa_phones, phones),
        (Alphabet.LETTERS, _letters, set(ascii_lowercase)),
    )
    lacking = []
    for alphabet, read, needed in readings:
        meanings = [(BOUNDARY,) if name.lower() in _BOUNDARIES else read(name) for name in names]
        missing = needed.difference(*meanings)
        if not missing and not (alphabet is Alphabet.LETTERS and _are_pieces(names)):
            return alphabet, meanings
        lacking.append((len(missing) / len(needed), f"{alphabet.value} {' '.join(sorted(missing))}"))
    share, missed = min(lacking)
    closest = f"there are no {missed}" if share else "most are pieces of words"
    raise InputError(
        f"{source}: the {len(names)} symbols of this model are neither the phones of English (IPA, ARPAbet) nor its "
        f"letters: {closest}",
        remedy="Use a CTC model for English that writes single letters or phones (wav2vec2, MMS).",
    )


def _are_pieces(names: Sequence[str]) -> bool:
    """Whether most of the names are several letters, as sentencepiece cuts words ("▁the")."""
    pieces = sum(len(name) > 1 and name.strip("▁Ġ#").isalpha() for name in names)
    return pieces > len(names) / 2


def _letters(name: str) -> tuple[str, ...]:
    """The plain letters of a letter ("E" as e, "é" as e, "ß" as s s), or none."""
    if name in {"'", "’"}:
        return (_APOSTROPHE,)
    if len(name) != 1 or not name.isalpha():
        return ()
    from anyascii import anyascii  # noqa: PLC0415  its tables are read only where a script needs them

    return tuple(letter for letter in anyascii(name).lower() if letter in ascii_lowercase)


def _find_blank(names: Sequence[str], meanings: Meanings, padding: int | None, source: str) -> int:
    named = [names.index(name) for name in _BLANKS if name in names]
    padded = [names.index(name) for name in _PADDINGS if name in names]
    configured = [] if padding is None or not 0 <= padding < len(names) else [padding]
    # wav2vec2, MMS and torchaudio's models have it in front.
    blanks = [at for at in (*named, *configured, *padded, 0) if not meanings[at]]
    if not blanks:
        raise InputError(
            f"{source}: none of the {len(names)} symbols is the blank of a CTC model",
            remedy=f"It is known by the names {', '.join((*_BLANKS, *_PADDINGS))}, or as number 0.",
        )
    return blanks[0]


def fold_columns(meanings: Meanings, symbols: Sequence[str]) -> tuple[Floats, ...]:
    """The matrices that add up columns of these meanings in columns of ``symbols``."""
    known = {symbol for found in meanings for symbol in found}
    folds = np.zeros((max(map(len, meanings)), len(meanings), len(symbols)), np.float32)
    for column, symbol in enumerate(symbols):
        meant = symbol if symbol in known else _STANDS_IN[symbol]
        for at, found in enumerate(meanings):
            for later, part in enumerate(found):
                folds[later, at, column] += part == meant
    return tuple(folds)
