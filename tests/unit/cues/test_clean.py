from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from clipper.cues import clean_alignment, find_clutter, segment_cues
from clipper.model import Alignment
from tests.strategies import alignments
from tests.talks import talk


def left(*turns: str) -> list[str]:
    """What is left of the words of turns."""
    alignment = talk(*turns)
    transcript, clutter = alignment.transcript, find_clutter(alignment)
    return [
        " ".join(transcript.words[i].text for i in range(turn.first_word, turn.end_word) if i not in clutter)
        for turn in transcript.turns
    ]


@pytest.mark.parametrize(
    ("said", "clean"),
    [
        ("So, um, you went out", "So, you went out"),
        ("and a a robin's nest", "and a robin's nest"),
        ("But then I saw I saw someone say", "But then I saw someone say"),
        ("in the in the in the end", "in the end"),
        ("th- the room", "the room"),
        ("if you uh if you and um one of them", "if you and one of them"),
        ("Um, uh, so it is", "so it is"),
    ],
)
def test_fillers_doubled_words_and_false_starts_go(said: str, clean: str) -> None:
    assert left(said) == [clean]


@pytest.mark.parametrize(
    "said",
    [
        "It is very very small.",
        "I had had enough.",
        "No, no, it is not.",
        "Row, row your boat.",
        "It was um.",  # the sentence needs its full stop
        "Um.",  # all that somebody says
        "He did it again. It was late.",
        "Tick, tick, tick, like somebody knocking.",
        "one one two",
    ],
)
def test_emphasis_and_what_a_sentence_needs_stay(said: str) -> None:
    assert left(said) == [said]


def test_a_word_is_not_doubled_by_another_speaker() -> None:
    assert left("We left the", "the harbour") == ["We left the", "the harbour"]


def test_of_what_is_written_twice_and_said_once_the_spoken_one_stays() -> None:
    alignment = talk("and a lost robin lost", unspoken=frozenset({"lost"}))
    twice = replace(
        alignment,
        transcript=replace(
            alignment.transcript,
            words=tuple(
                replace(word, text="robin") if word.text == "lost" else word for word in alignment.transcript.words
            ),
        ),
    )
    assert not find_clutter(twice)


@given(alignments())
def test_nothing_else_changes(alignment: Alignment) -> None:
    """Law: the clutter is hidden and every other word is shown as before, at its own time.

    An annotation of a turn without speech may find silence to be shown in where clutter was.
    """
    clutter = find_clutter(alignment)
    clean = clean_alignment(alignment)
    assert clean.words == alignment.words
    before, after = ([word for cue in segment_cues(one).cues for word in cue.words] for one in (alignment, clean))
    assert set(after) >= set(before) - clutter
    assert all(not alignment.transcript.words[word].searched for word in set(after) - (set(before) - clutter))
    assert find_clutter(clean) == clutter
