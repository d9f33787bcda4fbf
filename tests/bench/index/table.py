"""What an index of a thousand hours takes, and whether it finds what looking at every episode finds."""

from __future__ import annotations

import dataclasses
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar
from unittest import mock

from clipper.errors import QuoteError
from clipper.model import Quote
from clipper.pipeline import folder_search
from clipper.pipeline.find_job import Search
from clipper.pipeline.folder_search import search_files
from clipper.pipeline.index_job import update_folder
from clipper.store.index_layout import INDEX_NAME
from tests.bench.find import quotes as ways
from tests.bench.find.quotes import Asked, Misquote
from tests.bench.find.table import near
from tests.bench.find.texts import every_word
from tests.bench.index.folder import HOURS, hour, thousand_hours
from tests.bench.score import format_table

ASKED, FRESH, COMPARED = 40, 5, 4
"""Quotes of a row: searched in this process, in a fresh one each, and held against a search of all episodes (7 s)."""

MOST_SECONDS = 1.0

ROWS: dict[str, Misquote | None] = {
    "verbatim": ways.verbatim,
    "10 % of the words wrong": ways.misremembered(0.1),
    "20 % of the words wrong": ways.misremembered(0.2),
    "35 % of the words wrong": ways.misremembered(0.35),
    'middle third "..."': ways.elided(0),
    "absent: phrases put together": None,
}

_T = TypeVar("_T")


def index_table() -> Iterator[str]:
    """The index's size and times, then a row for each way to misremember."""
    folder = thousand_hours()
    (folder / INDEX_NAME).unlink(missing_ok=True)
    built, report = _timed(lambda: update_folder(folder))
    again, _ = _timed(lambda: update_folder(folder))
    title = f"{report.episodes} hours: built in {built:.0f} s, {report.size / 1e6:.0f} MB; up to date in {again:.2f} s"
    header = ("asked for", "right place", "same as all", "s, mean", "s, longest", "s, fresh process", "")
    yield format_table(title, header, [_row(folder, name, misquote) for name, misquote in ROWS.items()])


def _row(folder: Path, name: str, misquote: Misquote | None) -> tuple[str, ...]:
    asked = [_draw(name, number, misquote) for number in range(ASKED)]
    right, seconds = 0, []
    for episode, quote in asked:
        took, places = _timed(lambda quote=quote: _search(folder, quote))
        seconds.append(took)
        right += _is_right(places, episode, quote) if misquote else not places
    same = sum(_search(folder, quote) == _search_all(folder, quote) for _, quote in asked[:COMPARED])
    fresh = statistics.median(_run(folder, quote) for _, quote in asked[:FRESH])
    return (
        name,
        f"{right / ASKED:.1%}",
        f"{same} of {COMPARED}",
        f"{statistics.mean(seconds):.2f}",
        f"{max(seconds):.2f}",
        f"{fresh:.2f}",
        "MISSED" if fresh > MOST_SECONDS or same < COMPARED else "",
    )


def _draw(name: str, number: int, misquote: Misquote | None) -> tuple[int, Asked]:
    """An episode and a quote from it; for an absent one phrases from all over the folder."""
    rng, words = random.Random(f"{name} {number}"), every_word()
    episode, length = rng.randrange(HOURS), rng.randint(ways.SHORTEST, ways.LONGEST)
    if misquote is None:
        told: list[str] = []
        while len(told) < length:
            first = rng.randrange(len(words) - 5)
            told += words[first : first + rng.randint(3, 5)]
        return episode, Asked(text=" ".join(told[:length]))
    said = hour(words, episode)
    first = rng.randrange(len(said) - length)
    return episode, misquote(said, first, first + length, rng)


def _search(folder: Path, asked: Asked) -> list[tuple[str, Quote]]:
    try:
        found = search_files([folder], Search(wanted=asked.text)).found
    except QuoteError:
        return []
    return [(match.episode, dataclasses.replace(match.quote, trust=0.0)) for match in found.matches]


def _search_all(folder: Path, asked: Asked) -> list[tuple[str, Quote]]:
    with mock.patch.multiple(folder_search, LEAST_LOOKED=HOURS, MOST_LOOKED=HOURS):
        return _search(folder, asked)


def _is_right(places: list[tuple[str, Quote]], episode: int, asked: Asked) -> bool:
    return any(
        name.endswith(f"{episode:04}.json") and near(quote.first_word, quote.end_word, asked) for name, quote in places
    )


def _run(folder: Path, asked: Asked) -> float:
    command = (sys.executable, "-m", "clipper", "find", asked.text, str(folder), "-q")
    return _timed(lambda: subprocess.run(command, capture_output=True, check=False))[0]


def _timed(work: Callable[[], _T]) -> tuple[float, _T]:
    begun = time.perf_counter()
    done = work()
    return time.perf_counter() - begun, done
