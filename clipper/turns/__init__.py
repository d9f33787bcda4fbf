"""Who says every word: wrong labels found and repaired, turns joined and cut where people stop. Pure."""

from clipper.turns.crosstalk import Crosstalk
from clipper.turns.names import find_variants, name_speakers
from clipper.turns.overlaps import find_overlaps
from clipper.turns.pace import Pace
from clipper.turns.paragraphs import make_turns
from clipper.turns.repair import Heard, Repair, repair_speakers
from clipper.turns.voices import VoiceRows

__all__ = [
    "Crosstalk",
    "Heard",
    "Pace",
    "Repair",
    "VoiceRows",
    "find_overlaps",
    "find_variants",
    "make_turns",
    "name_speakers",
    "repair_speakers",
]
