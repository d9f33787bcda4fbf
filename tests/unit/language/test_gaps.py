from __future__ import annotations

import pytest

from clipper.language import (
    BEFORE_CLAUSE,
    BOUND,
    CLAUSE_END,
    GLUED,
    LIGHTLY_BOUND,
    NAME,
    OPEN,
    STOP,
    UNIT,
    weigh_gaps,
)


def weigh(text: str, language: str = "en") -> list[int]:
    return weigh_gaps(text.split(), language)[0][1:-1]


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("said Anna Castellano", NAME),
        ("met Mr. Quist", NAME),
        ("see Bank of Ellery", NAME),
        ("took 64 miles", UNIT),
        ("took five miles", UNIT),
        ("see page 42", UNIT),
        ("saw the boat", BOUND),
        ("went to sea", BOUND),
        ("so that nobody", BOUND - 10),
        ("and she left", BOUND - 10),
        ("and then it's", BOUND - 10),
        ("we all went", BOUND - 10),
        ("kind of um thing", BOUND),
        ("she was tired", LIGHTLY_BOUND),
        ("don't go", BOUND),
        ("well —", GLUED),
    ],
)
def test_words_that_hold_together_are_dear_to_break(text: str, least: int) -> None:
    assert weigh(text)[-1] >= least


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("left, and", 14),
        ("left because", BEFORE_CLAUSE),
        ("thing with", 42),
        ("He left. She", 0),
        ("Thursday, nobody", CLAUSE_END),
        ("Thursday: nobody", STOP),
        ("nobody; still", STOP),
        ("nobody — still", STOP),
        ("it's all at", 42),
    ],
)
def test_a_break_before_a_clause_or_a_phrase_is_cheap(text: str, most: int) -> None:
    assert weigh(text)[-1] <= most


@pytest.mark.parametrize("text", ["Mr. Quist", "e.g. this", "J. Quist", "uh... and then", "U.S. Senate"])
def test_a_full_stop_does_not_always_end_a_sentence(text: str) -> None:
    ends = weigh_gaps(text.split(), "en")[1]
    assert not any(ends[1:-1])


@pytest.mark.parametrize("text", ["“Go.” She", "Really? Yes.", "wait… Then", "said so. 64 people", "(Left.) Then"])
def test_a_sentence_ends_before_quotes_and_brackets_close(text: str) -> None:
    assert any(weigh_gaps(text.split(), "en")[1][1:-1])


def test_a_capital_at_a_sentences_start_makes_no_name() -> None:
    assert weigh("it rained there. Then Paris slept")[3] == OPEN
    assert weigh("it rained there. But Paris slept")[3] < NAME


@pytest.mark.parametrize(
    "text",
    [
        "WE LEFT THE HARBOUR AT NIGHT AND NOBODY SAW US GO HOME",
        "We Left Harbour Ellery Last Night And Nobody Saw Us Go Home",
    ],
)
def test_a_text_in_capitals_is_not_one_long_name(text: str) -> None:
    assert NAME not in weigh(text)


def test_an_annotation_holds_together_and_an_open_bracket_does_not_last() -> None:
    assert weigh("so [inaudible 04:12] said")[1] == UNIT
    assert UNIT not in weigh("so (we left early and nobody saw us go home")


def test_german_nouns_are_no_names() -> None:
    assert weigh("große Schiffe Segel", "de-AT") == [OPEN, OPEN]


def test_an_unknown_language_is_broken_by_punctuation() -> None:
    assert weigh("le bateau, la mer", "fr")[1] < weigh("le bateau, la mer", "fr")[0]
