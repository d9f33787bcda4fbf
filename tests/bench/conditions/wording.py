"""A transcript that is not what was said: words left out, made up or misheard."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.bench.synth.dialogue import Dialogue, TrueWord
from tests.bench.synth.sentences import SentenceMaker


def drop_words(dialogue: Dialogue, *, share: float = 0.1, seed: int = 0) -> Dialogue:
    """Leave out ``share`` of the words that were spoken (never a turn's last one)."""
    rng = random.Random(f"drop {seed}")
    kept: list[TrueWord] = []
    left = [sum(word.turn == number for word in dialogue.words) for number in range(len(dialogue.turns))]
    for word in dialogue.words:
        if left[word.turn] > 1 and rng.random() < share:
            left[word.turn] -= 1
        else:
            kept.append(word)
    return replace(dialogue, words=tuple(kept))


def add_words(dialogue: Dialogue, *, share: float = 0.1, seed: int = 0) -> Dialogue:
    """Put in words that nobody said, ``share`` of the number there are."""
    rng = random.Random(f"add {seed}")
    other = _other_words(seed)
    words: list[TrueWord] = []
    for word in dialogue.words:
        words.append(word)
        if rng.random() < share:
            text = rng.choice(other)
            words.append(replace(word, text=text, spoken=text, start_ms=None, end_ms=None))
    return replace(dialogue, words=tuple(words))


def substitute_words(dialogue: Dialogue, *, share: float = 0.1, seed: int = 0) -> Dialogue:
    """Write another word for ``share`` of them; its true time is where the right one was said."""
    rng = random.Random(f"substitute {seed}")
    other = _other_words(seed)
    return replace(
        dialogue, words=tuple(_misheard(w, rng, other) if rng.random() < share else w for w in dialogue.words)
    )


def _misheard(word: TrueWord, rng: random.Random, other: list[str]) -> TrueWord:
    if word.start_ms is None:
        return word
    text = rng.choice(other)
    return replace(word, text=text, spoken=text)


def _other_words(seed: int) -> list[str]:
    maker = SentenceMaker(70_000 + seed, filler_share=0)
    tokens = [token for _ in range(60) for token in maker.sentence()]
    return [token.spoken.lower() for token in tokens if token.spoken.isalpha() and len(token.spoken) > 3]
