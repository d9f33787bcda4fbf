from __future__ import annotations

import pytest

from clipper.clips.openings import Opening, is_cut_off, is_question, judge_opening, judge_question


def words(text: str) -> list[str]:
    return text.split()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The steel was the easy part.", Opening.FREE),
        ("People will spend $3 billion on a telescope.", Opening.FREE),
        ("It is easy to forget that.", Opening.FREE),
        ("This country is large.", Opening.FREE),
        ("Who would have thought so?", Opening.FREE),
        ("Who is afraid of rust?", Opening.FREE),
        ("While I was a child the bell rang.", Opening.FREE),
        ("And they do.", Opening.DANGLES),
        ("So that an old man can listen.", Opening.DANGLES),
        ("Which is why we left.", Opening.DANGLES),
        ("He said no.", Opening.DANGLES),
        ("It's what they wanted.", Opening.DANGLES),
        ("This is wrong.", Opening.DANGLES),
        ("Yeah.", Opening.DANGLES),
        ("Um.", Opening.DANGLES),
        ("the room was full of Swedes", Opening.DANGLES),
        ("Well, the steel was easy.", Opening.LEANS),
        ("When they came we left.", Opening.LEANS),
    ],
)
def test_a_beginning_is_free_leans_or_dangles(sentence: str, expected: Opening) -> None:
    assert judge_opening(words(sentence), "en") is expected


def test_a_question_may_lean_because_its_answer_tells_of_what() -> None:
    assert judge_opening(words("And how long did it take?"), "en") is Opening.DANGLES
    assert judge_question(words("And how long did it take?"), "en") is Opening.LEANS
    assert judge_question(words("What did you hear?"), "en") is Opening.FREE
    assert judge_question(words("And the dog?"), "en") is Opening.DANGLES
    assert judge_question(words("That is lovely."), "en") is Opening.DANGLES


def test_questions_and_sentences_that_break_off_are_known_by_their_last_mark() -> None:
    assert is_question(["really?”"])
    assert not is_question(["really."])
    assert is_cut_off(["and", "then..."])
    assert is_cut_off(["wait", "—"])
    assert not is_cut_off(["done.”"])
