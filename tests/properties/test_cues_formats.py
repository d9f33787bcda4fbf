"""Laws of the subtitle formats: what is written reads back, in clipper and elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pysubs2
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clipper.cues import (
    READABLE,
    SpeakerLabels,
    SubtitleFormat,
    add_word_times,
    fit_track,
    format_srt,
    format_subtitles,
    format_vtt,
    parse_srt,
    parse_subtitles,
    parse_vtt,
    segment_cues,
    verify_written,
)
from clipper.errors import InputError, TranscriptError
from clipper.model import Alignment, Cue, CueTrack
from tests.strategies import alignments, cue_tracks, rich_tracks

PIECES = (
    "[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,,,0,0,0,,",
    "{\\r",
    "<p begin='1s'>",
    "</p>",
    "<tt>",
    "</tt>",
    '[{"body": ',
    "<v A>",
    "-->",
    "00:00:01.000",
    "\n",
    "&",
    "{\\",
    ">",
    "1",
    "WEBVTT",
    "<",
    "</",
    "STYLE",
    "&#1114112;",
    "\0",
)


@given(cue_tracks())
def test_a_vtt_file_reads_back_as_the_track_that_was_written(track: CueTrack) -> None:
    text = format_vtt(track)
    assert parse_vtt(text, source="drawn.vtt") == track
    verify_written(text, track, SubtitleFormat.VTT)


@given(cue_tracks(voices=False, classes=False))
def test_an_srt_file_reads_back_as_the_track_that_was_written(track: CueTrack) -> None:
    text = format_srt(track)
    assert parse_srt(text, source="drawn.srt") == track
    verify_written(text, track, SubtitleFormat.SRT)


# What transcripts are read from: their readers know where every character stands.
LOCATED = (SubtitleFormat.VTT, SubtitleFormat.SRT)
TEN_HOURS_MS = 36_000_000


def fit(track: CueTrack, kind: SubtitleFormat) -> CueTrack:
    """The track as ``kind`` holds it; ASS holds ten hours."""
    assume(kind is not SubtitleFormat.ASS or max(cue.end_ms for cue in track.cues) < TEN_HOURS_MS - 10)
    try:
        return fit_track(track, kind).track
    except InputError:
        assume(False)
        raise


@given(rich_tracks(), st.sampled_from(SubtitleFormat))
def test_whatever_a_track_holds_is_written_as_far_as_the_format_can(track: CueTrack, kind: SubtitleFormat) -> None:
    fitted = fit(track, kind)
    verify_written(format_subtitles(fitted, kind), fitted, kind)


@given(rich_tracks(), st.sampled_from(SubtitleFormat))
def test_no_text_is_lost_and_no_time_moves_but_for_what_is_told(track: CueTrack, kind: SubtitleFormat) -> None:
    fitted = fit(track, kind)
    told = {finding.code for finding in fit_track(track, kind).losses}
    odd = [cue for cue in track.cues if not cue.lines or cue.end_ms <= cue.start_ms]
    assert bool(odd) == bool(told & {"not-held-a-cue-without-text", "not-held-a-cue-that-ends-before-it-begins"})
    if kind is not SubtitleFormat.PODCAST_JSON:  # which parts cues
        assert len(fitted.cues) == len(track.cues) - len(odd)
        for kept, cue in zip(fitted.cues, sorted((c for c in track.cues if c not in odd), key=start_of), strict=True):
            assert abs(kept.start_ms - cue.start_ms) <= 5
            assert abs(kept.end_ms - cue.end_ms) <= 5 or kept.end_ms - kept.start_ms == 10
    assert sorted(visible(fitted.cues)) == sorted(visible(cue for cue in track.cues if cue not in odd))


def start_of(cue: Cue) -> int:
    return cue.start_ms


def visible(cues: Iterable[Cue]) -> str:
    """Every character but spaces; U+FFFE and U+FFFF, which XML cannot hold, as what TTML has for them."""
    text = "".join(cue.text for cue in cues)
    return "".join(text.split()).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


@given(rich_tracks(), st.sampled_from(READABLE))
def test_what_fits_stays_as_it_is_when_it_is_read_and_written_again(track: CueTrack, kind: SubtitleFormat) -> None:
    text = format_subtitles(fit(track, kind), kind)
    again = fit(parse_subtitles(text, kind, source="drawn"), kind)
    assert format_subtitles(again, kind) == text


@given(alignments(), st.sampled_from([SubtitleFormat.VTT, SubtitleFormat.ASS, SubtitleFormat.PODCAST_JSON]))
def test_word_times_rise_inside_every_cue_and_read_back(alignment: Alignment, kind: SubtitleFormat) -> None:
    plain = segment_cues(alignment)
    track = add_word_times(plain, alignment)
    assert [cue.text for cue in track.cues] == [cue.text for cue in plain.cues]
    for cue in track.cues:
        times = [run.start_ms for line in cue.lines for run in line if run.start_ms is not None]
        known = {word.span.start_ms for word in alignment.words if word.span}
        known |= {span.start_ms for repeat in alignment.repeats for span in repeat.places.values()}
        assert set(times) <= known
        assert all(cue.start_ms < time < cue.end_ms for time in times)
        assert times == sorted(times)
    fitted = fit(track, kind) if track.cues else track
    verify_written(format_subtitles(fitted, kind), fitted, kind)


@given(rich_tracks())
def test_karaoke_lengths_in_ass_are_those_of_the_event(track: CueTrack) -> None:
    text = format_subtitles(fit(track, SubtitleFormat.ASS), SubtitleFormat.ASS)
    for event in pysubs2.SSAFile.from_string(text):
        lengths = [int(length) for length in re.findall(r"\\k([0-9]+)", event.text)]
        assert not lengths or sum(lengths) * 10 == event.end - event.start


@given(cue_tracks(), st.sampled_from(LOCATED))
def test_every_character_that_is_read_knows_where_it_stands(track: CueTrack, kind: SubtitleFormat) -> None:
    text = format_subtitles(track, kind)
    for cue in parse_subtitles(text, kind, source="drawn").cues:
        for run in (run for line in cue.lines for run in line):
            assert run.source_chars is not None
            assert len(run.source_chars) == len(run.text)
            for char, place in zip(run.text, run.source_chars, strict=True):
                assert text[place] == char or text[place] == "&"


@given(cue_tracks(), st.sampled_from(READABLE), st.sampled_from(["\r\n", "\r"]), st.sampled_from(["", "\ufeff"]))
def test_line_ends_and_a_byte_order_mark_change_nothing(
    track: CueTrack, kind: SubtitleFormat, line_end: str, mark: str
) -> None:
    text = format_subtitles(fit(track, kind), kind)
    other = mark + text.replace("\n", line_end)
    assert parse_subtitles(other, kind, source="a") == parse_subtitles(text, kind, source="b")


@given(alignments(), st.sampled_from(SubtitleFormat), st.sampled_from(SpeakerLabels))
def test_every_segmented_track_can_be_written_and_proven(
    alignment: Alignment, kind: SubtitleFormat, speakers: SpeakerLabels
) -> None:
    track = segment_cues(alignment, speakers=speakers)
    fitted = fit(track, kind) if track.cues else track
    verify_written(format_subtitles(fitted, kind), fitted, kind)


@given(cue_tracks())
def test_pysubs2_finds_the_same_times_in_our_srt(track: CueTrack) -> None:
    words_only = tuple(replace(cue, lines=((replace(cue.lines[0][0], text="words"),),)) for cue in track.cues)
    found = pysubs2.SSAFile.from_string(format_srt(CueTrack(cues=words_only)), format_="srt")
    assert [(event.start, event.end, event.plaintext) for event in found] == [
        (cue.start_ms, cue.end_ms, "words") for cue in words_only
    ]


@given(st.text(max_size=300) | st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_text_is_read_or_refused_in_plain_words(text: str) -> None:
    heads = (
        "",
        "WEBVTT\n\n",
        "[Script Info]\n",
        "<tt xmlns='http://www.w3.org/ns/ttml'><body><div><p begin='1s'>",
        "[",
    )
    for written in (head + text for head in heads):
        try:
            track = parse_subtitles(written, source="any.vtt")
        except TranscriptError as error:
            assert str(error).startswith("any.vtt")  # noqa: PT017  both outcomes are fine
        else:
            assert track.cues


@given(cue_tracks(), st.sampled_from(SubtitleFormat))
def test_a_file_that_says_something_else_is_not_let_through(track: CueTrack, kind: SubtitleFormat) -> None:
    fitted = fit(track, kind)
    text = format_subtitles(fitted, kind)
    late = replace(fitted.cues[-1], end_ms=fitted.cues[-1].end_ms + 10)
    with pytest.raises(RuntimeError):
        verify_written(text, replace(fitted, cues=(*fitted.cues[:-1], late)), kind)
