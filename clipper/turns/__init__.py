"""Who says every word: wrong labels found and repaired, turns joined and cut where people stop. Pure."""

from clipper.turns.names import find_variants, name_speakers
from clipper.turns.overlaps import Overlap, find_overlaps
from clipper.turns.paragraphs import make_turns
from clipper.turns.repair import Heard, Repair, repair_speakers
from clipper.turns.voices import VoiceRows

__all__ = [
    "Heard",
    "Overlap",
    "Repair",
    "VoiceRows",
    "find_overlaps",
    "find_variants",
    "make_turns",
    "name_speakers",
    "repair_speakers",
]
