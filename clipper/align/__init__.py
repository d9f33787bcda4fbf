"""What was heard + what should be said -> a time or an honest status for every word. Pure."""

from clipper.align.doubts import PinDoubt, doubt_pins
from clipper.align.hints import expected_times
from clipper.align.pinned import obey_pins
from clipper.align.repeats import find_repeats
from clipper.align.untranscribed import find_untranscribed
from clipper.align.words import AlignedWords, Unsearched, align_words

__all__ = [
    "AlignedWords",
    "PinDoubt",
    "Unsearched",
    "align_words",
    "doubt_pins",
    "expected_times",
    "find_repeats",
    "find_untranscribed",
    "obey_pins",
]
