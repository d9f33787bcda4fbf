from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest

from tests.bench.synth.dialogue import Dialogue, HeaderTurn, TrueWord
from tests.bench.turns.planter import MOST_WORDS, Kind, plant


def chat(seed: int, turns: int = 60) -> Dialogue:
    """Two people in turns of one to five sentences, a remark of the listener now and then; half a second a word."""
    rng = random.Random(seed)
    said: list[tuple[str, str]] = []
    for number in range(turns):
        speaker, other = ("Ann", "Ben") if number % 2 else ("Ben", "Ann")
        for sentence in range(rng.randint(1, 5)):
            if sentence and rng.random() < 0.3:
                said.append((other, "Yeah."))
            said += [(speaker, "word")] * rng.choice((2, 9, 14)) + [(speaker, "end.")]
    words = []
    clock = 0
    for speaker, text in said:
        clock += rng.choice((0, 200))
        words.append(TrueWord(text=text, spoken="word", speaker=speaker, turn=0, start_ms=clock, end_ms=clock + 300))
        clock += 300
    return Dialogue(
        samples=np.zeros(16 * clock, np.float32),
        rate=16_000,
        turns=(HeaderTurn(label="Ann", header_ms=0),),
        words=tuple(words),
    )


@pytest.mark.parametrize("seed", range(5))
def test_every_wrong_label_is_a_fault_and_every_fault_a_wrong_label(seed: int) -> None:
    planted = plant(chat(seed), share=0.2, seed=seed)
    wrong = {
        number
        for number, word in enumerate(planted.dialogue.words)
        if planted.dialogue.turns[word.turn].label != word.speaker
    }
    assert wrong == {number for fault in planted.faults for number in range(fault.first, fault.end)}
    for fault in planted.faults:
        assert 1 <= fault.end - fault.first <= MOST_WORDS
        assert len({planted.dialogue.words[number].speaker for number in range(fault.first, fault.end)}) == 1


def test_kinds_come_evenly_and_half_of_them_beside_a_pause() -> None:
    faults = [fault for seed in range(10) for fault in plant(chat(seed), share=0.2, seed=seed).faults]
    kinds = Counter(fault.kind for fault in faults)
    assert set(kinds) == set(Kind)
    assert max(kinds.values()) <= 1.4 * min(kinds.values())
    assert 0.3 < sum(fault.paused for fault in faults) / len(faults) < 0.7


def test_the_share_is_that_of_the_turns_and_none_leaves_the_labels_right() -> None:
    clean = plant(chat(1), share=0.0, seed=1)
    assert not clean.faults
    assert all(clean.dialogue.turns[word.turn].label == word.speaker for word in clean.dialogue.words)
    assert len(plant(chat(1), share=0.05, seed=1).faults) == round(0.05 * len(clean.dialogue.turns))


def test_long_turns_are_cut_and_headers_are_right() -> None:
    planted = plant(chat(1), share=0.2, seed=1).dialogue
    starts = {turn.header_ms for turn in planted.turns}
    assert {word.start_ms for word in planted.words} >= starts
    assert any(a.label == b.label for a, b in zip(planted.turns, planted.turns[1:], strict=False))


@pytest.mark.parametrize(
    ("kind", "closed_before", "closed_after"), [(Kind.TAIL, False, True), (Kind.HEAD, True, False)]
)
def test_tails_and_heads_are_parts_of_a_sentence_whose_neighbours_are_the_same_persons(
    kind: Kind, closed_before: bool, closed_after: bool
) -> None:
    talk = chat(2)
    for fault in (fault for seed in range(10) for fault in plant(talk, share=0.2, seed=seed).faults):
        if fault.kind is kind:
            before, first, last, after = (
                talk.words[n] for n in (fault.first - 1, fault.first, fault.end - 1, fault.end)
            )
            assert before.text.endswith(".") is closed_before
            assert last.text.endswith(".") is closed_after
            assert before.speaker == first.speaker == last.speaker == after.speaker
