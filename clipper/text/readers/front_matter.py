"""Lines of a transcript that nobody says: titles and metadata above the first turn, a credit below the last."""

from __future__ import annotations

import re

_METADATA = re.compile(
    r"\s*(?:[#*=_-]{1,6}\s|[-=_*#]{3,}\s*$|https?://|www\.|\d{4}-\d\d-\d\d|[\w -]{0,24}\btranscript(?:ion)?\b|"
    r"(?:title|date|episode|duration|length|location|subject|topic|participants|speakers|recorded|"
    r"recording|published|summary|keywords|summary keywords|url|link|source|file|language|attendees|present|"
    r"produced by|transcribed)\b[^.?!]{0,40}(?::|$))",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"\s*(?:summary|keywords|summary keywords|speakers|participants|description)\s*:?\s*$", re.IGNORECASE
)
_CREDIT = re.compile(
    r"\s*(?:this (?:transcript|file) was |transcri(?:bed|pt|ption)s? (?:by|from|provided|created|generated|outsourc)|"
    r"captions? by|subtitles by|\[?end of (?:transcript|recording|audio|interview)|\[?(?:transcript|recording) ends)",
    re.IGNORECASE,
)
_LONGEST_TITLE = 120  # characters; a longer line above the first head is speech
_SENTENCE_ENDS = (".", "?", "!", "…", "。", "？", "！", ",", ";")


def is_metadata(line: str) -> bool:
    """Whether ``line`` can hardly be speech: "Date: ...", a rule, a Markdown heading, a bare address."""
    return _METADATA.match(line) is not None


def is_front_matter(line: str) -> bool:
    """Whether ``line`` may be a title or metadata: short, begun with a capital, and not ended as a sentence is."""
    line = line.strip()
    is_like_title = len(line) <= _LONGEST_TITLE and not line.endswith(_SENTENCE_ENDS) and not line[:1].islower()
    return is_like_title or is_metadata(line)


def heads_metadata(line: str) -> bool:
    """Whether ``line`` is a heading whose whole block is metadata: "SUMMARY KEYWORDS", "Participants:"."""
    return _HEADING.match(line) is not None


def is_credit(line: str) -> bool:
    """Whether ``line`` says who made the transcript or that it ends."""
    return _CREDIT.match(line) is not None
