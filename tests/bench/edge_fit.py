"""Fits the edge rules (``clipper/align/edge_tables.py``) on hand-labelled speech, and tries them on who was left out.

``python -m tests.bench left-out`` prints what they are worth to a speaker who was left out, ``python -m
tests.bench.edge_fit`` the tables for the source. The labels themselves are used for evaluation and
for these few dozen medians only; nothing of the recordings enters the project.
"""

from __future__ import annotations

import statistics
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from clipper.align.edge_rules import CLASS_OF, EdgeRules, PhoneClass
from clipper.align.graph import Spot
from clipper.align.habits import USUAL_END_MS, USUAL_START_MS, measure_habits
from clipper.align.place import place_words
from clipper.align.refine import PAUSE_MS, Edges, refine_words
from clipper.hear import listen, load_acoustic_model, load_phone_model
from clipper.media.decode import decode_blocks
from clipper.media.tool import find_ffmpeg
from clipper.model import silent
from clipper.model.sound import Hearing
from clipper.text import parse_transcript, spell_out
from tests.bench.real_speech import SHARED, labelled_records

RISES = (None, 0.3, 0.4, 0.5, 0.6)
SHRINK = 5  # words that a class must be heard before half of its median counts
SHRINK_PAIR = 10  # the same for a pair of classes, beyond what its two classes say


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A hand-labelled recording, heard and roughly placed: spans in ms beside the words' spots."""

    name: str
    speaker: str
    hearing: Hearing
    spots: Sequence[Spot | None]
    truth: Sequence[tuple[float, float]]

    def edges(self, rules: EdgeRules) -> list[Edges | None]:
        """The words' edges under some rules."""
        return refine_words(self.spots, self.hearing, load_phone_model(), progress=silent, rules=rules)


def hear_labelled(records: Iterable[dict[str, object]], folder: Path) -> list[Labelled]:
    """Listen to TIMIT rows of ``words.jsonl``; the speaker is the third part of the name."""
    out = []
    for record in records:
        words = record["words"]
        assert isinstance(words, list)
        hearing = listen(
            decode_blocks(folder / str(record["audio"]), ffmpeg=find_ffmpeg(None), stream=None),
            model=load_acoustic_model(None),
        )
        spoken = spell_out(parse_transcript(" ".join(word["w"] for word in words), source=str(record["id"])))
        out.append(
            Labelled(
                name=str(record["id"]),
                speaker=str(record["id"]).split("-")[2],
                hearing=hearing,
                spots=place_words(spoken, hearing.emissions, expected_ms=None, progress=silent).spots,
                truth=[(word["start"] * 1000, word["end"] * 1000) for word in words],
            )
        )
    return out


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edge:
    """One edge beside its truth: the classes around it (None: a pause) and the error in ms under each rise."""

    recording: str
    speaker: str
    is_start: bool
    before: PhoneClass | None
    after: PhoneClass | None
    late_ms: dict[float | None, float]


def measure_edges(recordings: Sequence[Labelled]) -> list[_Edge]:
    """Every edge of every found word, under rules without any table."""
    out: list[_Edge] = []
    for recording in recordings:
        found = {rise: recording.edges(_plain(rise)) for rise in RISES}
        bare = found[None]
        placed = [i for i, edge in enumerate(bare) if edge is not None]
        for place, i in enumerate(placed):
            before = placed[place - 1] if place else None
            after = placed[place + 1] if place + 1 < len(placed) else None
            out.append(_edge(recording, found, i, before, is_start=True))
            out.append(_edge(recording, found, i, after, is_start=False))
    return out


