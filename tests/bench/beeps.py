"""A dialogue of beeps for the benchmark's own tests: every word can be found in the sound by its pitch."""

from __future__ import annotations

import numpy as np
import pytest

from tests.bench.synth.dialogue import Dialogue, HeaderTurn, TrueWord

RATE = 16_000


def beeping_dialogue(turns: int = 6, words: int = 8) -> Dialogue:
    """Every word is a beep whose pitch tells its number, so that a test can find it in the sound."""
    samples = np.zeros(RATE * (turns * words * 4 // 10 + turns + 1), np.float32)
    said: list[TrueWord] = []
    clock = 500
    for turn in range(turns):
        for _ in range(words):
            start, end = clock * 16, (clock + 300) * 16
            samples[start:end] = 0.1 * np.sin(2 * np.pi * pitch(len(said)) * np.arange(end - start) / RATE)
            word = f"w{len(said)}"
            said.append(
                TrueWord(text=word, spoken=word, speaker="AB"[turn % 2], turn=turn, start_ms=clock, end_ms=clock + 300)
            )
            clock += 320
        clock += 700
    headers = tuple(HeaderTurn(label="AB"[turn % 2], header_ms=said[turn * words].start_ms) for turn in range(turns))
    return Dialogue(samples=samples, rate=RATE, turns=headers, words=tuple(said))


def pitch(word: int) -> int:
    return 400 + 50 * word


def pitch_at(dialogue: Dialogue, word: TrueWord) -> float:
    assert word.start_ms is not None
    assert word.end_ms is not None
    sound = dialogue.samples[word.start_ms * 16 : word.end_ms * 16]
    return float(np.argmax(np.abs(np.fft.rfft(sound)))) * RATE / len(sound)


def assert_truth_holds(dialogue: Dialogue, factor: float = 1.0) -> None:
    for word in dialogue.words:
        if word.start_ms is not None and not word.misheard:
            assert pitch_at(dialogue, word) == pytest.approx(pitch(int(word.text[1:])), abs=6), word
        for start, _ in word.again:
            assert pitch_heard(dialogue, start) == pytest.approx(pitch(int(word.text[1:])), abs=6), word


def pitch_heard(dialogue: Dialogue, start_ms: int) -> float:
    sound = dialogue.samples[start_ms * 16 : (start_ms + 300) * 16]
    return float(np.argmax(np.abs(np.fft.rfft(sound)))) * RATE / len(sound)
