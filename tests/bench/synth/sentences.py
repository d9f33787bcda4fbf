"""Sentences without end: a small grammar over lists of words, with the faults of spoken language."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

from tests.bench.synth.numbers import NUMBERS
from tests.bench.synth.token import Token, read_tokens


class SentenceMaker:
    """Draws sentences by seed; the same seed gives the same sentences.

    Args:
        seed: Of every draw.
        filler_share: Of sentences, how many get an "um" or the like; a third as many get a doubled word.
        number_share: Of the slots for numbers, how many are written in figures and signs rather than in letters.
    """

    def __init__(self, seed: int, *, filler_share: float = 0.25, number_share: float = 0.8) -> None:
        self._random = random.Random(f"sentences {seed}")
        self._filler_share = filler_share
        self._number_share = number_share

    def sentence(self) -> tuple[Token, ...]:
        """One sentence, with a capital and a mark at its end."""
        text = self._fill("<sentence>")
        words = _with_an(_split(text))
        if self._random.random() < self._filler_share:
            filler = self._random.choice(_lists()["filler"])
            words[(at := self._random.randrange(len(words))) : at] = filler.split()
        if self._random.random() < self._filler_share / 3:
            at = self._random.randrange(len(words) - 1)
            if words[at].isalpha():
                words.insert(at, words[at])
        return read_tokens(_capital(" ".join(words)))

    def remark(self) -> tuple[Token, ...]:
        """A listener's word or two."""
        return read_tokens(self._random.choice(_lists()["remark"]))

    def _fill(self, pattern: str) -> str:
        return re.sub(r"<(\w+)>", lambda slot: self._slot(slot[1]), pattern)

    def _slot(self, name: str) -> str:
        if name in NUMBERS:
            return self._number(name)
        base, inflect = _INFLECTED.get(name, (name, _first_form))
        return self._fill(inflect(self._random.choice(_lists()[base])))

    def _number(self, kind: str) -> str:
        written, spoken = NUMBERS[kind](self._random)
        if self._random.random() < self._number_share:
            return f"{written}{{{spoken}}}" if " " not in written else _money(written, spoken)
        return spoken


def _money(written: str, spoken: str) -> str:
    """``$3 billion``: the first token says the figure, the second the rest."""
    figure, scale = written.split(" ")
    return f"{figure}{{{spoken.removesuffix(f' {scale} dollars')}}} {scale}{{{scale} dollars}}"


def _split(text: str) -> list[str]:
    return re.findall(r"(?:[^\s{]|\{[^}]*\})+", text)


def _with_an(words: list[str]) -> list[str]:
    """Change "a" into "an" before a vowel's letter, but for the words that are spelled with one and said without."""
    sounded = ("uni", "use", "usu", "eu", "one")
    return [
        "an" if word == "a" and after[0].lower() in "aeiou" and not after.startswith(sounded) else word
        for word, after in zip(words, [*words[1:], "."], strict=True)
    ]


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def plural(noun: str) -> str:
    """The plural of a regular noun (and of the few others in the list)."""
    odd = {"child": "children", "wolf": "wolves", "fisherman": "fishermen", "bacterium": "bacteria"}
    odd |= {"hypothesis": "hypotheses", "salmon": "salmon", "bookshelf": "bookshelves", "thief": "thieves"}
    if noun in odd:
        return odd[noun]
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search(r"(s|x|z|ch|sh|ato)$", noun) else "s")


def past(verb: str, form: int) -> str:
    """The past (1) or participle (2) of a verb of the list."""
    parts = verb.split("/")
    if len(parts) == 3:
        return parts[form]
    if verb.endswith("e"):
        return verb + "d"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    if re.search(r"^[^aeiou]*[aeiou][bdgklmnprt]$", verb) or verb == "regret":
        return verb + verb[-1] + "ed"
    return verb + "ed"


def _first_form(word: str) -> str:
    return word.split("/", maxsplit=1)[0]


_INFLECTED = {
    "nouns": ("noun", plural),
    "verbed": ("verb", lambda verb: past(verb, 1)),
    "done": ("verb", lambda verb: past(verb, 2)),
}


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    """Every heading of the two files with its patterns (a line each) or words (apart by blanks)."""
    words = {heading: " ".join(lines).split() for heading, lines in _headings("vocabulary.txt").items()}
    entries = _headings("grammar.txt") | words
    return {heading: tuple(_say_hyphens_apart(entry) for entry in entries[heading]) for heading in entries}


def _headings(name: str) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    heading = ""
    for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
            out[heading] = []
        elif line and not line.startswith("#"):
            out[heading].append(line)
    return out


def _say_hyphens_apart(entry: str) -> str:
    return re.sub(r"\{[^}]*\}", lambda braces: braces[0].replace("-", " "), entry)
