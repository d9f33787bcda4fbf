"""Written words -> what is said -> pronunciations."""

from clipper.text.spoken.figures import say_figures
from clipper.text.spoken.language import Language, Pronounced, language_for
from clipper.text.spoken.lexicon import Lexicon, LexiconEntry, parse_lexicon
from clipper.text.spoken.spell import spell_out

__all__ = [
    "Language",
    "Lexicon",
    "LexiconEntry",
    "Pronounced",
    "language_for",
    "parse_lexicon",
    "say_figures",
    "spell_out",
]
