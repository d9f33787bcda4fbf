"""Where misremembered quotes are found, how exactly, and what is refused, beside the best substring."""

from __future__ import annotations

import random
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from rapidfuzz import fuzz, utils

from clipper.clips import choose_quote, find_quotes
from clipper.errors import QuoteError
from clipper.model import Alignment, Quote
from clipper.pipeline.searchable import index_episode
from tests.bench.find import quotes as ways
from tests.bench.find.quotes import Asked, Misquote
from tests.bench.find.texts import Text, as_alignment, reported, sentences
from tests.bench.score import format_table

QUOTES = 400
SEEDS = (11, 12, 13, 14)
NEAR = 3
"""Words that a place may begin and end away from the truth and still be the right one (clips.md 3.8)."""

_REPEATED, _APART = 40, 200
"""Passages that stand in the text a second time, and words from one to the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A way to misremember, and the least shares that must be placed rightly and to the word."""

    name: str
    misquote: Misquote
    right: float | None = None
    exact: float | None = None
    shortest: int = ways.SHORTEST
    longest: int = ways.LONGEST


ROWS = (
    Row(name="verbatim", misquote=ways.verbatim, right=1.0, exact=1.0),
    Row(name="case and punctuation differ", misquote=ways.respelled, right=1.0),
    Row(name="numbers, contractions the other way", misquote=ways.written_otherwise),
    Row(name="10 % of the words wrong", misquote=ways.misremembered(0.1), right=1.0, exact=0.9),
    Row(name="20 % of the words wrong", misquote=ways.misremembered(0.2), right=0.98),
    Row(name="35 % of the words wrong", misquote=ways.misremembered(0.35), right=0.95),
    Row(name='middle third "..."', misquote=ways.elided(0), right=0.95),
    Row(name="the same, of 15 words and more, 10 % wrong", misquote=ways.elided(0.1), shortest=15),
    Row(name="middle third left out without a sign", misquote=ways.elided(0, sign=" ")),
    Row(name="of 4 to 7 words, one of them wrong", misquote=ways.misremembered(0.1), shortest=4, longest=7),
)


@dataclass(slots=True)
class Tally:
    """What came of the quotes of a row."""

    asked: int = 0
    right: int = 0
    exact: int = 0
    listed: int = 0
    refused: int = 0
    milliseconds: list[float] = field(default_factory=list)
    failures: list[tuple[Asked, Quote | None]] = field(default_factory=list)

    def add(self, asked: Asked, best: Quote | None, *, listed: bool, milliseconds: float) -> None:
        """Hold the accepted place, if one is, against the truth."""
        self.asked += 1
        self.listed += listed
        self.milliseconds.append(milliseconds)
        self.refused += best is None
        right = best is not None and near(best.first_word, best.end_word, asked)
        self.right += right
        self.exact += best is not None and (best.first_word, best.end_word) == (asked.first, asked.end)
        if not right:
            self.failures.append((asked, best))

    def share(self, count: int) -> float:
        """``count`` of all that were asked."""
        return count / max(1, self.asked)

    @property
    def usual_ms(self) -> float:
        """The mean processor time of a quote."""
        return sum(self.milliseconds) / max(1, len(self.milliseconds))


def near(first: int, end: int, asked: Asked) -> bool:
    """Whether a place begins and ends within ``NEAR`` words of the truth."""
    return abs(first - asked.first) <= NEAR and abs(end - asked.end) <= NEAR