def _edge(
    recording: Labelled, found: dict[float | None, list[Edges | None]], i: int, other: int | None, *, is_start: bool
) -> _Edge:
    bare, spot = found[None], recording.spots[i]
    assert spot is not None
    mine, neighbour = bare[i], bare[other] if other is not None else None
    assert mine is not None
    gap: float = PAUSE_MS
    if neighbour is not None:
        gap = mine.start_ms - neighbour.end_ms if is_start else neighbour.start_ms - mine.end_ms
    near = recording.spots[other] if other is not None and gap < PAUSE_MS else None
    own = CLASS_OF[spot.phones[0 if is_start else -1]]
    beside = None if near is None else CLASS_OF[near.phones[-1 if is_start else 0]]
    late: dict[float | None, float] = {}
    for rise, edges in found.items():
        edge = edges[i]
        assert edge is not None
        late[rise] = (edge.start_ms if is_start else edge.end_ms) - recording.truth[i][0 if is_start else 1]
    return _Edge(
        recording=recording.name,
        speaker=recording.speaker,
        is_start=is_start,
        before=beside if is_start else own,
        after=own if is_start else beside,
        late_ms=late,
    )


def _plain(rise: float | None) -> EdgeRules:
    return EdgeRules(
        start_rise=dict.fromkeys(PhoneClass, rise),
        end_rise=dict.fromkeys(PhoneClass, rise),
        start_late_ms={},
        end_late_ms={},
        join_late_ms={},
    )


def fit_rules(edges: Sequence[_Edge]) -> EdgeRules:
    """The rules that suit these edges."""
    start_rise, start_late = _fit_pauses([e for e in edges if e.is_start and e.before is None])
    end_rise, end_late = _fit_pauses([e for e in edges if not e.is_start and e.after is None])
    return EdgeRules(
        start_rise=start_rise,
        end_rise=end_rise,
        start_late_ms=start_late,
        end_late_ms=end_late,
        join_late_ms=_fit_joins([e for e in edges if e.before is not None and e.after is not None]),
    )


def _fit_pauses(edges: Sequence[_Edge]) -> tuple[dict[PhoneClass, float | None], dict[PhoneClass, float]]:
    rises: dict[PhoneClass, float | None] = {}
    late: dict[PhoneClass, float] = {}
    usual = {rise: statistics.fmean(abs(e.late_ms[rise]) for e in edges) for rise in RISES}
    for kind in PhoneClass:
        mine = [e for e in edges if kind == (e.after if e.is_start else e.before)]
        offset = {rise: _shrunk_median([e.late_ms[rise] for e in mine], SHRINK) for rise in RISES}
        cost = {rise: sum(abs(e.late_ms[rise] - offset[rise]) for e in mine) + SHRINK * usual[rise] for rise in RISES}
        rises[kind] = min(RISES, key=lambda rise: cost[rise])
        late[kind] = offset[rises[kind]]
    return rises, late


def _fit_joins(edges: Sequence[_Edge]) -> dict[tuple[PhoneClass, PhoneClass], float]:
    """Medians by the class before, the class after, and the pair, one after the other."""
    rows = [(e.before, e.after, e.late_ms[None]) for e in edges]
    all_of = statistics.median(late for *_, late in rows)
    left = dict.fromkeys(PhoneClass, 0.0)
    right = dict.fromkeys(PhoneClass, 0.0)
    for _ in range(10):
        for kind in PhoneClass:
            left[kind] = _shrunk_median([v - all_of - right[b] for a, b, v in rows if a is kind and b], SHRINK)
        for kind in PhoneClass:
            right[kind] = _shrunk_median([v - all_of - left[a] for a, b, v in rows if b is kind and a], SHRINK)
    pairs: dict[tuple[PhoneClass, PhoneClass], list[float]] = defaultdict(list)
    for a, b, v in rows:
        if a and b:
            pairs[a, b].append(v - all_of - left[a] - right[b])
    return {
        (a, b): all_of + left[a] + right[b] + _shrunk_median(pairs[a, b], SHRINK_PAIR)
        for a in PhoneClass
        for b in PhoneClass
    }


def _shrunk_median(values: Sequence[float], shrink: int) -> float:
    return statistics.median(values) * len(values) / (len(values) + shrink) if values else 0.0


