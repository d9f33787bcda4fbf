from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clipper.model import Transcript
from clipper.model.repair import Evidence, RepairMode, SpeakerChange
from clipper.text import parse_transcript
from clipper.turns.repair import SURE_BY_TEXT, Heard, Repair, _Found, _is_told, repair_speakers
from tests.unit.turns.voice_maker import heard_of

ADA = "We left the harbour at six and nobody was awake in the whole town. The sea was as calm as I have ever seen it."
BOB = "And then the wind got up from the north and we had to turn around. It took us the whole of the long night."


def talk(*turns: tuple[str, str]) -> Transcript:
    return parse_transcript("".join(f"{name} 00:01\n{text}\n" for name, text in turns), source="talk.txt")


def said(*turns: tuple[str, str]) -> list[str]:
    return [name for name, text in turns for _ in text.split()]


def names(repair: Repair) -> list[str]:
    return [speaker.name if speaker else "" for speaker in repair.speakers]


def texts(transcript: Transcript, changes: Sequence[SpeakerChange]) -> list[str]:
    return [" ".join(word.text for word in transcript.words[c.first_word : c.end_word]) for c in changes]


FRAGMENT = (
    ("Ada", f"{ADA} So one consequence is that scaling sucked"),
    ("Bob", "out all the air in"),
    ("Ada", f"the room. {ADA}"),
    ("Bob", BOB),
)


def test_a_fragment_of_a_sentence_goes_back_to_whoever_says_the_sentence() -> None:
    transcript = talk(*FRAGMENT)
    repair = repair_speakers(transcript, None, mode=RepairMode.SURE)
    (change,) = repair.changes
    assert texts(transcript, repair.changes) == ["out all the air in"]
    assert (change.before.name if change.before else "", change.after.name) == ("Bob", "Ada")
    assert change.is_applied
    assert change.confidence > 0.9
    assert [kind for kind, _ in change.evidence] == [Evidence.SENTENCE]
    assert names(repair) == said(*FRAGMENT[:1], ("Ada", "out all the air in"), *FRAGMENT[2:])


@pytest.mark.parametrize(
    ("left", "right", "moved"),
    [
        ("without the kind of compute that other frontier", "labs have? So I can comment.", "labs have?"),
        ("to say? The short", "comment is that we have enough of it for all that we want.", "The short"),
    ],
)
def test_a_border_that_came_some_words_off_is_moved_to_the_end_of_the_sentence(
    left: str, right: str, moved: str
) -> None:
    transcript = talk(("Ada", f"{ADA} And what would you like {left}"), ("Bob", f"{right} {BOB}"))
    repair = repair_speakers(transcript, None, mode=RepairMode.SURE)
    assert texts(transcript, repair.changes) == [moved]


def test_what_the_text_allows_is_left_alone() -> None:
    transcript = talk(
        ("Ada", ADA), ("Bob", "Right."), ("Ada", ADA), ("Bob", BOB), ("Ada", "I think we"), ("Bob", "No.")
    )
    assert not [c for c in repair_speakers(transcript, None, mode=RepairMode.ALL).changes if c.is_applied]


REMARK = (("Ada", f"{ADA} {ADA} Yeah. {ADA}"), ("Bob", f"{BOB} {BOB}"), ("Ada", ADA), ("Bob", BOB))


def test_a_remark_under_the_speakers_name_is_told_by_the_voice() -> None:
    transcript = talk(*REMARK)
    true = said(*REMARK)
    at = [word.text for word in transcript.words].index("Yeah.")
    true[at] = "Bob"
    text = "".join(f"{name} 00:01\n{said_}\n" for name, said_ in REMARK)
    repair = repair_speakers(transcript, heard_of(text, true), mode=RepairMode.SURE)
    assert texts(transcript, repair.changes) == ["Yeah."]
    assert repair.changes[0].evidence[0][0] is Evidence.VOICE
    assert names(repair) == true
    assert not repair_speakers(transcript, None, mode=RepairMode.SURE).changes


def test_where_voices_are_alike_the_remark_stays() -> None:
    transcript = talk(*REMARK)
    true = said(*REMARK)
    true[[word.text for word in transcript.words].index("Yeah.")] = "Bob"
    text = "".join(f"{name} 00:01\n{said_}\n" for name, said_ in REMARK)
    repair = repair_speakers(transcript, heard_of(text, true, apart=0.02), mode=RepairMode.SURE)
    assert names(repair) == said(*REMARK)


