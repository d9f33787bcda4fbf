"""What makes a sentence worth quoting, as far as its words tell: figures of speech, and the words that show them.

English only, and by signs, not by meaning: lists of phrases that speakers use when they make a point, written down by
reading talks and interviews. A sentence without any of them may be the best of all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from clipper.language import bare_word, is_filler, is_function_word

_CONTRAST = (
    r"\bnot (?:\S+ ){1,6}?but (?!(?:i|it|we|you|they|he|she|then|not|look)\b)",
    r"(?:\bnot|n't|\bnever) [^.?!;]{2,50}?[,;] (?:it's|it is|it was|they're|that's|only)\b",
    r"\b(?:instead of|rather than|the opposite|on the contrary|the other way round|the difference between)\b",
    r"\b(?:easy|hard|simple|real|good|bad) (?:part|thing|question|news|problem) (?:is|was)\b",
    r"\b(?:more|less|fewer) (?!than)[^.?!,;]{2,30}? than\b",
    r"\b(?:better|worse|harder|easier|larger|smaller|faster|bigger|stronger) than\b",
    r"\byou (?:cannot|can't|can never)\b[^.?!]{0,80}\bbut\b",
    r"\bbut (?:it|they|we|he|she) (?:only|could not|couldn't|never)\b",
)
_CLAIM = (
    r"\bthe (?:truth|point|reason|problem|secret|lesson|trick) (?:is|was)\b",
    r"\bthe (?:key|question|answer|bottleneck|thing|fact|mistake|danger) (?:is|was)\b",
    r"\bthe short [a-z]+ (?:is|was)\b",
    r"\bthe (?:most|least|best|worst|biggest|greatest|hardest|loveliest|largest|first|last|only|whole)\b",
    r"\b(?:nobody|no one|no one's|everybody|everyone|everything|nothing|never|always|forever|impossible|must)\b",
    r"\bwhat (?:matters|counts|really)\b|\bthat is why\b|\bthat's why\b|\bi (?:believe|am convinced|promise)\b",
)
_SURPRISE = (
    r"\b(?:turns? out|turned out|believe it or not|to my surprise|surpris\w+|astonish\w+|shock\w*|unbelievabl\w+)\b",
    r"\b(?:incredibl\w+|strange\w*|weird\w*|crazy|secret\w*|accident|by mistake|miracle)\b",
    r"\b(?:how come|nobody (?:knew|told|expected)|no one (?:knew|told|expected)|couldn't believe|could not believe)\b",
    r"\b(?:had no idea|who would have|guess what|imagine)\b",
)
_STORY = (
    r"\b(?:one (?:day|night|morning|evening)|that (?:day|night|morning)|i remember|i'll never forget|when i was)\b",
    r"\b(?:the first (?:time|night|day)|years ago|years later|in (?:19|20)\d\d|once upon)\b",
    r"\bi (?:woke|cried|laughed|called|ran|quit|lost|walked|decided|realised|realized|thought|saw)\b",
    r"\bi (?:said|told|wrote|met|bought|found)\b",
)
_ADDRESS = (
    r"^(?:never|don't|do not|remember|imagine|think|look|listen|ask|stop|start|try|go|let|write|forget|be|take)\b",
    r"^(?:keep|trust|learn|read|tell)\b",
    r"\b(?:you (?:should|must|have to|need to|can|cannot|can't|will|always|never)|if you|your)\b",
)
_NUMBER = (
    r"[$€£]?\d[\d,.:]*\d?%?(?:\s(?:million|billion|trillion|percent))?",
    r"\b(?:(?:\w+[ -])?(?:hundred|thousand|million|billion|trillion)|half of|twice|ten times|eleven|twelve|twenty)\b",
    r"\b(?:thirty|forty|fifty|sixty|seventy|eighty|ninety|percent)\b",
)
_SIGNS: Mapping[str, re.Pattern[str]] = {
    name: re.compile("|".join(signs), re.IGNORECASE)
    for name, signs in (
        ("contrast", _CONTRAST),
        ("claim", _CLAIM),
        ("surprise", _SURPRISE),
        ("story", _STORY),
        ("address", _ADDRESS),
        ("number", _NUMBER),
    )
}
_TURNED = re.compile(
    r"^(?:it only|it's|it is|it was|it asks|they only|they're|that's|but|instead|only)\b", re.IGNORECASE
)
_DENIED = re.compile(r"\b(?:not|never|cannot|no longer|nobody|nothing)\b|n't\b", re.IGNORECASE)
_OPINION = re.compile(r"\bi (?:don't )?(?:think|guess|suppose)\b", re.IGNORECASE)
_HEDGES = re.compile(
    r"\b(?:you know|i mean|sort of|kind of|let's say|or something|or whatever|and stuff)\b"
    r"|\b(?:i guess|i'm not sure|basically)\b"
    r"|\b(?:is|it's|was|and|but|that|the|many|what) like\b|^like\b|, right\?",
    re.IGNORECASE,
)
"""Words in which speakers think aloud. "Like" is one behind words that no comparison stands behind."""

_LEAST_RESTART = 5
"""Words in a row that two sentences share because the second is a new start; a turn of phrase is shorter."""

_REMEMBERED = 16384
"""Sentences, and pairs of them, of which the answer is kept: each stands in many passages (three hours have 3000)."""

_SHORTEST_PHRASE = 3
"""Words that a short memorable sentence has at least: "Thank you" and "I did" are none."""

_LONGEST_PHRASE = 12
"""Words that it has at most: about what one remembers word for word (three to four seconds)."""

_PAIRS = (
    "easy/hard easy/difficult cheap/expensive cheap/everything old/new small/large small/big few/many before/after "
    "first/last rich/poor light/dark night/day win/lose won/lost love/hate always/never everything/nothing "
    "everybody/nobody everyone/nobody question/answer past/future theory/practice buy/sell fast/slow more/less "
    "true/false friend/enemy war/peace life/death live/die remember/forget today/tomorrow problem/solution"
)
_OPPOSITES = tuple(pair.split("/") for pair in _PAIRS.split())
_COURTESIES = re.compile(
    r"\b(?:thank you|thanks|welcome (?:to|back)|goodbye|my guest|nice to|subscribe|sponsor\w*|good to (?:see|have))\b",
    re.IGNORECASE,
)


def find_figures(text: str) -> dict[str, str]:
    """The figures of speech of one sentence: the name of each, and the words that show it."""
    plain = text.replace("’", "'")
    return {name: match.group().strip() for name, sign in _SIGNS.items() if (match := sign.search(plain))}


@lru_cache(maxsize=_REMEMBERED)
def is_courtesy(text: str) -> bool:
    """Whether a sentence thanks, greets or sells, which nobody wants as a clip."""
    return _COURTESIES.search(text) is not None


def count_hedges(text: str) -> int:
    """How often a sentence thinks aloud: "you know", "it's like"."""
    return sum(1 for _ in _HEDGES.finditer(text.replace("’", "'")))


@lru_cache(maxsize=_REMEMBERED)
def find_contrast(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """What makes a contrast of two sentences in a row: a pair of opposites, or what is denied and then set right.

    "The steel was the easy part. The hard part was ...", "The sky does not ask ... It only asks ..."; "" without one.
    """
    ones, others = ({bare_word(word) for word in words} for words in (one, other))
    for left, right in _OPPOSITES:
        if (left in ones and right in others) or (right in ones and left in others):
            return f"{left} ... {right}"
    if len(other) > _LONGEST_PHRASE or not _DENIED.search(" ".join(one)):
        return ""
    turned = _TURNED.search(" ".join(other).replace("’", "'"))
    return " ".join(other) if turned else ""


@lru_cache(maxsize=_REMEMBERED)
def are_parallel(one: tuple[str, ...], other: tuple[str, ...], language: str) -> bool:
    """Whether two sentences begin with the same two words, of which one says something ("A thing ... A thing ...")."""
    first, second = _cores(one), _cores(other)
    if len(first) < _SHORTEST_PHRASE or len(second) < _SHORTEST_PHRASE or first == second:
        return False
    if first[:3] == second[:3]:
        return True
    says = any(not is_function_word(core, language) for core in first[:2])
    return first[:2] == second[:2] and says


@lru_cache(maxsize=_REMEMBERED)
def is_phrase(words: tuple[str, ...], language: str) -> bool:
    """Whether a sentence is short, whole and says something, so that one remembers it."""
    cores = _cores(words)
    if not _SHORTEST_PHRASE <= len(cores) <= _LONGEST_PHRASE or any(is_filler(core, language) for core in cores):
        return False
    said = " ".join(words).replace("’", "'")
    if count_hedges(said) or _OPINION.search(said):
        return False
    if any(left == right for left, right in pairwise(cores)):
        return False
    return sum(not is_function_word(core, language) for core in cores) * 3 >= len(cores)


def count_restart(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words of a sentence the next one says anew, as behind a false start.

    "... if you want the best. If you want the best, it costs." Sentences that begin alike, or that share only a few
    words, do it on purpose.
    """
    first, second = _cores(one), _cores(other)[: 2 * _LONGEST_PHRASE]
    if first[:3] == second[:3]:
        return 0
    match = SequenceMatcher(None, first, second, autojunk=False).find_longest_match()
    return match.size if match.size >= _LEAST_RESTART else 0


def _cores(words: Sequence[str]) -> list[str]:
    return [core for core in map(bare_word, words) if core]
