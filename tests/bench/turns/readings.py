"""Real voices: women of the hand-labelled recordings who take turns reading, as dialogues whose every time is known."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np

from tests.bench.real_speech import SHARED, labelled_records
from tests.bench.synth.dialogue import Dialogue, HeaderTurn, TrueWord, with_exact_headers
from tests.bench.synth.sound import Samples, at_level

_RATE = 16_000
_DB = -23.0


def reading_dialogues() -> Iterator[tuple[str, Dialogue]]:
    """Eight pairs of readers, each pair a minute, by name; none without the shared data."""
    records: dict[str, list[dict[str, Any]]] = {}
    for record in labelled_records():
        if record["source"] == "timit-nltk":
            records.setdefault(record["id"].split("-")[2], []).append(record)
    names = sorted(records)
    for number, name in enumerate(names):
        pair = (name, names[(number + 3) % len(names)])
        yield " + ".join(pair), _take_turns({reader: records[reader] for reader in pair}, seed=number)


def _take_turns(records: dict[str, list[dict[str, Any]]], *, seed: int) -> Dialogue:
    rng = random.Random(f"readings {seed}")
    left = {name: rng.sample(own, len(own)) for name, own in records.items()}
    sounds: list[Samples] = []
    words: list[TrueWord] = []
    turns: list[HeaderTurn] = []
    start = 0.0
    while any(left.values()):
        for name, own in left.items():
            if own:
                turns.append(HeaderTurn(label=name.capitalize(), header_ms=None))
            for _ in range(min(len(own), rng.randint(1, 3))):
                record = own.pop()
                sound = _load(SHARED / "speech" / record["audio"])
                words += _words_of(record, name.capitalize(), len(turns) - 1, start)
                sounds.append(at_level(sound, _DB))
                start += len(sound) / _RATE
    samples = np.concatenate(sounds).astype(np.float32)
    return with_exact_headers(Dialogue(samples=samples, rate=_RATE, turns=tuple(turns), words=tuple(words)))


def _words_of(record: dict[str, Any], speaker: str, turn: int, start: float) -> Iterator[TrueWord]:
    """A sentence with a capital and a full stop."""
    said = record["words"]
    for place, word in enumerate(said):
        text = word["w"].capitalize() if place == 0 else word["w"]
        yield TrueWord(
            text=f"{text}." if place == len(said) - 1 else text,
            spoken=word["w"],
            speaker=speaker,
            turn=turn,
            start_ms=round(1000 * (start + word["start"])),
            end_ms=round(1000 * (start + word["end"])),
        )


def _load(path: Path) -> Samples:
    with av.open(str(path)) as container:
        resampler = av.AudioResampler("s16", "mono", _RATE)
        blocks = [block.to_ndarray()[0] for frame in container.decode(audio=0) for block in resampler.resample(frame)]
    return np.concatenate(blocks).astype(np.float32) / 32768
