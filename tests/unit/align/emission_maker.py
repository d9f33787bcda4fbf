"""Emissions of a model that is never wrong: the frames of a test's own phone string."""

from __future__ import annotations

from string import ascii_lowercase

import numpy as np

from clipper.model import PHONES, SpokenForm, SpokenUnit, SpokenWord
from clipper.model.sound import Alphabet, Calibration, Emissions

SYMBOLS = (*PHONES, "|", "")
BOUNDARY, BLANK = len(PHONES), len(PHONES) + 1
LETTERS = (*ascii_lowercase, "'", "|", "")
_LOUD = np.log(0.9)


def make_emissions(
    frames: list[str], *, alphabet: Alphabet = Alphabet.PHONES, hop: int = 320, calibration: Calibration | None = None
) -> Emissions:
    """One row a frame; each frame is an ARPAbet phone or a letter, "|" (word boundary) or "" (blank)."""
    symbols = SYMBOLS if alphabet is Alphabet.PHONES else LETTERS
    log_probs = np.full((len(frames), len(symbols)), np.log(0.1 / (len(symbols) - 1)), np.float32)
    for row, symbol in enumerate(frames):
        log_probs[row, symbols.index(symbol)] = _LOUD
    return Emissions(
        log_probs=log_probs,
        symbols=symbols,
        blank=symbols.index(""),
        boundary=symbols.index("|"),
        hop=hop,
        alphabet=alphabet,
        calibration=calibration or Calibration(),
    )


def say(*words: str, pause: int = 3) -> list[str]:
    """Frames in which words ("K AE T") are said: two frames a phone, blanks between, ``pause`` frames around."""
    frames = [""] * pause
    for word in words:
        for phone in word.split():
            frames += [phone, phone, ""]
        frames += ["|"] + [""] * pause
    return frames


def spoken(*ways: str) -> SpokenWord:
    """A word with these ways to say it: "K AE T", or "T UW | B IY" for a form of two units (their texts too)."""
    return SpokenWord(
        forms=tuple(
            SpokenForm(
                units=tuple(SpokenUnit(text=unit, pronunciations=(tuple(unit.split()),)) for unit in way.split(" | "))
            )
            for way in ways
        )
    )
