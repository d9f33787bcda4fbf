from __future__ import annotations

import threading
from dataclasses import dataclass

import pytest

from clipper.align.parallel import recall_all
from clipper.model import NO_MEMORY


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    value: int


QUESTIONS = [Number(value=value) for value in range(40)]


def test_answers_come_in_the_order_of_their_questions_and_the_share_that_is_done_grows() -> None:
    told: list[float] = []
    answers = recall_all(lambda asked: asked.value**2, QUESTIONS, int, NO_MEMORY, told.append)
    assert answers == [value**2 for value in range(40)]
    assert told == [(done + 1) / 40 for done in range(40)]


def test_an_interruption_ends_the_work_before_the_next_question() -> None:
    begun: list[int] = []
    go_on = threading.Event()

    def find(asked: Number) -> int:
        begun.append(asked.value)
        if asked.value:
            go_on.wait(timeout=5)
        return asked.value

    def report(done: float) -> None:
        threading.Timer(0.2, go_on.set).start()  # what runs may end; what waits must not begin
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        recall_all(find, QUESTIONS, int, NO_MEMORY, report)
    assert set(begun) <= {0, 1, 2}


def test_a_question_that_cannot_be_answered_is_raised() -> None:
    def find(asked: Number) -> int:
        return 1 // asked.value

    with pytest.raises(ZeroDivisionError):
        recall_all(find, QUESTIONS, int, NO_MEMORY, lambda _: None)


def test_no_question_has_no_answer() -> None:
    assert recall_all(lambda asked: asked.value, [], int, NO_MEMORY, lambda _: None) == []
