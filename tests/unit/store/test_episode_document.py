from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given

from clipper.errors import DocumentError
from clipper.model import Alignment
from clipper.store.episode_document import decode_alignment, encode_alignment, looks_like_episode
from tests.strategies import alignments


@given(alignments())
def test_what_is_written_is_read_back(alignment: Alignment) -> None:
    text = encode_alignment(alignment, version="0.1.0")
    assert looks_like_episode(text)
    back = decode_alignment(text, source="e.json")
    assert back.transcript == alignment.transcript
    assert back.recordings == alignment.recordings
    assert back.pins == alignment.pins
    assert back.repeats == alignment.repeats
    assert back.repaired == alignment.repaired
    assert back.changes == alignment.changes
    assert back.words == alignment.words
    assert encode_alignment(back, version="0.1.0") == text


@given(alignments())
def test_a_word_that_is_not_to_be_shown_stays_so(alignment: Alignment) -> None:
    words = tuple(replace(word, shown=i % 2 == 0) for i, word in enumerate(alignment.transcript.words))
    hidden = replace(alignment, transcript=replace(alignment.transcript, words=words))
    back = decode_alignment(encode_alignment(hidden, version="0.1.0"), source="e.json")
    assert back.transcript == hidden.transcript


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "not an alignment"),
        ('{"version": "1.0.0", "segments": []}', "not an alignment"),
        ('{"clipper": "alignment", "schema": 99}', "schema 99"),
        ('{"clipper": "alignment", "schema": 1}', "transcript"),
    ],
)
def test_another_file_is_refused_in_plain_words(text: str, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        decode_alignment(text, source="e.json")


def test_a_document_that_contradicts_itself_is_refused() -> None:
    text = json.dumps(
        {
            "clipper": "alignment",
            "schema": 1,
            "transcript": {"source": "t", "format": "plain", "text": "hi"},
            "recordings": [],
            "turns": [{"speaker": None, "first_word": 0, "end_word": 1}],
            "words": [{"text": "hi", "start_char": 0, "end_char": 2, "status": "aligned", "start_ms": 5, "end_ms": 2}],
        }
    )
    with pytest.raises(DocumentError, match="start <= end"):
        decode_alignment(text, source="e.json")


def test_a_time_that_is_text_is_refused() -> None:
    text = json.dumps(
        {
            "clipper": "alignment",
            "schema": 1,
            "transcript": {"source": "t", "format": "plain", "text": "hi"},
            "recordings": [],
            "turns": [{"speaker": None, "first_word": 0, "end_word": 1}],
            "words": [
                {"text": "hi", "start_char": 0, "end_char": 2, "status": "aligned", "start_ms": "5", "end_ms": 9}
            ],
        }
    )
    with pytest.raises(DocumentError, match="start_ms"):
        decode_alignment(text, source="e.json")
