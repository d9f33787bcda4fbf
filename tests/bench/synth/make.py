"""Dialogues of any length by seed, kept under ``.bench/synth`` so that each is spoken only once."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from tests.bench.synth.cast import LABELS, forget_models, hire
from tests.bench.synth.dialogue import (
    Dialogue,
    HeaderTurn,
    TrueWord,
    perform,
    read_dialogue,
    with_exact_headers,
    write_dialogue,
)
from tests.bench.synth.script import Refrain, write_script

RATE = 16_000
CACHE = Path(__file__).parents[3] / ".bench" / "synth"
_NOT_MAKERS = {"__init__.py", "__main__.py"}  # their change makes no other dialogue; nor does that of the conditions


def make_dialogue(
    minutes: float,
    seed: int,
    *,
    cast: Sequence[str] = ("heart", "joe"),
    machine_turns: bool = True,
    refrain: Refrain | None = None,
    cache: Path = CACHE,
) -> Dialogue:
    """A clean dialogue of about ``minutes``, 16 kHz, exact header times, every word's time known.

    Args:
        minutes: Wanted length; the true one is within some 15 %.
        seed: Equal seeds and arguments give equal dialogues.
        cast: Names of ``cast.LABELS``, two or more (one is a monologue).
        machine_turns: Cut turns every 20 s in mid-sentence and flip a label now and then, as machine transcripts do;
            otherwise a turn is what one person says in one go.
        refrain: Lines that are said again and again.
        cache: Where finished dialogues are kept, by a hash of the makers' code and these arguments.

    Raises:
        VoiceMissing: If a voice is not installed.
    """
    name = _key(minutes, seed, tuple(cast), machine_turns, asdict(refrain) if refrain else None)
    folder = cache / name
    if not (folder / "dialogue.json").exists():
        forget_models()
        dialogue = perform(
            write_script(minutes, seed, cast, refrain),
            {LABELS[voice]: hire(voice) for voice in cast},
            rate=RATE,
            rng=np.random.default_rng(seed),
        )
        write_dialogue(cut_turns(dialogue, seed=seed) if machine_turns else dialogue, folder, "dialogue")
    return read_dialogue(folder, "dialogue")


def _key(*arguments: object) -> str:
    here = Path(__file__).parent
    digest = hashlib.sha256(json.dumps(arguments).encode())
    for path in sorted(
        path for path in here.iterdir() if path.suffix in {".py", ".txt"} and path.name not in _NOT_MAKERS
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


def cut_turns(
    dialogue: Dialogue, *, seed: int, every_s: tuple[float, float] = (17.0, 22.0), flip_share: float = 0.2
) -> Dialogue:
    """Cut turns as a machine does: every ``every_s`` seconds in mid-sentence, and with labels that flip.

    Of the turns of 12 words and more, ``flip_share`` have 2 to 6 words from their middle put under another speaker's
    name; the words after them go back to the right one.
    """
    rng = random.Random(f"turns {seed}")
    names = sorted({turn.label for turn in dialogue.turns})
    labels: list[str] = []
    words: list[TrueWord] = []
    for label, said in _turns(dialogue):
        marks = _cuts(said, rng, every_s)
        fragment = range(0)
        others = [name for name in names if name != label]
        if others and len(said) >= 12 and rng.random() < flip_share:
            first = rng.randrange(4, len(said) - 7)
            fragment = range(first, first + rng.randint(2, 6))
        borders = {fragment.start, fragment.stop} if fragment else set()
        for place, word in enumerate(said):
            if place == 0 or place in marks or place in borders:
                labels.append(rng.choice(others) if place in fragment else label)
            words.append(replace(word, turn=len(labels) - 1))
    turns = tuple(HeaderTurn(label=label, header_ms=None) for label in labels)
    return with_exact_headers(replace(dialogue, turns=turns, words=tuple(words)))


def _turns(dialogue: Dialogue) -> list[tuple[str, list[TrueWord]]]:
    grouped: list[list[TrueWord]] = [[] for _ in dialogue.turns]
    for word in dialogue.words:
        grouped[word.turn].append(word)
    return [(turn.label, said) for turn, said in zip(dialogue.turns, grouped, strict=True) if said]


def _cuts(said: Sequence[TrueWord], rng: random.Random, every_s: tuple[float, float]) -> set[int]:
    cuts: set[int] = set()
    begun: int | None = None
    limit = rng.uniform(*every_s) * 1000
    for place, word in enumerate(said):
        if word.start_ms is None:
            continue
        if begun is None:
            begun = word.start_ms
        elif word.start_ms - begun > limit:
            cuts.add(place)
            begun, limit = word.start_ms, rng.uniform(*every_s) * 1000
    return cuts
