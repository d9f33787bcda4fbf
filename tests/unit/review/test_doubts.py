from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from clipper.model import Alignment, Pin, Span, TimedWord, WordStatus
from clipper.model.diagnosis import Doubt, DoubtReason
from clipper.review.doubts import find_doubts
from tests.strategies import alignments
from tests.talks import talk


def changed(alignment: Alignment, **words: TimedWord) -> Alignment:
    """The alignment with other entries for some words, by their text."""
    timed = tuple(
        words.get(word.text, entry) for word, entry in zip(alignment.transcript.words, alignment.words, strict=True)
    )
    return replace(alignment, words=timed)


def entry(alignment: Alignment, text: str) -> TimedWord:
    return next(w for word, w in zip(alignment.transcript.words, alignment.words, strict=True) if word.text == text)


def brief(doubts: tuple[Doubt, ...]) -> list[tuple[range, tuple[DoubtReason, ...]]]:
    return [(range(doubt.first_word, doubt.end_word), doubt.reasons) for doubt in doubts]


def test_words_that_were_heard_well_are_not_doubted() -> None:
    assert find_doubts(talk("one two [laughter] three", "four")) == ()


def test_a_run_of_words_that_were_not_found_is_one_place_in_the_gap_between_its_neighbours() -> None:
    doubts = find_doubts(talk("one lost [sighs] gone two", "three", unspoken=frozenset({"lost", "gone"})))
    assert brief(doubts) == [(range(1, 4), (DoubtReason.NOT_SPOKEN,))]
    assert doubts[0].span == Span(start_ms=1300, end_ms=1400)
    assert doubts[0].pin == Pin(first_word=1, end_word=4)


def test_a_place_stays_within_its_turn() -> None:
    doubts = find_doubts(talk("one lost", "gone two", unspoken=frozenset({"lost", "gone"})))
    assert brief(doubts) == [(range(1, 2), (DoubtReason.NOT_SPOKEN,)), (range(2, 3), (DoubtReason.NOT_SPOKEN,))]
    assert [doubt.turn for doubt in doubts] == [0, 1]


def test_the_reasons_are_told_and_the_worst_comes_first() -> None:
    alignment = talk("a b c d e lost f", unspoken=frozenset({"lost"}))
    alignment = changed(
        alignment,
        b=replace(entry(alignment, "b"), confidence=0.1),
        d=replace(entry(alignment, "d"), status=WordStatus.INTERPOLATED, confidence=0.1),
        f=replace(entry(alignment, "f"), start_error_ms=20, end_error_ms=700),
    )
    doubts = find_doubts(alignment)
    assert brief(doubts) == [
        (range(5, 6), (DoubtReason.NOT_SPOKEN,)),
        (range(6, 7), (DoubtReason.WIDE,)),
        (range(3, 4), (DoubtReason.INTERPOLATED,)),
        (range(1, 2), (DoubtReason.UNSURE,)),
    ]
    assert [doubt.error_ms for doubt in doubts] == [None, 700, None, None]
    assert doubts[2].pin == Pin(first_word=3, end_word=4, start_ms=2200)


def test_a_narrow_interval_is_no_reason() -> None:
    alignment = talk("a b")
    sure = replace(entry(alignment, "a"), start_error_ms=30, end_error_ms=40)
    assert find_doubts(changed(alignment, a=sure)) == ()


def test_words_known_to_lie_elsewhere_are_not_listed() -> None:
    alignment = talk("lost one gone two", unspoken=frozenset({"lost", "gone"}))
    assert brief(find_doubts(alignment, outside=[range(1)])) == [(range(2, 3), (DoubtReason.NOT_SPOKEN,))]


def test_what_is_pinned_as_not_spoken_is_settled() -> None:
    alignment = talk("one lost gone two", unspoken=frozenset({"lost", "gone"}))
    alignment = replace(alignment, pins=(Pin(first_word=1, end_word=2),))
    assert brief(find_doubts(alignment)) == [(range(2, 3), (DoubtReason.NOT_SPOKEN,))]


@given(alignments())
def test_every_word_that_is_not_heard_well_lies_in_exactly_one_place(alignment: Alignment) -> None:
    doubts = find_doubts(alignment)
    listed = [index for doubt in doubts for index in range(doubt.first_word, doubt.end_word)]
    assert len(listed) == len(set(listed))
    for index, word in enumerate(alignment.words):
        if word.status is WordStatus.INTERPOLATED or (
            word.status is WordStatus.NOT_SPOKEN and index in alignment.sought
        ):
            assert index in listed
        if word.status is WordStatus.ALIGNED and word.confidence > 0.5:
            assert index not in listed
    weights = [doubt.weight for doubt in doubts]
    assert weights == sorted(weights, reverse=True)
    for doubt in doubts:
        assert alignment.transcript.turn_of(doubt.first_word) == alignment.transcript.turn_of(doubt.end_word - 1)
        assert doubt.span.end_ms <= alignment.duration_ms
