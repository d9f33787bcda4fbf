from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipper.model import Alignment
from clipper.model.diagnosis import HeaderPattern, HeaderTimes
from clipper.review.headers import compare_headers
from tests.talks import talk

TURNS = 40
TEN_WORDS = "one two three four five six seven eight nine ten"


def with_headers(alignment: Alignment, change: Callable[[int, int], int | None]) -> Alignment:
    """Header times made from the turns' number and true start."""
    starts = [alignment.words[turn.first_word].span for turn in alignment.transcript.turns]
    turns = tuple(
        replace(turn, header_ms=change(number, span.start_ms) if span else None)
        for number, (turn, span) in enumerate(zip(alignment.transcript.turns, starts, strict=True))
    )
    return replace(alignment, transcript=replace(alignment.transcript, turns=turns))


def compare(change: Callable[[int, int], int | None], turns: int = TURNS) -> HeaderTimes:
    found = compare_headers(with_headers(talk(*[TEN_WORDS] * turns, word_ms=1500, gap_ms=500), change))
    assert found is not None
    return found


def test_right_headers_are_right() -> None:
    headers = compare(lambda _, ms: ms)
    assert headers.pattern is HeaderPattern.RIGHT
    assert (headers.offset_ms, headers.typical_error_ms, headers.wrong, headers.backwards) == (0, 0, (), ())


def test_headers_in_whole_seconds_are_right() -> None:
    headers = compare(lambda number, ms: (ms + 137 * number) // 1000 * 1000 - 137 * number)
    assert headers.pattern is HeaderPattern.RIGHT
    assert headers.wrong == ()


@given(st.integers(-600_000, 600_000).filter(lambda ms: abs(ms) >= 1000), st.randoms(use_true_random=False))
def test_a_constant_offset_is_found_in_spite_of_a_few_wrong_ones(offset_ms: int, rng: random.Random) -> None:
    wrong = {2, 9, 15, 22, 30, 36}  # side by side and alike they would be a step
    headers = compare(
        lambda number, ms: ms + offset_ms + (rng.choice((-1, 1)) * rng.randint(5000, 90_000) if number in wrong else 0)
    )
    assert headers.pattern is HeaderPattern.OFFSET
    assert headers.offset_ms == offset_ms
    assert {one.turn for one in headers.wrong} == wrong
    assert headers.factor == 1.0
    assert headers.shift_ms == -offset_ms


@given(st.floats(0.9, 1.1).filter(lambda ratio: abs(ratio - 1) > 0.005), st.integers(-60_000, 60_000))
def test_a_drift_is_found_and_the_correction_undoes_it(ratio: float, offset_ms: int) -> None:
    headers = compare(lambda number, ms: round(ms * ratio) + offset_ms + (40_000 if number % 7 == 3 else 0))
    assert headers.pattern is HeaderPattern.DRIFT
    assert headers.ratio == pytest.approx(ratio, abs=1e-4)
    for time in headers.times:
        if time.turn % 7 != 3:
            assert time.header_ms * headers.factor + headers.shift_ms == pytest.approx(time.found_ms, abs=60)


def test_an_offset_that_changes_where_something_was_put_in_is_told_step_by_step() -> None:
    headers = compare(lambda number, ms: ms - (30_000 if number >= 12 else 0) - (45_000 if number >= 31 else 0))
    assert headers.pattern is HeaderPattern.STEPS
    assert [(step.turn, step.offset_ms) for step in headers.steps] == [(0, 0), (12, -30_000), (31, -75_000)]
    assert headers.wrong == ()


def test_a_step_near_the_end_is_found_though_it_does_not_move_the_median() -> None:
    headers = compare(lambda number, ms: ms - (30_000 if number >= 35 else 0))
    assert [(step.turn, step.offset_ms) for step in headers.steps] == [(0, 0), (35, -30_000)]


def test_random_headers_have_no_pattern() -> None:
    rng = random.Random(7)
    headers = compare(lambda _, __: rng.randint(0, 800_000))
    assert headers.pattern is HeaderPattern.SCATTERED
    assert headers.backwards


def test_headers_that_are_all_zero_are_no_clock() -> None:
    headers = compare(lambda _, __: 0)
    assert headers.pattern is HeaderPattern.SCATTERED
    assert headers.factor == 1.0


def test_a_single_wrong_header_is_named_with_its_error() -> None:
    headers = compare(lambda number, ms: ms + (5000 if number == 9 else 0))
    assert [(one.turn, one.error_ms) for one in headers.wrong] == [(9, 5000)]


def test_header_times_that_run_backwards_are_named() -> None:
    assert compare(lambda number, ms: ms - (60_000 if number == 20 else 0)).backwards == (20,)


def test_two_headers_are_too_few_for_a_pattern() -> None:
    assert compare(lambda _, ms: ms + 60_000, turns=2).pattern is HeaderPattern.SCATTERED


def test_without_header_times_there_is_nothing_to_say() -> None:
    assert compare_headers(talk("a b", "c d")) is None


@pytest.mark.parametrize("turns", [1, 2, 5])
def test_a_turn_whose_first_word_was_not_found_is_not_compared(turns: int) -> None:
    """A later word of the turn would tell another time."""
    alignment = talk(*["lost word"] * turns, unspoken=frozenset({"lost"}))
    made = tuple(replace(turn, header_ms=0) for turn in alignment.transcript.turns)
    assert compare_headers(replace(alignment, transcript=replace(alignment.transcript, turns=made))) is None


def test_an_annotation_in_front_does_not_hide_the_first_word() -> None:
    alignment = talk("[laughter] a b")
    turns = (replace(alignment.transcript.turns[0], header_ms=900),)
    headers = compare_headers(replace(alignment, transcript=replace(alignment.transcript, turns=turns)))
    assert headers is not None
    assert [time.late_ms for time in headers.times] == [-100]


def test_thousands_of_turns_are_compared_in_time() -> None:
    assert compare(lambda _, ms: round(ms * 1.01), turns=4000).pattern is HeaderPattern.DRIFT
