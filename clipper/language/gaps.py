"""How strongly neighbouring words hold together: what a break between them would cost. Called once per gap.

Points run from 0 (a sentence ends) over about 50 (nothing known) to 250 (never); 100 is "an editor would send it back".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from clipper.language.words import BreakWords, words_of

SENTENCE_END = 0
STOP = 6  # after ; or : or a dash, which part more than a comma does
CLAUSE_END = 14  # after a comma
BEFORE_CLAUSE = 30  # before a conjunction, a relative, a subject pronoun
BEFORE_PHRASE = 42  # before a preposition
OPEN = 58  # between content words: "random" in the sense of BBC 3.9
BOUND = 130  # after a function word
LIGHTLY_BOUND = 95  # after a word that is often, but not always, one
TORN = 105  # from here on a gap follows a word that Netflix and BBC list; the lightest are auxiliaries and possessives
UNIT = 190  # inside a number with its unit, a bracket
NAME = 230  # inside a name
GLUED = 1_000  # before a bare dash: it belongs to the word before it

_END = re.compile(r"[.?!…。！？؟।۔።][\"'”’»)\]]*$")
_CLOSED = re.compile(r"[.?!…][\"'”’»)\]]*$")  # Latin script only: a transcript's own full stops
_PAUSE = re.compile(r"(?:[,;:、，；：،؛—–…-]|--|\.\.\.)[\"'”’»)\]]*$|[^\s\"”»'’][\"”»]$")
"""Commas and their kin, dots and a dash where speech is cut off, and the end of what is quoted."""
_STOP = re.compile(r"(?:[;:；：؛—–]|--)[\"'”’»)\]]*$")
_RESUMES = re.compile(r"(?:…|\.\.)\S")
_NUMERIC = re.compile(r"^[#$€£¥]?[0-9][0-9.,:/]*[0-9]?(?:%|st|nd|rd|th|s)?$", re.IGNORECASE)
_INITIAL = re.compile(r"^(?:[A-Z]\.)+$")
_LONGEST_BRACKET = 7  # words: longer ones are sentences in their own right
_SAMPLE = 12  # words: fewer may well be a name in capitals and little else
_EDGES = "\"'“”‘’«»()[]{}.,;:!?…-–—¿¡"


def strip_marks(word: str) -> str:
    """The word without the punctuation around it."""
    return word.strip(_EDGES)


@lru_cache(maxsize=65_536)
def bare_word(word: str) -> str:
    """The word in lower case without the punctuation around it, its apostrophes straight."""
    return strip_marks(word).lower().replace("’", "'")


def is_closed(word: str) -> bool:
    """Whether a full stop or its like stands at the end of a word."""
    return _CLOSED.search(word) is not None


def _is_capitalised(word: str) -> bool:
    bare = word.lstrip(_EDGES)
    return bool(bare) and bare[0].isupper() and bare_word(word).split("'")[0] != "i"


def ends_sentence(word: str, following: str | None, words: BreakWords) -> bool:
    """Whether a sentence ends after ``word``; ``following`` is the next word shown, None at a turn's end."""
    if following is None:
        return True
    if not _END.search(word):
        return False
    core = bare_word(word)
    if word.endswith(".") and (core in words.abbreviations or _INITIAL.match(word)):
        return False
    bare = following.lstrip(_EDGES)
    return not bare or not bare[0].islower()


def is_function_word(word: str, language: str) -> bool:
    """Whether a word belongs to the closed classes of a language or usually opens a sentence: no name, no content."""
    words = words_of(language)
    return _is_function_word(bare_word(word), words) or bare_word(word) in words.openers


def is_filler(core: str, language: str) -> bool:
    """Whether a bare word in lower case is a sound that says nothing ("um")."""
    return core in words_of(language).hesitations


def is_emphasis(core: str, language: str) -> bool:
    """Whether a bare word in lower case may be said twice in a row on purpose ("very very", "had had")."""
    return core in words_of(language).emphasis or core.isdigit()


def is_remark(texts: Sequence[str], language: str) -> bool:
    """Whether these words, and no others, are what listeners put in."""
    words, said = words_of(language), [core for core in map(bare_word, texts) if core]
    return bool(said) and (all(word in words.remarks for word in said) or " ".join(said) in words.remark_phrases)


def weigh_gaps(texts: Sequence[str], language: str) -> tuple[list[int], list[bool]]:
    """What a break would cost, and whether a sentence ends, before every word of one passage and at its end.

    Args:
        texts: The words of one speaker, in order.
        language: BCP 47 tag.

    Returns:
        Two lists with one entry more than ``texts``: entry i belongs to the gap before word i. First and last are
        sentence ends.
    """
    words = words_of(language)
    if len(texts) >= _SAMPLE and 2 * sum(map(_is_capitalised, texts)) > len(texts):
        words = replace(words, capitalised_nouns=True)  # a text in capitals, or Titles
    inside_brackets = _find_bracketed(texts)
    ends = [True]
    costs = [SENTENCE_END]
    for index in range(1, len(texts)):
        before, after = texts[index - 1], texts[index]
        ends.append(ends_sentence(before, after, words))
        if not bare_word(after) and after not in ("♪", "♫"):
            costs.append(GLUED)
        elif index in inside_brackets:
            costs.append(UNIT)
        elif ends[index]:
            costs.append(SENTENCE_END)
        else:
            costs.append(_weigh_gap(texts, index, words))
    return [*costs, SENTENCE_END], [*ends, True]


