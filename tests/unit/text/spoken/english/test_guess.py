from __future__ import annotations

import pytest

from clipper.text.spoken.english.guess import PhoneGuesser

READINGS = {
    "of": "AO F",  # a slip that the acoustic model learned
    "i": "IY",
    "to": "T OW",
    "a": "AH",
    "through": "TH R UW",
    "kubernetes": "K UW B AH N EY T AH S",
    "sriracha": "S R IH R AA CH AH",
    "podcaster": "P AA D K AE S T AH",
    "zorblattic": "Z AO R B L AE T IH K",
    "skarrowby": "S K AE R OW B IY",
    "wrenfield": "R EH N F IY L D",
    "xkcd": "S K IY D IY D IY D IY",
    "antidisestablishmentarian": "AE N T AY D AY S T AE B L IH SH M AH N T EH R IY AH N",
}
"""As hama 1.7.0 reads them, and 1.3.13 did: the grapheme-to-phoneme model is the same."""


@pytest.fixture(scope="module")
def guesser() -> PhoneGuesser:
    return PhoneGuesser()


@pytest.mark.parametrize("word", READINGS)
def test_a_word_is_read_as_ever(guesser: PhoneGuesser, word: str) -> None:
    (phones,) = guesser.read([word])
    assert " ".join(phones) == READINGS[word]


def test_words_are_read_together_as_they_are_alone(guesser: PhoneGuesser) -> None:
    assert [" ".join(phones) for phones in guesser.read(list(READINGS))] == list(READINGS.values())


def test_nothing_is_read_of_nothing(guesser: PhoneGuesser) -> None:
    assert guesser.read([]) == []
    assert guesser.guess("") == ()


def test_a_final_r_is_given_back(guesser: PhoneGuesser) -> None:
    assert guesser.guess("podcaster")[-1] == "ER"


def test_a_long_word_is_guessed_in_pieces(guesser: PhoneGuesser) -> None:
    half = "antidisestablishment"
    assert len(guesser.guess(half * 3)) > 2 * len(guesser.guess(half))


def test_a_letter_that_the_model_never_saw_does_no_harm(guesser: PhoneGuesser) -> None:
    assert len(guesser.read(["\ue000ton"])) == 1
