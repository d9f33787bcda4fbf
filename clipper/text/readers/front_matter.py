"""Lines of a transcript that nobody says: titles and metadata above the first turn, a credit below the last."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
    r"[\s\-–—=_*#>~\[(]*(?:this (?:transcript|file|document) (?:was|has been)\b|"
    r"transcri(?:bed|pt|ption)s? (?:by|from|with|using|provided|created|generated|outsourc)|"
    r"captions? by|subtitles by|(?:auto(?:matically)?[- ])generated\b|©|"
    r"copyright (?:©|\(c\)|\d{4})|end of (?:the )?(?:transcript(?:ion)?|recording|audio|interview|file|tape)[\W\d_]*$|"
    r"(?:transcript|recording|audio|interview|file|tape) ends[\W\d_]*$)",
    re.IGNORECASE,
)
_RULE_OR_ADDRESS = re.compile(r"\s*(?:[-–—=_*#~]{3,}|\(?(?:https?://|www\.)\S{1,500})\s*$", re.IGNORECASE)
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


def count_credits(lines: Sequence[str]) -> int:
    """How many lines at the end say who made the transcript or that it ends, with the rules and addresses about them.

    Zero if all of them do, or none but rules and addresses: then they are what the file has to say.
    """
    last = len(lines)
    while last and (is_credit(lines[last - 1]) or _RULE_OR_ADDRESS.match(lines[last - 1])):
        last -= 1
    return len(lines) - last if last and any(is_credit(line) for line in lines[last:]) else 0
