"""What is planted is where the dialogue says it is, and sounds as it says."""

import numpy as np
import pytest

from tests.bench.suggest.dialogues import STATEMENTS, Dialogue, Plant, make_dialogue
from tests.bench.suggest.table import meets

SENTENCES = tuple(tuple(f"The {name} boats went along coast number {name}.".split()) for name in "abcdefghijklmnop")


def made(plant: Plant) -> Dialogue:
    return make_dialogue(SENTENCES, plant, 3, minutes=3)


def level(one: Dialogue, start_ms: int, end_ms: int) -> float:
    return float(np.mean(one.energy.db[start_ms // 5 : end_ms // 5]))


@pytest.mark.parametrize("plant", [Plant(is_statement=True), Plant(is_statement=True, has_laughter=True)])
def test_a_statement_stands_where_it_was_planted_whole(plant: Plant) -> None:
    one = made(plant)
    words = [word.text for word in one.alignment.transcript.words]
    assert " ".join(words[one.planted.start : one.planted.stop]) in STATEMENTS
    assert one.planted.start in one.begins
    assert one.planted.stop in one.ends


def test_an_ordinary_passage_is_louder_than_without_and_has_laughter_behind() -> None:
    plain, loud = made(Plant()), made(Plant(louder_db=4, has_laughter=True))
    assert plain.planted == loud.planted
    first, last = (loud.alignment.words[at].span for at in (loud.planted.start, loud.planted.stop - 1))
    assert first is not None
    assert last is not None
    raised = level(loud, first.start_ms, last.end_ms) - level(plain, first.start_ms, last.end_ms)
    assert 3 < raised < 5
    assert level(loud, last.end_ms + 500, last.end_ms + 1500) > -30
    assert level(plain, last.end_ms + 50, last.end_ms + 400) < -55


def test_a_suggestion_meets_what_is_planted_by_half_of_either() -> None:
    assert meets(10, 20, range(10, 20))
    assert meets(15, 25, range(10, 20))
    assert not meets(16, 26, range(10, 20))
    assert not meets(0, 60, range(10, 30))
