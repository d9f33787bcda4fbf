"""Rough places -> exact edges: stretches of words are searched again at 10 ms, then their pauses are looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, pairwise

from clipper.align.edge_rules import CLASS_OF, EdgeRules, PhoneClass
from clipper.align.edge_tables import EDGE_RULES
from clipper.align.edges import RoughWord, sharpen_words
from clipper.align.graph import Spot
from clipper.align.parallel import recall_all
from clipper.align.pauses import end_beside_pause, start_beside_pause
from clipper.model import NO_MEMORY, Memory, Progress
from clipper.model.sound import SAMPLE_RATE, Emissions, Hearing, PhoneModel

_MODEL_SHIFT_MS = 8.0
"""From a cepstral row's first sample to the instant its state stands for: half the 25.6 ms window less half the hop.

The median error of starts between words on the shared TIMIT speakers is then 1 ms.
"""

_STRETCH_GAP_MS = 300  # words further apart do not shape each other's sound
_STRETCH_MS = 30_000  # a longer stretch is cut between two words: memory stays flat
_PADDING_MS = 300  # silence looked at around a stretch
_REACH_MS = 120  # how far a word may move from its rough place; 200 lets noise carry it off (white, 5 dB: .93 for .94)
PAUSE_MS = 30  # shorter gaps are stops' closures, not pauses


@dataclass(frozen=True, slots=True, kw_only=True)
class Edges:
    """A word's exact start and end in ms; ``agreed`` is False where only its rough place is known."""

    start_ms: float
    end_ms: float
    agreed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """Words that shape each other's sound, and the rows ``first..end`` in which they are searched."""

    words: tuple[RoughWord, ...]
    first: int
    end: int


def refine_words(  # noqa: PLR0913  three values, and options that have defaults
    spots: Sequence[Spot | None],
    hearing: Hearing,
    model: PhoneModel,
    *,
    progress: Progress,
    memory: Memory = NO_MEMORY,
    rules: EdgeRules = EDGE_RULES,
) -> list[Edges | None]:
    """Exact edges for every word that has a place, in order and without overlap; None for the others.

    ``memory`` may know the stretches of earlier runs on this recording.
    """
    sharpen = partial(_sharpen, hearing, model)
    stretches = _stretches(spots, hearing)
    sharp = recall_all(sharpen, stretches, list[Edges], memory, lambda done: progress("refine", done))
    placed = (index for index, spot in enumerate(spots) if spot is not None)
    edges = dict(zip(placed, chain.from_iterable(sharp), strict=True))
    return _set_right([edges.get(index) for index in range(len(spots))], spots, hearing, rules)


