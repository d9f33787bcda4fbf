"""Emissions of a model that is never wrong: the frames of a test's own phone string."""

from __future__ import annotations

import numpy as np

from clipper.model import PHONES, SpokenForm, SpokenUnit, SpokenWord
from clipper.model.sound import Emissions

SYMBOLS = (*PHONES, "|", "")
BOUNDARY, BLANK = len(PHONES), len(PHONES) + 1
_LOUD, _FAINT = np.log(0.9), np.log(0.1 / (len(SYMBOLS) - 1))


def make_emissions(frames: list[str]) -> Emissions:
    """One row a frame; each frame is an ARPAbet phone, "|" (word boundary) or "" (blank)."""
    log_probs = np.full((len(frames), len(SYMBOLS)), _FAINT, np.float32)
    for row, symbol in enumerate(frames):
        log_probs[row, SYMBOLS.index(symbol)] = _LOUD
    return Emissions(log_probs=log_probs, symbols=SYMBOLS, blank=BLANK, boundary=BOUNDARY, hop=320)


def say(*words: str, pause: int = 3) -> list[str]:
    """Frames in which words ("K AE T") are said: two frames a phone, blanks between, ``pause`` frames around."""
    frames = [""] * pause
    for word in words:
        for phone in word.split():
            frames += [phone, phone, ""]
        frames += ["|"] + [""] * pause
    return frames


def spoken(*ways: str) -> SpokenWord:
    """A word with these ways to say it: "K AE T", or "T UW | B IY" for a form of two units."""
    return SpokenWord(
        forms=tuple(
            SpokenForm(
                units=tuple(SpokenUnit(text=unit, pronunciations=(tuple(unit.split()),)) for unit in way.split(" | "))
            )
            for way in ways
        )
    )
