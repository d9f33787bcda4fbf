from __future__ import annotations

from dataclasses import replace

from clipper.clips.sentences import has_full_stops, split_sentences
from clipper.model import Span
from tests.talks import SPEAKERS, talk


def test_sentences_have_their_speaker_words_and_the_pauses_around_them() -> None:
    first, second, third = split_sentences(talk("We left. The sea rose.", "Why?"))
    assert [one.text for one in (first, second, third)] == ["We left.", "The sea rose.", "Why?"]
    assert (second.first_word, second.end_word, second.words) == (2, 5, (2, 3, 4))
    assert [one.speaker for one in (first, second, third)] == [SPEAKERS[0], SPEAKERS[0], SPEAKERS[1]]
    assert [one.stretch for one in (first, second, third)] == [0, 0, 1]
    assert (second.pause_before_ms, second.pause_after_ms) == (100, 100)
    assert second.span == Span(start_ms=1800, end_ms=2900)


def test_a_sentence_goes_on_behind_what_a_listener_puts_in() -> None:
    one, *rest = split_sentences(talk("Scaling sucked the air out", "And people say that.", "of the room."))
    assert one.text == "Scaling sucked the air out of the room."
    assert not rest
    assert one.words == (0, 1, 2, 3, 4, 9, 10, 11)
    assert (one.first_word, one.end_word) == (0, 12)


def test_a_question_of_the_listener_is_none_of_these() -> None:
    assert [one.text for one in split_sentences(talk("We left.", "Why?", "It rained."))] == [
        "We left.",
        "Why?",
        "It rained.",
    ]


def test_what_was_not_heard_belongs_to_its_sentence_but_does_not_bound_it() -> None:
    (one,) = split_sentences(talk("Never we left harbour.", unspoken=frozenset({"Never", "harbour."})))
    assert one.text == "Never we left harbour."
    assert (one.first_word, one.end_word) == (1, 3)


def test_somebody_who_talks_at_the_same_time_leaves_no_pause() -> None:
    alignment = talk("We left now.", "The sea rose.")
    moved = [*alignment.words]
    moved[3] = replace(moved[3], span=Span(start_ms=1500, end_ms=1700))
    first, second = split_sentences(replace(alignment, words=tuple(moved)))
    assert first.pause_after_ms == 2600 - 2100  # the rest of what was begun before is "The"
    assert second.pause_before_ms < 0


def test_without_full_stops_long_pauses_end_sentences() -> None:
    alignment = talk("we left the harbour " * 20)
    assert not has_full_stops(alignment)
    assert len(split_sentences(alignment)) == 1
    moved = [
        replace(word, span=word.span.shift(600 * (number // 40))) if word.span else word
        for number, word in enumerate(alignment.words)
    ]
    recording = replace(alignment.recordings[0], duration_ms=100_000)
    assert len(split_sentences(replace(alignment, words=tuple(moved), recordings=(recording,)))) == 2


def test_a_written_talk_has_full_stops() -> None:
    assert has_full_stops(talk("We left. It rained."))
