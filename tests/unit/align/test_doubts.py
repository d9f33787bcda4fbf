from __future__ import annotations

from dataclasses import replace

from clipper.align import PinDoubt, doubt_pins
from clipper.model import Pin, Span, TimedWord, WordStatus

FOUND = [
    TimedWord(status=WordStatus.ALIGNED, span=Span(start_ms=1000 * n, end_ms=1000 * n + 400), confidence=0.9)
    for n in range(8)
]
LOST = TimedWord(status=WordStatus.NOT_SPOKEN)


def changed(**words: TimedWord) -> list[TimedWord]:
    return [words.get(f"w{index}", word) for index, word in enumerate(FOUND)]


def test_a_pin_where_the_word_was_heard_is_beyond_doubt() -> None:
    pin = Pin(first_word=3, end_word=5, start_ms=3500)
    assert doubt_pins(FOUND, FOUND, [pin]) == []


def test_a_word_that_was_surely_heard_elsewhere_speaks_against_its_pin() -> None:
    pin = Pin(first_word=3, end_word=5, start_ms=3501)
    assert doubt_pins(FOUND, FOUND, [pin]) == [PinDoubt(pin=pin, heard_ms=3000, lost=())]
    unsure = changed(w3=replace(FOUND[3], status=WordStatus.INTERPOLATED))
    assert doubt_pins(unsure, unsure, [pin]) == []
    absent = changed(w3=LOST)
    assert doubt_pins(absent, absent, [pin]) == []


def test_a_word_that_was_surely_heard_speaks_against_being_not_spoken() -> None:
    pin = Pin(first_word=3, end_word=5)
    assert doubt_pins(changed(w3=LOST), changed(w3=LOST, w4=LOST), [pin]) == [PinDoubt(pin=pin, heard_ms=4000, lost=())]
    assert doubt_pins(changed(w3=LOST, w4=LOST), changed(w3=LOST, w4=LOST), [pin]) == []


def test_words_that_lost_their_place_are_laid_to_the_nearest_pin() -> None:
    pins = [Pin(first_word=6, end_word=7, start_ms=6000), Pin(first_word=1, end_word=2, start_ms=1000)]
    settled = changed(w0=LOST, w2=LOST, w5=LOST)
    assert doubt_pins(FOUND, settled, pins) == [
        PinDoubt(pin=pins[0], heard_ms=None, lost=(5,)),
        PinDoubt(pin=pins[1], heard_ms=None, lost=(0, 2)),
    ]


def test_without_pins_there_is_no_doubt() -> None:
    assert doubt_pins(FOUND, FOUND, []) == []
