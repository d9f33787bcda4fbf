"""Whether a passage can be understood by whoever hears nothing else: how it begins, and how it ends. English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from itertools import dropwhile

from clipper.language import bare_word, is_filler, is_function_word, is_remark


class Opening(Enum):
    """How much a passage leans on what was said before it."""

    FREE = "free"
    LEANS = "leans"  # understood, but one hears that something went before
    DANGLES = "dangles"  # not understood without it


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CONNECTIVES = _words(
    "and but or nor so because cause which who whom whose that than then though although since unless whereas while "
    "therefore hence thus otherwise also plus instead too either neither however still yet anyway"
)
_PRONOUNS = _words("he she it they him her them his hers its their theirs this that these those such same")
_POINTING = _PRONOUNS | _words("there one ones another other others both")
_SOFT = _words("well now yeah yes no yep nope okay ok oh right sure look actually basically exactly like um")
_LEADS_ON = _words("and but so or then")
_ASKING = _words(
    "who what when where why which whose how do does did is are was were have has had can could will would should"
)
_IMPERSONAL = re.compile(
    r"^(?:it (?:is|was|takes?|took|turns?|seems?|feels?|would|will|could|helps?|depends|matters) |it's )"
    r"(?:\w+ ){0,3}?(?:that|to|when|if|like|out|who|how|why)\b|^there (?:is|are|was|were|will|has|have)\b|"
    r"^there's\b|^(?:those|these|they) (?:who|people say|say)\b|^that is why\b|^this (?:is|was) (?:the|a|an)\b"
)
_NEAR = 6
"""Words into a sentence in which a pronoun is looked at: behind content words it may well mean one of these."""

_CUT_OFF = re.compile(r"(?:\.\.\.|…|[-–—,;:])[\"'”’»)\]]*$")
_QUESTION = re.compile(r"\?[\"'”’»)\]!.]*$")


def judge_opening(sentence: Sequence[str], language: str) -> Opening:
    """How a passage whose first sentence has these words begins."""
    cores = [core for core in map(bare_word, sentence) if core and not is_filler(core, language)]
    rest = list(dropwhile(_SOFT.__contains__, cores))
    if not rest or _is_torn(sentence) or is_remark(sentence, language) or _opens_clause(rest, is_question(sentence)):
        return Opening.DANGLES
    has_soft = len(rest) < len(cores)
    if _IMPERSONAL.match(" ".join(rest)):
        return Opening.LEANS if has_soft or rest[0] in {"that", "this"} else Opening.FREE
    if rest[0].partition("'")[0] in _PRONOUNS and not _is_determiner(rest, language):
        return Opening.DANGLES
    return Opening.LEANS if has_soft or _points_back(rest, language) else Opening.FREE


def _is_torn(sentence: Sequence[str]) -> bool:
    """Whether it begins small though its text has capitals: what an export cut apart begins in the middle."""
    return sentence[0][:1].islower() and any(word[:1].isupper() for word in sentence)


def _opens_clause(cores: Sequence[str], asks: bool) -> bool:
    first, second = cores[0], cores[1] if len(cores) > 1 else ""
    if first in {"who", "which", "whose", "whom"}:
        return not asks
    if first in {"since", "while", "although"}:
        return False  # "While I was a child, ..." stands by itself
    if first == "that":
        return second in {"is", "was", "i", "you", "we", "the"}
    return first in _CONNECTIVES or f"{first} {second}" in {"for example", "for instance", "of course", "in other"}


def _is_determiner(cores: Sequence[str], language: str) -> bool:
    """Whether "this" or "their" stands before its noun: "this country", but not "this is"."""
    if cores[0] not in {"this", "these", "those", "that"} or len(cores) < 2:
        return False
    return not is_function_word(cores[1], language)


def _points_back(cores: Sequence[str], language: str) -> bool:
    """Whether a pronoun comes before any word that it could stand for."""
    for place, core in enumerate(cores[:_NEAR]):
        stem = core.partition("'")[0]
        if stem in _POINTING and not _is_determiner(cores[place:], language):
            return True
        if not is_function_word(core, language) and place:
            return False
    return False


def judge_question(sentence: Sequence[str], language: str) -> Opening:
    """The same of a question that is answered: "And how long did it take?" only leans, for the answer tells of what."""
    opening = judge_opening(sentence, language)
    cores = [core for core in map(bare_word, sentence) if core and not is_filler(core, language)]
    asked = list(dropwhile((_SOFT | _LEADS_ON).__contains__, cores))
    if opening is Opening.DANGLES and is_question(sentence) and asked and asked[0].partition("'")[0] in _ASKING:
        return Opening.LEANS
    return opening


def is_question(sentence: Sequence[str]) -> bool:
    """Whether a sentence ends with a question mark."""
    return bool(sentence) and _QUESTION.search(sentence[-1]) is not None


def is_cut_off(sentence: Sequence[str]) -> bool:
    """Whether a sentence breaks off: dots, a dash or a comma at its end."""
    return not sentence or _CUT_OFF.search(sentence[-1]) is not None
