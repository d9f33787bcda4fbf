from __future__ import annotations

import pytest

from clipper.align import align_words, obey_pins
from clipper.model import Pin, SpokenWord, TimedWord, WordStatus
from tests.unit.align.phone_toy import ToyModel
from tests.unit.align.toy_talk import hear_words, make_turns, make_words, spell

WORDS = make_words(60, seed=1)
HEARING = hear_words(WORDS)
ALIGNED = align_words(spell(WORDS), HEARING, ToyModel())
FOUND = ALIGNED.words


def obey(*pins: Pin, turns: tuple[int, ...] = (60,)) -> tuple[TimedWord, ...]:
    return obey_pins(ALIGNED, pins, spell(WORDS), HEARING, ToyModel(), turns=make_turns(*turns))


def start(word: TimedWord) -> int:
    assert word.span is not None
    return word.span.start_ms


def test_all_words_of_the_toy_are_found() -> None:
    assert {word.status for word in FOUND} == {WordStatus.ALIGNED}


def test_a_word_begins_when_it_is_pinned_to_begin() -> None:
    at = start(FOUND[30]) - 37
    words = obey(Pin(first_word=30, end_word=31, start_ms=at))
    assert start(words[30]) == at
    assert (words[30].status, words[30].confidence, words[30].start_error_ms) == (WordStatus.ALIGNED, 1.0, 0)
    assert words[30].span is not None
    assert FOUND[30].span is not None
    assert words[30].span.end_ms == FOUND[30].span.end_ms
    assert [*words[:30], *words[31:]] == [*FOUND[:30], *FOUND[31:]]


def test_a_phrase_ends_when_it_is_pinned_to_end() -> None:
    assert FOUND[32].span is not None
    at = FOUND[32].span.end_ms + 21
    words = obey(Pin(first_word=30, end_word=33, start_ms=start(FOUND[30]) + 3, end_ms=at))
    assert words[32].span is not None
    assert (start(words[30]), words[32].span.end_ms) == (start(FOUND[30]) + 3, at)
    assert (words[30].start_error_ms, words[32].end_error_ms) == (0, 0)
    assert words[31] == FOUND[31]


def test_a_pin_leads_its_neighbours_to_their_place() -> None:
    """The words in the middle were put where something like them is said again, later on."""
    said = [*WORDS[:30], *WORDS[20:30], *WORDS[30:]]
    hearing = hear_words(said)
    truth = align_words(spell(said), hearing, ToyModel()).words
    written = [*said[:20], *said[30:]]  # only the second copy is in the text, or the first: nothing tells which
    found = align_words(spell(written), hearing, ToyModel())
    later = abs(start(found.words[20]) - start(truth[30])) <= 40
    right = truth[20:30] if later else truth[30:40]
    pin = Pin(first_word=20, end_word=21, start_ms=start(right[0]))
    words = obey_pins(found, [pin], spell(written), hearing, ToyModel(), turns=make_turns(len(written)))
    assert all(abs(start(a) - start(b)) <= 40 for a, b in zip(words[20:30], right, strict=True))
    assert words[30:] == found.words[30:]


def test_words_that_a_pin_shuts_out_are_not_spoken() -> None:
    words = obey(Pin(first_word=30, end_word=31, start_ms=start(FOUND[40])))
    assert start(words[30]) == start(FOUND[40])
    assert all(word.status is not WordStatus.ALIGNED or start(word) > start(words[30]) for word in words[31:])
    assert words[:30] == FOUND[:30]
    assert words[55:] == FOUND[55:]


def test_a_word_that_is_not_spoken_is_not_searched() -> None:
    words = obey(Pin(first_word=30, end_word=32))
    assert words[30] == words[31] == TimedWord(status=WordStatus.NOT_SPOKEN)
    assert words[:30] + words[32:] == FOUND[:30] + FOUND[32:]


def test_the_sound_of_a_word_that_is_not_spoken_is_free_for_its_neighbour() -> None:
    written = [*WORDS[:30], WORDS[30], WORDS[30], *WORDS[31:]]  # said once, written twice
    found = align_words(spell(written), HEARING, ToyModel())
    spare = next(index for index in (30, 31) if found.words[index].span)
    pin = Pin(first_word=spare, end_word=spare + 1)
    words = obey_pins(found, [pin], spell(written), HEARING, ToyModel(), turns=make_turns(61))
    other = words[61 - spare]
    assert words[spare].status is WordStatus.NOT_SPOKEN
    assert abs(start(other) - start(FOUND[30])) <= 40


def test_a_word_without_a_pronunciation_is_placed_by_its_pin() -> None:
    written = spell(WORDS)
    written[30] = SpokenWord(forms=())
    found = align_words(written, HEARING, ToyModel())
    at = start(FOUND[30])
    pin = Pin(first_word=30, end_word=31, start_ms=at)
    words = obey_pins(found, [pin], written, HEARING, ToyModel(), turns=make_turns(60))
    assert (start(words[30]), words[30].status) == (at, WordStatus.ALIGNED)
    assert words[31:] == found.words[31:]


def test_a_turn_that_is_pinned_into_another_one_is_searched_by_itself() -> None:
    """Words 20 and 21 are said by somebody else while words 0 to 19 go on."""
    said = [*WORDS[:15], *WORDS[20:22], *WORDS[15:20], *WORDS[22:]]
    hearing = hear_words(said)
    truth = align_words(spell(said), hearing, ToyModel()).words
    found = align_words(spell(WORDS), hearing, ToyModel())
    pins = [
        Pin(first_word=20, end_word=21, start_ms=start(truth[15])),
        Pin(first_word=19, end_word=20, start_ms=start(truth[21])),
    ]
    words = obey_pins(found, pins, spell(WORDS), hearing, ToyModel(), turns=make_turns(20, 2, 38))
    expected = [*truth[:15], *truth[17:22], *truth[15:17], *truth[22:]]
    assert all(abs(start(a) - start(b)) <= 40 for a, b in zip(words, expected, strict=True))


@pytest.mark.parametrize("word", [0, 59])
def test_a_pin_may_lie_beyond_what_was_heard_and_at_the_very_start(word: int) -> None:
    late = HEARING.samples // 16 + 500
    assert start(obey(Pin(first_word=word, end_word=word + 1, start_ms=0))[word]) == 0
    assert start(obey(Pin(first_word=word, end_word=word + 1, start_ms=late))[word]) == late
