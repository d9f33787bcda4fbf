from __future__ import annotations

from dataclasses import replace

import pytest

from clipper.model import Alignment, Pin, Repeat, Span
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


def again(first: int, end: int, *spans_ms: tuple[int, int] | None, whole_ms: tuple[int, int] = (500, 900)) -> Repeat:
    spans = tuple(span and Span(start_ms=span[0], end_ms=span[1]) for span in spans_ms)
    whole = Span(start_ms=whole_ms[0], end_ms=whole_ms[1])
    return Repeat(first_word=first, end_word=end, span=whole, score=0.8, spans=spans)


def test_a_repeat_knows_the_second_place_of_each_word_that_is_heard_there() -> None:
    places = again(3, 6, (500, 600), None, (700, 900)).places
    assert places == {3: Span(start_ms=500, end_ms=600), 5: Span(start_ms=700, end_ms=900)}
    assert again(3, 6).places == {}


@pytest.mark.parametrize(
    ("first", "end", "spans_ms"),
    [
        (3, 3, ()),
        (-1, 1, ()),
        (3, 5, ((500, 600),)),
        (3, 5, ((500, 700), (600, 900))),
        (3, 5, ((499, 700), (700, 900))),
        (3, 5, ((500, 700), (700, 901))),
    ],
)
def test_a_repeat_that_contradicts_itself_is_refused(
    first: int, end: int, spans_ms: tuple[tuple[int, int], ...]
) -> None:
    with pytest.raises(ValueError, match="heard again"):
        again(first, end, *spans_ms)


def test_a_repeat_lies_in_the_text_and_in_the_recording() -> None:
    alignment = talk("a b c d", word_ms=100, gap_ms=0)
    assert replace(alignment, repeats=(again(2, 4),))
    for repeat in (again(3, 5), again(2, 4, whole_ms=(500, alignment.duration_ms + 1))):
        with pytest.raises(ValueError, match="a repeat leaves"):
            replace(alignment, repeats=(repeat,))
