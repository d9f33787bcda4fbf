"""A remembered text -> the places in files and in whole folders where it was said.

Of a folder the index tells how well the text can match at best in each episode (``clips/nominate``); the likeliest are
looked at word by word, exactly as a file is, until no other can hold anything that would be listed. A pattern is held
against every episode, from what the index keeps of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from clipper.clips import best_scores, count_words, fill_shelf, find_accepted, read_searchable, rival_margin
from clipper.clips.trust import DOUBTFUL
from clipper.errors import InputError
from clipper.model import Alignment, Progress, Quote, silent
from clipper.pipeline.find_job import Found, Looked, Search, answer, is_named, look_in, require_speaker
from clipper.pipeline.index_job import current_index
from clipper.pipeline.searchable import NOT_WHOLE, Searchable, Stretch, make_searchable, unpack_episode
from clipper.store.episode_document import decode_alignment, looks_like_episode
from clipper.store.folder_index import FolderIndex, Shelved
from clipper.store.text_file import read_text_file
from clipper.text import say_figures

LEAST_LOOKED = 8
"""Episodes of a folder that are looked at in any case: the next place, by which a match is measured, is among them."""

MOST_LOOKED = 32
"""Episodes that are looked at, 6 ms each. In a thousand hours of text the one that is meant is the likeliest but for a
few; ``everything`` looks at all that can hold the text."""

_ROUNDING = 1e-9  # bounds and scores are the same sums, divided in different orders

MOST_WITH_SPEAKER = 200
"""The same where only one speaker's words count, whom the bound does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """A folder's open index with what every search reads of it."""

    folder: Path
    index: FolderIndex
    episodes: tuple[Shelved, ...]
    languages: tuple[str, ...]
    speakers: tuple[tuple[str, ...], ...]
    vocabulary: list[str]
    units: dict[int, np.ndarray[tuple[int], np.dtype[np.uint32]]]

    def open(self, number: int) -> Searchable:
        """An episode by its number among ``episodes``.

        Raises:
            DocumentError: If what is kept of it is damaged.
        """
        one = self.episodes[number]
        units = self.units[one.row].astype(np.int64)
        with self._whole():
            packed = self.index.packed(one.row)
            made = unpack_episode(str(self.folder / one.path), self.languages[number], units, self.vocabulary, packed)
        return replace(made, stretch=partial(self._stretch, made.stretch))

    def _stretch(self, stretch: Stretch, first: int, end: int) -> tuple[Alignment, int]:
        with self._whole():
            return stretch(first, end)

    @contextmanager
    def _whole(self) -> Iterator[None]:
        try:
            yield
        except NOT_WHOLE as problem:
            raise self.index.damaged() from problem


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesFound:
    """What was found, and the files of searched folders that could not be read, with why."""

    found: Found
    broken: dict[str, str]


def search_files(paths: Sequence[Path], wanted: Search, *, progress: Progress = silent) -> FilesFound:
    """Search saved episodes and folders that have an index; each match names the file that it is in.

    Raises:
        DocumentError: If a file is no saved episode, or an index is damaged.
        QuoteError: As ``search``.
        InputError: As ``search``, and if a folder has no index.
    """
    looked: list[Looked] = []
    names: list[str] = []
    broken: dict[str, str] = {}
    count, is_more, is_proven = 0, False, True
    for path in paths:
        if not path.is_dir():
            one = read_searchable_file(path)
            names += [turn.speaker.name for turn in one.turns if turn.speaker]
            looked.append(look_in(one, wanted))
            count += 1
            continue
        with current_index(path, progress=progress) as (index, report):
            with index.reading():
                shelves = _read_shelves(path, index)
                some, more, proven = _look_at_likeliest(shelves, wanted)
            names += [name for speakers in shelves.speakers for name in speakers]
            looked += some
            is_more |= more
            is_proven &= proven
            count += len(shelves.episodes)
            broken |= {str(path / name): why for name, why in report.broken.items()}
    if wanted.speaker is not None:
        require_speaker(names, wanted.speaker)
    if not count:
        raise InputError(f"{paths[0]}: there is no episode in this folder", remedy="Make one: clipper align ...")
    return FilesFound(found=answer(looked, wanted, of=count, is_more=is_more, is_proven=is_proven), broken=broken)


def read_searchable_file(path: Path) -> Searchable:
    """A saved episode ready for searching.

    Raises:
        InputError: If it is no such file, or may not be read.
        DocumentError: If it contradicts itself.
    """
    text = read_text_file(path).text
    if not looks_like_episode(text):
        raise InputError(
            f"{path}: this is no EPISODE.json",
            remedy="Give one, made by: clipper align TRANSCRIPT MEDIA -o EPISODE.json",
        )
    return make_searchable(decode_alignment(text, source=path.name), str(path))


def _read_shelves(folder: Path, index: FolderIndex) -> _Open:
    episodes = tuple(index.episodes())
    vocabulary = index.vocabulary()
    try:
        labels = [json.loads(one.labels) for one in episodes]
        kept = index.units()
        units = {one.row: np.frombuffer(kept[one.row], dtype="<u4") for one in episodes}
        if any(len(numbers) and numbers.max() >= len(vocabulary) for numbers in units.values()):
            raise ValueError("a unit that is not there")
        return _Open(
            folder=folder,
            index=index,
            episodes=episodes,
            languages=tuple(str(one["language"]) for one in labels),
            speakers=tuple(tuple(map(str, one["speakers"])) for one in labels),
            vocabulary=vocabulary,
            units=units,
        )
    except NOT_WHOLE as problem:
        raise index.damaged() from problem


def _look_at_likeliest(shelves: _Open, wanted: Search) -> tuple[list[Looked], bool, bool]:
    """What was found in the likeliest episodes, in order; whether there may be more; whether all this is sure."""
    asked = [
        number
        for number, names in enumerate(shelves.speakers)
        if wanted.speaker is None or any(is_named(name, wanted.speaker) for name in names)
    ]
    if wanted.is_pattern:
        found = (look_in(shelves.open(number), wanted) for number in asked)
        return [one for one in found if one.quotes], False, True
    bounds = _bounds(shelves, asked, wanted)
    order = sorted(bounds, key=lambda number: (-bounds[number], number))
    most = len(order) if wanted.everything else MOST_LOOKED if wanted.speaker is None else MOST_WITH_SPEAKER
    looked: dict[int, Looked] = {}
    best, is_proven = 0.0, True
    for number in order:
        language = shelves.languages[number]
        is_proven = bounds[number] < _needed(best, wanted, language) - _ROUNDING
        if len(looked) >= LEAST_LOOKED and (is_proven or len(looked) >= most):
            break
        looked[number] = look_in(shelves.open(number), wanted)
        is_proven = True
        best = max([best, *(quote.score for quote in _accepted(looked[number], wanted))])
    latest = [one for number in list(looked)[-LEAST_LOOKED:] for one in _accepted(looked[number], wanted)]
    is_more = not is_proven and any(quote.score > _needed(best, wanted, language) for quote in latest)
    return [looked[number] for number in sorted(looked)], is_more, is_proven


def _bounds(shelves: _Open, asked: Sequence[int], wanted: Search) -> dict[int, float]:
    """For each of the episodes ``asked`` the score that it cannot exceed."""
    bounds: dict[int, float] = {}
    for language in dict.fromkeys(shelves.languages[number] for number in asked):
        numbers = [number for number in asked if shelves.languages[number] == language]
        query = read_searchable(wanted.wanted, language=language, say=partial(say_figures, language=language))
        units = [shelves.units[shelves.episodes[number].row] for number in numbers]
        shelf = fill_shelf(shelves.vocabulary, units)
        bounds.update(zip(numbers, map(float, best_scores(query, shelf)), strict=True))
    return bounds


def _accepted(one: Looked, wanted: Search) -> list[Quote]:
    return find_accepted(one.quotes, count_words(wanted.wanted, language=one.episode.index.language))


def _needed(best: float, wanted: Search, language: str) -> float:
    """The score up to which a place changes nothing, where ``best`` is the best one of those that are accepted."""
    if wanted.everything or not best:
        return DOUBTFUL[0]
    return max(DOUBTFUL[0], best - rival_margin(best, count_words(wanted.wanted, language=language)))
