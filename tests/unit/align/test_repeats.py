from __future__ import annotations

from collections.abc import Sequence

import pytest

from clipper.align import align_words, find_repeats, find_untranscribed
from clipper.model import Repeat, SpokenWord
from clipper.model.sound import Hearing
from tests.unit.align.emission_maker import say
from tests.unit.align.phone_toy import ToyModel
from tests.unit.align.toy_talk import hear, make_words, spell

TEXT = make_words(60, seed=11)
STRANGE = make_words(30, seed=12)
FRAME_MS = 20


def repeats_of(written: Sequence[SpokenWord], hearing: Hearing) -> tuple[Repeat, ...]:
    aligned = align_words(written, hearing, ToyModel())
    untranscribed = find_untranscribed(aligned.words, hearing.emissions)
    return find_repeats(written, hearing, ToyModel(), untranscribed, habits=aligned.habits)


def test_a_cold_open_is_found_where_it_is_heard_first() -> None:
    opening = say(*TEXT[20:35], pause=4)
    hearing = hear([*opening, *[""] * 100, *say(*TEXT, pause=4)])
    (repeat,) = repeats_of(spell(TEXT), hearing)
    assert (repeat.first_word, repeat.end_word) == (20, 35)
    assert repeat.span.start_ms == pytest.approx(4 * FRAME_MS, abs=40)
    assert repeat.span.end_ms == pytest.approx((len(opening) - 5) * FRAME_MS, abs=60)
    assert repeat.score > 0.8
    assert repeat.score == round(repeat.score, 3)  # one that a document keeps
    starts = [span.start_ms for span in repeat.spans if span]
    assert len(starts) == 15
    assert starts == sorted(starts)


def test_words_that_nobody_says_count_in_the_text_and_have_no_second_place() -> None:
    written = spell(TEXT)
    written.insert(25, SpokenWord(forms=()))
    hearing = hear([*say(*TEXT[20:35], pause=4), *[""] * 100, *say(*TEXT, pause=4)])
    (repeat,) = repeats_of(written, hearing)
    assert (repeat.first_word, repeat.end_word) == (20, 36)
    assert [index for index, span in enumerate(repeat.spans) if span is None] == [5]


def test_a_chorus_is_found_every_time_in_order_of_time() -> None:
    chorus, rest = say(*TEXT[10:20], pause=4), say(*TEXT[:30], pause=4)
    hearing = hear([*rest, *[""] * 100, *chorus, *[""] * 100, *chorus, *[""] * 100, *say(*TEXT[30:], pause=4)])
    found = repeats_of(spell(TEXT), hearing)
    assert [(repeat.first_word, repeat.end_word) for repeat in found] == [(10, 20), (10, 20)]
    assert found[0].span.end_ms < found[1].span.start_ms


def test_several_passages_may_be_heard_in_one_stretch() -> None:
    """A trailer: two of them, with other words between."""
    trailer = say(*TEXT[40:50], *STRANGE[:3], *TEXT[5:15], pause=4)
    found = repeats_of(spell(TEXT), hear([*trailer, *[""] * 100, *say(*TEXT, pause=4)]))
    assert [(repeat.first_word, repeat.end_word) for repeat in found] == [(40, 50), (5, 15)]


def test_speech_that_is_not_in_the_text_is_no_repeat() -> None:
    assert repeats_of(spell(TEXT), hear([*say(*STRANGE, pause=4), *[""] * 100, *say(*TEXT, pause=4)])) == ()


def test_a_few_words_are_no_passage() -> None:
    assert repeats_of(spell(TEXT), hear([*say(*TEXT[20:23], pause=4), *[""] * 100, *say(*TEXT, pause=4)])) == ()
