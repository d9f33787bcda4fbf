"""The scores of unspoken text, untranscribed speech, repeats and intervals, on alignments made by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest

from clipper.model import Alignment, Recording, Repeat, Span, TimedWord, Transcript, WordStatus
from clipper.text import parse_transcript
from tests.bench import conditions
from tests.bench.beeps import beeping_dialogue
from tests.bench.cover import measure_cover
from tests.bench.figures import Bar, held_against, mark
from tests.bench.passages import covered, join_spans, measure_passages
from tests.bench.ratio import Ratio
from tests.bench.score import measure_errors, truth_of
from tests.bench.synth.dialogue import Dialogue

NOT_SPOKEN = TimedWord(status=WordStatus.NOT_SPOKEN)


def perfect(dialogue: Dialogue, changes: Mapping[int, TimedWord] | None = None, **more: object) -> Alignment:
    transcript: Transcript = parse_transcript(dialogue.transcript(), source="t")
    words = [
        TimedWord(status=WordStatus.ALIGNED, span=Span(start_ms=w.start_ms, end_ms=w.end_ms))
        if w.start_ms is not None and w.end_ms is not None
        else NOT_SPOKEN
        for w in dialogue.words
    ]
    for place, word in (changes or {}).items():
        words[place] = word
    recording = Recording(content_hash="", path="", duration_ms=dialogue.duration_ms, streams=())
    return Alignment(transcript=transcript, recordings=(recording,), words=tuple(words), **more)  # type: ignore[arg-type]


def spans(times: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(start_ms=start, end_ms=end) for start, end in times)


def test_a_perfect_alignment_reaches_everything() -> None:
    dialogue = conditions.remove_turns(conditions.leave_out(beeping_dialogue(), set(range(8, 20))), count=1, seed=1)
    marks = mark(perfect(dialogue, untranscribed=spans(dialogue.untranscribed)), dialogue)
    assert marks.errors.within(1) == 1.0
    found = marks.passages
    shares = (found.unspoken_recall, found.unspoken_precision, found.passage_recall, found.passage_precision)
    assert [share.value for share in (*shares, found.speech_time, found.speech_spans)] == [1.0] * 6
    assert found.alarms.value == 0


def test_single_unspoken_words_do_not_count_as_passages() -> None:
    dialogue = conditions.add_words(beeping_dialogue(), share=0.1, seed=1)
    silent = [place for place, word in enumerate(dialogue.words) if word.start_ms is None]
    spoken = next(place for place, word in enumerate(dialogue.words) if word.start_ms is not None)
    found = measure_passages(perfect(dialogue, {spoken: NOT_SPOKEN}), dialogue)
    assert found.unspoken_recall.value == 1.0
    assert found.unspoken_precision == Ratio(part=len(silent), whole=len(silent) + 1)
    assert (found.passage_recall.value, found.passage_precision.value) == (None, None)


def test_spoken_words_told_as_a_passage_cost_precision() -> None:
    dialogue = beeping_dialogue()
    found = measure_passages(perfect(dialogue, dict.fromkeys(range(5), NOT_SPOKEN)), dialogue)
    assert found.passage_precision == Ratio(part=0, whole=5)
    assert found.passage_recall.value is None


def test_misheard_words_count_neither_as_spoken_nor_as_unspoken() -> None:
    dialogue = beeping_dialogue()
    dialogue = replace(dialogue, words=(replace(dialogue.words[0], misheard=True), *dialogue.words[1:]))
    for first in (NOT_SPOKEN, TimedWord(status=WordStatus.ALIGNED, span=Span(start_ms=0, end_ms=9))):
        marks = mark(perfect(dialogue, {0: first}), dialogue)
        assert (marks.errors.count, marks.errors.within(1), marks.errors.missing) == (47, 1.0, 0)
        assert marks.passages.unspoken_precision.whole == 0


def test_speech_counts_by_its_time_and_by_halves_of_spans() -> None:
    dialogue = replace(beeping_dialogue(), untranscribed=((1000, 5000), (10_000, 14_000), (15_000, 15_500)))
    told = spans([(1000, 4000), (13_500, 14_500), (16_000, 17_500)])
    found = measure_passages(perfect(dialogue, untranscribed=told), dialogue)
    assert found.speech_time == Ratio(part=3500, whole=8000)
    assert found.speech_spans == Ratio(part=1, whole=2)
    assert found.alarms == Ratio(part=1, whole=dialogue.duration_ms / 60_000)


def test_repeats_count_by_word_and_time() -> None:
    dialogue = conditions.add_cold_open(beeping_dialogue(), seconds=4)
    places = [place for place, word in enumerate(dialogue.words) if word.again]
    (passage,) = spans(dialogue.untranscribed)
    right = Repeat(first_word=places[0], end_word=places[-1] + 1, span=passage.shift(150), score=0)
    found = measure_passages(perfect(dialogue, repeats=(right,)), dialogue)
    assert (found.repeat_recall.value, found.repeat_precision.value) == (1.0, 1.0)
    assert (found.repeat_time_recall.value, found.repeat_time_precision.value) == (1.0, 1.0)
    assert found.speech_time.value is None or found.speech_time.value > 0.9  # a repeat tells of the speech as well
    wrong = replace(right, first_word=0, end_word=4, span=Span(start_ms=20_000, end_ms=22_000))
    found = measure_passages(perfect(dialogue, repeats=(wrong,)), dialogue)
    assert (found.repeat_recall.value, found.repeat_precision.value) == (0.0, 0.0)
    assert found.repeat_time_precision.value == 0.0


def test_intervals_are_held_against_the_errors() -> None:
    dialogue = beeping_dialogue(turns=1, words=4)
    word = perfect(dialogue).words[1]
    assert word.span is not None
    late = replace(word, span=word.span.shift(15), start_error_ms=10, end_error_ms=20)
    alignment = perfect(dialogue, {1: late})
    truth = truth_of(alignment, dialogue.truth()["words"])  # type: ignore[arg-type]
    cover = measure_cover(alignment.words, truth, measure_errors(alignment.words, truth, remove_offset=False))
    assert (cover.starts, cover.ends) == (Ratio(part=0, whole=1), Ratio(part=1, whole=1))
    assert cover.median_ms == 15


def test_spans_are_joined_before_they_are_counted() -> None:
    assert join_spans([(5, 9), (0, 3), (2, 4)]) == [(0, 4), (5, 9)]
    assert covered((0, 10), [(5, 9), (0, 3), (2, 4), (8, 20)]) == 9


@pytest.mark.parametrize(
    ("value", "bar", "text"),
    [
        (0.98, Bar(least=0.97), ".980(.97)"),
        (0.969, Bar(least=0.97), ".969!(.97)"),
        (1.5, Bar(most=1), "1.500!(1)"),
        (0.95, Bar(least=0.87, most=0.93), ".950!(.87-.93)"),
        (1.0, None, "1.000"),
        (None, Bar(least=0.97), "-"),
    ],
)
def test_a_figure_stands_beside_its_bar_and_a_missed_one_is_marked(
    value: float | None, bar: Bar | None, text: str
) -> None:
    assert held_against(value, bar, 3) == text


def test_offsets_are_removed_by_voice() -> None:
    dialogue = beeping_dialogue()
    shifted = {
        place: TimedWord(
            status=WordStatus.ALIGNED,
            span=Span(start_ms=(word.start_ms or 0) + (9, 18)[word.turn % 2], end_ms=(word.end_ms or 0) + 18),
        )
        for place, word in enumerate(dialogue.words)
    }
    errors = mark(perfect(dialogue, shifted), dialogue).errors
    assert np.abs(errors.start).max() == 0
