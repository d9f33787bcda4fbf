"""Quotes -> Clips -> Reels: plans, no cutting. Pure.

``index_transcript`` -> ``find_quotes`` -> ``choose_quote`` -> ``plan_clip`` -> ``plan_reel``; when ``media`` has cut,
``clip_alignment`` and ``reel_alignment`` give the words their times in the new file.
"""

from clipper.clips.captions import clip_alignment, reel_alignment
from clipper.clips.choose import (
    choose_quote,
    count_words,
    find_accepted,
    find_again,
    find_rivals,
    not_found,
    quote_span,
    quote_within,
)
from clipper.clips.differences import Difference, find_differences
from clipper.clips.edges import measure_loud, scale_levels
from clipper.clips.excerpt import one_line, shorten_text
from clipper.clips.find import find_quotes
from clipper.clips.index import QuoteIndex, index_transcript
from clipper.clips.merits import POINTS, Merit
from clipper.clips.pattern import find_pattern
from clipper.clips.plan import pad_clip, plan_clip, plan_reel
from clipper.clips.preset import PRESETS, Preset, load_preset
from clipper.clips.sentences import has_full_stops
from clipper.clips.suggest import LONGEST_MS, SHORTEST_MS, Suggestion, suggest_quotes
from clipper.clips.tighten import Removal, tighten_clip

__all__ = [
    "LONGEST_MS",
    "POINTS",
    "PRESETS",
    "SHORTEST_MS",
    "Difference",
    "Merit",
    "Preset",
    "QuoteIndex",
    "Removal",
    "Suggestion",
    "choose_quote",
    "clip_alignment",
    "count_words",
    "find_accepted",
    "find_again",
    "find_differences",
    "find_pattern",
    "find_quotes",
    "find_rivals",
    "has_full_stops",
    "index_transcript",
    "load_preset",
    "measure_loud",
    "not_found",
    "one_line",
    "pad_clip",
    "plan_clip",
    "plan_reel",
    "quote_span",
    "quote_within",
    "reel_alignment",
    "scale_levels",
    "shorten_text",
    "suggest_quotes",
    "tighten_clip",
]
