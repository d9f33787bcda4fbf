"""What a person settles: the line that says it finds the same words again."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from clipper.align import align_words, obey_pins
from clipper.model import Pin, Transcript, WordStatus
from clipper.text import format_pins, parse_pins
from clipper.text.pins.order import find_contradictions
from clipper.text.pins.phrases import split_phrase
from tests.strategies import transcripts
from tests.talks import talk
from tests.unit.align.phone_toy import ToyModel
from tests.unit.align.toy_talk import hear_words, make_turns, make_words, spell

DAY_MS = 86_400_000


@st.composite
def pins(draw: st.DrawFn, transcript: Transcript) -> Pin:
    """Pins of words of one turn; the first and the last of them are said."""
    turn = draw(st.sampled_from(transcript.turns))
    said = [
        index
        for index in range(turn.first_word, turn.end_word)
        if transcript.words[index].searched and split_phrase(transcript.words[index].text)
    ]
    assume(said)
    first, last = sorted((draw(st.sampled_from(said)), draw(st.sampled_from(said))))
    start_ms = draw(st.none() | st.integers(0, DAY_MS))
    end_ms = None if start_ms is None else draw(st.none() | st.integers(start_ms + 1, DAY_MS + 1))
    return Pin(first_word=first, end_word=last + 1, start_ms=start_ms, end_ms=end_ms)


@given(st.data(), transcripts())
def test_the_line_of_a_pin_finds_the_same_words(data: st.DataObject, transcript: Transcript) -> None:
    pin = data.draw(pins(transcript))
    (line,) = format_pins([pin], transcript)
    assert line is not None
    ends_ms = [DAY_MS + 2] * len(transcript.words)
    (found,) = parse_pins(f"# settled\n\n{line}\n", transcript, source="pins.txt", ends_ms=ends_ms)
    assert (found.line, found.pin) == (3, pin)


SIGNS = ("#1", "#", "##x", "@", "turn", "3", "=", "=5", "a=b", "not", "spoken", "a@", "-", "1:02", "“um,”", "#2,", "1")
"""Words that look like parts of a line."""


@given(st.data(), st.lists(st.lists(st.sampled_from(SIGNS), min_size=1).map(" ".join), min_size=1, max_size=3))
def test_words_that_look_like_a_pin_do_not_mislead_it(data: st.DataObject, turns: list[str]) -> None:
    transcript = talk(*turns).transcript
    pin = data.draw(pins(transcript))
    (line,) = format_pins([pin], transcript)
    assert line is not None
    (found,) = parse_pins(line, transcript, source="pins.txt", ends_ms=[DAY_MS + 2] * len(transcript.words))
    assert found.pin == pin


WORDS = make_words(24, seed=3)
TURNS = make_turns(10, 4, 10)
HEARING = hear_words(WORDS, pause=4)
LENGTH_MS = HEARING.samples // 16


@st.composite
def settled(draw: st.DrawFn) -> list[Pin]:
    """Pins without a contradiction: in each turn, times rise with the words; turns may overlap."""
    pins: list[Pin] = []
    for turn in TURNS:
        words = range(turn.first_word, turn.end_word)
        edges = sorted(draw(st.sets(st.sampled_from(words), max_size=4)))
        count = 2 * len(edges)
        times_ms = sorted(draw(st.sets(st.integers(0, LENGTH_MS - 1), min_size=count, max_size=count)))
        for place, first in enumerate(edges):
            kind = draw(st.sampled_from(("start", "both", "not spoken")))
            last = draw(st.integers(first, (edges[place + 1] if place + 1 < len(edges) else turn.end_word) - 1))
            start_ms, end_ms = times_ms[2 * place : 2 * place + 2]
            pins.append(
                Pin(
                    first_word=first,
                    end_word=last + 1,
                    start_ms=None if kind == "not spoken" else start_ms,
                    end_ms=end_ms if kind == "both" else None,
                )
            )
    return draw(st.permutations(pins))


@given(settled())
def test_any_pins_are_obeyed_to_the_millisecond_and_the_order_of_words_stays(pins: list[Pin]) -> None:
    transcript = talk(*(" ".join(["word"] * (turn.end_word - turn.first_word)) for turn in TURNS)).transcript
    assert find_contradictions(list(enumerate(pins)), transcript) == []
    found = align_words(spell(WORDS), HEARING, ToyModel())
    words = obey_pins(found, pins, spell(WORDS), HEARING, ToyModel(), turns=TURNS)
    for pin in pins:
        first, last = words[pin.first_word], words[pin.end_word - 1]
        if pin.start_ms is None:
            assert {words[index].status for index in pin.words} == {WordStatus.NOT_SPOKEN}
            continue
        assert first.span is not None
        assert (first.span.start_ms, first.start_error_ms) == (pin.start_ms, 0)
        assert (first.status, first.confidence) == (WordStatus.ALIGNED, 1.0)
        if pin.end_ms is not None:
            assert last.span is not None
            assert (last.span.end_ms, last.end_error_ms) == (pin.end_ms, 0)
            assert (last.status, last.confidence) == (WordStatus.ALIGNED, 1.0)
    for turn in TURNS:
        spans = [word.span for word in words[turn.first_word : turn.end_word] if word.span]
        assert all(before.end_ms <= after.start_ms for before, after in pairwise(spans))
        assert all(span.end_ms <= LENGTH_MS for span in spans)
    assert obey_pins(found, pins, spell(WORDS), HEARING, ToyModel(), turns=TURNS) == words


@given(settled())
def test_pins_whose_words_are_where_they_were_found_change_nothing_else(pins: list[Pin]) -> None:
    found = align_words(spell(WORDS), HEARING, ToyModel())
    true = [
        Pin(first_word=pin.first_word, end_word=pin.end_word, start_ms=span.start_ms)
        for pin in pins
        if (span := found.words[pin.first_word].span)
    ]
    words = obey_pins(found, true, spell(WORDS), HEARING, ToyModel(), turns=TURNS)
    assert [word.span for word in words] == [word.span for word in found.words]
