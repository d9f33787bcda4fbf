from __future__ import annotations

from dataclasses import replace

import pytest

from clipper.errors import InputError
from clipper.model import Alignment, Recording, RepairMode, Span, Speaker, TimedWord, WordStatus
from clipper.pipeline.repairing import describe_variants, name_as_wished, repair_alignment
from clipper.text import parse_transcript
from tests.unit.turns.voice_maker import lay_out, sound_of

ADA = "We left the harbour at six and nobody was awake in the whole town. The sea was as calm as I have ever seen it."
BOB = "And then the wind got up from the north and we had to turn around. It took us the whole of the long night."
TURNS = (("Ada", ADA), ("Bob", BOB), ("Ada", f"{ADA} It was so dark. Yeah. {ADA}"), ("Bob", BOB))
TEXT = "".join(f"{name} 00:01\n{text}\n" for name, text in TURNS)
TRANSCRIPT = parse_transcript(TEXT, source="talk.txt")
YEAH = next(index for index, word in enumerate(TRANSCRIPT.words) if word.text == "Yeah.")
SAID_BY = ["Bob" if index == YEAH else name for index, name in enumerate(n for n, t in TURNS for _ in t.split())]
WORDS = lay_out([word.text for word in TRANSCRIPT.words])


def aligned(*recordings: str | None, words: tuple[TimedWord, ...] = WORDS) -> Alignment:
    files = tuple(
        Recording(content_hash="sha256:" + "0" * 64, path="a.wav", duration_ms=10**6, streams=(), speaker=name)
        for name in recordings
    )
    return Alignment(transcript=TRANSCRIPT, recordings=files, words=words)


def repaired(alignment: Alignment, mode: RepairMode = RepairMode.SURE) -> Alignment:
    return repair_alignment(alignment, sound_of(WORDS, SAID_BY), mode)[0]


def test_what_the_voice_tells_is_repaired_and_the_turns_begin_when_they_are_heard() -> None:
    result = repaired(aligned(None))
    (change,) = result.changes
    assert (change.first_word, change.end_word, change.is_applied) == (YEAH, YEAH + 1, True)
    assert result.speaker_of(YEAH) == Speaker(name="Bob")
    (turn,) = (turn for turn in result.turns if turn.first_word == YEAH)
    span = WORDS[YEAH].span
    assert span is not None
    assert (turn.header_ms, turn.header_end_ms) == (span.start_ms, span.end_ms)


def test_off_looks_for_nothing_and_report_changes_nothing() -> None:
    assert repaired(aligned(None), RepairMode.OFF) == aligned(None)
    told = repaired(aligned(None), RepairMode.REPORT)
    assert told.repaired is None
    assert [change.is_applied for change in told.changes] == [False]


def test_without_sound_the_remark_stays_where_it_is() -> None:
    assert not repair_alignment(aligned("Ada", "Bob"), None, RepairMode.SURE)[0].changes


def test_a_word_found_on_its_speakers_own_track_keeps_its_label() -> None:
    assert not repaired(aligned(None, "Ada")).changes
    interpolated = tuple(
        replace(word, status=WordStatus.INTERPOLATED) if index == YEAH else word for index, word in enumerate(WORDS)
    )
    assert len(repaired(aligned(None, "Ada", words=interpolated)).changes) == 1


def test_what_is_heard_while_somebody_speaks_on_a_track_says_nothing_of_the_voice() -> None:
    """Bob's "It" seems to be where Ada's "Yeah." is: the sound of everybody is hers there."""
    turn_end = TRANSCRIPT.turns[1].end_word
    taken = WORDS[5].span
    assert taken is not None
    words = list(WORDS)
    words[turn_end - 1] = TimedWord(
        status=WordStatus.ALIGNED, span=Span(start_ms=taken.start_ms + 10, end_ms=taken.end_ms)
    )
    for index in range(TRANSCRIPT.turns[1].first_word, turn_end - 1):
        words[index] = TimedWord(status=WordStatus.NOT_SPOKEN)
    changes = repaired(aligned(None, "Ada", words=tuple(words))).changes
    assert not [change for change in changes if change.first_word <= turn_end - 1 < change.end_word]


def test_names_are_given_and_who_is_not_there_is_told_with_those_who_are() -> None:
    named = name_as_wished(TRANSCRIPT, {"Ada": Speaker(name="Ada Lovelace", role="Host")})
    assert named.turns[0].speaker == Speaker(name="Ada Lovelace", role="Host")
    with pytest.raises(InputError, match="no speaker 'Eve'") as told:
        name_as_wished(TRANSCRIPT, {"Eve": Speaker(name="X")})
    assert "Ada, Bob" in told.value.remedy
    with pytest.raises(InputError, match="every turn has a speaker already"):
        name_as_wished(TRANSCRIPT, {"": Speaker(name="X")})


def test_the_remedy_for_two_spellings_is_a_command_that_a_shell_reads() -> None:
    text = "Ned O'Rourke 00:01\nI see.\nNed ORourke (Host) 00:02\nYou see it as well.\n"
    (finding,) = describe_variants(parse_transcript(text, source="talk.txt"))
    assert finding.code == "speaker-variants"
    assert "Ned ORourke (Host)" in finding.message
    assert """--name 'Ned O'"'"'Rourke=Ned ORourke (Host)'""" in finding.remedy


def test_a_word_under_anothers_speech_is_judged_by_nobodys_voice() -> None:
    span = WORDS[YEAH].span
    assert span is not None
    squeezed = replace(
        WORDS[YEAH], status=WordStatus.INTERPOLATED, span=Span(start_ms=span.start_ms, end_ms=span.start_ms + 60)
    )
    words = tuple(squeezed if index == YEAH else word for index, word in enumerate(WORDS))
    assert not repaired(aligned(None, words=words)).changes


def test_it_is_said_when_too_little_is_heard_of_two_voices() -> None:
    _, known = repair_alignment(aligned(None), sound_of(WORDS, SAID_BY), RepairMode.SURE)
    assert not known
    lost = tuple(
        TimedWord(status=WordStatus.NOT_SPOKEN) if name == "Bob" else w for w, name in zip(WORDS, SAID_BY, strict=True)
    )
    short = (*WORDS[:25], *(TimedWord(status=WordStatus.NOT_SPOKEN) for _ in WORDS[25:]))
    for words in (short, lost[:20] + (TimedWord(status=WordStatus.NOT_SPOKEN),) * (len(WORDS) - 20)):
        result, said = repair_alignment(aligned(None, words=words), sound_of(WORDS, SAID_BY), RepairMode.SURE)
        assert [one.code for one in said] == ["voices-unknown"]
        assert not result.changes
    assert not repair_alignment(aligned("Ada", "Bob"), None, RepairMode.SURE)[1]
