"""What aligning may remember of a recording, and that it never matters but for the time it takes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from clipper.align import AlignedWords, align_words
from clipper.model import PHONES
from clipper.model.sound import Hearing
from tests.unit.align.emission_maker import say, spoken
from tests.unit.align.phone_toy import ToyModel
from tests.unit.align.test_words import hear


class Remembering:
    """Knows what it was asked before, and counts what it was not."""

    def __init__(self) -> None:
        self.known: dict[str, Any] = {}
        self.searched = 0

    def recall(self, find: Callable[[Any], Any], asked: Any, kind: type[Any]) -> Any:
        if repr(asked) not in self.known:
            self.known[repr(asked)] = find(asked)
            self.searched += 1
        return self.known[repr(asked)]


class Doubting(Remembering):
    """Searches all the same, and demands that the answer is the one it knows."""

    def recall(self, find: Callable[[Any], Any], asked: Any, kind: type[Any]) -> Any:
        found = find(asked)
        known = self.known.setdefault(repr(asked), found)
        assert known == found, f"{asked} does not tell all that the answer depends on"
        return found


@cache
def said() -> tuple[str, ...]:
    """A minute and a half of words: two sections."""
    rng = np.random.default_rng(3)
    return tuple(" ".join(rng.choice(PHONES, size=4)) for _ in range(260))


@cache
def hearing() -> Hearing:
    return hear(say(*said()))


def align(words: tuple[str, ...], memory: Remembering) -> AlignedWords:
    return align_words([spoken(word) for word in words], hearing(), ToyModel(), memory=memory)


def test_the_same_text_again_is_not_searched_again() -> None:
    memory = Remembering()
    first = align(said(), memory)
    searched = memory.searched
    assert searched >= 4
    assert align(said(), memory) == first
    assert memory.searched == searched


def test_a_word_more_costs_the_section_and_the_stretch_where_it_stands_wherever_the_others_now_are() -> None:
    memory = Remembering()
    align(said(), memory)
    before = memory.searched
    edited = (*said()[:20], "F IH SH ER", *said()[20:])
    assert align(edited, memory) == align(edited, Remembering())
    assert 0 < memory.searched - before <= before / 2


def test_a_text_in_doubt_is_not_held_against_its_decoy_again() -> None:
    memory = Remembering()
    few = ("K AE T", "D AO G", "F IH SH", "B ER D", "HH EH N")
    heard = hear(say(*few))
    words = [spoken(word) for word in few]
    first = align_words(words, heard, ToyModel(), memory=memory)
    assert any("_Doubted" in asked for asked in memory.known)
    searched = memory.searched
    assert align_words(words, heard, ToyModel(), memory=memory) == first == align_words(words, heard, ToyModel())
    assert memory.searched == searched


@settings(max_examples=6, phases=[phase for phase in Phase if phase is not Phase.shrink])
@given(st.data())
def test_a_question_tells_all_that_its_answer_depends_on(data: st.DataObject) -> None:
    """The law on which "the same as a fresh run" rests: equal questions on one recording have equal answers."""
    memory = Doubting()
    for _ in range(2):
        words = list(said())
        for _ in range(data.draw(st.integers(0, 3))):
            at = data.draw(st.integers(0, len(words) - 1))
            words[at : at + data.draw(st.sampled_from([0, 1, 30]))] = [" ".join(data.draw(phrases))] * 2
        align(tuple(words), memory)


phrases = st.lists(st.sampled_from(PHONES), min_size=2, max_size=8)