def _stretches(spots: Sequence[Spot | None], hearing: Hearing) -> Iterator[_Stretch]:
    """Every word that has a place, in order, with its near neighbours."""
    rows = len(hearing.cepstra.values)
    ms_per_row = hearing.cepstra.hop * 1000 / SAMPLE_RATE
    rough = {index: _rough(p, hearing.emissions, ms_per_row, rows) for index, p in enumerate(spots) if p is not None}
    groups: list[list[int]] = []
    for index, word in rough.items():
        if groups:
            near = (word.first - rough[groups[-1][-1]].end) * ms_per_row <= _STRETCH_GAP_MS
            if near and (word.end - rough[groups[-1][0]].first) * ms_per_row <= _STRETCH_MS:
                groups[-1].append(index)
                continue
        groups.append([index])
    padding = int(_PADDING_MS / ms_per_row)
    borders = [0, *((rough[a[-1]].end + rough[b[0]].first) // 2 for a, b in pairwise(groups)), rows]
    for group, low, high in zip(groups, borders, borders[1:], strict=False):
        first, end = rough[group[0]].first - padding, rough[group[-1]].end + padding
        yield _Stretch(
            words=tuple(rough[index] for index in group),
            first=max(low, first),
            end=min(high, end),
        )


def _rough(spot: Spot, emissions: Emissions, ms_per_row: float, rows: int) -> RoughWord:
    start = max(0, emissions.frame_ms(spot.first) - emissions.calibration.early_ms)
    end = emissions.frame_ms(spot.end) + emissions.calibration.late_ms
    first = min(int(start / ms_per_row), rows - 1)
    return RoughWord(phones=spot.phones, first=first, end=max(first + 1, min(int(end / ms_per_row), rows)))


def _sharpen(hearing: Hearing, model: PhoneModel, stretch: _Stretch) -> list[Edges]:
    """The edges of a stretch's words; nothing but the stretch and the recording decides (see ``Memory``)."""
    ms_per_row = hearing.cepstra.hop * 1000 / SAMPLE_RATE
    sharp = sharpen_words(
        stretch.words, hearing.cepstra, model, first=stretch.first, end=stretch.end, reach=int(_REACH_MS / ms_per_row)
    )
    found = sharp if sharp is not None else stretch.words
    shift = _MODEL_SHIFT_MS if sharp is not None else 0.0
    return [
        Edges(start_ms=w.first * ms_per_row + shift, end_ms=w.end * ms_per_row + shift, agreed=sharp is not None)
        for w in found
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """A word that has a place, and what its outer phones are."""

    index: int
    edges: Edges
    first: PhoneClass
    last: PhoneClass


def _set_right(
    edges: Sequence[Edges | None], spots: Sequence[Spot | None], hearing: Hearing, rules: EdgeRules
) -> list[Edges | None]:
    """The edges by the rules for pauses and for joins."""
    length = hearing.samples * 1000 / SAMPLE_RATE
    known = [
        _Known(index=index, edges=edge, first=CLASS_OF[spot.phones[0]], last=CLASS_OF[spot.phones[-1]])
        for index, (edge, spot) in enumerate(zip(edges, spots, strict=True))
        if edge and spot
    ]
    joins = [None, *(_late_at_join(before, after, rules) for before, after in pairwise(known)), None]
    ends = [0.0, *(word.edges.end_ms for word in known)]
    starts = [*(word.edges.start_ms for word in known), length]
    moved = list(edges)
    for place, word in enumerate(known):
        start, end = word.edges.start_ms, word.edges.end_ms
        start = _set_edge_right(
            partial(start_beside_pause, hearing.energy, pause_from_ms=ends[place], word_end_ms=end),
            start,
            rise=rules.start_rise.get(word.first),
            late_ms=rules.start_late_ms.get(word.first, 0.0),
            join_late_ms=joins[place],
        )
        end = _set_edge_right(
            partial(end_beside_pause, hearing.energy, pause_until_ms=starts[place + 1], word_start_ms=start),
            end,
            rise=rules.end_rise.get(word.last),
            late_ms=rules.end_late_ms.get(word.last, 0.0),
            join_late_ms=joins[place + 1],
        )
        start, end = min(max(start, 0.0), length), min(max(end, 0.0), length)
        moved[word.index] = Edges(start_ms=start, end_ms=max(end, start), agreed=word.edges.agreed)
    return moved


def _late_at_join(before: _Known, after: _Known, rules: EdgeRules) -> float | None:
    """How late the border of two words is found; None where there is a pause between them."""
    if after.edges.start_ms - before.edges.end_ms >= PAUSE_MS:
        return None
    return rules.join_late_ms.get((before.last, after.first), 0.0)


def _set_edge_right(
    look: Callable[..., float], edge_ms: float, *, rise: float | None, late_ms: float, join_late_ms: float | None
) -> float:
    """One edge: at a join by its habit, beside a pause by the energy (``look``) and then by its habit there."""
    if join_late_ms is not None:
        return edge_ms - join_late_ms
    found = edge_ms if rise is None else look(edge_ms=edge_ms, rise=rise)
    return found - late_ms
