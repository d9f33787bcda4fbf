"""An episode made ready for searching: from its document, or from what the index of its folder keeps of it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from clipper.clips import QuoteIndex, arrange_index, index_transcript
from clipper.clips.index import Numbers
from clipper.model import (
    Alignment,
    Recording,
    Repeat,
    Span,
    Speaker,
    TimedWord,
    Transcript,
    TranscriptFormat,
    Turn,
    Word,
    WordStatus,
)
from clipper.text import say_figures

_NEVER = -1  # a word without a time
_FAST = 1  # zlib's level: a tenth larger than the best, four times as fast

NOT_WHOLE = (ValueError, KeyError, TypeError, IndexError, AttributeError, zlib.error)
"""What reading an index raises that was damaged, or written by somebody else."""

Stretch = Callable[[int, int], tuple[Alignment, int]]
"""First and end word -> an alignment that holds them, and the number that its first word has in the episode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Searchable:
    """An episode made ready for searching; built once, asked often; ``name`` tells it from others."""

    name: str
    index: QuoteIndex
    turns: tuple[Turn, ...]
    stretch: Stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """An episode as an index keeps it: its units, what is told of it, and numbers, both compressed."""

    labels: str
    units: tuple[str, ...]
    told: bytes
    numbers: bytes


def make_searchable(alignment: Alignment, name: str = "") -> Searchable:
    """Prepare an alignment for searching."""
    return Searchable(
        name=name, index=index_episode(alignment), turns=alignment.turns, stretch=lambda _first, _end: (alignment, 0)
    )


def index_episode(alignment: Alignment) -> QuoteIndex:
    """The index of a transcript in which "64 feet" and "sixty-four feet" are the same."""
    transcript = alignment.transcript
    return index_transcript(transcript, say=partial(say_figures, language=transcript.language))


def pack_episode(alignment: Alignment) -> Packed:
    """All that a search needs of an episode, and what its listing shows."""
    index, transcript = index_episode(alignment), alignment.transcript
    names = dict.fromkeys(turn.speaker.name for turn in alignment.turns if turn.speaker)
    told = {
        "written": index.written,
        "hidden": sorted(index.hidden),
        "unsearched": [number for number, word in enumerate(transcript.words) if not word.searched],
        "turns": [_pack_turn(turn) for turn in alignment.turns],
        "repeats": [
            (one.first_word, one.end_word, *_edges(one.span), one.score, [_edges(span) for span in one.spans])
            for one in alignment.repeats
        ],
    }
    times = [_edges(word.span) for word in alignment.words]
    numbers = np.concatenate([index.word_of, index.skip_costs, *np.array(times, dtype=np.int64).reshape(-1, 2).T])
    return Packed(
        labels=json.dumps({"language": transcript.language, "speakers": list(names)}),
        units=tuple(index.vocabulary[unit] for unit in index.units),
        told=zlib.compress(json.dumps(told, separators=(",", ":")).encode(), _FAST),
        numbers=zlib.compress(numbers.astype("<i8" if numbers.max(initial=0) >= 2**31 else "<i4").tobytes(), _FAST),
    )


