"""What of the planted faults is repaired, and what is changed that was right."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clipper.model import RepairMode, Speaker, SpeakerChange
from clipper.pipeline.transcript_file import read_transcript_file
from clipper.turns import repair_speakers
from tests.bench import conditions as world
from tests.bench.listening import align_files
from tests.bench.score import format_table
from tests.bench.synth import Dialogue, VoiceMissing, write_dialogue
from tests.bench.turns.chats import COMPANIES, make_chat
from tests.bench.turns.planter import Kind, Planted, plant
from tests.bench.turns.readings import reading_dialogues

_MANY, _FEW = 0.2, 0.05
_SEEDS = {_MANY: (1, 2, 3), _FEW: (4, 5, 9, 10, 11, 12), 0.0: (6,)}
"""How often each dialogue is planted with a share of faults."""
_EDGES = (0.0, 0.5, 0.7, 0.9, 0.97, 0.995)
"""Confidences are held against the truth between these."""


@dataclass(slots=True)
class Tally:
    """Faults that were planted and those that were repaired in all their words, by kind; and what else was changed."""

    planted: Counter[Kind] = field(default_factory=Counter)
    repaired: Counter[Kind] = field(default_factory=Counter)
    words: int = 0
    changes: int = 0
    wrong: int = 0
    harmed: int = 0
    told: Counter[float] = field(default_factory=Counter)
    true: Counter[float] = field(default_factory=Counter)

    def add(self, planted: Planted, said: Sequence[str], changes: Iterable[SpeakerChange]) -> None:
        """Hold what came of a dialogue against the truth; ``said`` is the name found for each word."""
        true = [word.speaker for word in planted.dialogue.words]
        written = [planted.dialogue.turns[word.turn].label for word in planted.dialogue.words]
        right = [_bare(a) == b for a, b in zip(true, said, strict=True)]
        for fault in planted.faults:
            self.planted[fault.kind] += 1
            self.repaired[fault.kind] += all(right[fault.first : fault.end])
        for change in changes:
            edge = max(edge for edge in _EDGES if edge <= change.confidence)
            self.told[edge] += 1
            self.true[edge] += all(
                _bare(name) == change.after.name for name in true[change.first_word : change.end_word]
            )
            if change.is_applied:
                harmed = [word for word in range(change.first_word, change.end_word) if true[word] == written[word]]
                self.changes += 1
                self.wrong += bool(harmed)
                self.harmed += len(harmed)
        self.words += len(true)

    def recall(self, kinds: Iterable[Kind] = tuple(Kind)) -> float:
        """The share of the planted faults of these kinds that was repaired."""
        wanted = list(kinds)
        return sum(self.repaired[kind] for kind in wanted) / max(1, sum(self.planted[kind] for kind in wanted))

    def row(
        self, name: str, *, least: float | None, most: float, kinds: Iterable[Kind] = tuple(Kind)
    ) -> tuple[str, ...]:
        """A line of the table, with its bars."""
        wanted = list(kinds)
        recall, wrong = self.recall(wanted), 1000 * self.wrong / max(1, self.words)
        missed = (least is not None and recall < least) or wrong > most
        return (
            name,
            f"{sum(self.planted.values())}",
            *(f"{self.repaired[kind]}/{self.planted[kind]}" for kind in Kind),
            "-" if least is None else f"{recall:.3f} ({least:.2f})",
            f"{wrong:.2f} ({most:.0f})",
            f"{1000 * self.harmed / max(1, self.words):.2f}",
            "MISSED" if missed else "",
        )

    def worth(self, name: str) -> tuple[str, ...]:
        """Of the changes that were made or only told, how many are right, by their confidence."""
        return (name, *(f"{self.true[edge]}/{self.told[edge]}" if self.told[edge] else "" for edge in _EDGES))


def _bare(label: str) -> str:
    """A label without its role."""
    return label.split(" (", maxsplit=1)[0]


def turns_table() -> Iterator[str]:
    """Recall of planted faults by kind with the voice, in music and from the text alone, and wrong changes."""
    try:
        chats = [make_chat(company) for company in COMPANIES]
    except VoiceMissing as missing:
        yield f"planted faults: skipped, {missing}"
        return
    noisy = [world.add_noise(chat, world.Noise.MUSIC, snr_db=10, seed=number) for number, chat in enumerate(chats)]
    people = [dialogue for _, dialogue in reading_dialogues()]
    decidable = [kind for kind in Kind if kind.is_in_the_text]
    rows = []
    sure: list[tuple[str, ...]] = []
    for share, seeds in _SEEDS.items():
        name = f"{share:.0%} of the turns"
        least = 0.9 if share else None
        heard, read = _with_voices(chats, share, seeds), _from_text(chats, share, seeds)
        rows.append(heard.row(f"voices, {name}", least=least, most=2))
        rows.append(read.row(f"text alone, {name}", least=0.7 if share else None, most=4, kinds=decidable))
        sure += [heard.worth(f"voices, {name}"), read.worth(f"text alone, {name}")]
    in_music = _with_voices(noisy, _MANY, (1,))
    rows.append(in_music.row("voices, music at 10 dB, 20%", least=0.8, most=2))
    sure.append(in_music.worth("voices, music at 10 dB, 20%"))
    if people:
        rows.append(_with_voices(people, _MANY, (1, 2)).row("real voices (women), 20%", least=0.9, most=2))
        rows.append(_with_voices(people, 0.0, (1,)).row("real voices (women), 0%", least=None, most=2))
    headings = ("", "faults", *(kind.value for kind in Kind), "recall (bar)", "wrong/1000 (bar)", "words/1000", "")
    title = "Planted faults of the labels repaired; text alone is not asked for answers and backchannels"
    yield format_table(title, headings, rows)
    edges = [f"from {100 * edge:g} %" for edge in _EDGES]
    yield format_table("Changes that are right, of all made or told, by what is said of them", ("", *edges), sure)


def _with_voices(dialogues: Sequence[Dialogue], share: float, seeds: Sequence[int]) -> Tally:
    tally = Tally()
    for planted in _plant_all(dialogues, share, seeds):
        with tempfile.TemporaryDirectory() as folder:
            wav, text, _ = write_dialogue(planted.dialogue, Path(folder), "dialogue")
            alignment = align_files(text, wav)
        said = [_name(alignment.speaker_of(word)) for word in range(len(alignment.words))]
        tally.add(planted, said, alignment.changes)
    return tally


def _from_text(dialogues: Sequence[Dialogue], share: float, seeds: Sequence[int]) -> Tally:
    tally = Tally()
    for planted in _plant_all(dialogues, share, seeds):
        with tempfile.TemporaryDirectory() as folder:
            _, text, _ = write_dialogue(planted.dialogue, Path(folder), "dialogue")
            repair = repair_speakers(read_transcript_file(text).transcript, None, mode=RepairMode.SURE)
        tally.add(planted, list(map(_name, repair.speakers)), repair.changes)
    return tally


def _plant_all(dialogues: Sequence[Dialogue], share: float, seeds: Sequence[int]) -> Iterator[Planted]:
    for number, dialogue in enumerate(dialogues):
        for seed in seeds:
            yield plant(dialogue, share=share, seed=100 * number + seed)


def _name(speaker: Speaker | None) -> str:
    return speaker.name if speaker else ""
