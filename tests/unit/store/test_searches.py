from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipper.store.cache import Cache
from clipper.store.searches import Searches


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    word: str
    price: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherQuestion(Question):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    first: int
    score: float
    phones: tuple[str, ...]
    agreed: bool = True


Answers = list[Answer | None]


class Finder:
    """Finds whatever it was given to find, and counts how often it was asked."""

    def __init__(self, answers: Answers | None = None) -> None:
        self.answers = answers if answers is not None else [Answer(first=1, score=-0.25, phones=("AA",)), None]
        self.asked: list[Question] = []

    def __call__(self, question: Question) -> Answers:
        self.asked.append(question)
        return self.answers


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path)


def run(cache: Cache, finder: Finder, *questions: Question, key: str = "recording") -> list[Answers]:
    searches = Searches(cache, key)
    found = [searches.recall(finder, question, Answers) for question in questions]
    searches.keep()
    return found


def test_a_question_that_was_answered_in_an_earlier_run_is_not_searched_again(cache: Cache) -> None:
    finder = Finder()
    assert run(cache, finder, Question(word="sea")) == run(cache, finder, Question(word="sea")) == [finder.answers]
    assert finder.asked == [Question(word="sea")]


def test_whatever_differs_is_another_question(cache: Cache) -> None:
    finder = Finder()
    questions = [Question(word="sea"), Question(word="see"), Question(word="sea", price=2.0), OtherQuestion(word="sea")]
    run(cache, finder, *questions)
    assert finder.asked == questions


def test_what_is_known_of_one_recording_says_nothing_of_another(cache: Cache) -> None:
    finder = Finder()
    run(cache, finder, Question(word="sea"), key="one")
    run(cache, finder, Question(word="sea"), key="two")
    assert len(finder.asked) == 2


numbers = st.floats(allow_nan=False)
answers = st.builds(Answer, first=st.integers(), score=numbers, phones=st.lists(st.text()).map(tuple))


@given(st.lists(answers | st.none()))
def test_an_answer_comes_back_to_the_last_bit(expected: Answers) -> None:
    with TemporaryDirectory() as folder:
        cache = Cache(Path(folder))
        run(cache, Finder(expected), Question(word="sea"))
        ((found),) = run(cache, Finder([]), Question(word="sea"))
        assert found == expected
        assert repr(found) == repr(expected)  # -0.0 is not 0.0


def test_a_run_that_fails_to_keep_leaves_what_was_known(cache: Cache) -> None:
    finder = Finder()
    run(cache, finder, Question(word="sea"))
    Searches(cache, "recording").recall(finder, Question(word="shore"), Answers)  # and is stopped
    run(cache, finder, Question(word="sea"))
    assert [question.word for question in finder.asked] == ["sea", "shore"]


def test_the_answers_of_earlier_texts_are_kept_for_a_while(cache: Cache) -> None:
    finder = Finder()
    for word in ("sea", "see", "shore", "sure", "she"):
        run(cache, finder, Question(word=word))
    finder.asked.clear()
    run(cache, finder, Question(word="see"))
    assert finder.asked == []
    run(cache, finder, Question(word="sea"))
    assert [question.word for question in finder.asked] == ["sea"]


def test_an_entry_that_is_damaged_is_searched_anew(cache: Cache, tmp_path: Path) -> None:
    finder = Finder()
    run(cache, finder, Question(word="sea"))
    (entry,) = tmp_path.iterdir()
    entry.write_bytes(entry.read_bytes()[:-1])
    assert run(cache, finder, Question(word="sea")) == [finder.answers]
    assert len(finder.asked) == 2