def _find_bracketed(texts: Sequence[str]) -> set[int]:
    """The gaps inside short brackets: "[inaudible 04:12]". A bracket that nobody closes soon is none."""
    gaps: set[int] = set()
    for index, text in enumerate(texts):
        for opening, closing in (("[", "]"), ("(", ")")):
            if text.rfind(opening) <= text.rfind(closing):
                continue
            for end in range(index + 1, min(index + _LONGEST_BRACKET, len(texts))):
                if closing in texts[end]:
                    gaps.update(range(index + 1, end + 1))
                    break
    return gaps


def _weigh_gap(texts: Sequence[str], index: int, words: BreakWords) -> int:
    before, after = texts[index - 1], texts[index]
    left, right = bare_word(before), bare_word(after)
    if before.endswith(".") and left in words.titles:
        return NAME
    if _PAUSE.search(before) or _RESUMES.match(after) or not left:
        return STOP if _STOP.search(before) else CLAUSE_END
    if _is_name(before, after, words) or _is_particle_in_name(texts, index, words):
        return NAME
    if _is_quantity(left, right, words):
        return UNIT
    if f"{left} {right}" in words.phrases:
        return BOUND
    if index >= 2 and _hides(texts[index - 2], left, words):
        left = bare_word(texts[index - 2])
    return _weigh_classes(left, right, words)


def _hides(earlier: str, left: str, words: BreakWords) -> bool:
    """Whether the word before a gap hides the one that really holds: "kind of um | thing", "and then | it's".

    Or "we all | went"; but not "it's all | at", where the verb is said.
    """
    holds = bare_word(earlier)
    if left in words.fillers:
        return holds in words.articles or holds in words.prepositions
    leans = holds in words.conjunctions or (holds in words.subject_pronouns and "'" not in holds)
    return leans and earlier[-1].isalpha() and left in words.openers


def _weigh_classes(left: str, right: str, words: BreakWords) -> int:
    opening = _weigh_opening(right, words)
    if left == right:
        return LIGHTLY_BOUND  # "do do": a stammer stays in sight of itself
    if left in words.articles or (left in words.auxiliaries and right in words.negations):
        return BOUND + 30
    if left in words.prepositions or left in words.negations or left.endswith("n't"):
        return BOUND
    if left in words.subject_pronouns or left in words.conjunctions:
        return BOUND - 10
    if left in words.auxiliaries or left in words.determiners:
        return LIGHTLY_BOUND + 10
    return opening + (LIGHTLY_BOUND - OPEN if left in words.intensifiers else 0)


def _weigh_opening(right: str, words: BreakWords) -> int:
    """What the word after the gap says about it: conjunctions and prepositions open a new group."""
    if right in words.object_pronouns:
        return OPEN + 10  # "until you divided | it": more often the object of what comes before
    if right in words.conjunctions or right in words.subject_pronouns:
        return BEFORE_CLAUSE
    if right in ("of", "to", "than"):
        return OPEN - 2  # they hang on the word before more than other prepositions do
    return BEFORE_PHRASE if right in words.prepositions or right in words.fillers else OPEN


def _is_function_word(core: str, words: BreakWords) -> bool:
    return (
        core in words.articles
        or core in words.determiners
        or core in words.prepositions
        or core in words.conjunctions
        or core in words.subject_pronouns
        or core in words.auxiliaries
        or core in words.negations
        or core in words.fillers
    )


def _is_name(before: str, after: str, words: BreakWords) -> bool:
    left, right = bare_word(before), bare_word(after)
    if left in words.titles and _is_capitalised(before) and _is_capitalised(after):
        return True
    if words.capitalised_nouns or not (_is_capitalised(before) and _is_capitalised(after)):
        return False
    # "Then Paris", "But OpenAI": a capital that only begins the sentence.
    return not (_is_function_word(left, words) or _is_function_word(right, words) or left in words.openers)


def _is_particle_in_name(texts: Sequence[str], index: int, words: BreakWords) -> bool:
    """Whether the gap lies in "Bank of America" or "Ludwig van Beethoven"."""
    for start in (index - 1, index - 2):
        if start >= 0 and start + 2 < len(texts):
            first, middle, last = texts[start : start + 3]
            if middle in words.name_particles and _is_capitalised(first) and _is_capitalised(last):
                return not _is_function_word(bare_word(first), words)
    return False


def _is_quantity(left: str, right: str, words: BreakWords) -> bool:
    is_number = _NUMERIC.match(left) is not None or left in words.numbers
    if is_number and right:
        return not _is_function_word(right, words)
    return left in words.counted and (_NUMERIC.match(right) is not None or right in words.numbers)
