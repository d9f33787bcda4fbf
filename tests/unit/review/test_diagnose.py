from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from clipper.model import Alignment, Pin, Span, TimedWord, WordStatus
from clipper.review import describe, diagnose
from tests.strategies import alignments
from tests.talks import talk

FOUND = (WordStatus.ALIGNED, WordStatus.INTERPOLATED)


def test_an_excerpt_is_not_punished() -> None:
    alignment = talk("lost lost a b", "c lost d", "e lost lost lost", unspoken=frozenset({"lost"}))
    diagnosis = diagnose(alignment)
    assert diagnosis.coverage == 5 / 6
    assert diagnosis.text_coverage == 5 / 11
    assert diagnosis.text_before is not None
    assert diagnosis.text_after is not None
    assert (diagnosis.text_before.words, diagnosis.text_after.words) == (2, 3)
    assert [(passage.first_word, passage.end_word) for passage in diagnosis.not_spoken_passages] == [(5, 6)]


def test_a_passage_says_where_it_stands_and_where_it_would_lie() -> None:
    alignment = talk("a b lost", "[sighs] lost lost", "lost c", unspoken=frozenset({"lost"}))
    (passage,) = diagnose(alignment).not_spoken_passages
    assert (passage.first_word, passage.end_word, passage.words) == (2, 7, 4)
    assert (passage.turn, passage.end_turn, passage.line) == (0, 3, 1)
    assert passage.text == "lost [sighs] lost lost lost"
    assert passage.gap == Span(start_ms=1700, end_ms=1800)


def test_a_long_passage_is_quoted_by_its_beginning() -> None:
    alignment = talk("a " + " ".join(f"x{k}" for k in range(20)) + " b", unspoken=frozenset(f"x{k}" for k in range(20)))
    assert diagnose(alignment).not_spoken_passages[0].text == "x0 x1 x2 x3 x4 x5 x6 x7 ..."


def test_what_the_recording_holds_around_the_talk_is_told() -> None:
    alignment = talk("a b c", start_ms=60_000)
    alignment = replace(
        alignment, untranscribed=(Span(start_ms=1000, end_ms=9000), Span(start_ms=61_500, end_ms=62_000))
    )
    diagnosis = diagnose(alignment)
    assert diagnosis.found_span == Span(start_ms=60_000, end_ms=61_100)
    assert (diagnosis.before_ms, diagnosis.speech_before_ms) == (60_000, 8000)
    assert (diagnosis.after_ms, diagnosis.speech_after_ms) == (1100, 500)


def test_a_short_end_without_a_place_is_to_be_checked_and_a_long_one_is_elsewhere() -> None:
    short = talk("a b" + " lost" * 30, unspoken=frozenset({"lost"}))
    long = talk("a b" + " lost" * 31, unspoken=frozenset({"lost"}))
    assert len(diagnose(short).doubts) == 1
    assert diagnose(long).doubts == ()


def test_where_nothing_was_found_the_whole_text_is_missing() -> None:
    diagnosis = diagnose(talk("lost lost", unspoken=frozenset({"lost"})))
    assert (diagnosis.found, diagnosis.searched, diagnosis.coverage) == (0, 2, 0.0)
    assert [passage.words for passage in diagnosis.not_spoken_passages] == [2]
    assert diagnosis.found_span is None


def test_a_turn_that_is_spoken_before_the_one_in_front_is_named() -> None:
    alignment = talk("a b", "c d", "e f", start_ms=5000)
    early = tuple(
        TimedWord(status=WordStatus.ALIGNED, span=word.span.shift(-3000), confidence=0.9)
        if index >= 4 and word.span
        else word
        for index, word in enumerate(alignment.words)
    )
    assert diagnose(replace(alignment, words=early)).turns_out_of_order == (2,)


def test_words_found_by_chance_far_from_the_others_do_not_hide_an_excerpt() -> None:
    alignment = talk("by chance" + " lost" * 40, " ".join(["word"] * 30), unspoken=frozenset({"lost"}))
    diagnosis = diagnose(alignment)
    assert (diagnosis.found, diagnosis.searched_inside, diagnosis.searched) == (30, 30, 72)
    assert diagnosis.coverage == 1.0
    assert diagnosis.text_coverage == 30 / 72
    assert diagnosis.text_before is not None
    assert diagnosis.text_before.words == 40
    assert diagnosis.found_span == Span(start_ms=1800, end_ms=13_700)


def test_what_is_pinned_as_not_spoken_is_settled_and_not_missing() -> None:
    alignment = talk("a lost lost b", unspoken=frozenset({"lost"}))
    diagnosis = diagnose(replace(alignment, pins=(Pin(first_word=1, end_word=3),)))
    assert (diagnosis.found, diagnosis.searched, diagnosis.coverage) == (2, 2, 1.0)
    assert diagnosis.not_spoken_passages == diagnosis.doubts == ()


@given(alignments())
def test_the_parts_add_up(alignment: Alignment) -> None:
    diagnosis = diagnose(alignment)
    found = sum(word.status in FOUND for word in alignment.words)
    missing = sum(alignment.words[index].span is None for index in alignment.sought)
    passages = [diagnosis.text_before, *diagnosis.not_spoken_passages, diagnosis.text_after]
    assert (diagnosis.found, diagnosis.searched) == (found, found + missing)
    assert sum(passage.words for passage in passages if passage) == missing
    assert 0 <= diagnosis.text_coverage <= diagnosis.coverage <= 1
    assert (diagnosis.coverage, diagnosis.text_coverage) == (alignment.coverage, alignment.text_coverage)
    assert (diagnosis.coverage == 1) == (not diagnosis.not_spoken_passages)
    speech = [*(one.span for one in diagnosis.likely_ads), *diagnosis.other_speech]
    assert sum(span.duration_ms for span in speech) >= sum(span.duration_ms for span in alignment.untranscribed)


@given(alignments())
def test_it_is_said_in_a_few_lines_that_a_terminal_can_show(alignment: Alignment) -> None:
    sentences = describe(alignment, diagnose(alignment))
    assert 1 <= len(sentences) <= 10
    for sentence in sentences:
        assert sentence.isprintable()
        assert sentence.endswith(".")
