"""Quotes -> Clips -> Reels: plans, no cutting. Pure.

``index_transcript`` -> ``find_quotes`` -> ``choose_quote`` -> ``plan_clip`` -> ``plan_reel``; when ``media`` has cut,
``clip_alignment`` and ``reel_alignment`` give the words their times in the new file.
"""

from clipper.clips.captions import clip_alignment, reel_alignment
from clipper.clips.choose import choose_quote, find_again, quote_span, quote_within
from clipper.clips.edges import measure_loud
from clipper.clips.excerpt import shorten_text
from clipper.clips.find import find_quotes
from clipper.clips.index import QuoteIndex, index_transcript
from clipper.clips.plan import pad_clip, plan_clip, plan_reel

__all__ = [
    "QuoteIndex",
    "choose_quote",
    "clip_alignment",
    "find_again",
    "find_quotes",
    "index_transcript",
    "measure_loud",
    "pad_clip",
    "plan_clip",
    "plan_reel",
    "quote_span",
    "quote_within",
    "reel_alignment",
    "shorten_text",
]
