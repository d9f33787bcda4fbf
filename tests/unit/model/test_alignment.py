from __future__ import annotations

from dataclasses import replace

import pytest

from clipper.model import Alignment, Pin
from tests.talks import talk


def heard(pattern: str) -> Alignment:
    """A talk with a word for each letter: "x" found, "." not found, "-" not searched; digits repeat what follows."""
    marks, count = "", ""
    for char in pattern.replace(" ", ""):
        if char.isdigit():
            count += char
        else:
            marks, count = marks + char * int(count or 1), ""
    tokens = [{"x": "word", ".": "lost", "-": "[note]"}[mark] for mark in marks]
    return talk(" ".join(tokens), word_ms=30, gap_ms=10, unspoken=frozenset({"lost"}))


@pytest.mark.parametrize(
    ("pattern", "matched", "coverage"),
    [
        ("10x", range(10), 1.0),
        ("4x 4. 4x", range(12), 8 / 12),
        ("3. x - . x 5.", range(3, 7), 2 / 3),
        ("100. 40x 10. 50x 300.", range(100, 200), 0.9),  # an excerpt is not punished for what lies around it
        ("3x 100. 40x 10. 50x 100. 5x", range(103, 203), 0.9),  # nor for a few words found by chance
        ("12x 100. 88x", range(200), 0.5),  # twelve in a row are no chance
        ("5x 40. 5x", range(50), 0.2),
        ("5.", range(0), 0.0),
        ("3-", range(0), 1.0),
    ],
)
def test_coverage_is_that_of_the_part_which_the_recording_holds(pattern: str, matched: range, coverage: float) -> None:
    alignment = heard(pattern)
    assert alignment.matched == matched
    assert alignment.coverage == pytest.approx(coverage)


def test_of_the_whole_text_an_excerpt_is_a_part() -> None:
    alignment = heard("3x 100. 40x 10. 50x 97.")
    assert (alignment.found, alignment.text_coverage) == (90, pytest.approx(0.3))
    first, last = alignment.words[103].span, alignment.words[202].span
    assert first is not None
    assert last is not None
    assert alignment.found_span == first.hull(last)
    assert (heard("2-").text_coverage, heard("2-").found_span) == (1.0, None)
    assert heard("2.").text_coverage == 0.0


def test_words_pinned_as_not_spoken_are_not_missed() -> None:
    alignment = heard("8x 8. 8x")
    assert replace(alignment, pins=(Pin(first_word=8, end_word=16),)).coverage == 1.0
    assert replace(alignment, pins=(Pin(first_word=8, end_word=12),)).coverage == pytest.approx(0.8)
    assert replace(alignment, pins=(Pin(first_word=8, end_word=16),)).sought == (*range(8), *range(16, 24))


def test_a_pin_names_words_that_are_there() -> None:
    with pytest.raises(ValueError, match="beyond the last"):
        replace(heard("3x"), pins=(Pin(first_word=2, end_word=4),))


@pytest.mark.parametrize(
    ("start_ms", "end_ms"), [(-1, None), (None, 5), (5, 5), (5, 4)], ids=["early", "end alone", "empty", "backwards"]
)
def test_a_pin_that_says_nothing_is_a_bug(start_ms: int | None, end_ms: int | None) -> None:
    with pytest.raises(ValueError, match="pin"):
        Pin(first_word=0, end_word=1, start_ms=start_ms, end_ms=end_ms)


def test_a_pin_without_words_is_a_bug() -> None:
    with pytest.raises(ValueError, match="at least one word"):
        Pin(first_word=1, end_word=1, start_ms=0)
