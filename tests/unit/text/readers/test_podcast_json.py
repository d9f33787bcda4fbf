"""Podcasting 2.0 JSON."""

from __future__ import annotations

import json

import pytest

from clipper.errors import TranscriptError
from clipper.model import Transcript, TranscriptFormat
from clipper.text.parse import parse_transcript
from tests.reading import tell


def parse(document: object) -> Transcript:
    return parse_transcript(document if isinstance(document, str) else json.dumps(document), source="talk.json")


def test_each_segment_is_a_turn() -> None:
    transcript = parse(
        {
            "version": "1.0.0",
            "segments": [
                {"speaker": "Ada", "startTime": 0.5, "endTime": 1.2345, "body": "Hello there."},
                {"speaker": "Milo", "startTime": 2, "endTime": 3, "body": "Hi. [laughter]"},
            ],
        }
    )
    assert tell(transcript) == [("Ada", 500, "Hello there."), ("Milo", 2_000, "Hi. ‹[laughter]›")]
    assert transcript.turns[0].header_end_ms == 1_235
    assert transcript.format is TranscriptFormat.PODCAST_JSON


def test_word_segments_of_a_speaker_are_one_turn() -> None:
    words = [
        ("Ada", 0.1, "Hello"),
        ("Ada", 0.5, "there."),
        ("Milo", 1.0, "[door"),
        ("Milo", 1.1, "slams]"),
        ("Milo", 2, "Hi"),
    ]
    transcript = parse({"segments": [{"speaker": s, "startTime": t, "body": b} for s, t, b in words]})
    assert tell(transcript) == [("Ada", 100, "Hello there."), ("Milo", 1_000, "‹[door› ‹slams]› Hi")]


def test_word_segments_may_bring_their_own_spaces() -> None:
    document = {"segments": [{"start": 0, "text": " Hello"}, {"start": 1, "text": ","}, {"start": 2, "text": " there"}]}
    assert tell(parse(document)) == [(None, 0, "Hello, there")]


def test_escapes_are_decoded_and_words_stand_where_they_are_written() -> None:
    text = r'{"segments": [{"body": "say \"hi\" \u00e9t\u00e9\n\ud83d\ude00x a\/b \ud800y"}]}'
    words = parse(text).words
    assert [word.text for word in words] == ["say", '"hi"', "été", "😀x", "a/b", "\ufffdy"]
    assert [text[word.start_char : word.end_char] for word in words] == [
        "say", r"\"hi\"", r"\u00e9t\u00e9", r"\ud83d\ude00x", r"a\/b", r"\ud800y",
    ]  # fmt: skip


def test_a_missing_speaker_continues_if_speakers_are_named_at_a_change_only() -> None:
    at_change = [("Ada", "a b"), (None, "c d"), ("Milo", "e f"), (None, "g h")]
    each_time = [("Ada", "a b"), ("Ada", "c d"), (None, "e f")]
    for given, expected in [(at_change, ["Ada", "Ada", "Milo", "Milo"]), (each_time, ["Ada", "Ada", None])]:
        segments = [{"body": body} | ({"speaker": speaker} if speaker else {}) for speaker, body in given]
        assert [who for who, _, _ in tell(parse({"segments": segments}))] == expected


def test_whisper_json_and_a_bare_list_are_read_too() -> None:
    assert tell(parse({"text": "x", "language": "de", "segments": [{"id": 0, "start": 1.5, "text": " Hallo du"}]})) == [
        (None, 1_500, "Hallo du")
    ]
    assert tell(parse([{"startTime": "00:01.5", "body": "a b"}])) == [(None, 1_500, "a b")]
    assert parse({"language": "de", "segments": [{"body": "a b"}]}).language == "de"


def test_an_empty_body_loses_nothing_and_is_passed_over() -> None:
    assert len(parse({"segments": [{"body": ""}, {"body": "a b"}, {"body": " "}]}).turns) == 1


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('{"segments":[\n{"speaker":"Ada",}]}', 2, 18),
        ('{"segments":[{"body":"a\nb"}]}', 1, 24),
        ('{"segments":[', 1, 14),
        ('{"segments":[]} x', 1, 17),
    ],
)
def test_malformed_json_is_named_with_its_place(text: str, line: int, column: int) -> None:
    with pytest.raises(TranscriptError, match="well-formed JSON") as caught:
        parse(text)
    # Python 3.13 points at the comma where earlier versions point behind it.
    assert caught.value.line == line
    assert caught.value.column is not None
    assert abs(caught.value.column - column) <= 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1}', "segments"),
        ('{"segments": {}}', "segments"),
        ('{"segments": [3]}', "segment 1 is no object"),
        ('{"segments": [{"body": "a"}, {"body": 4}]}', "segment 2 has no"),
        ('{"segments": [{"speaker": 4, "body": "a"}]}', "speaker"),
        ('{"segments": [{"startTime": "soon", "body": "a"}]}', "startTime"),
        ('{"segments": [{"startTime": -1, "body": "a"}]}', "startTime"),
        ('{"segments": [{"startTime": NaN, "body": "a"}]}', "startTime"),
        ('{"segments": [{"startTime": 1e999999999, "body": "a"}]}', "startTime"),
        ('{"segments": [{"startTime": true, "body": "a"}]}', "startTime"),
        ('{"segments": []}', "nothing is said"),
        ('{"segments": ' + "[" * 100_000, "nested"),
        ('{"segments": ' + "9" * 10_000 + "}", "segments"),
    ],
)
def test_json_of_another_kind_is_an_error(text: str, message: str) -> None:
    with pytest.raises(TranscriptError, match=message):
        parse(text)
