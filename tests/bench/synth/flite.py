"""Extra voices from Debian's ``flite`` program (slt, rms, awb): plainer than the neural ones, and other people."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tests.bench.synth.edges import Span, settle_pauses
from tests.bench.synth.sound import read_wav
from tests.bench.synth.token import Token
from tests.bench.synth.voices import Utterance, VoiceMissing

_TIMED = re.compile(r"([a-z]+):([\d.]+)")


class Flite:
    """One of flite's voices at 16 kHz.

    Args:
        name: "slt", "rms" or "awb".
        speed: Tempo, 1 is the voice's own.
    """

    _LATE = 0.006  # seconds; median over 638 joins of the three voices against pocketsphinx

    def __init__(self, name: str, *, speed: float = 1.0) -> None:
        self._name = name
        self._speed = speed

    def say(self, tokens: Sequence[Token], rng: np.random.Generator) -> Utterance:
        """Say one sentence; flite leaves nothing to chance."""
        del rng
        words = [(index, word) for index, token in enumerate(tokens) for word in token.spoken.split()]
        text = " ".join(token.spoken + token.pause for token in tokens if token.spoken)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "said.wav"
            said = self._run(text, str(path))
            samples, rate = read_wav(path)
        timed = [(name, float(end)) for name, end in _TIMED.findall(said)]
        alone = self._run(". ".join(word for _, word in words) + ".", "none")
        groups = [
            group.split()
            for group in re.split(r"\bpau\b", " ".join(name for name, _ in _TIMED.findall(alone)))
            if group.strip()
        ]
        if len(groups) != len(words):
            raise ValueError(f"flite reads {len(words)} words as {len(groups)}: {text!r}")
        owners = _owners(
            timed, [(index, phone) for (index, _), group in zip(words, groups, strict=True) for phone in group]
        )
        spans = _spans(timed, owners, len(tokens), self._LATE)
        return Utterance(samples=samples, rate=rate, spans=settle_pauses(samples, rate, spans))

    def _run(self, text: str, out: str) -> str:
        program = shutil.which("flite")
        if program is None:
            raise VoiceMissing("The voice program flite is not installed: apt-get install flite")
        stretch = ["--setf", f"duration_stretch={1 / self._speed:.4f}"]
        argv = [program, "-voice", self._name, *stretch, "-psdur", "-t", text, "-o", out]
        return subprocess.run(argv, capture_output=True, text=True, check=True).stdout


def _owners(timed: Sequence[tuple[str, float]], alone: Sequence[tuple[int, str]]) -> list[int | None]:
    """Match the sentence's phones with those of its words said alone (cheapest edits; words alone are fuller)."""
    phones = [name for name, _ in timed]
    rows, columns = len(phones), len(alone)
    cost = np.full((rows + 1, columns + 1), np.inf)
    step = np.zeros((rows + 1, columns + 1), np.int8)
    cost[0] = np.arange(columns + 1)
    step[0] = 2
    for row in range(1, rows + 1):
        pause = phones[row - 1] == "pau"
        for column in range(columns + 1):
            choices = [(cost[row - 1, column] + (0 if pause else 1), 1)]
            if column:
                choices.append((cost[row, column - 1] + 1, 2))
                if not pause:
                    same = phones[row - 1] == alone[column - 1][1]
                    choices.append((cost[row - 1, column - 1] + (0 if same else 0.9), 3))
            cost[row, column], step[row, column] = min(choices)
    owners: list[int | None] = [None] * rows
    row, column = rows, columns
    while row:
        match step[row, column]:
            case 1:
                row -= 1
            case 2:
                column -= 1
            case _:
                row, column = row - 1, column - 1
                owners[row] = alone[column][0]
    return owners


def _spans(
    timed: Sequence[tuple[str, float]], owners: Sequence[int | None], count: int, late: float
) -> list[Span | None]:
    spans: list[Span | None] = [None] * count
    start, last = 0.0, None
    for (name, end), owner in zip(timed, owners, strict=True):
        who = owner if owner is not None or name == "pau" else last  # a phone that only the sentence has
        if who is not None:
            known = spans[who]
            spans[who] = (max(0.0, start - late) if known is None else known[0], end - late)
        start, last = end, who
    return spans
