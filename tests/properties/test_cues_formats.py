"""Laws of the subtitle formats: what is written reads back, in clipper and elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pysubs2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipper.cues import (
    SpeakerLabels,
    SubtitleFormat,
    format_srt,
    format_subtitles,
    format_vtt,
    parse_srt,
    parse_subtitles,
    parse_vtt,
    segment_cues,
    verify_written,
)
from clipper.errors import TranscriptError
from clipper.model import Alignment, CueTrack
from tests.strategies import alignments, cue_tracks

PIECES = ("<v A>", "-->", "00:00:01.000", "\n", "&", "{\\", ">", "1", "WEBVTT", "<", "</", "STYLE", "&#1114112;", "\0")


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


@given(cue_tracks(), st.sampled_from(SubtitleFormat))
def test_every_character_that_is_read_knows_where_it_stands(track: CueTrack, kind: SubtitleFormat) -> None:
    text = format_subtitles(track, kind)
    for cue in parse_subtitles(text, kind, source="drawn").cues:
        for run in (run for line in cue.lines for run in line):
            assert run.source_chars is not None
            assert len(run.source_chars) == len(run.text)
            for char, place in zip(run.text, run.source_chars, strict=True):
                assert text[place] == char or text[place] == "&"


@given(cue_tracks(), st.sampled_from(SubtitleFormat), st.sampled_from(["\r\n", "\r"]), st.sampled_from(["", "\ufeff"]))
def test_line_ends_and_a_byte_order_mark_change_nothing(
    track: CueTrack, kind: SubtitleFormat, line_end: str, mark: str
) -> None:
    text = format_subtitles(track, kind)
    other = mark + text.replace("\n", line_end)
    assert parse_subtitles(other, kind, source="a") == parse_subtitles(text, kind, source="b")


@given(alignments(), st.sampled_from(SubtitleFormat), st.sampled_from(SpeakerLabels))
def test_every_segmented_track_can_be_written_and_proven(
    alignment: Alignment, kind: SubtitleFormat, speakers: SpeakerLabels
) -> None:
    track = segment_cues(alignment, speakers=speakers)
    verify_written(format_subtitles(track, kind), track, kind)


@given(cue_tracks())
def test_pysubs2_finds_the_same_times_in_our_srt(track: CueTrack) -> None:
    words_only = tuple(replace(cue, lines=((replace(cue.lines[0][0], text="words"),),)) for cue in track.cues)
    found = pysubs2.SSAFile.from_string(format_srt(CueTrack(cues=words_only)), format_="srt")
    assert [(event.start, event.end, event.plaintext) for event in found] == [
        (cue.start_ms, cue.end_ms, "words") for cue in words_only
    ]


@given(st.text(max_size=300) | st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_text_is_read_or_refused_in_plain_words(text: str) -> None:
    for written in (text, "WEBVTT\n\n" + text):
        try:
            track = parse_subtitles(written, source="any.vtt")
        except TranscriptError as error:
            assert str(error).startswith("any.vtt")  # noqa: PT017  both outcomes are fine
        else:
            assert track.cues


@given(cue_tracks(), st.sampled_from(SubtitleFormat))
def test_a_file_that_says_something_else_is_not_let_through(track: CueTrack, kind: SubtitleFormat) -> None:
    text = format_subtitles(track, kind)
    late = replace(track.cues[-1], end_ms=track.cues[-1].end_ms + 1)
    with pytest.raises(RuntimeError):
        verify_written(text, replace(track, cues=(*track.cues[:-1], late)), kind)