def usual_distances(recordings: Sequence[Labelled], rules: EdgeRules, *, is_start: bool) -> dict[PhoneClass, float]:
    """How far exact edges of each class usually lie from the CTC model's places (``habits``), in ms at a pace of 1."""
    usual = USUAL_START_MS if is_start else USUAL_END_MS
    distances: dict[PhoneClass, list[float]] = defaultdict(list)
    for recording in recordings:
        edges, emissions = recording.edges(rules), recording.hearing.emissions
        habits = measure_habits(edges, recording.spots, emissions)
        for edge, spot in zip(edges, recording.spots, strict=True):
            if edge is not None and spot is not None:
                kind = CLASS_OF[spot.phones[0 if is_start else -1]]
                distances[kind].append(usual[kind] + habits.distance_ms(edge, spot, emissions, is_start=is_start))
    return {kind: statistics.median(distances[kind]) for kind in PhoneClass}


def leave_one_out(recordings: Sequence[Labelled]) -> dict[str, list[tuple[Labelled, list[Edges | None]]]]:
    """Every speaker's recordings with edges by rules that were fitted on the other speakers."""
    edges = measure_edges(recordings)
    out: dict[str, list[tuple[Labelled, list[Edges | None]]]] = {}
    for speaker in sorted({recording.speaker for recording in recordings}):
        rules = fit_rules([edge for edge in edges if edge.speaker != speaker])
        out[speaker] = [(r, r.edges(rules)) for r in recordings if r.speaker == speaker]
    return out


def errors_of(found: Sequence[tuple[Labelled, list[Edges | None]]]) -> tuple[np.ndarray, np.ndarray]:
    """Found minus true start and end in ms of every found word."""
    pairs = [
        (edge.start_ms - start, edge.end_ms - end)
        for recording, edges in found
        for edge, (start, end) in zip(edges, recording.truth, strict=True)
        if edge is not None
    ]
    table = np.array(pairs)
    return table[:, 0], table[:, 1]


def format_rules(rules: EdgeRules) -> str:
    """The tables as source, whole ms."""
    rows = [
        f"    {a.name}: ({', '.join(str(round(rules.join_late_ms[a, b])) for b in PhoneClass)}),\n" for a in PhoneClass
    ]
    return (
        f"start_rise {_by_class(rules.start_rise)}\nend_rise {_by_class(rules.end_rise)}\n"
        f"start_late_ms {_by_class(rules.start_late_ms, whole=True)}\n"
        f"end_late_ms {_by_class(rules.end_late_ms, whole=True)}\n"
        f"join_late_ms (after: {', '.join(b.name for b in PhoneClass)})\n{''.join(rows)}"
    )


def _by_class(values: Mapping[PhoneClass, float | None], *, whole: bool = False) -> str:
    return ", ".join(f"{kind.name}: {round(value) if whole and value else value}" for kind, value in values.items())


def left_out_table() -> Iterator[str]:
    """TIMIT by speaker, each with the edge rules that were fitted on the others."""
    records = [record for record in labelled_records() if record["source"] == "timit-nltk"]
    if not records:
        yield "left-out speakers: skipped, the shared data is not there"
        return
    yield "TIMIT, each speaker by edge rules fitted on the others: words, mean ms start, end, <=25, <=50"
    yield "(bars: 16.5 / 19 ms, .80 / .76, .94 / .93)"
    everything: list[tuple[Labelled, list[Edges | None]]] = []
    for speaker, found in leave_one_out(hear_labelled(records, SHARED / "speech")).items():
        yield _figures(speaker, *errors_of(found))
        everything += found
    yield _figures("all", *errors_of(everything))


def _figures(name: str, start: np.ndarray, end: np.ndarray) -> str:
    means = f"{abs(start).mean():6.2f} /{abs(end).mean():6.2f}"
    near = " ".join(f"{(abs(start) <= ms).mean():8.3f} / {(abs(end) <= ms).mean():.3f}" for ms in (25, 50))
    return f"{name:8} {len(start):5} {means} {near}"


def main() -> None:
    """Print the tables as source."""
    records = [record for record in labelled_records() if record["source"] == "timit-nltk"]
    recordings = hear_labelled(records, SHARED / "speech")
    rules = fit_rules(measure_edges(recordings))
    sys.stdout.write(format_rules(rules))
    for name, is_start in (("USUAL_START_MS", True), ("USUAL_END_MS", False)):
        usual = usual_distances(recordings, rules, is_start=is_start)
        sys.stdout.write(f"{name} {_by_class(usual, whole=True)}\n")


if __name__ == "__main__":
    main()
