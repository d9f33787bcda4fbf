"""What is known of a language: its word classes, where its sentences may be broken, what its listeners say. Pure."""

from clipper.language.gaps import (
    BEFORE_CLAUSE,
    BOUND,
    CLAUSE_END,
    GLUED,
    LIGHTLY_BOUND,
    NAME,
    OPEN,
    SENTENCE_END,
    UNIT,
    is_emphasis,
    is_filler,
    is_function_word,
    is_remark,
    weigh_gaps,
)

__all__ = [
    "BEFORE_CLAUSE",
    "BOUND",
    "CLAUSE_END",
    "GLUED",
    "LIGHTLY_BOUND",
    "NAME",
    "OPEN",
    "SENTENCE_END",
    "UNIT",
    "is_emphasis",
    "is_filler",
    "is_function_word",
    "is_remark",
    "weigh_gaps",
]
