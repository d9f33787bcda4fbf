from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from clipper.model import Alignment, Span, TimedWord, WordStatus
from clipper.review import describe, diagnose
from clipper.review.guesses import FEWEST_WORDS, find_guesses
from tests.strategies import alignments
from tests.talks import talk


def guess(alignment: Alignment, guessed: range) -> Alignment:
    """``alignment`` with words that were put between their neighbours."""

    def timed(index: int, word: TimedWord) -> TimedWord:
        return replace(word, status=WordStatus.INTERPOLATED, confidence=0.1) if index in guessed else word

    return replace(alignment, words=tuple(timed(index, word) for index, word in enumerate(alignment.words)))


def words(count: int) -> str:
    return " ".join(f"w{number}" for number in range(count))


def test_a_passage_that_is_hardly_heard_is_told_with_its_turns_and_time() -> None:
    alignment = guess(talk(words(80), words(70), words(80)), range(80, 150))
    (passage,) = find_guesses(alignment)
    assert (passage.first_word, passage.end_word, passage.words) == (80, 150, 70)
    assert (passage.turn, passage.end_turn) == (1, 2)
    assert passage.span == Span(start_ms=33_000, end_ms=60_900)
    assert (
        "Hardly heard, times guessed: 70 words in turn 2, 0:33.0 to 1:00.9: check that this text is said there, "
        "and in this order." in describe(alignment, diagnose(alignment))
    )


def test_a_few_guesses_among_what_is_heard_are_nothing_to_tell() -> None:
    assert find_guesses(guess(talk(words(200)), range(50, 70))) == ()
    assert find_guesses(guess(talk(words(200)), range(0, 200, 2))) == ()


def test_of_a_few_words_a_share_says_nothing() -> None:
    assert find_guesses(guess(talk(words(FEWEST_WORDS - 1)), range(FEWEST_WORDS))) == ()
    assert len(find_guesses(guess(talk(words(FEWEST_WORDS)), range(FEWEST_WORDS)))) == 1


@given(alignments())
def test_passages_begin_and_end_with_guesses_and_follow_each_other(alignment: Alignment) -> None:
    before = 0
    for passage in find_guesses(alignment):
        assert before <= passage.first_word < passage.end_word
        for edge in (passage.first_word, passage.end_word - 1):
            assert alignment.words[edge].status is WordStatus.INTERPOLATED
        before = passage.end_word