def test_the_label_of_a_word_on_a_track_of_its_own_is_a_fact() -> None:
    transcript = talk(*FRAGMENT)
    heard = heard_of("".join(f"{name} 00:01\n{text}\n" for name, text in FRAGMENT), said(*FRAGMENT))
    everything = frozenset(range(len(transcript.words)))
    for certain, changes in ((frozenset[int](), 1), (everything, 0)):
        found = repair_speakers(transcript, Heard(timed=heard.timed, certain=certain), mode=RepairMode.SURE).changes
        assert len([change for change in found if change.is_applied]) == changes


def test_modes_say_what_is_done() -> None:
    transcript = talk(*FRAGMENT)
    off, report, sure = (
        repair_speakers(transcript, None, mode=mode) for mode in (RepairMode.OFF, RepairMode.REPORT, RepairMode.SURE)
    )
    assert not off.changes
    assert names(off) == names(report) == said(*FRAGMENT)
    assert texts(transcript, report.changes) == texts(transcript, sure.changes)
    assert [change.is_applied for change in (*report.changes, *sure.changes)] == [False, True]


def test_a_doubtful_change_is_told_and_made_only_if_all_are_wanted() -> None:
    transcript = talk(
        ("Ada", f"{ADA} I think that execution is everything."),
        ("Bob", "And people say that a very"),
        ("Ada", f"lot. Yeah. {ADA}"),
        ("Bob", BOB),
    )
    sure, everything = (repair_speakers(transcript, None, mode=mode) for mode in (RepairMode.SURE, RepairMode.ALL))
    assert "And people say that a very" in texts(transcript, sure.changes)
    assert not any(change.is_applied for change in sure.changes)
    assert any(change.is_applied for change in everything.changes)


def test_one_speaker_or_none_is_no_task() -> None:
    for transcript in (talk(("Ada", ADA)), parse_transcript(ADA, source="talk.txt")):
        assert not repair_speakers(transcript, None, mode=RepairMode.ALL).changes


_SENTENCES = st.sampled_from(
    ["Yeah.", "We left the harbour.", "It rained, and the wind", "so to speak.", "No?", "the sea"]
)


@settings(deadline=None, max_examples=80)
@given(
    st.lists(st.tuples(st.sampled_from("ABC"), st.lists(_SENTENCES, min_size=1, max_size=4)), min_size=1, max_size=12),
    st.sampled_from([RepairMode.SURE, RepairMode.ALL]),
)
def test_repairing_twice_changes_nothing(turns: list[tuple[str, list[str]]], mode: RepairMode) -> None:
    """Law; and every word that has another speaker now stands in exactly one change that is applied."""
    transcript = talk(*((f"Speaker {name}", " ".join(parts)) for name, parts in turns))
    repair = repair_speakers(transcript, None, mode=mode)
    moved = {
        word for change in repair.changes if change.is_applied for word in range(change.first_word, change.end_word)
    }
    written = [transcript.speaker_of(word) for word in range(len(transcript.words))]
    assert moved == {word for word, (a, b) in enumerate(zip(written, repair.speakers, strict=True)) if a != b}
    again = talk(
        *(
            (speaker.name if speaker else "", word.text)
            for speaker, word in zip(repair.speakers, transcript.words, strict=True)
        )
    )
    assert not any(change.is_applied for change in repair_speakers(again, None, mode=mode).changes)


def test_without_full_stops_the_text_alone_takes_no_turn_from_anybody() -> None:
    talk_without_points = talk(
        ("Ada", "and they do four hundred houses go dark so that an old man can listen to a star"),
        ("Bob", "that is the loveliest thing i have heard all year"),
        ("Ada", "one of them from the year when people will spend money on a telescope"),
        ("Bob", "and how long did it take"),
        ("Ada", "eleven years the steel was easy"),
    )
    repair = repair_speakers(talk_without_points, None, mode=RepairMode.SURE)
    assert not [change for change in repair.changes if change.is_applied]


def test_the_text_alone_is_less_sure_than_the_same_with_voices() -> None:
    turns = ("Ada", "We left the"), ("Bob", "old"), ("Ada", "harbour and came home. It was dark."), ("Bob", "I see.")
    (change,) = (one for one in repair_speakers(talk(*turns), None, mode=RepairMode.SURE).changes if one.is_applied)
    assert SURE_BY_TEXT < change.confidence < 0.99


def test_a_change_that_was_made_is_not_told_as_doubtful_too() -> None:
    """Where the rounds run out before nothing changes any more."""
    found = _Found(first=1, end=3, speaker=1, confidence=0.95, gains={})
    written, labels = np.array([0, 0, 0, 0]), np.array([0, 1, 1, 0])
    assert not _is_told(found, written, labels)
    assert _is_told(found, written, written)
    assert not _is_told(replace(found, speaker=0), written, labels)  # doubt about a change, back to the label
