from __future__ import annotations

import pytest

from clipper.model import Pin
from clipper.text.pins.order import find_contradictions
from tests.talks import talk

TRANSCRIPT = talk("zero one two three", "four five six").transcript


def pin(first: int, end: int, start_ms: int | None = None, end_ms: int | None = None) -> Pin:
    return Pin(first_word=first, end_word=end, start_ms=start_ms, end_ms=end_ms)


def told(*pins: Pin) -> list[tuple[int, str]]:
    numbered = list(enumerate(pins, start=1))
    return [(problem.line, problem.message) for problem in find_contradictions(numbered, TRANSCRIPT)]


@pytest.mark.parametrize(
    ("pins", "message"),
    [
        ([pin(1, 2, 900), pin(1, 3, 901)], '"one" begins at 0:00.900, or begins at 0:00.901'),
        ([pin(0, 2, 1, 800), pin(1, 2, 2, 900)], '"one" ends at 0:00.800, or ends at 0:00.900'),
        ([pin(1, 2, 900), pin(0, 3)], '"one" is not spoken, or begins at 0:00.900'),
        ([pin(1, 2), pin(0, 2, 1, 900)], '"one" is not spoken, or ends at 0:00.900'),
        ([pin(2, 3, 500), pin(1, 2, 900)], '"one" begins at 0:00.900, and "two", which stands behind it'),
        ([pin(1, 2, 500), pin(2, 3, 500)], "which stands behind it, begins at 0:00.500"),
        ([pin(0, 2, 500, 800), pin(2, 3, 799)], '"one" ends at 0:00.800, and "two"'),
        ([pin(0, 3, 500, 800), pin(1, 2, 900)], '"one" begins at 0:00.900, and "two", which stands behind it, ends'),
    ],
)
def test_two_pins_that_cannot_both_be_true_are_told_with_both_lines(pins: list[Pin], message: str) -> None:
    ((line, text),) = told(*pins)
    assert line == 2
    assert text.startswith("this contradicts line 1: ")
    assert message in text


@pytest.mark.parametrize(
    "pins",
    [
        [pin(1, 2, 900), pin(1, 3, 900)],  # said twice
        [pin(0, 2, 500, 800), pin(2, 3, 800)],
        [pin(0, 3, 500), pin(1, 2)],  # a word within the phrase is not spoken
        [pin(3, 4, 900), pin(4, 5, 100)],  # people talk at the same time
        [pin(0, 1), pin(0, 2)],
    ],
)
def test_what_can_both_be_true_is_no_contradiction(pins: list[Pin]) -> None:
    assert told(*pins) == []


def test_every_contradiction_is_told_once() -> None:
    found = told(pin(0, 1, 900), pin(0, 1), pin(1, 2, 500), pin(5, 6, 300), pin(4, 5, 400))
    assert [line for line, _ in found] == [2, 3, 5]
