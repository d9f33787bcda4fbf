"""CueTrack <-> subtitle files: one module per format; nothing else in clipper reads them, or writes one from a track.

Cues of an existing file are changed in place by ``text.writers.cue_file``, which keeps what a track has no room for.
"""

from clipper.cues.formats.fit import WITH_WORD_TIMES, Fitted, fit_talk, fit_track
from clipper.cues.formats.kinds import SUBTITLE_EXTENSIONS, SubtitleFormat, format_by_extension
from clipper.cues.formats.registry import READABLE, detect_subtitles, format_subtitles, parse_subtitles
from clipper.cues.formats.source_text import place_in_text
from clipper.cues.formats.srt import format_srt
from clipper.cues.formats.srt_reader import parse_srt
from clipper.cues.formats.verify import verify_written
from clipper.cues.formats.vtt import format_vtt
from clipper.cues.formats.vtt_reader import parse_vtt

__all__ = [
    "READABLE",
    "SUBTITLE_EXTENSIONS",
    "WITH_WORD_TIMES",
    "Fitted",
    "SubtitleFormat",
    "detect_subtitles",
    "fit_talk",
    "fit_track",
    "format_by_extension",
    "format_srt",
    "format_subtitles",
    "format_vtt",
    "parse_srt",
    "parse_subtitles",
    "parse_vtt",
    "place_in_text",
    "verify_written",
]
