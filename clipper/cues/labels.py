"""How a cue says who speaks, in formats that have no voices of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum

from clipper.cues.profile import Profile
from clipper.cues.width import clean_text, measure_columns
from clipper.language.graphemes import split_graphemes


class SpeakerLabels(Enum):
    """Which cues begin with ``Name: ``."""

    NONE = "none"  # WebVTT: the voice tag says it
    CHANGE = "change"  # Podcasting 2.0's rule for SRT
    ALWAYS = "always"


class NameStyle(Enum):
    """What of a name is shown in a label."""

    FULL = "full"
    FIRST = "first"
    LAST = "last"
    INITIALS = "initials"


_GENERIC = re.compile(r"\d|^(?:speaker|unknown|guest|host|voice)\b", re.IGNORECASE)


def label_speakers(names: Iterable[str], style: NameStyle, profile: Profile) -> dict[str, str]:
    """The label of every speaker, without the colon.

    "Speaker 1" stays as it is under first and last; speakers whose short forms would be the same keep their full names.
    A label wider than ``profile.max_label_columns`` is shortened to the first name, or cut with an ellipsis.
    """
    full = {name: clean_text(name) for name in dict.fromkeys(names)}
    short = {name: _shorten(text, style) for name, text in full.items()}
    owners: dict[str, set[str]] = {}
    for name, label in short.items():
        owners.setdefault(label.casefold(), set()).add(full[name])
    return {
        name: _fit(full[name] if len(owners[label.casefold()]) > 1 else label, profile.max_label_columns)
        for name, label in short.items()
    }


def _shorten(name: str, style: NameStyle) -> str:
    parts = name.split()
    if style is NameStyle.FULL or len(parts) < 2 or _GENERIC.search(name):
        return name
    if style is NameStyle.INITIALS:
        return "".join(split_graphemes(part)[0].upper() for part in parts)
    if parts[0].rstrip(".").lower() in ("mr", "mrs", "ms", "dr", "prof", "sir") and len(parts) > 2:
        parts = parts[1:]
    return parts[0] if style is NameStyle.FIRST else parts[-1]


def _fit(label: str, max_columns: int) -> str:
    """``label`` with its colon in at most ``max_columns``."""
    if measure_columns(label) + 1 <= max_columns:
        return label
    first = _shorten(label, NameStyle.FIRST)
    if first != label and measure_columns(first) + 1 <= max_columns:
        return first
    cut = ""
    for grapheme in split_graphemes(label):
        if measure_columns(cut + grapheme) + 2 > max_columns:
            break
        cut += grapheme
    return cut.rstrip() + "…"
