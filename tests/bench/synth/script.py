"""What is to be said: turns of drawn sentences, and lines that come back."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.synth.cast import LABELS
from tests.bench.synth.dialogue import Script, ScriptWord
from tests.bench.synth.sentences import SentenceMaker
from tests.bench.synth.token import Token, read_tokens

_WORDS_PER_SECOND = 2.75  # of these voices with their pauses; only steers how much text is written


@dataclass(frozen=True, slots=True, kw_only=True)
class Refrain:
    """Whole sentences, one a line, that are said ``times`` times, spread evenly over the talk, by whoever speaks."""

    lines: tuple[str, ...]
    times: int

    def tokens(self) -> tuple[Token, ...]:
        """All lines in order."""
        return tuple(token for line in self.lines for token in read_tokens(line))


def write_script(minutes: float, seed: int, cast: Sequence[str], refrain: Refrain | None = None) -> Script:
    """The words of a dialogue: turns of 2 to 25 s, a listener's remark now and then."""
    rng = random.Random(f"script {seed}")
    sentences = SentenceMaker(seed)
    labels: list[str] = []
    words: list[ScriptWord] = []
    speaker = LABELS[cast[0]]
    length = minutes * 60 * _WORDS_PER_SECOND
    due = _due_places(length, refrain)
    while len(words) < length or due:
        others = [LABELS[name] for name in cast if LABELS[name] != speaker] or [speaker]
        wanted = round(rng.choice((rng.uniform(2, 8), rng.uniform(8, 25), rng.uniform(15, 25))) * _WORDS_PER_SECOND)
        said: list[Token] = []
        while not said or len(said) < wanted - 5:
            remark = not said and rng.random() < 0.25
            said += sentences.remark() if remark else sentences.sentence()
            if refrain and due and len(words) + len(said) >= due[0]:
                due.pop(0)
                said += refrain.tokens()
        words += [ScriptWord(token=token, speaker=speaker, turn=len(labels)) for token in said]
        labels.append(speaker)
        speaker = rng.choice(others)
    return Script(labels=tuple(labels), words=tuple(words))


def _due_places(length: float, refrain: Refrain | None) -> list[float]:
    """The numbers of words after which the refrain is said next."""
    if refrain is None:
        return []
    return [length * (number + 0.5) / refrain.times for number in range(refrain.times)]
