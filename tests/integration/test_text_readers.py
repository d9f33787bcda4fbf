"""Real files: a machine transcript of an interview, and subtitle files of other projects."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from clipper.cues import parse_subtitles
from clipper.model import TranscriptFormat
from clipper.store.text_file import read_text_file
from clipper.text.parse import detect_format, parse_transcript, transcript_from_cues
from tests.shared_data import shared

pytestmark = pytest.mark.integration


def test_an_interview_is_read_turn_by_turn_and_word_by_word() -> None:
    path = shared("transcripts/interview-excerpt.txt")
    text = read_text_file(path).text
    transcript = parse_transcript(text, source=path.name)
    lines = text.splitlines()
    headers = [line for line in lines if re.search(r"\) \d\d:\d\d\.\d{3}$", line)]
    assert transcript.format is TranscriptFormat.HEADER
    assert len(transcript.turns) == len(headers) > 20
    for turn, header in zip(transcript.turns, headers, strict=True):
        assert turn.speaker is not None
        assert turn.header_ms is not None
        minutes, ms = divmod(turn.header_ms, 60_000)
        assert f"{turn.speaker.name} ({turn.speaker.role}) {minutes:02}:{ms / 1000:06.3f}" == header
    assert len({turn.speaker for turn in transcript.turns}) == 2
    assert [w.text for w in transcript.words] == " ".join(line for line in lines if line not in headers).split()
    assert all(word.searched for word in transcript.words)
    assert all(text[word.start_char : word.end_char] == word.text for word in transcript.words)


def test_subtitle_files_serve_as_transcripts() -> None:
    read = 0
    for path in sorted(shared("subtitles").rglob("*.[sv][rt]t")):
        if "wpt" in path.parts[-2] or "bad" in path.name or "empty" in path.name:
            continue
        text = read_text_file(path).text
        track = parse_subtitles(text, source=path.name)
        transcript = transcript_from_cues(track, text=text, source=path.name, format=detect_format(text))
        shown = Counter(" ".join(cue.text for cue in track.cues).split())
        prefixes = shown - Counter(word.text for word in transcript.words)
        assert all(token in ("-", "–", ">>") or token.endswith(":") for token in prefixes), (path.name, prefixes)
        assert all(0 <= word.start_char < word.end_char <= len(text) for word in transcript.words)
        read += 1
    assert read >= 15