class Finder:
    """clipper's own search in one text."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.alignment: Alignment = as_alignment(words)
        self.index = index_episode(self.alignment)

    def ask(self, tally: Tally, asked: Asked) -> None:
        """Find the quote and count what comes of it."""
        begun = time.process_time()
        found = find_quotes(self.alignment, asked.text, index=self.index)
        took = 1000 * (time.process_time() - begun)
        best, listed = found[0] if found else None, False
        try:
            choose_quote(self.alignment, found, asked.text)
        except QuoteError as refusal:
            listed = "places" in refusal.message
            best = best if listed else None
        tally.add(asked, best, listed=listed, milliseconds=took)


class Substring:
    """The best substring by letters: what most tools that look for a quote can do."""

    def __init__(self, words: Sequence[str]) -> None:
        plain = [_plain(word) for word in words]
        self._text = " ".join(plain)
        self._borders = list(accumulate((len(word) + 1 for word in plain), initial=0))

    def ask(self, tally: Tally, asked: Asked) -> None:
        """Find the quote and count what comes of it; its edges are the borders of words that lie nearest."""
        begun = time.process_time()
        found = fuzz.partial_ratio_alignment(_plain(asked.text), self._text)
        took = 1000 * (time.process_time() - begun)
        best = None
        if found:
            first, end = self._border_at(found.dest_start), self._border_at(found.dest_end + 1)
            best = Quote(first_word=first, end_word=end, score=found.score / 100, wanted=asked.text, found="")
        tally.add(asked, best, listed=False, milliseconds=took)

    def _border_at(self, char: int) -> int:
        after = bisect_left(self._borders, char, hi=len(self._borders) - 1)
        return min((after, max(0, after - 1)), key=lambda number: abs(self._borders[number] - char))


def _plain(text: str) -> str:
    """Letters and figures in lower case, one blank between words."""
    return " ".join(utils.default_process(text).split())


def draw(text: Text, row: Row, *, seeds: Sequence[int] = SEEDS, count: int = QUOTES) -> Iterator[Asked]:
    """Quotes that stand in the text once and end within no amount ("$5" of "$5 million"), misremembered."""
    for seed in seeds:
        rng = random.Random(f"{row.name} {seed}")
        whole = f" {_plain(' '.join(text.words))} "
        drawn = 0
        while drawn < count // len(seeds):
            length = rng.randint(row.shortest, row.longest)
            first = rng.randrange(len(text.words) - length)
            said = text.words[first : first + length]
            if row.misquote is ways.written_otherwise and not ways.is_written_two_ways(said):
                continue
            if whole.count(f" {_plain(' '.join(said))} ") > 1 or said[-1].startswith("$"):
                continue
            drawn += 1
            yield row.misquote(text.words, first, first + length, rng)


def draw_absent(text: Text, *, seeds: Sequence[int] = SEEDS, count: int = QUOTES) -> Iterator[Asked]:
    """Sentences of 8 to 30 words of another text of the same kind; none where there is no such text."""
    there = [said for said in sentences(text.elsewhere) if ways.SHORTEST <= len(said) <= ways.LONGEST]
    for seed in seeds:
        rng = random.Random(f"absent {seed}")
        for said in rng.sample(there, min(len(there), count // len(seeds))):
            yield Asked(text=" ".join(said))


def draw_recombined(text: Text, *, seeds: Sequence[int] = SEEDS, count: int = QUOTES) -> Iterator[Asked]:
    """Phrases of three to five words from all over the text, put together to 8 to 30 words."""
    for seed in seeds:
        rng = random.Random(f"recombined {seed}")
        for _ in range(count // len(seeds)):
            told: list[str] = []
            wanted = rng.randint(ways.SHORTEST, ways.LONGEST)
            while len(told) < wanted:
                first = rng.randrange(len(text.words) - 5)
                told += text.words[first : first + rng.randint(3, 5)]
            yield Asked(text=" ".join(told[:wanted]))


def draw_shuffled(text: Text, *, seeds: Sequence[int] = SEEDS, count: int = QUOTES) -> Iterator[Asked]:
    """The words of a passage in any order."""
    for seed in seeds:
        rng = random.Random(f"shuffled {seed}")
        for _ in range(count // len(seeds)):
            length = rng.randint(ways.SHORTEST, ways.LONGEST)
            first = rng.randrange(len(text.words) - length)
            told = list(text.words[first : first + length])
            rng.shuffle(told)
            yield Asked(text=" ".join(told))


ABSENT: dict[str, Callable[..., Iterator[Asked]]] = {
    "absent: sentences from elsewhere": draw_absent,
    "absent: phrases put together": draw_recombined,
    "absent: words in another order": draw_shuffled,
}


def repeat_passages(text: Text, *, seed: int = SEEDS[0]) -> tuple[Text, list[tuple[int, int]]]:
    """The text with passages of its beginning put in again near its end, and where these stand."""
    rng = random.Random(f"repeats {seed}")
    words = list(text.words)
    passages = []
    for number in range(_REPEATED):
        first = number * _APART * 5 + rng.randrange(_APART)
        passages.append((first, first + rng.randint(2 * ways.SHORTEST, 2 * ways.LONGEST)))
    for number in reversed(range(_REPEATED)):  # from the end on, so that no copy is torn by another
        at = len(words) - (_REPEATED - number) * _APART
        words[at:at] = text.words[slice(*passages[number])]
    return Text(name=text.name, words=tuple(words), elsewhere=text.elsewhere), passages


def draw_repeated(
    text: Text, passages: Sequence[tuple[int, int]], misquote: Misquote, *, count: int = QUOTES
) -> Iterator[Asked]:
    """Quotes from passages that stand in the text twice."""
    rng = random.Random("repeated")
    for number in range(count):
        first, end = passages[number % len(passages)]
        length = rng.randint(ways.SHORTEST, min(ways.LONGEST, end - first))
        begun = rng.randrange(first, end - length + 1)
        yield misquote(text.words, begun, begun + length, rng)


def find_table() -> Iterator[str]:
    """A table for each text."""
    for text in reported():
        yield _table(text)


def _table(text: Text) -> str:
    finder, substring = Finder(text.words), Substring(text.words)
    rows = []
    for row in ROWS:
        ours, theirs = Tally(), Tally()
        for asked in draw(text, row):
            finder.ask(ours, asked)
            substring.ask(theirs, asked)
        missed = ours.share(ours.right) < (row.right or 0) or ours.share(ours.exact) < (row.exact or 0)
        rows.append(
            (
                row.name,
                f"{ours.asked}",
                _held(ours.share(ours.right), row.right),
                _held(ours.share(ours.exact), row.exact),
                "",
                f"{ours.share(ours.listed):.1%}",
                f"{ours.usual_ms:.1f}",
                f"{theirs.share(theirs.right):.0%} / {theirs.share(theirs.exact):.0%}",
                "MISSED" if missed or ours.usual_ms >= 10 else "",
            )
        )
    for name, drawn in ABSENT.items():
        tally = Tally()
        for asked in drawn(text):
            finder.ask(tally, asked)
        if tally.asked:
            rows.append(_refusal_row(name, tally))
    rows += _repeat_rows(text)
    headings = ("", "quotes", "right (bar)", "exact (bar)", "refused (bar)", "listed", "cpu ms", "substring r / e", "")
    title = (
        f"Quotes of {ways.SHORTEST} to {ways.LONGEST} words among {len(text.words):,} words ({text.name}). right: "
        f"accepted, and begins and ends within {NEAR} words;\nexact: the very words that the quote took, altered ones "
        "included; listed: with equally good places; substring: rapidfuzz partial_ratio_alignment"
    )
    return format_table(title, headings, rows)


def _refusal_row(name: str, tally: Tally) -> tuple[str, ...]:
    refused = tally.share(tally.refused)
    missed = refused < 0.98 or tally.usual_ms >= 10
    held = _held(refused, 0.98)
    return (name, f"{tally.asked}", "", "", held, "", f"{tally.usual_ms:.1f}", "", "MISSED" if missed else "")


def _repeat_rows(text: Text) -> Iterator[tuple[str, ...]]:
    twice, passages = repeat_passages(text)
    finder = Finder(twice.words)
    for name, misquote in (("verbatim", ways.verbatim), ("20 % wrong", ways.misremembered(0.2))):
        tally = Tally()
        for asked in draw_repeated(twice, passages, misquote):
            finder.ask(tally, asked)
        picked = tally.asked - tally.listed - tally.refused
        yield (
            f"said twice, {name}: {picked} picked silently (0)",
            f"{tally.asked}",
            "",
            "",
            "",
            f"{tally.share(tally.listed):.1%}",
            f"{tally.usual_ms:.1f}",
            "",
            "MISSED" if picked else "",
        )


def _held(value: float, bar: float | None) -> str:
    return f"{value:.1%}" if bar is None else f"{value:.1%} ({bar:.0%})"
