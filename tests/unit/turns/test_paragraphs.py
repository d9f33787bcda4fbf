from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings

from clipper.model import Alignment, Span, TimedWord, Transcript, Turn, WordStatus
from clipper.text import parse_transcript
from clipper.turns import make_turns
from tests.strategies import alignments
from tests.unit.turns.voice_maker import lay_out

SENTENCE = "We left the harbour at six in the morning."


def talk(*turns: tuple[str, str, str]) -> Transcript:
    return parse_transcript("".join(f"{name} {time}\n{text}\n" for name, time, text in turns), source="talk.txt")


def turns_of(transcript: Transcript, timed: Sequence[TimedWord] | None = None, *, joined: bool = True) -> list[Turn]:
    speakers = [transcript.speaker_of(word) for word in range(len(transcript.words))]
    return list(make_turns(transcript, speakers, timed, joined=joined))


def texts(transcript: Transcript, turns: Sequence[Turn]) -> list[str]:
    return [" ".join(word.text for word in transcript.words[turn.first_word : turn.end_word]) for turn in turns]


CUT = talk(
    ("Ada", "00:00", f"{SENTENCE} And then the"),
    ("Ada", "00:20", "wind got up. It was cold."),
    ("Ada", "00:30", "Nobody spoke."),
    ("Bob", "00:40", "Really?"),
)


def test_what_the_export_cut_in_mid_sentence_is_joined_and_a_cut_between_sentences_stays() -> None:
    assert texts(CUT, turns_of(CUT)) == [
        f"{SENTENCE} And then the wind got up. It was cold.",
        "Nobody spoke.",
        "Really?",
    ]


def test_in_a_file_of_cues_every_cut_stays() -> None:
    assert [turn.first_word for turn in turns_of(CUT, joined=False)] == [turn.first_word for turn in CUT.turns]


def test_turns_begin_when_they_are_heard() -> None:
    timed = lay_out([word.text for word in CUT.words])
    turns = turns_of(CUT, timed)
    for turn in turns:
        first, last = timed[turn.first_word].span, timed[turn.end_word - 1].span
        assert first
        assert last
        assert (turn.header_ms, turn.header_end_ms) == (first.start_ms, last.end_ms)


def test_without_times_a_turn_begins_between_the_headers_around_it() -> None:
    transcript = talk(("Ada", "00:00", "one two three four"), ("Bob", "00:08", "five"))
    ada, bob = (turn.speaker for turn in transcript.turns)
    turns = make_turns(transcript, [ada, ada, ada, bob, bob], None)
    assert [(turn.first_word, turn.header_ms) for turn in turns] == [(0, 0), (3, 6_000)]


def test_long_turns_are_cut_at_the_longest_pause_between_sentences() -> None:
    transcript = talk(("Ada", "00:00", " ".join([SENTENCE] * 50)))
    timed = list(lay_out([word.text for word in transcript.words]))
    for number in range(9 * 15, len(timed)):  # a pause of a second before the sixteenth sentence, after 45 s
        span = timed[number].span
        assert span
        timed[number] = TimedWord(status=WordStatus.ALIGNED, span=span.shift(1000))
    turns = turns_of(transcript, timed)
    lengths = [(turn.header_end_ms or 0) - (turn.header_ms or 0) for turn in turns]
    assert turns[1].first_word == 9 * 15
    assert all(20_000 <= length <= 61_000 for length in lengths)
    assert all(text.endswith(".") for text in texts(transcript, turns))


@pytest.mark.parametrize("sentences", [1, 20, 27])
def test_what_a_reader_likes_is_not_cut(sentences: int) -> None:
    transcript = talk(("Ada", "00:00", " ".join([SENTENCE] * sentences)))
    assert len(turns_of(transcript, lay_out([word.text for word in transcript.words]))) == 1


def test_a_word_that_is_heard_before_the_one_in_front_begins_a_turn() -> None:
    transcript = talk(("Ada", "00:00", "one two three"))
    spans = [(0, 100), (2000, 2100), (500, 600)]
    timed = [TimedWord(status=WordStatus.ALIGNED, span=Span(start_ms=a, end_ms=b)) for a, b in spans]
    assert [turn.first_word for turn in turns_of(transcript, timed)] == [0, 2]


@settings(deadline=None, max_examples=80)
@given(alignments())
def test_turns_partition_the_words_and_making_them_twice_changes_nothing(alignment: Alignment) -> None:
    """Law: and no speaker is lost."""
    transcript = alignment.transcript
    speakers = [transcript.speaker_of(word) for word in range(len(transcript.words))]
    for timed in (None, alignment.words):
        turns = make_turns(transcript, speakers, timed)
        again = Transcript(
            text=transcript.text, words=transcript.words, turns=turns, format=transcript.format, source="again"
        )
        assert [again.speaker_of(word) for word in range(len(again.words))] == speakers
        assert make_turns(again, speakers, timed) == turns


UNMARKED_LONG = talk(
    ("Ada", "00:00", "we left the harbour " * 20 + "behind the"),
    ("Ada", "00:30", "old town it was dark " * 20),
    ("Ada", "00:50", "and nobody came " * 20),
)


def test_where_no_full_stop_is_written_cuts_stay_unless_the_words_hold_together() -> None:
    assert [turn.first_word for turn in turns_of(UNMARKED_LONG)] == [0, 182]


def test_where_no_full_stop_is_written_paragraphs_follow_the_pauses() -> None:
    timed = list(lay_out([word.text for word in UNMARKED_LONG.words]))
    shift = 0
    for index, word in enumerate(timed):
        shift += 600 if index in (120, 182) else 0
        assert word.span is not None
        span = Span(start_ms=word.span.start_ms + shift, end_ms=word.span.end_ms + shift)
        timed[index] = TimedWord(status=WordStatus.ALIGNED, span=span)
    cut_ends_with_a_pause = [turn.first_word for turn in turns_of(UNMARKED_LONG, timed)]
    assert cut_ends_with_a_pause == [0, 182]
