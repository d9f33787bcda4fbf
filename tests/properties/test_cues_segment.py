"""Laws of `segment_cues`."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import groupby, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from clipper.cues import NETFLIX_EN, NameStyle, SpeakerLabels, check_cues, segment_cues
from clipper.cues.width import measure_columns
from clipper.model import Alignment, Cue, CueTrack, Repeat, Severity, Span, TimedWord, WordStatus
from tests.strategies import alignments
from tests.unit.cues.conversation import align

labels = st.sampled_from(SpeakerLabels)
name_styles = st.sampled_from(NameStyle)


def shown_words(track: CueTrack) -> list[int]:
    """Word indices in reading order; the pieces of a word that is cut over lines count once."""
    return [word for word, _ in groupby(index for cue in track.cues for index in cue.words)]


def spoken_spans(alignment: Alignment, cue: Cue) -> list[Span]:
    return [span for word in cue.words if (span := alignment.words[word].span) is not None]


def delay(alignment: Alignment, by_ms: int) -> Alignment:
    words = tuple(word if word.span is None else replace(word, span=word.span.shift(by_ms)) for word in alignment.words)
    repeats = tuple(delay_repeat(repeat, by_ms) for repeat in alignment.repeats)
    return replace(lengthen(alignment, by_ms), words=words, repeats=repeats)


def delay_repeat(repeat: Repeat, by_ms: int) -> Repeat:
    spans = tuple(span and span.shift(by_ms) for span in repeat.spans)
    return replace(repeat, span=repeat.span.shift(by_ms), spans=spans)


def lengthen(alignment: Alignment, by_ms: int) -> Alignment:
    (recording,) = alignment.recordings
    return replace(alignment, recordings=(replace(recording, duration_ms=recording.duration_ms + by_ms),))


def alone(alignment: Alignment, repeat: Repeat) -> Alignment:
    """A repeat as if nothing else were heard."""
    gone = TimedWord(status=WordStatus.NOT_SPOKEN)
    words = [gone] * len(alignment.words)
    for turn in alignment.transcript.turns:
        mine = range(max(turn.first_word, repeat.first_word), min(turn.end_word, repeat.end_word))
        if any(index in repeat.places for index in mine):
            for index in mine:
                is_silent = alignment.words[index].status is WordStatus.UNSEARCHED
                words[index] = alignment.words[index] if is_silent else gone
    for index, span in repeat.places.items():
        words[index] = TimedWord(status=WordStatus.ALIGNED, span=span)
    return replace(alignment, words=tuple(words), repeats=(), pins=())


@given(alignments(), labels, name_styles)
def test_every_word_is_shown_once_for_each_place_where_it_is_heard_or_listed_as_hidden(
    alignment: Alignment, speakers: SpeakerLabels, names: NameStyle
) -> None:
    track = segment_cues(alignment, speakers=speakers, names=names)
    counts = Counter(index for cue in track.cues for index in cue.words)
    assert track.hidden_words == tuple(index for index in range(len(alignment.words)) if not counts[index])
    for index, word in enumerate(alignment.words):
        heard = (word.span is not None) + sum(index in repeat.places for repeat in alignment.repeats)
        if measure_columns(alignment.transcript.words[index].text) > NETFLIX_EN.max_columns:
            assert (counts[index] > 0) == (heard > 0)  # its pieces may stand in several cues
        elif word.status is WordStatus.UNSEARCHED:
            assert counts[index] <= 1 + len(alignment.repeats)
        else:
            assert counts[index] == heard


@given(alignments(crosstalk=False))
def test_without_crosstalk_the_words_stand_in_the_transcripts_order_and_then_those_of_each_repeat(
    alignment: Alignment,
) -> None:
    own = [index for index, word in enumerate(alignment.words) if word.span]
    heard = [*own, *(index for repeat in alignment.repeats for index in repeat.places)]
    searched = {index for index, word in enumerate(alignment.words) if word.status is not WordStatus.UNSEARCHED}
    track = segment_cues(alignment)
    shown = [index for cue in track.cues for index in cue.words if index in searched]
    assert [index for index, _ in groupby(shown)] == [index for index, _ in groupby(heard)]


@given(alignments(crosstalk=False), st.sampled_from([SpeakerLabels.NONE, SpeakerLabels.ALWAYS]))
def test_what_is_heard_again_is_laid_out_as_if_it_were_a_talk_of_its_own(
    alignment: Alignment, speakers: SpeakerLabels
) -> None:
    """Far enough from each other, the passages do not share their silences; nor does a turn of annotations alone."""
    alignment = replace(alignment, repaired=None, changes=())
    repeats = tuple(delay_repeat(repeat, 60_000 * n) for n, repeat in enumerate(alignment.repeats, start=1))
    apart = replace(lengthen(alignment, 60_000 * (1 + len(repeats))), repeats=repeats)
    each = [replace(apart, repeats=()), *(alone(apart, repeat) for repeat in repeats)]
    expected = [cue for one in each for cue in segment_cues(one, speakers=speakers).cues]
    assert list(segment_cues(apart, speakers=speakers).cues) == expected


@given(alignments(repeats=False))
def test_the_words_of_a_turn_stay_in_order(alignment: Alignment) -> None:
    shown = shown_words(segment_cues(alignment))
    for turn in alignment.transcript.turns:
        of_turn = [word for word in shown if turn.first_word <= word < turn.end_word]
        assert of_turn == sorted(of_turn)


@given(alignments())
def test_spoken_words_are_shown_and_words_that_are_not_are_hidden(alignment: Alignment) -> None:
    hidden = set(segment_cues(alignment).hidden_words)
    again = {index for repeat in alignment.repeats for index in repeat.places}
    for index, word in enumerate(alignment.words):
        if word.span is not None or index in again:
            assert index not in hidden
        elif word.status is WordStatus.NOT_SPOKEN:
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


@given(alignments(crosstalk=False, repeats=False))
def test_a_cue_begins_with_its_first_spoken_word(alignment: Alignment) -> None:
    cues = segment_cues(alignment).cues
    firsts = [alignment.words[cue.words[0]].span for cue in cues]
    for (before, before_span), (cue, span) in pairwise(zip(cues, firsts, strict=True)):
        if span is None or before_span is None or before.words[-1] == cue.words[0]:
            continue  # an annotation, or the rest of a word that is cut
        rate = NETFLIX_EN.rate
        if span.start_ms > alignment.duration_ms - 84:
            continue  # in the last frame of all a cue begins a little early
        if span.start_ms - before_span.start_ms > NETFLIX_EN.min_gap_ms + 84:  # or else they share what time there is
            assert cue.start_ms == rate.start_ms(rate.nearest_frame(span.start_ms))


@given(alignments(), labels, name_styles)
def test_no_cue_is_wider_or_higher_than_the_profile(
    alignment: Alignment, speakers: SpeakerLabels, names: NameStyle
) -> None:
    codes = {
        finding.code
        for finding in check_cues(segment_cues(alignment, speakers=speakers, names=names))
        if finding.severity is Severity.ERROR
    }
    assert not codes & {"cue-too-wide", "cue-has-too-many-lines", "cue-is-empty", "cues-overlap", "cues-out-of-order"}


@given(alignments(crosstalk=False, repeats=False), labels)
def test_the_text_of_the_cues_is_the_transcripts(alignment: Alignment, speakers: SpeakerLabels) -> None:
    track = segment_cues(alignment, speakers=speakers)
    shown = "".join(run.text for cue in track.cues for line in cue.lines for run in line if run.first_word is not None)
    words = "".join(alignment.transcript.words[index].text for index in shown_words(track))
    assert shown.replace(" ", "") == words.replace(" ", "")


@given(alignments(), st.integers(0, 57_600).map(lambda seconds: seconds * 125), labels)  # three frames of 24 a second
def test_silence_in_front_shifts_every_cue_by_its_length(
    alignment: Alignment, by_ms: int, speakers: SpeakerLabels
) -> None:
    opening = alignment.turns[0]
    if all(word.span is None for word in alignment.words[: opening.end_word]):
        return  # an annotation before the first word stands in the silence, so it may appear when there is more
    if any(word.span and word.span.start_ms > alignment.duration_ms - 84 for word in alignment.words):
        return  # in the last frame of all a cue begins a little early
    track = segment_cues(alignment, speakers=speakers)
    shifted = segment_cues(delay(alignment, by_ms), speakers=speakers)
    expected = [replace(cue, start_ms=cue.start_ms + by_ms, end_ms=cue.end_ms + by_ms) for cue in track.cues]
    assert list(shifted.cues) == expected
    assert shifted.hidden_words == track.hidden_words


@given(alignments(max_words=60, odd=False, repeats=False))
@settings(max_examples=50)
def test_a_line_holds_one_speaker_and_a_cue_spans_no_long_pause(alignment: Alignment) -> None:
    for cue in segment_cues(alignment).cues:
        for line in cue.lines:
            words = [word for run in line if run.first_word is not None for word in range(run.first_word, run.end_word)]
            assert len({alignment.speaker_of(word) for word in words}) <= 1
    for cue in segment_cues(alignment, replace(NETFLIX_EN, max_speakers=1)).cues:
        assert len({alignment.speaker_of(word) for word in cue.words}) == 1
        for before, after in pairwise(spoken_spans(alignment, cue)):
            assert after.start_ms - before.end_ms <= NETFLIX_EN.max_pause_ms


SENTENCES = ("Yes.", "We left the harbour at night,", "and nobody knew it.", "Why would anybody", "ask for it? Well,")
blocks = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map(" ".join)


@given(
    st.lists(st.tuples(st.sampled_from(["Ada", "Milo"]), blocks), min_size=3, max_size=5),
    st.data(),
    st.sampled_from([30, 60, 90]),
    labels,
)
def test_an_edit_changes_no_cue_beyond_the_next_pause(
    talk: list[tuple[str, str]], data: st.DataObject, per_character_ms: int, speakers: SpeakerLabels
) -> None:
    """What is said between two pauses that no cue spans depends on what is said there, and whether a sentence ends in
    front of the first one; not on what is said elsewhere."""
    at = data.draw(st.integers(0, len(talk) - 1))
    edited = [*talk[:at], (talk[at][0], data.draw(blocks)), *talk[at + 1 :]]

    def lay_out(turns: list[tuple[str, str]]) -> list[tuple[int, int, str]]:
        placed = [(name, f"@{20_000 * number + 1_000} {text}") for number, (name, text) in enumerate(turns)]
        track = segment_cues(align(*placed, end_ms=120_000, per_character_ms=per_character_ms), speakers=speakers)
        here = range(20_000 * (at - 1) + 900, 20_000 * (at + 1) + 20_900)
        return [(cue.start_ms, cue.end_ms, cue.text) for cue in track.cues if cue.start_ms not in here]

    assert lay_out(talk) == lay_out(edited)
