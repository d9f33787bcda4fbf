"""Quotes whose true word times are known: what of their words is cut off, what of their neighbours is heard."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from clipper.clips import plan_clip
from clipper.hear import measure_energy
from clipper.model import Alignment, Quote
from clipper.model.sound import Energy
from tests.bench.listening import align_dialogue
from tests.bench.score import format_table
from tests.bench.synth import Dialogue, VoiceMissing, make_dialogue
from tests.bench.synth.dialogue import ROOM_DB, SENTENCE_ENDS

CASTS = (("slt", "rms", "awb"), ("heart", "joe"), ("heart-deep", "joe-bright"))
MINUTES, QUOTES = 5.0, 100
CLIPPED_MS, HEARD_MS, LOUD_DB = 10, 20, 20.0
BARS = "bars: nothing lost; neighbours in <= 3 %, each told; louder than the room by 20 dB <= 2 %"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One cut: ms of its own word that are lost, ms of its neighbour that are heard, dB over the room at the cut."""

    lost_ms: float
    heard_ms: float
    over_room_db: float
    is_told: bool


def clip_edges_table() -> Iterator[str]:
    """A row for each company of voices and each kind of quote."""
    rows = []
    for cast in CASTS:
        try:
            dialogue = make_dialogue(MINUTES, 11, cast=cast, machine_turns=False)
        except VoiceMissing as missing:
            yield f"skipped: {missing}"
            continue
        alignment, energy = align_dialogue(dialogue), _listen(dialogue)
        for kind, ranges in (("sentences", _sentences(dialogue)), ("any words", _any_words(dialogue))):
            rows.append((", ".join(cast), kind, *_figures(list(_edges(dialogue, alignment, energy, ranges)))))
    heads = ("voices", "quotes", "cuts", "lost > 10 ms", "the most", "heard > 20 ms", "not told", "told", "loud")
    yield format_table(f"Edges of {QUOTES} quotes ({BARS})", heads, rows)


def _listen(dialogue: Dialogue) -> Energy:
    return measure_energy([dialogue.samples])


def _sentences(dialogue: Dialogue) -> list[range]:
    """One to three sentences of one speaker in a row."""
    rng, words = random.Random("sentences"), dialogue.words
    ends = [n + 1 for n, word in enumerate(words) if word.text[-1] in SENTENCE_ENDS]
    begins = [0, *ends[:-1]]
    whole = []
    for first in range(len(begins)):
        for last in range(first, min(first + 3, len(ends))):
            ranged = range(begins[first], ends[last])
            if len({words[n].speaker for n in ranged}) == 1 and _is_said(dialogue, ranged):
                whole.append(ranged)
    return rng.sample(whole, min(QUOTES, len(whole)))


def _any_words(dialogue: Dialogue) -> list[range]:
    """Five to twenty-five words from anywhere: most of them begin and end where words touch."""
    rng = random.Random("words")
    firsts = [rng.randrange(len(dialogue.words) - 25) for _ in range(2 * QUOTES)]
    ranges = (range(first, first + rng.randint(5, 25)) for first in firsts)
    return [ranged for ranged in ranges if _is_said(dialogue, ranged)][:QUOTES]


def _is_said(dialogue: Dialogue, ranged: range) -> bool:
    return all(dialogue.words[n].start_ms is not None for n in (ranged[0], ranged[-1]))


def _edges(dialogue: Dialogue, alignment: Alignment, energy: Energy, ranges: Sequence[range]) -> Iterator[Edge]:
    spans = [(word.start_ms, word.end_ms) for word in dialogue.words if word.start_ms is not None]
    for ranged in ranges:
        quote = Quote(first_word=ranged.start, end_word=ranged.stop, score=1.0, wanted="", found="")
        clip = plan_clip(alignment, quote, energy)
        first, last = dialogue.words[ranged[0]], dialogue.words[ranged[-1]]
        assert first.start_ms is not None
        assert last.end_ms is not None
        before = max((end for start, end in spans if start < first.start_ms), default=None)
        after = min((start for start, end in spans if end > last.end_ms), default=None)
        start, end = clip.span.start_ms, clip.span.end_ms
        yield Edge(
            lost_ms=start - first.start_ms,
            heard_ms=0.0 if before is None else before - start,
            over_room_db=_level_db(dialogue, start) - ROOM_DB,
            is_told=not clip.quiet_start,
        )
        yield Edge(
            lost_ms=last.end_ms - end,
            heard_ms=0.0 if after is None else end - after,
            over_room_db=_level_db(dialogue, end) - ROOM_DB,
            is_told=not clip.quiet_end,
        )


def _level_db(dialogue: Dialogue, at_ms: int) -> float:
    """dBFS of the 10 ms around a moment."""
    middle, half = at_ms * dialogue.rate // 1000, dialogue.rate // 200
    heard = dialogue.samples[max(0, middle - half) : middle + half].astype(np.float64)
    return float(10 * np.log10(np.mean(heard**2) + 1e-12)) if len(heard) else ROOM_DB


def _figures(edges: Sequence[Edge]) -> tuple[str, ...]:
    lost = [edge for edge in edges if edge.lost_ms > CLIPPED_MS]
    heard = [edge for edge in edges if edge.heard_ms > HEARD_MS]
    loud = [edge for edge in edges if edge.over_room_db > LOUD_DB]
    return (
        str(len(edges)),
        str(len(lost)),
        f"{max(edge.lost_ms for edge in edges):.0f} ms",
        f"{len(heard) / len(edges):.1%}",
        str(sum(not edge.is_told for edge in heard)),
        f"{sum(edge.is_told for edge in edges) / len(edges):.1%}",
        f"{len(loud) / len(edges):.1%}",
    )
