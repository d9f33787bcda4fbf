from __future__ import annotations

import json

from clipper.cli.turn_report import describe_turns, turn_fields
from clipper.model import Evidence, Overlap, RepairMode, Span, Speaker, SpeakerChange, TimedWord, Transcript, WordStatus
from clipper.pipeline.turns_job import SpokenTurns
from clipper.text import parse_transcript

ADA, BOB = Speaker(name="Ada", role="Host"), Speaker(name="Bob")
TEXT = "Ada (Host) 00:01\nWe left the old harbour\nBob 00:03\nbehind. I see.\nAda (Host) 00:05\nYou do.\n"
TRANSCRIPT = parse_transcript(TEXT, source="talk.txt")


def change(first: int, end: int, *, confidence: float = 0.95, is_applied: bool = True) -> SpeakerChange:
    return SpeakerChange(
        first_word=first,
        end_word=end,
        before=BOB,
        after=ADA,
        evidence=((Evidence.VOICE, 5.0), (Evidence.SENTENCE, 2.5)),
        confidence=confidence,
        is_applied=is_applied,
    )


def timed() -> tuple[TimedWord, ...]:
    return tuple(
        TimedWord(status=WordStatus.ALIGNED, span=Span(start_ms=1000 + 300 * n, end_ms=1300 + 300 * n))
        for n in range(len(TRANSCRIPT.words))
    )


def spoken(
    *changes: SpeakerChange,
    transcript: Transcript = TRANSCRIPT,
    words: tuple[TimedWord, ...] | None = None,
    mode: RepairMode = RepairMode.SURE,
    overlaps: tuple[Overlap, ...] = (),
) -> SpokenTurns:
    return SpokenTurns(
        transcript=transcript,
        turns=transcript.turns,
        changes=changes,
        overlaps=overlaps,
        timed=words,
        diagnostics=(),
        mode=mode,
    )


def test_a_change_is_two_lines_that_show_where_it_is_who_and_why() -> None:
    assert list(describe_turns(spoken(change(5, 6), words=timed()))) == [
        "line 4, 0:02.5: Bob -> Ada   changed, 95% sure (voice, sentence)",
        "    ... left the old harbour [behind.] I see. You do. ...",
        "1 label changed (1 word). Turns: 3 -> 3.",
    ]


def test_nothing_is_ever_said_to_be_quite_sure() -> None:
    first, *_ = describe_turns(spoken(change(5, 6, confidence=1.0)))
    assert "99% sure" in first


def test_without_a_recording_the_time_is_the_turns_and_the_doubt_is_told() -> None:
    lines = list(describe_turns(spoken(change(6, 8))))
    assert lines[0].startswith("line 4, 0:03")
    assert "text alone" in lines[-1]


def test_what_is_left_alone_says_why() -> None:
    left = change(5, 6, is_applied=False)
    for mode, why in (
        (RepairMode.SURE, "1 left alone (doubtful; --repair all changes the likelier)"),
        (RepairMode.REPORT, "1 left alone (--repair report only tells)"),
        (RepairMode.ALL, "1 left alone (more likely right as they are)"),
    ):
        lines = list(describe_turns(spoken(left, words=timed(), mode=mode)))
        assert "NOT changed" in lines[0]
        assert why in lines[-1]


def test_overlaps_name_both() -> None:
    both = Overlap(first=0, second=1, span=Span(start_ms=61_000, end_ms=62_500))
    assert "1:01.0: Ada and Bob talk at once for 1.5 s" in list(describe_turns(spoken(words=timed(), overlaps=(both,))))


def test_where_one_person_speaks_no_label_can_be_wrong() -> None:
    alone = parse_transcript("Ada 00:01\nWe left.\n", source="talk.txt")
    assert any("Fewer than two speakers" in line for line in describe_turns(spoken(transcript=alone)))


def test_fields_are_plain_json_with_the_words_and_the_weights() -> None:
    fields = json.loads(json.dumps(turn_fields(spoken(change(5, 6), words=timed()))))
    assert fields["by_text_alone"] is False
    assert fields["changes"] == [
        {
            "first_word": 5,
            "end_word": 6,
            "text": "behind.",
            "line": 4,
            "start_ms": 2500,
            "from": "Bob",
            "to": "Ada",
            "evidence": {"voice": 5.0, "sentence": 2.5},
            "confidence": 0.95,
            "applied": True,
        }
    ]
    assert [(turn["speaker"], turn["role"], turn["text"]) for turn in fields["turns"]][:2] == [
        ("Ada", "Host", "We left the old harbour"),
        ("Bob", "", "behind. I see."),
    ]
    assert turn_fields(spoken())["by_text_alone"] is True
