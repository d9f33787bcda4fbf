from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from clipper.align import align_words, section_search
from clipper.errors import AlignmentError
from clipper.model import PHONES, SpokenWord, WordStatus
from clipper.model.sound import Calibration
from tests.unit.align.emission_maker import say, spoken
from tests.unit.align.phone_toy import ToyModel
from tests.unit.align.toy_talk import hear, make_words, spell

CAT, DOG = "K AE T S", "D AO G M AH"


def test_every_word_gets_an_entry_and_times_rise() -> None:
    words = align_words(
        [spoken(CAT), SpokenWord(forms=()), spoken(DOG)], hear(say(CAT, DOG, pause=20)), ToyModel()
    ).words
    assert [word.status for word in words] == [WordStatus.ALIGNED, WordStatus.UNSEARCHED, WordStatus.ALIGNED]
    first, second = words[0].span, words[2].span
    assert first is not None
    assert second is not None
    assert abs(first.start_ms - 400) <= 30
    assert first.end_ms <= second.start_ms


def test_a_confidence_is_one_that_a_document_keeps() -> None:
    words = align_words([spoken(CAT), spoken(DOG)], hear(say(CAT, DOG, pause=20)), ToyModel()).words
    assert all(word.confidence == round(word.confidence, 3) for word in words)


def test_a_word_that_is_not_said_is_reported_as_such() -> None:
    unsaid = "F IH SH ER M AH N Z HH AA R B ER"
    words = align_words([spoken(CAT), spoken(unsaid), spoken(DOG)], hear(say(CAT, DOG)), ToyModel()).words
    assert [word.status for word in words] == [WordStatus.ALIGNED, WordStatus.NOT_SPOKEN, WordStatus.ALIGNED]


def test_words_that_are_too_many_to_be_searched_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neighbours in time of whom nothing is heard: the words between the sure ones, by their numbers in the text."""
    sure = make_words(400, seed=1)
    unsaid, other = make_words(150, seed=2), make_words(150, seed=3)
    frames = say(*sure[:200], *other, *sure[200:])
    written = [SpokenWord(forms=()), *spell([*sure[:200], *unsaid, *sure[200:]])]
    monkeypatch.setattr(section_search, "_LARGEST", 1_000_000)
    found = align_words(written, hear(frames), ToyModel())
    (lost,) = found.unsearched
    assert 100 < lost.first_word <= 201
    assert 351 <= lost.end_word < 451
    assert lost.span.start_ms <= 20 * len(say(*sure[:200]))
    assert lost.span.end_ms >= 20 * (len(say(*sure[:200], *other)) - 1)
    assert all(word.span is None for word in found.words[lost.first_word : lost.end_word])


@pytest.mark.parametrize(("unsure", "status"), [(-1.5, WordStatus.ALIGNED), (-0.01, WordStatus.INTERPOLATED)])
def test_what_counts_as_heard_is_a_matter_of_the_model(unsure: float, status: WordStatus) -> None:
    hearing = hear(say(CAT, DOG))
    measured = replace(hearing.emissions, calibration=Calibration(unsure=unsure))
    words = align_words([spoken(CAT), spoken(DOG)], replace(hearing, emissions=measured), ToyModel()).words
    assert [word.status for word in words] == [status, status]


def test_no_searched_word_is_no_problem() -> None:
    assert align_words([SpokenWord(forms=())], hear(say(CAT)), ToyModel()).words[0].status is WordStatus.UNSEARCHED


def test_a_stranger_text_is_refused() -> None:
    rng = np.random.default_rng(0)
    said, written = ([" ".join(rng.choice(PHONES, size=4)) for _ in range(80)] for _ in range(2))
    with pytest.raises(AlignmentError, match="nothing in common that can be heard"):
        align_words([spoken(word) for word in written], hear(say(*said)), ToyModel())


def test_a_recording_that_holds_a_small_part_of_the_text_is_aligned() -> None:
    rng = np.random.default_rng(1)
    written = [" ".join(rng.choice(PHONES, size=4)) for _ in range(1500)]
    words = align_words([spoken(word) for word in written], hear(say(*written[600:740])), ToyModel()).words
    found = [index for index, word in enumerate(words) if word.span is not None]
    assert len(set(found) & set(range(600, 740))) >= 135
    assert len(set(found) - set(range(600, 740))) <= 5
