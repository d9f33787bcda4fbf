"""Dialogues for the repair of turns: two people who also put in a word while the other one speaks."""

from __future__ import annotations

import hashlib
import inspect
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.bench.synth.cast import LABELS, forget_models, hire
from tests.bench.synth.dialogue import (
    Dialogue,
    Script,
    ScriptWord,
    perform,
    read_dialogue,
    with_exact_headers,
    write_dialogue,
)
from tests.bench.synth.make import CACHE, RATE
from tests.bench.synth.sentences import SentenceMaker
from tests.bench.synth.token import Token

MINUTES = 4.0
_WORDS_PER_SECOND = 2.75
_LISTENER_SPEAKS = 0.2  # of the places between two sentences of a turn
_IN_A_SENTENCE = 0.3  # of these remarks fall into the middle of a sentence instead
_ANSWERS = 0.3  # of the turns begin with a short answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Who talks, and by which seed."""

    cast: tuple[str, ...]
    seed: int

    @property
    def name(self) -> str:
        """The voices, for a table."""
        return " + ".join(self.cast)


COMPANIES = (
    Company(cast=("heart", "joe"), seed=301),
    Company(cast=("heart", "slt"), seed=302),  # two women
    Company(cast=("joe", "rms"), seed=303),  # two men
    Company(cast=("joe", "joe-bright"), seed=304),  # one man at two pitches
    Company(cast=("heart-deep", "joe"), seed=305),
    Company(cast=("awb", "rms"), seed=306),  # two mechanical men
    Company(cast=("heart", "heart-deep"), seed=307),  # one woman at two pitches
    Company(cast=("heart", "joe", "slt"), seed=308),
)


def make_chat(company: Company, *, cache: Path = CACHE) -> Dialogue:
    """A clean dialogue of some four minutes whose every turn has the right label; kept once it was spoken.

    Raises:
        VoiceMissing: If a voice is not installed.
    """
    code = inspect.getsource(sys.modules[__name__])
    key = hashlib.sha256(f"{company} {MINUTES} {code}".encode()).hexdigest()[:20]
    folder = cache / f"chat-{key}"
    if not (folder / "dialogue.json").exists():
        forget_models()
        dialogue = perform(
            write_chat(company),
            {LABELS[voice]: hire(voice) for voice in company.cast},
            rate=RATE,
            rng=np.random.default_rng(company.seed),
        )
        write_dialogue(with_exact_headers(dialogue), folder, "dialogue")
    return read_dialogue(folder, "dialogue")


def write_chat(company: Company) -> Script:
    """Turns of one to seven sentences, with remarks of a listener between and within them."""
    rng = random.Random(f"chat {company.seed}")
    sentences = SentenceMaker(company.seed)
    labels: list[str] = []
    words: list[ScriptWord] = []

    def say(speaker: str, tokens: Sequence[Token]) -> None:
        if not labels or labels[-1] != speaker:
            labels.append(speaker)
        words.extend(ScriptWord(token=token, speaker=speaker, turn=len(labels) - 1) for token in tokens)

    names = [LABELS[voice] for voice in company.cast]
    speaker = names[0]
    while len(words) < MINUTES * 60 * _WORDS_PER_SECOND:
        others = [name for name in names if name != speaker]
        if rng.random() < _ANSWERS:
            say(speaker, sentences.remark())
        wanted = rng.randint(1, 7)
        for number in range(wanted):
            for piece in _interrupted(sentences, rng, is_last=number == wanted - 1):
                say(rng.choice(others) if piece.is_remark else speaker, piece.tokens)
        speaker = rng.choice(others)
    return Script(labels=tuple(labels), words=tuple(words))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    tokens: tuple[Token, ...]
    is_remark: bool = False


def _interrupted(sentences: SentenceMaker, rng: random.Random, *, is_last: bool) -> Iterator[_Piece]:
    """A sentence, perhaps with a listener's remark in it or behind it."""
    said = sentences.sentence()
    if is_last or rng.random() >= _LISTENER_SPEAKS:
        yield _Piece(tokens=said)
        return
    at = rng.randrange(4, len(said) - 3) if len(said) >= 8 and rng.random() < _IN_A_SENTENCE else len(said)
    yield _Piece(tokens=said[:at])
    yield _Piece(tokens=sentences.remark(), is_remark=True)
    if at < len(said):
        yield _Piece(tokens=said[at:])
