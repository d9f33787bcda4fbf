"""How many of the overlaps laid into dialogues are marked, and how many marks are right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tests.bench import conditions as world
from tests.bench.listening import align_dialogue
from tests.bench.score import format_table
from tests.bench.synth import Dialogue, VoiceMissing
from tests.bench.turns.chats import COMPANIES, make_chat
from tests.bench.turns.readings import reading_dialogues
from tests.bench.turns.together import overlaps_of, talk_at_once

_SEEDS = (0, 1)
_BESIDE_MS = 200  # a mark so near to an overlap is its own


@dataclass(slots=True)
class _Marks:
    laid: int = 0
    found: int = 0
    marked: int = 0
    right: int = 0
    changes: int = 0
    misnamed: int = 0

    def add(self, dialogue: Dialogue) -> None:
        """Align a dialogue, and hold what was marked against the truth."""
        true = overlaps_of(dialogue.words)
        alignment = align_dialogue(dialogue)
        marks = [(overlap.span.start_ms, overlap.span.end_ms) for overlap in alignment.overlaps]
        self.laid += len(true)
        self.found += sum(any(_meet(span, mark) for mark in marks) for span in true)
        self.marked += len(marks)
        self.right += sum(any(_meet(span, mark) for span in true) for mark in marks)
        turns = alignment.transcript.turns
        self.changes += sum(one.speaker != other.speaker for one, other in pairwise(turns))
        self.misnamed += sum(change.end_word - change.first_word for change in alignment.changes if change.is_applied)

    def row(self, name: str) -> tuple[str, ...]:
        """A line of the table."""
        found = f"{self.found}/{self.laid}" if self.laid else "-"
        return name, f"{self.changes}", found, f"{self.marked - self.right} of {self.marked}", f"{self.misnamed}"


def _meet(span: tuple[int, int], mark: tuple[int, int]) -> bool:
    return span[0] < mark[1] + _BESIDE_MS and mark[0] - _BESIDE_MS < span[1]


def together_table() -> Iterator[str]:
    """Overlaps of 0.2 s and more in one mixed recording; the labels of all these dialogues are right."""
    try:
        chats = [make_chat(company) for company in COMPANIES]
    except VoiceMissing as missing:
        yield f"people who talk at once: skipped, {missing}"
        return
    mixed = [talk_at_once(chat, seed=10 * number + seed) for number, chat in enumerate(chats) for seed in _SEEDS]
    noisy = [world.add_noise(chat, world.Noise.MUSIC, snr_db=10, seed=n) for n, chat in enumerate(mixed[::2])]
    people = [dialogue for _, dialogue in reading_dialogues()]
    rows = [
        _measure(mixed).row("synthetic voices"),
        _measure(chats).row("the same, one after another"),
        _measure(noisy).row("music at 10 dB"),
    ]
    if people:
        together = [talk_at_once(dialogue, seed=number) for number, dialogue in enumerate(people)]
        rows.append(_measure(together).row("real voices (women)"))
        rows.append(_measure(people).row("the same, one after another"))
    headings = ("", "changes of speakers", "overlaps found", "marks that are wrong", "words misnamed")
    yield format_table("People who talk at once, in one recording of all", headings, rows)


def _measure(dialogues: Sequence[Dialogue]) -> _Marks:
    marks = _Marks()
    for dialogue in dialogues:
        marks.add(dialogue)
    return marks
