from __future__ import annotations

import numpy as np
import pytest

from clipper.model import TimedWord, WordStatus
from clipper.turns.voices import VoiceRows, compare_voices
from tests.unit.turns.voice_maker import lay_out, sound_of

TRUE = np.repeat([0, 1, 0, 1, 0, 1], 20)
TIMED = lay_out(["word"] * len(TRUE))


def compare(
    true: np.ndarray[tuple[int], np.dtype[np.int64]], labels: object, *, apart: float = 1.5
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    hearing = sound_of(TIMED, [f"voice {speaker}" for speaker in true], apart=apart)
    return compare_voices(VoiceRows.of(TIMED, hearing), np.asarray(labels), 2)


def test_words_fit_the_voice_that_says_them_whatever_their_label() -> None:
    labels = TRUE.copy()
    labels[28:31] = 0
    scores = compare(TRUE, labels)
    assert (scores.argmax(axis=1) == TRUE).all()
    assert (scores[28:31, 1] - scores[28:31, 0] > 3).all()


def test_where_the_voices_are_alike_the_scores_say_little() -> None:
    near, far = (np.abs(np.diff(compare(TRUE, TRUE, apart=apart))).mean() for apart in (0.02, 1.5))
    assert near < 0.5
    assert far > 5


def test_a_turn_is_not_judged_by_its_own_words() -> None:
    """The third person's only turn stands under the first one's name: it fits neither, and must not pull its label."""
    true = TRUE.copy()
    true[40:60] = 2
    scores = compare(true, TRUE)
    own = scores[np.arange(len(TRUE)), TRUE] - scores[np.arange(len(TRUE)), 1 - TRUE]
    assert own[40:60].mean() < own[:20].mean() / 2


@pytest.mark.parametrize("labels", [np.zeros(120, int), np.full(120, -1), np.tile([0, 1], 60)])
def test_without_two_voices_of_long_turns_nothing_is_said(labels: np.ndarray[tuple[int], np.dtype[np.int64]]) -> None:
    assert not compare(TRUE, labels).any()


def test_words_without_a_time_say_nothing() -> None:
    timed = list(TIMED)
    timed[5] = TimedWord(status=WordStatus.NOT_SPOKEN)
    rows = VoiceRows.of(timed, sound_of(TIMED, [str(speaker) for speaker in TRUE]))
    scores = compare_voices(rows, TRUE, 2)
    assert not scores[5].any()
    assert scores[4].any()
    assert rows.moments(5, 6).shape == (0, 52)


def test_quiet_rows_of_a_word_are_left_out() -> None:
    hearing = sound_of(TIMED, [str(speaker) for speaker in TRUE])
    hearing.energy.db[:20] = -80.0  # the first 100 ms
    rows = VoiceRows.of(TIMED, hearing)
    assert rows.count(0, 1) == 20
    assert rows.count(1, 2) == 30
