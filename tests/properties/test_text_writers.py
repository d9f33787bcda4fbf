"""Laws of writing for whatever can be read at all: own turns give the file back; other turns are kept or refused."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from clipper.cues import SubtitleFormat, format_subtitles
from clipper.errors import TranscriptError
from clipper.model import CueTrack, Speaker, Transcript, Turn
from clipper.pipeline.transcript_file import format_transcript_file, parse_transcript_file
from tests.properties.test_text_readers import FRAGMENTS
from tests.strategies import cue_tracks

CUE_FRAGMENTS = st.sampled_from(
    (
        "1\n00:00:01,000 --> 00:00:02,000\n",
        "00:01.000 --> 00:02.000 line:0\n",
        "WEBVTT\n\n",
        "NOTE x\n\n",
        "2\n",
        "\n",
        "\n\n",
        "<v Ada>",
        "</v>",
        "<i>",
        "</i>",
        "- ",
        ">> ",
        "ADA: ",
        "Ada Brandt: ",
        "[Milo] ",
        "so it was",
        "&amp;",
        "<b",
        "{\\an8}",
        "7",
        "\r\n",
        "<00:00:01.500>",
        "♪",
        " -> ",
    )
)
SPEAKERS = st.sampled_from((None, Speaker(name="Ada"), Speaker(name="Milo Quist"), Speaker(name="A: <b> & -->")))


def read_or_skip(text: str, source: str) -> Transcript:
    try:
        return parse_transcript_file(text, source=source).transcript
    except TranscriptError:
        assume(False)
        raise


@given(text=st.one_of(st.lists(FRAGMENTS, min_size=3, max_size=30), st.lists(CUE_FRAGMENTS, max_size=30)).map("".join))
@settings(suppress_health_check=[HealthCheck.filter_too_much])
def test_own_turns_give_any_file_back(text: str) -> None:
    transcript = read_or_skip(text, "talk.txt")
    assert format_transcript_file(transcript, transcript.turns) == text


@given(track=cue_tracks(), kind=st.sampled_from((SubtitleFormat.VTT, SubtitleFormat.SRT)))
def test_own_turns_give_any_subtitles_back(track: CueTrack, kind: SubtitleFormat) -> None:
    text = format_subtitles(track, kind)
    transcript = read_or_skip(text, f"talk.{kind.value}")
    assert format_transcript_file(transcript, transcript.turns) == text


@given(
    text=st.one_of(st.lists(FRAGMENTS, min_size=3, max_size=30), st.lists(CUE_FRAGMENTS, max_size=30)).map("".join),
    data=st.data(),
)
@settings(suppress_health_check=[HealthCheck.filter_too_much])
def test_any_other_turns_are_written_as_they_are_read_or_refused(text: str, data: st.DataObject) -> None:
    transcript = read_or_skip(text, "talk.txt")
    size = len(transcript.words)
    starts = sorted({0} | data.draw(st.sets(st.integers(0, size - 1), max_size=4)))
    turns = [
        Turn(
            speaker=data.draw(SPEAKERS),
            first_word=start,
            end_word=end,
            header_ms=data.draw(st.none() | st.integers(0, 10_000_000)),
            header_end_ms=data.draw(st.none() | st.integers(0, 10_000_000)),
        )
        for start, end in zip(starts, [*starts[1:], size], strict=True)
    ]
    try:
        written = format_transcript_file(transcript, turns)
    except TranscriptError:
        return
    again = parse_transcript_file(written, source="talk.txt").transcript
    assert [replace(word, start_char=0, end_char=1) for word in again.words] == [
        replace(word, start_char=0, end_char=1) for word in transcript.words
    ]
    assert [(t.speaker, t.first_word, t.end_word) for t in again.turns] == [
        (t.speaker, t.first_word, t.end_word) for t in turns
    ]
