"""Quotes drawn from a text, and how people get them wrong."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from num2words import num2words

SHORTEST, LONGEST = 8, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A quote as it is asked for, and the words of the text that it was taken from (half open; empty: it is absent).

    The range goes from the first to the last word that the quote took, altered ones included. Dropped words at its
    edges are therefore outside of it, and nothing is ever put before its first or behind its last word: what such a
    word stands for, nobody could tell.
    """

    text: str
    first: int = 0
    end: int = 0


Misquote = Callable[[Sequence[str], int, int, random.Random], Asked]
"""A text's words and a range of them -> the quote that somebody makes of it."""

_FUNCTION_WORDS = (
    "the a this that these those of in on at to for from with by and but or so is was are were will would can could not"
    " it he she they we you i our your their his her its as if which who what when there then"
)
_KINDS = ("other", "other", "like", "like", "function", "drop", "drop", "insert", "insert")
"""How a word goes wrong: another word of the text, its inflection, another function word, left out, one put before."""


def verbatim(words: Sequence[str], first: int, end: int, rng: random.Random) -> Asked:
    """Word for word."""
    return Asked(text=" ".join(words[first:end]), first=first, end=end)


def respelled(words: Sequence[str], first: int, end: int, rng: random.Random) -> Asked:
    """Other case and punctuation: as a headline, in capitals, without a mark, with marks between words."""
    plain = [re.sub(r"[^\w'’$%.,-]|[.,](?!\d)", "", word) for word in words[first:end]]
    kind = rng.choice(("lower", "upper", "title", "marks"))
    if kind == "marks":
        plain = [word + rng.choice(("", "", ",", ";", "!", " -")) for word in plain]
    changed = {"lower": str.lower, "upper": str.upper, "title": str.title, "marks": str}[kind]
    return Asked(text=changed(" ".join(plain)), first=first, end=end)


def misremembered(share: float) -> Misquote:
    """Of the words, ``share`` are wrong (rounded): substituted, inflected, left out, or one too many."""

    def misquote(words: Sequence[str], first: int, end: int, rng: random.Random) -> Asked:
        length = end - first
        wrong = set(rng.sample(range(length), max(1, round(share * length))))
        kinds = {at: rng.choice(_KINDS) for at in wrong}
        kept = [at for at in range(length) if kinds.get(at) != "drop"]
        told: list[str] = []
        for at in kept:
            word, kind = words[first + at], kinds.get(at)
            if kind == "insert" and at not in (kept[0], kept[-1]):
                told += [_bare(rng.choice(words)), word]
            else:
                told.append(word if kind is None else _altered(word, kind, words, rng))
        return Asked(text=" ".join(told), first=first + kept[0], end=first + kept[-1] + 1)

    return misquote


def elided(share: float, *, sign: str = " ... ") -> Misquote:
    """The middle third is left out, with ``sign`` in its place; of the rest ``share`` of the words are wrong."""
    misquote = misremembered(share) if share else verbatim

    def elide(words: Sequence[str], first: int, end: int, rng: random.Random) -> Asked:
        third = (end - first) // 3
        head = misquote(words, first, first + third, rng)
        tail = misquote(words, end - third, end, rng)
        return Asked(text=f"{head.text}{sign}{tail.text}", first=head.first, end=tail.end)

    return elide


def _altered(word: str, kind: str, words: Sequence[str], rng: random.Random) -> str:
    bare = _bare(word)
    if kind == "function":
        return rng.choice([one for one in _FUNCTION_WORDS.split() if one != bare.lower()])
    if kind == "like" and bare.isalpha() and len(bare) > 3:
        return _inflected(bare, rng)
    return next(other for _ in range(99) if (other := _bare(rng.choice(words))).lower() != bare.lower())


def _inflected(word: str, rng: random.Random) -> str:
    for ending in ("ing", "ed", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + rng.choice([e for e in ("", "s", "ing", "ed") if e != ending])
    return word + rng.choice(("s", "ed", "ing", "ly"))


def _bare(word: str) -> str:
    return re.sub(r"^\W+|\W+$", "", word) or word


_SHORT = {
    "do not": "don't", "does not": "doesn't", "did not": "didn't", "can not": "can't", "cannot": "can't",
    "will not": "won't", "is not": "isn't", "it is": "it's", "that is": "that's", "we are": "we're", "we have": "we've",
    "we will": "we'll", "i am": "I'm", "i will": "I'll", "they are": "they're", "you are": "you're", "let us": "let's",
}  # fmt: skip
_LONG = {short.lower(): long for long, short in _SHORT.items() if long != "cannot"}


def is_written_two_ways(words: Sequence[str]) -> bool:
    """Whether something in it can be written the other way."""
    return written_otherwise(words, 0, len(words), random.Random(0)).text != " ".join(words)


def written_otherwise(words: Sequence[str], first: int, end: int, rng: random.Random) -> Asked:
    """Figures in words, "percent" as a sign, contractions in full and full forms contracted."""
    text = " ".join(words[first:end])
    text = re.sub(r"\$(\d+(?:\.\d+)?) (million|billion|trillion)\b", r"\1 \2 dollars", text)
    text = re.sub(r"\b(\d+) percent\b", r"\1%", text) if rng.random() < 0.5 else text
    text = re.sub(r"(?<![\d$.,])(1[89]|20)(\d\d)s?(?=\W|$)(?![,.]\d)", _say_year, text)
    text = re.sub(r"(?<![\d$.,-])\d{1,3}(?:,\d{3})*(?![\d,.%-]*[\d%-])(?=\W|$)", _say_number, text)
    pairs = {**_SHORT, **_LONG}
    pattern = "|".join(sorted(map(re.escape, pairs), key=len, reverse=True))
    text = re.sub(rf"\b({pattern})\b", lambda found: pairs[found[0].lower()], text, flags=re.IGNORECASE)
    return Asked(text=text, first=first, end=end)


def _say_year(found: re.Match[str]) -> str:
    said = str(num2words(int(found[1] + found[2]), to="year"))
    return re.sub("y$", "ie", said) + "s" if found[0].endswith("s") else said


def _say_number(found: re.Match[str]) -> str:
    return str(num2words(int(found[0].replace(",", ""))))
