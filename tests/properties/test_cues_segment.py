"""Laws of `segment_cues`."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import groupby, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from clipper.cues import NETFLIX_EN, NameStyle, SpeakerLabels, check_cues, segment_cues
from clipper.cues.width import measure_columns
from clipper.model import Alignment, Cue, CueTrack, Span, WordStatus
from tests.strategies import alignments

labels = st.sampled_from(SpeakerLabels)
name_styles = st.sampled_from(NameStyle)


def shown_words(track: CueTrack) -> list[int]:
    """Word indices in reading order; the pieces of a word that is cut over lines count once."""
    return [word for word, _ in groupby(index for cue in track.cues for index in cue.words)]


def spoken_spans(alignment: Alignment, cue: Cue) -> list[Span]:
    return [span for word in cue.words if (span := alignment.words[word].span) is not None]


def delay(alignment: Alignment, by_ms: int) -> Alignment:
    words = tuple(word if word.span is None else replace(word, span=word.span.shift(by_ms)) for word in alignment.words)
    (recording,) = alignment.recordings
    longer = replace(recording, duration_ms=recording.duration_ms + by_ms)
    return replace(alignment, words=words, recordings=(longer,))


@given(alignments(), labels, name_styles)
def test_every_word_is_shown_once_or_listed_as_hidden(
    alignment: Alignment, speakers: SpeakerLabels, names: NameStyle
) -> None:
    track = segment_cues(alignment, speakers=speakers, names=names)
    counts = Counter([*shown_words(track), *track.hidden_words])
    assert sorted(counts) == list(range(len(alignment.words)))
    for index, count in counts.items():
        # In crosstalk, another cue may stand between the pieces of a word that is too long for one.
        is_cut = measure_columns(alignment.transcript.words[index].text) > NETFLIX_EN.max_columns
        assert count == 1 or is_cut


@given(alignments(crosstalk=False))
def test_without_crosstalk_the_words_stand_in_the_transcripts_order(alignment: Alignment) -> None:
    shown = shown_words(segment_cues(alignment))
    assert shown == sorted(shown)


@given(alignments())
def test_the_words_of_a_turn_stay_in_order(alignment: Alignment) -> None:
    shown = shown_words(segment_cues(alignment))
    for turn in alignment.transcript.turns:
        of_turn = [word for word in shown if turn.first_word <= word < turn.end_word]
        assert of_turn == sorted(of_turn)


@given(alignments())
def test_spoken_words_are_shown_and_words_that_are_not_are_hidden(alignment: Alignment) -> None:
    hidden = set(segment_cues(alignment).hidden_words)
    for index, word in enumerate(alignment.words):
        if word.span is not None:
            assert index not in hidden
        if word.status is WordStatus.NOT_SPOKEN:
            assert index in hidden


@given(alignments(), labels)
def test_cues_are_sorted_do_not_overlap_and_lie_inside_the_recording(
    alignment: Alignment, speakers: SpeakerLabels
) -> None:
    cues = segment_cues(alignment, speakers=speakers).cues
    for cue in cues:
        assert 0 <= cue.start_ms < cue.end_ms <= max(alignment.duration_ms, len(cues))
        assert cue.words
    for before, after in pairwise(cues):
        assert before.end_ms <= after.start_ms


@given(alignments(crosstalk=False))
def test_a_cue_begins_with_its_first_spoken_word(alignment: Alignment) -> None:
    cues = segment_cues(alignment).cues
    firsts = [alignment.words[cue.words[0]].span for cue in cues]
    for (before, before_span), (cue, span) in pairwise(zip(cues, firsts, strict=True)):
        if span is None or before_span is None or before.words[-1] == cue.words[0]:
            continue  # an annotation, or the rest of a word that is cut
        if span.start_ms - before_span.start_ms > NETFLIX_EN.min_gap_ms:  # or else they share what time there is
            assert cue.start_ms == span.start_ms


@given(alignments(), labels, name_styles)
def test_no_cue_is_wider_or_higher_than_the_profile(
    alignment: Alignment, speakers: SpeakerLabels, names: NameStyle
) -> None:
    codes = {finding.code for finding in check_cues(segment_cues(alignment, speakers=speakers, names=names))}
    assert not codes & {"cue-too-wide", "cue-has-too-many-lines", "cue-is-empty", "cues-overlap", "cues-out-of-order"}


@given(alignments(crosstalk=False), labels)
def test_the_text_of_the_cues_is_the_transcripts(alignment: Alignment, speakers: SpeakerLabels) -> None:
    track = segment_cues(alignment, speakers=speakers)
    shown = "".join(run.text for cue in track.cues for line in cue.lines for run in line if run.first_word is not None)
    words = "".join(alignment.transcript.words[index].text for index in shown_words(track))
    assert shown.replace(" ", "") == words.replace(" ", "")


@given(alignments(), st.integers(0, 7_200_000), labels)
def test_silence_in_front_shifts_every_cue_by_its_length(
    alignment: Alignment, by_ms: int, speakers: SpeakerLabels
) -> None:
    opening = alignment.transcript.turns[0]
    if all(word.span is None for word in alignment.words[: opening.end_word]):
        return  # an annotation before the first word stands in the silence, so it may appear when there is more
    track = segment_cues(alignment, speakers=speakers)
    shifted = segment_cues(delay(alignment, by_ms), speakers=speakers)
    expected = [replace(cue, start_ms=cue.start_ms + by_ms, end_ms=cue.end_ms + by_ms) for cue in track.cues]
    assert list(shifted.cues) == expected
    assert shifted.hidden_words == track.hidden_words


@given(alignments(max_words=60, odd=False))
@settings(max_examples=50)
def test_a_cue_holds_one_speaker_and_spans_no_long_pause(alignment: Alignment) -> None:
    for cue in segment_cues(alignment).cues:
        assert len({alignment.transcript.speaker_of(word) for word in cue.words}) == 1
        for before, after in pairwise(spoken_spans(alignment, cue)):
            assert after.start_ms - before.end_ms <= NETFLIX_EN.max_pause_ms
