"""Toy talks for the repair of turns: words of three people whose sound is a cloud around a place of their own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clipper.model import Span, TimedWord, WordStatus
from clipper.model.sound import Alphabet, Cepstra, Emissions, Energy, Hearing
from clipper.text import parse_transcript
from clipper.turns.repair import Heard
from clipper.turns.voices import VoiceRows

WORD_MS, GAP_MS = 300, 20
SENTENCE_MS = 250  # of silence after a full stop


def lay_out(texts: Sequence[str]) -> tuple[TimedWord, ...]:
    """Words one after another, a pause behind each full stop."""
    timed, clock = [], 0
    for text in texts:
        timed.append(TimedWord(status=WordStatus.ALIGNED, span=Span(start_ms=clock, end_ms=clock + WORD_MS)))
        clock += WORD_MS + (SENTENCE_MS if text.endswith((".", "?")) else GAP_MS)
    return tuple(timed)


def sound_of(timed: Sequence[TimedWord], voices: Sequence[str], *, apart: float = 1.5, seed: int = 0) -> Hearing:
    """Every word in its voice; ``apart`` is the distance between two voices, whose clouds have a width of 1."""
    noise = np.random.default_rng(seed)
    rows = max(word.span.end_ms for word in timed if word.span) // 10 + 20
    centres = {name: noise.normal(0, apart, 13) for name in sorted(set(voices))}
    cepstra = noise.normal(0, 1, (rows, 13)).astype(np.float32)
    energy = np.full(2 * rows, -70.0, np.float32)
    for word, voice in zip(timed, voices, strict=True):
        if word.span:
            first, end = word.span.start_ms // 10, word.span.end_ms // 10
            cepstra[first:end] += centres[voice]
            energy[2 * first : 2 * end] = -20.0
    nothing = Emissions(
        log_probs=np.zeros((1, 2)), symbols=("AA", "_"), blank=1, boundary=None, hop=320, alphabet=Alphabet.PHONES
    )
    return Hearing(
        emissions=nothing,
        energy=Energy(db=energy, hop=80),
        cepstra=Cepstra(values=cepstra, hop=160),
        samples=rows * 160,
    )


def heard_of(text: str, said_by: Sequence[str], *, apart: float = 1.5) -> Heard:
    """What is heard of a transcript whose words are truly ``said_by``."""
    timed = lay_out([word.text for word in parse_transcript(text, source="talk.txt").words])
    return Heard(timed=timed, rows=VoiceRows.of(timed, sound_of(timed, said_by, apart=apart)))
