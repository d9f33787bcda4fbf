"""Alignment -> CueTrack -> subtitle files, and back. Pure."""

from clipper.cues.check import check_cues, measure_speed
from clipper.cues.labels import NameStyle, SpeakerLabels
from clipper.cues.profile import NETFLIX_EN, Penalties, Profile
from clipper.cues.segment import segment_cues

__all__ = [
    "NETFLIX_EN",
    "NameStyle",
    "Penalties",
    "Profile",
    "SpeakerLabels",
    "check_cues",
    "measure_speed",
    "segment_cues",
]
