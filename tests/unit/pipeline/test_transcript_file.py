"""Subtitle files of every format as transcripts, and what of them was passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from clipper.cues import SubtitleFormat, find_spoken, fit_track, format_subtitles, parse_subtitles
from clipper.errors import TranscriptError
from clipper.model import Alignment, TimedWord, TranscriptFormat, WordStatus
from clipper.pipeline.align_job import AlignRequest
from clipper.pipeline.check_job import read_subtitles
from clipper.pipeline.transcript_file import parse_transcript_file, read_transcript_file, require_writable
from clipper.pipeline.turns_job import find_turns

VTT = (
    "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ada>Nobody had\nheard the <i>story</i>.\n\n"
    "00:04.000 --> 00:06.000\n<v Bob>Tom &amp; Ada &amp;amp; did.\n"
)
WORDS = ["Nobody", "had", "heard", "the", "story.", "Tom", "&", "Ada", "&amp;", "did."]
CUES = {SubtitleFormat.ASS: TranscriptFormat.ASS, SubtitleFormat.TTML: TranscriptFormat.TTML}


def write(folder: Path, kind: SubtitleFormat) -> Path:
    path = folder / "talk.subtitles"
    track = fit_track(parse_subtitles(VTT, source="a.vtt"), kind).track
    path.write_text(format_subtitles(track, kind), "utf-8")
    return path


@pytest.mark.parametrize("kind", [SubtitleFormat.ASS, SubtitleFormat.TTML, SubtitleFormat.PODCAST_JSON])
def test_cues_of_every_format_are_a_transcript(tmp_path: Path, kind: SubtitleFormat) -> None:
    transcript = read_transcript_file(write(tmp_path, kind)).transcript
    assert [word.text for word in transcript.words] == WORDS
    assert [turn.speaker and turn.speaker.name for turn in transcript.turns] == ["Ada", "Bob"]
    assert [turn.header_ms for turn in transcript.turns] == [1_000, 4_000]
    assert transcript.format is CUES.get(kind, TranscriptFormat.PODCAST_JSON)


@pytest.mark.parametrize("kind", CUES)
def test_a_files_cues_know_their_words_in_its_transcript(tmp_path: Path, kind: SubtitleFormat) -> None:
    path = write(tmp_path, kind)
    transcript = read_transcript_file(path).transcript
    words = tuple(TimedWord(status=WordStatus.NOT_SPOKEN) for _ in transcript.words)
    alignment = Alignment(transcript=transcript, recordings=(), words=words)
    assert [list(cue.words) for cue in find_spoken(read_subtitles(path).track, alignment)] == [
        [0, 1, 2, 3, 4],
        [5, 6, 7, 8, 9],
    ]


@pytest.mark.parametrize("kind", CUES)
def test_their_turns_are_told_and_not_written(tmp_path: Path, kind: SubtitleFormat) -> None:
    path = write(tmp_path, kind)
    found = find_turns(AlignRequest(transcript=path))
    assert len(found.turns) == 2
    for refused in (found.format, lambda: require_writable(path)):
        with pytest.raises(TranscriptError, match=f"not written in {kind.value.upper()}") as told:
            refused()
        assert "clipper convert talk.subtitles talk.vtt" in told.value.remedy


def test_other_xml_and_web_pages_are_no_transcripts() -> None:
    for text in ("<?xml version='1.0'?><feed><entry>Hi</entry></feed>", "<!DOCTYPE html><html><p>Hi</p></html>"):
        with pytest.raises(TranscriptError, match="not a transcript"):
            parse_transcript_file(text, source="a.txt")


def test_what_a_reader_passes_over_is_told(tmp_path: Path) -> None:
    path = tmp_path / "talk.vtt"
    path.write_text(VTT + "\n00:0x:07.000 --> 00:08.000\nWe went.\n", "utf-8")
    told = read_transcript_file(path).diagnostics
    assert told == parse_subtitles(path.read_text("utf-8"), source="talk.vtt").passed_over != ()
    assert find_turns(AlignRequest(transcript=path)).diagnostics == told


def test_a_guessed_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_bytes("Ada: Caf\xe9 au lait.".encode("cp1252"))
    (told,) = read_transcript_file(path).diagnostics
    assert (told.code, told.message) == ("encoding-guessed", "it is not Unicode, and was read as cp1252")
