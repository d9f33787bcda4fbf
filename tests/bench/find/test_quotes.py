"""Every misquotation keeps the truth: which words of the text it was taken from."""

import random

import pytest

from tests.bench.find import quotes as ways
from tests.bench.find.quotes import Asked
from tests.bench.find.table import draw_repeated, repeat_passages
from tests.bench.find.texts import Text, as_alignment, sentences

WORDS = tuple(f"w{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(600))


def made(misquote: ways.Misquote, *, seed: int, length: int = 20) -> Asked:
    return misquote(WORDS, 100, 100 + length, random.Random(seed))


def test_verbatim_is_the_text() -> None:
    assert made(ways.verbatim, seed=1) == Asked(text=" ".join(WORDS[100:120]), first=100, end=120)


@pytest.mark.parametrize("seed", range(40))
def test_a_share_of_the_words_is_wrong_and_the_edges_are_those_that_are_left(seed: int) -> None:
    asked = made(ways.misremembered(0.2), seed=seed)
    told = asked.text.split()
    kept = [word for word in told if word in WORDS[100:120]]
    assert 16 <= len(kept) <= 20
    assert 100 <= asked.first < asked.end <= 120
    assert WORDS[asked.first] == told[0] or told[0] not in WORDS[100:120]  # itself, or one in its place


def test_nothing_is_put_before_the_first_word_or_behind_the_last() -> None:
    for seed in range(200):
        told = made(ways.misremembered(0.35), seed=seed, length=8)
        longest = told.end - told.first + 3  # three words of eight are wrong
        assert len(told.text.split()) <= longest
        if WORDS[told.first] in told.text.split():
            assert told.text.split()[0] == WORDS[told.first]


def test_the_middle_third_gives_way_to_dots() -> None:
    asked = made(ways.elided(0), seed=1, length=9)
    assert asked.text == f"{' '.join(WORDS[100:103])} ... {' '.join(WORDS[106:109])}"
    assert (asked.first, asked.end) == (100, 109)


def test_numbers_and_contractions_are_written_the_other_way() -> None:
    words = ("In", "1990s", "money", "it's", "$5", "million", "or", "64", "feet,", "they", "do", "not", "say.")
    told = ways.written_otherwise(words, 0, len(words), random.Random(1)).text
    assert told == "In nineteen nineties money it is five million dollars or sixty-four feet, they don't say."
    assert ways.is_written_two_ways(words)
    assert not ways.is_written_two_ways(("no", "such", "thing"))


def test_repeated_passages_stand_twice_in_the_text() -> None:
    text = Text(name="test", words=tuple(f"{number}" for number in range(60_000)), elsewhere=())
    twice, passages = repeat_passages(text)
    whole = f" {' '.join(twice.words)} "
    for first, end in passages:
        assert twice.words[first:end] == text.words[first:end]
        assert whole.count(f" {' '.join(text.words[first:end])} ") == 2
    for asked in draw_repeated(text, passages, ways.verbatim, count=80):
        assert whole.count(f" {asked.text} ") == 2


def test_sentences_end_with_a_mark() -> None:
    assert sentences(["One", "two.", "Three", "four!”", "five"]) == [("One", "two."), ("Three", "four!”")]


def test_the_words_become_an_episode_of_two_speakers() -> None:
    alignment = as_alignment(WORDS)
    assert len(alignment.words) == len(WORDS)
    assert {turn.speaker.name for turn in alignment.turns if turn.speaker} == {"Ada", "Milo"}
