"""Alignment -> CueTrack -> subtitle files, and back. Pure."""

from clipper.cues.checks import check_cues, check_sound, check_source, measure_speed
from clipper.cues.clean import clean_alignment, find_clutter
from clipper.cues.fixes import Fixed, fix_cues
from clipper.cues.formats import (
    SubtitleFormat,
    format_by_extension,
    format_srt,
    format_subtitles,
    format_vtt,
    parse_srt,
    parse_subtitles,
    parse_vtt,
    verify_written,
)
from clipper.cues.labels import NameStyle, SpeakerLabels
from clipper.cues.profile import (
    BUILT_IN,
    NETFLIX_EN,
    Penalties,
    Profile,
    change_profile,
    load_profile,
    parse_profile,
)
from clipper.cues.segment import segment_cues
from clipper.cues.source_cues import write_times
from clipper.cues.spoken import find_spoken
from clipper.cues.sync import Synced, sync_cues

__all__ = [
    "BUILT_IN",
    "NETFLIX_EN",
    "Fixed",
    "NameStyle",
    "Penalties",
    "Profile",
    "SpeakerLabels",
    "SubtitleFormat",
    "Synced",
    "change_profile",
    "check_cues",
    "check_sound",
    "check_source",
    "clean_alignment",
    "find_clutter",
    "find_spoken",
    "fix_cues",
    "format_by_extension",
    "format_srt",
    "format_subtitles",
    "format_vtt",
    "load_profile",
    "measure_speed",
    "parse_profile",
    "parse_srt",
    "parse_subtitles",
    "parse_vtt",
    "segment_cues",
    "sync_cues",
    "verify_written",
    "write_times",
]
