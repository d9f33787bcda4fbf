from __future__ import annotations

import csv
import io
import json

import pytest

from clipper.cues.formats.cue_table import format_csv
from clipper.cues.formats.podcast import format_podcast_json, parse_podcast_json
from clipper.errors import TranscriptError
from clipper.model import Cue, CueTrack, Run

TRACK = CueTrack(
    cues=(
        Cue(
            start_ms=1,
            end_ms=1_001,
            lines=((Run(text='"Hi"\\', speaker="Ada, B."),), (Run(text="=1+1", speaker="Ada, B."),)),
        ),
        Cue(start_ms=2_000, end_ms=3_600_001, lines=((Run(text="nobody's"),),)),
    )
)


def test_a_segment_per_cue_with_its_speaker() -> None:
    document = json.loads(format_podcast_json(TRACK))
    assert document["version"] == "1.0.0"
    assert document["segments"] == [
        {"speaker": "Ada, B.", "startTime": 0.001, "endTime": 1.001, "body": '"Hi"\\\n=1+1'},
        {"startTime": 2, "endTime": 3600.001, "body": "nobody's"},
    ]
    assert parse_podcast_json(format_podcast_json(TRACK), source="a").cues == TRACK.cues


def test_a_missing_end_and_whispers_names_are_read() -> None:
    text = '[{"start": 1, "text": " Hi "}, {"start": 2.5, "end": 3, "text": "you"}, {"startTime": 4, "body": "x"}]'
    cues = parse_podcast_json(text, source="a").cues
    assert [(cue.start_ms, cue.end_ms, cue.text) for cue in cues] == [
        (1_000, 2_500, "Hi"),
        (2_500, 3_000, "you"),
        (4_000, 7_000, "x"),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "a.json:1:2: this is not well-formed JSON"),
        ("[" * 100_000, "nested too deeply"),
        ("{}", "no list of"),
        ("[1]", "segment 1 is no object"),
        ('[{"startTime": 1}]', 'segment 1 has no "body"'),
        ('[{"startTime": 1, "body": "a"}, {"startTime": NaN, "body": "b"}]', 'segment 2 has no "startTime"'),
        ('[{"startTime": 1e300, "body": "a"}]', 'segment 1 has no "startTime"'),
        ('[{"startTime": 1, "body": "a", "speaker": 7}]', 'odd "speaker"'),
    ],
)
def test_what_is_no_transcript_is_refused(text: str, why: str) -> None:
    with pytest.raises(TranscriptError, match=why):
        parse_podcast_json(text, source="a.json")


def test_cues_as_rows() -> None:
    rows = list(csv.reader(io.StringIO(format_csv(TRACK))))
    assert rows == [
        ["cue", "start", "end", "speaker", "text"],
        ["1", "0.001", "1.001", "Ada, B.", '"Hi"\\\n=1+1'],
        ["2", "2.000", "3600.001", "", "nobody's"],
    ]
