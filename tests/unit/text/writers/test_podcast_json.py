"""JSON with other turns."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clipper.errors import TranscriptError
from clipper.model import Speaker, Transcript, Turn
from clipper.text import format_transcript, parse_transcript
from tests.unit.text.writers.repairs import cut, joined, moved, renamed, repairs, tell_turns

ADA, MILO = Speaker(name="Ada"), Speaker(name="Milo")
SEGMENTS = [
    {"speaker": "Ada", "startTime": 0.5, "endTime": 1.234, "body": 'Hello there, "you". Is it\nyou?'},
    {"speaker": "Milo", "startTime": 2, "endTime": 3, "body": "Hi. [laughter] é\u2028 😀 & <b>so</b> on it goes."},
    {"startTime": 3.2, "endTime": 3.4, "body": " "},
    {"speaker": "Ada", "startTime": 3.5, "endTime": 4, "body": "One thing: it works.", "mood": {"glad": [1, {}]}},
]
WHISPER = [
    {
        "id": i,
        "start": i * 2.0,
        "end": i * 2 + 1.5,
        "text": f" This is{of} the {i}th of them.",
        "words": [{"word": "x"}],
    }
    for i, of in enumerate(["", " not", ""])
]
SPOKEN = (("Ada", "Well, so we [loud laughter] went there"), ("Milo", "and it was late"), ("Ada", "Yes it was"))
WORDS = [
    {"startTime": i / 4, "endTime": i / 4 + 0.2, "body": word, "speaker": who}
    for i, (who, word) in enumerate((who, word) for who, said in SPOKEN for word in said.split())
]
AT_A_CHANGE = [
    {"speaker": "Ada", "startTime": 0.5, "body": "So I said."},
    {"startTime": 1.5, "body": "and on and on"},
    {"speaker": "Milo", "startTime": 2.5, "body": "Well."},
]
SPACED = [
    {"start": i, "end": i + 1, "text": text} for i, text in enumerate([" Hello", ",", " there", " you", " two", "."])
]

FILES = {
    "indented": json.dumps({"version": "1.0.0", "segments": SEGMENTS}, indent=2) + "\n",
    "one line, BOM": "\ufeff" + json.dumps({"segments": SEGMENTS}, ensure_ascii=False, separators=(",", ":")),
    "list": json.dumps(SEGMENTS, indent="\t").replace("\n", "\r\n"),
    "at a change only": json.dumps({"segments": AT_A_CHANGE}),
    "whisper": json.dumps({"text": " This", "language": "de", "segments": WHISPER}, indent=1),
    "words": json.dumps({"segments": WORDS}),
    "spaced words": json.dumps({"segments": SPACED}),
    "clocks": ('[{"startTime": "00:00:01.5", "body": "so it is and all of it"},\n'
    '{"startTime": "00:00:04.5", "speaker": null, "body": "no it is not so"}]'),
    "no times": ('{"segments": [{"body": "so it is then and all of it", "speaker": "Ada"},'
    ' { "body":"no, it is not and never was", "speaker":"Milo" }], "z": 1e5}'),
    "exponents": '{"segments": [{"start": 1e1, "text": "a b c"}]}',
}  # fmt: skip


def read(text: str) -> Transcript:
    return parse_transcript(text, source="talk.json")


def segments_of(text: str) -> list[dict[str, object]]:
    document = json.loads(text.lstrip("\ufeff"))
    return document if isinstance(document, list) else document["segments"]


@pytest.mark.parametrize("file", FILES)
def test_own_turns_give_the_file_back(file: str) -> None:
    assert format_transcript(read(FILES[file]), read(FILES[file]).turns) == FILES[file]


@pytest.mark.parametrize("file", ["indented", "one line, BOM", "list", "whisper", "clocks", "no times"])
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_what_was_written_is_read_as_it_was_meant(file: str, data: st.DataObject) -> None:
    transcript = read(FILES[file])
    turns = data.draw(repairs(transcript, most_cuts=2))  # of many single words turns of one speaker would be one
    written = format_transcript(transcript, turns)
    again = read(written)
    assert tell_turns(again, again.turns) == tell_turns(transcript, turns)
    assert again.language == transcript.language
    if transcript.turns[0].header_ms is not None:
        times = [(turn.header_ms, other.header_ms) for turn, other in zip(turns, again.turns, strict=True)]
        assert all(there is not None and (ms is None or abs(there - ms) <= 100) for ms, there in times)
    assert format_transcript(again, again.turns) == written


def as_turns(*ends: tuple[Speaker, int], ms: int = 5_000) -> list[Turn]:
    """Turns that end at the given words."""
    starts = [0, *(end for _, end in ends)]
    return [
        Turn(speaker=who, first_word=start, end_word=end, header_ms=ms + 100 * start, header_end_ms=ms + 100 * end)
        for start, (who, end) in zip(starts, ends, strict=False)
    ]


def test_single_words_keep_their_segments() -> None:
    transcript = read(FILES["words"])
    written = format_transcript(transcript, as_turns((ADA, 3), (MILO, 9), (ADA, 14)))
    found = segments_of(written)
    assert [s["speaker"] for s in found] == ["Ada"] * 3 + ["Milo"] * 6 + ["Ada"] * 5
    assert [s["body"] for s in found] == [s["body"] for s in WORDS]
    assert [s["startTime"] for s in found[:5]] == [5, 0.25, 0.5, 5.3, 1.0]
    assert [t.header_end_ms for t in read(written).turns] == [5_300, 5_900, 6_400]


def test_single_words_are_joined_where_neighbours_are_of_one_speaker() -> None:
    written = format_transcript(read(FILES["words"]), as_turns((ADA, 3), (ADA, 9), (MILO, 14)))
    assert [(s["speaker"], s["body"]) for s in segments_of(written)] == [
        ("Ada", "Well, so we"),
        ("Ada", "[loud laughter] went there and it"),
        ("Milo", "was late Yes it was"),
    ]
    assert format_transcript(read(written), read(written).turns) == written


def test_a_word_in_two_segments_stays_whole() -> None:
    written = format_transcript(read(FILES["spaced words"]), as_turns((ADA, 1), (MILO, 4)))
    assert [(s.get("speaker"), s["text"]) for s in segments_of(written)] == [
        ("Ada", " Hello"), (None, ","), ("Milo", " there"), (None, " you"), (None, " two"), (None, "."),
    ]  # fmt: skip


def test_a_segment_that_is_cut_keeps_what_is_unknown_in_its_first_part() -> None:
    written = format_transcript(read(FILES["whisper"]), cut(read(FILES["whisper"]), "0th", None, 1_000))
    assert segments_of(written)[:2] == [
        {"id": 0, "start": 0.0, "end": 1.5, "text": " This is the", "words": [{"word": "x"}]},
        {"start": 1.0, "end": 1.5, "text": " 0th of them."},
    ]
    assert '\n  {\n   "start": 1.0,\n   "end": 1.5,\n   "text": " 0th of them."\n  },' in written


def test_segments_that_become_one_reach_from_the_first_to_the_last() -> None:
    transcript = read(FILES["indented"])
    turns = joined(transcript, 1)
    found = segments_of(format_transcript(transcript, turns))
    assert [(s.get("startTime"), s.get("endTime")) for s in found] == [(0.5, 1.234), (3.2, 3.4), (3.5, 4)]
    assert str(found[0]["body"]).startswith('Hello there, "you". Is it\nyou? Hi. [laughter]')


def test_times_keep_their_digits() -> None:
    text = '[{"start": 0.0, "text": "a"}, {"start": "1.25", "text": "b c"}, {"start": "00:00:02.5", "text": "d e"}]'
    written = format_transcript(read(text), moved(read(text), 63_256))
    assert [s["start"] for s in segments_of(written)] == [63.26, "64.51", "00:01:05.8"]


@pytest.mark.parametrize("name", ['A "B" \\ </script>', "Ada: x", "<v Ada>", "é😀", "Ada (Host) 00:41"])
def test_any_name_is_escaped(name: str) -> None:
    transcript = read(FILES["indented"])
    written = format_transcript(transcript, renamed(transcript, "Ada", Speaker(name=name)))
    assert segments_of(written)[0]["speaker"] == name
    assert written.isascii()


@pytest.mark.parametrize("speaker", [Speaker(name="A\nB"), Speaker(name=""), Speaker(name="Ada", role="Host")])
def test_what_json_cannot_say_of_a_speaker_is_refused(speaker: Speaker) -> None:
    transcript = read(FILES["indented"])
    with pytest.raises(TranscriptError, match="cannot be written"):
        format_transcript(transcript, renamed(transcript, "Ada", speaker))


def test_a_speaker_unknown_is_left_out_where_names_are_written_each_time() -> None:
    text = json.dumps([{"speaker": "Ada", "body": body} for body in ("a b", "c d", "e f")])
    assert format_transcript(read(text), cut(read(text), "e", None, None)) == text.replace(
        '{"speaker": "Ada", "body": "e f"}', '{"body": "e f"}'
    )
    with pytest.raises(TranscriptError, match='given to "Ada"'):  # it would carry on
        format_transcript(read(FILES["no times"]), cut(read(FILES["no times"]), "then", None, None))
