from __future__ import annotations

import pytest

from clipper.clips.rhetoric import (
    are_parallel,
    count_hedges,
    count_restart,
    find_contrast,
    find_figures,
    is_courtesy,
    is_phrase,
)


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


@pytest.mark.parametrize(
    ("text", "name", "shown"),
    [
        ("We want not more rules but better ones.", "contrast", "not more rules but "),
        ("There are more companies than ideas.", "contrast", "more companies than"),
        ("The hard part was the silence.", "contrast", "hard part was"),
        ("The truth is that it was cold.", "claim", "The truth is"),
        ("Nobody came.", "claim", "Nobody"),
        ("It turned out to be a sheep.", "surprise", "turned out"),
        ("How come no one’s having any ideas?", "surprise", "How come"),
        ("I cried a little.", "story", "I cried"),
        ("Remember the sea.", "address", "Remember"),
        ("We raised $3 billion.", "number", "$3 billion"),
    ],
)
def test_figures_are_found_with_the_words_that_show_them(text: str, name: str, shown: str) -> None:
    assert find_figures(text)[name] == shown.strip()


def test_plain_words_and_thinking_aloud_make_no_figure() -> None:
    assert find_figures("Then we went along the road to the harbour.") == {}
    assert "contrast" not in find_figures("I am not sure what happened, but it sounds possible.")
    assert "contrast" not in find_figures("It took more than a week.")


def test_two_sentences_contrast_by_opposites_or_by_setting_right_what_was_denied() -> None:
    assert (
        find_contrast(words("The steel was the easy part."), words("The hard part was the silence.")) == "easy ... hard"
    )
    asks = words("It only asks whether you are listening.")
    assert find_contrast(words("But the sky does not ask what you paid."), asks) == " ".join(asks)
    assert find_contrast(words("The sky asks what you paid."), asks) == ""
    assert find_contrast(words("We saw a boat."), words("The boat was red.")) == ""


def test_sentences_that_begin_alike_are_parallel_and_a_sentence_said_twice_is_not() -> None:
    story = words("A thing you noticed is a story.")
    assert are_parallel(story, words("A thing you noticed and wrote down is a measurement."), "en")
    assert not are_parallel(story, story, "en")
    assert not are_parallel(words("It is a dog now."), words("It is the cat there."), "en")


def test_a_phrase_is_short_and_says_something() -> None:
    assert is_phrase(words("That comma paid for this building."), "en")
    assert not is_phrase(words("I did."), "en")
    assert is_phrase(words("How come no one is having any ideas?"), "en")
    assert not is_phrase(words("And I think it's true too."), "en")
    assert not is_phrase(words("We um bought the old telescope."), "en")


def test_hedges_are_counted_but_a_comparison_is_none() -> None:
    assert count_hedges("It's like, you know, a kind of boat, right?") == 4
    assert count_hedges("Tick, tick, tick, like somebody knocking very politely.") == 0


def test_what_the_next_sentence_says_anew_was_a_false_start() -> None:
    begun = words("You might argue that you want to build the best system.")
    assert count_restart(begun, words("If you want to build the best system, it helps to be rich.")) == 8 - 1
    assert count_restart(begun, words("The best system is expensive.")) == 0
    alike = words("We shall fight on the beaches and in the hills.")
    assert count_restart(alike, words("We shall fight on the beaches and in the streets.")) == 0


def test_thanks_and_greetings_are_courtesies() -> None:
    assert is_courtesy("Thank you for being here.")
    assert not is_courtesy("The sky does not ask.")
