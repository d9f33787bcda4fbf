"""Who can be hired: voices by name, and what the transcript calls them."""

from __future__ import annotations

from tests.bench.synth.flite import Flite
from tests.bench.synth.voices import Heart, Joe, Voice, VoiceMissing, forget_models

LABELS = {
    "heart": "Alma Reyes (Host)",
    "joe": "Viktor Lindqvist (Co-founder, Chief Engineer)",
    "heart-deep": "Dr. Imke de Boer (Guest [remote])",
    "joe-bright": "Ned O'Rourke",
    "slt": "Sally",
    "rms": "Rufus Max-Stone (Producer)",
    "awb": "Angus W. Bell (Caller)",
}
"""Labels with the oddities of real ones: a title, a comma, brackets, an apostrophe, a hyphen, no role."""


def hire(name: str) -> Voice:
    """The voice called ``name``.

    Raises:
        ValueError: If nobody is called so.
    """
    match name:
        case "heart":
            return Heart()
        case "joe":
            return Joe()
        case "heart-deep":
            return Heart(rate_factor=0.8, speed=0.95)
        case "joe-bright":
            return Joe(rate_factor=1.12, speed=1.08)
        case "slt" | "rms" | "awb":
            return Flite(name)
    raise ValueError(f"no voice is called {name!r}; there are {', '.join(LABELS)}")


__all__ = ["LABELS", "VoiceMissing", "forget_models", "hire"]