def unpack_episode(
    name: str, language: str, units: Numbers, vocabulary: Sequence[str], packed: tuple[bytes, bytes]
) -> Searchable:
    """The searchable episode whose ``units`` are numbers in ``vocabulary``.

    Raises:
        NOT_WHOLE: If the parts do not belong together; its ``stretch`` may raise them as well.
    """
    told = json.loads(zlib.decompress(packed[0]))
    written = tuple(str(word) for word in told["written"])
    values = zlib.decompress(packed[1])
    count = 2 * (len(units) + len(written))
    numbers = np.frombuffer(values, dtype="<i8" if count and len(values) == 8 * count else "<i4").astype(np.int64)
    if len(numbers) != count:
        raise ValueError(f"{len(numbers)} numbers for {len(units)} units of {len(written)} words")
    word_of, skip_costs, starts, ends = np.split(numbers, np.cumsum([len(units), len(units), len(written)]))
    if len(units) and (units.max() >= len(vocabulary) or word_of.min() < 0 or word_of.max() >= len(written)):
        raise ValueError("a unit or a word that is not there")
    entries, first_at, entry_of = np.unique(units, return_index=True, return_inverse=True)
    order = np.argsort(first_at)  # as they come in the text: of two equally like words the search takes the earlier
    return Searchable(
        name=name,
        index=arrange_index(
            tuple(vocabulary[entry] for entry in entries[order]),
            np.argsort(order)[entry_of].astype(np.int64),
            word_of=word_of,
            skip_costs=skip_costs,
            written=written,
            hidden=frozenset(map(int, told["hidden"])),
            language=language,
            say=partial(say_figures, language=language),
        ),
        turns=tuple(_unpack_turn(fields) for fields in told["turns"]),
        stretch=partial(_stretch, told, language, starts, ends),
    )


def _stretch(  # noqa: PLR0913, PLR0917
    told: dict[str, Any], language: str, starts: Numbers, ends: Numbers, first: int, end: int
) -> tuple[Alignment, int]:
    """The words ``first`` to ``end`` as an alignment of their own; making one of an hour takes .1 s."""
    unsearched, at = set(told["unsearched"]), 0
    words, timed = [], []
    for number in range(first, end):
        text, searched = told["written"][number], number not in unsearched
        words.append(Word(text=text, start_char=at, end_char=at + len(text), searched=searched))
        at += len(text) + 1
        span = _span(int(starts[number]), int(ends[number]))
        missing = WordStatus.NOT_SPOKEN if searched else WordStatus.UNSEARCHED
        timed.append(TimedWord(status=WordStatus.ALIGNED if span else missing, span=span))
    turns = [
        _unpack_turn((*who, max(first, begins) - first, min(end, stops) - first))
        for *who, begins, stops in told["turns"]
        if begins < end and stops > first
    ]
    repeats = [
        _unpack_repeat(fields, first, end) for fields in told["repeats"] if fields[0] < end and fields[1] > first
    ]
    last_ms = max([0, *(word.span.end_ms for word in timed if word.span), *(one.span.end_ms for one in repeats)])
    return Alignment(
        transcript=Transcript(
            text=" ".join(word.text for word in words),
            words=tuple(words),
            turns=tuple(turns),
            format=TranscriptFormat.PLAIN,
            source="",
            language=language,
        ),
        recordings=(Recording(path="", content_hash="", duration_ms=last_ms, streams=()),),
        words=tuple(timed),
        repeats=tuple(repeats),
    ), first


def _edges(span: Span | None) -> tuple[int, int]:
    return (span.start_ms, span.end_ms) if span else (_NEVER, _NEVER)


def _span(start_ms: int, end_ms: int) -> Span | None:
    return None if start_ms == _NEVER else Span(start_ms=start_ms, end_ms=end_ms)


def _pack_turn(turn: Turn) -> tuple[str | None, str, int, int]:
    speaker = turn.speaker
    return (speaker.name if speaker else None, speaker.role if speaker else "", turn.first_word, turn.end_word)


def _unpack_turn(fields: Sequence[Any]) -> Turn:
    name, role, first, end = fields
    return Turn(speaker=None if name is None else Speaker(name=name, role=role), first_word=first, end_word=end)


def _unpack_repeat(fields: Sequence[Any], first: int, end: int) -> Repeat:
    """The repeat, of the words ``first`` to ``end`` only, which are numbered from 0."""
    begins, stops, start_ms, end_ms, score, spans = fields
    kept = slice(max(first, begins) - begins, min(end, stops) - begins)
    return Repeat(
        first_word=max(first, begins) - first,
        end_word=min(end, stops) - first,
        span=Span(start_ms=start_ms, end_ms=end_ms),
        score=score,
        spans=tuple(_span(*edges) for edges in spans)[kept],
    )
