"""What was heard + what should be said -> a time or an honest status for every word. Pure."""

from clipper.align.words import align_words

__all__ = ["align_words"]
