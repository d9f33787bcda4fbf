"""What was heard + what should be said -> a time or an honest status for every word. Pure."""

from clipper.align.hints import expected_times
from clipper.align.untranscribed import find_untranscribed
from clipper.align.words import align_words

__all__ = ["align_words", "expected_times", "find_untranscribed"]
