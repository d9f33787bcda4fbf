"""Written text -> Transcript, and written words -> spoken words with pronunciations. Pure."""

from clipper.text.parse import detect_format, looks_like_subtitles, parse_transcript
from clipper.text.pins import PinLine, format_pins, parse_pins
from clipper.text.readers.cue_track import transcript_from_cues
from clipper.text.spoken import Lexicon, parse_lexicon, say_figures, spell_out
from clipper.text.writers import format_cue_file, format_transcript

__all__ = [
    "Lexicon",
    "PinLine",
    "detect_format",
    "format_cue_file",
    "format_pins",
    "format_transcript",
    "looks_like_subtitles",
    "parse_lexicon",
    "parse_pins",
    "parse_transcript",
    "say_figures",
    "spell_out",
    "transcript_from_cues",
]
