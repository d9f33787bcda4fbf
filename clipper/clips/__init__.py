"""Quotes -> Clips -> Reels: plans, no cutting. Pure.

``index_transcript`` -> ``find_quotes`` -> ``choose_quote`` -> ``plan_clip`` -> ``plan_reel``; when ``media`` has cut,
``reel_alignment`` gives the words their times in the new file.
"""

from clipper.clips.captions import reel_alignment
from clipper.clips.choose import (
    NAMED,
    choose_quote,
    count_words,
    find_accepted,
    find_again,
    find_rivals,
    not_found,
    quote_span,
    quote_within,
    rival_margin,
)
from clipper.clips.differences import Difference, find_differences
from clipper.clips.edges import measure_loud, scale_levels
from clipper.clips.excerpt import one_line, shorten_text
from clipper.clips.find import find_quotes, read_searchable, search_index
from clipper.clips.index import QuoteIndex, arrange_index, index_transcript
from clipper.clips.merits import POINTS, Merit
from clipper.clips.nominate import best_scores, fill_shelf
from clipper.clips.pattern import find_pattern
from clipper.clips.plan import pad_clip, plan_clip, plan_reel
from clipper.clips.preset import PRESETS, Preset, load_preset
from clipper.clips.sentences import has_full_stops
from clipper.clips.suggest import LONGEST_MS, SHORTEST_MS, Suggestion, suggest_quotes
from clipper.clips.tighten import Removal, tighten_clip

__all__ = [
    "LONGEST_MS",
    "NAMED",
    "POINTS",
    "PRESETS",
    "SHORTEST_MS",
    "Difference",
    "Merit",
    "Preset",
    "QuoteIndex",
    "Removal",
    "Suggestion",
    "arrange_index",
    "best_scores",
    "choose_quote",
    "count_words",
    "fill_shelf",
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
    "read_searchable",
    "reel_alignment",
    "rival_margin",
    "scale_levels",
    "search_index",
    "shorten_text",
    "suggest_quotes",
    "tighten_clip",
]
