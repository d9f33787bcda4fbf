from __future__ import annotations

import pytest

from clipper.model import Speaker, Transcript
from clipper.text import parse_transcript
from clipper.turns import find_variants, name_speakers


def talk(*names: str) -> Transcript:
    text = "".join(f"{name} 00:01\n{'word ' * (number + 1)}\n" for number, name in enumerate(names))
    return parse_transcript(text, source="talk.txt")


def test_speakers_get_the_names_that_are_given() -> None:
    named = name_speakers(talk("Speaker 1", "Speaker 2", "Speaker 1"), {"Speaker 1": Speaker(name="Ada", role="Host")})
    assert [turn.speaker for turn in named.turns] == [
        Speaker(name="Ada", role="Host"),
        Speaker(name="Speaker 2"),
        Speaker(name="Ada", role="Host"),
    ]


def test_a_name_may_be_given_as_it_stands_in_the_transcript_with_its_role() -> None:
    transcript = talk("Ada (Host)", "Ada (Guest)")
    named = name_speakers(transcript, {"Ada (Guest)": Speaker(name="Eve"), "Ada": Speaker(name="Ada Lovelace")})
    assert [turn.speaker.name for turn in named.turns if turn.speaker] == ["Ada Lovelace", "Eve"]


def test_turns_without_a_name_can_be_named_but_no_title_speaks() -> None:
    transcript = parse_transcript("My Podcast\nDate: 2024-01-01\n\nWe left the harbour at six.\n", source="talk.txt")
    named = name_speakers(transcript, {"": Speaker(name="Ada")})
    assert named.turns[-1].speaker == Speaker(name="Ada")
    for turn in named.turns:
        searched = any(word.searched for word in named.words[turn.first_word : turn.end_word])
        assert (turn.speaker is not None) == searched


def test_a_name_that_nobody_has_is_told() -> None:
    with pytest.raises(KeyError, match="Speaker 3"):
        name_speakers(talk("Speaker 1"), {"Speaker 3": Speaker(name="Ada")})


@pytest.mark.parametrize(
    ("rare", "usual"),
    [
        ("Dwarkash Patel", "Dwarkesh Patel"),
        ("ILYA SUTSKEVER", "Ilya Sutskever"),
        ("Ilya", "Ilya Sutskever"),
        ("Sutskever", "Ilya Sutskever"),
        ("O’Rourke, Ned", "O'Rourke Ned"),
    ],
)
def test_spelling_variants_of_a_name_are_found(rare: str, usual: str) -> None:
    assert [(a.name, b.name) for a, b in find_variants(talk(rare, usual))] == [(rare, usual)]


@pytest.mark.parametrize(
    ("one", "other"), [("Speaker 1", "Speaker 2"), ("Ann Lee", "Jan Lee"), ("Ann", "Anna"), ("Host", "Guest")]
)
def test_different_people_are_no_variants(one: str, other: str) -> None:
    assert not list(find_variants(talk(one, other)))
