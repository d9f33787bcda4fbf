from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from clipper.model import Span, Speaker, TimedWord, Turn, WordStatus
from clipper.model.sound import Cepstra, Hearing, add_cepstra
from clipper.text import parse_transcript
from clipper.turns import Crosstalk, Pace
from tests.unit.turns.voice_maker import WORD_MS, lay_out, sound_of

SENTENCE = ["We", "left", "the", "old", "harbour", "at", "six", "and", "nobody", "was", "awake", "in", "town", "then."]
NAMES = ("Ada", "Bob", "Ada", "Bob")
SAID_BY = [name for name in NAMES for _ in range(2 * len(SENTENCE))]
TRANSCRIPT = parse_transcript(
    "".join(f"{name} 00:01\n{' '.join(SENTENCE + SENTENCE)}\n" for name in NAMES), source="talk.txt"
)
TIMED = lay_out([word.text for word in TRANSCRIPT.words])
BORDER = 2 * len(SENTENCE)  # the first word of Bob


def sound() -> Hearing:
    """Two clearly different voices; what two at once are like is no voice in between."""
    return sound_of(TIMED, SAID_BY, apart=4.0)


def laid_over(hearing: Hearing, first: int, end: int, *, rows: int = WORD_MS // 10) -> Hearing:
    """The same, where the words ``first..end`` (so many rows of each) are heard with words of the other speaker."""
    values = hearing.cepstra.values.copy()
    for word in range(first, end):
        other = next(n for n in range(len(SAID_BY)) if SAID_BY[n] != SAID_BY[word] and n > 4)
        ours, theirs = (rows_of(TIMED[n], rows) for n in (word, other + word % 5))
        values[ours] = add_cepstra(values[ours], values[theirs], np.zeros(rows))
    return replace(hearing, cepstra=Cepstra(values=values.astype(np.float32), hop=hearing.cepstra.hop))


def rows_of(word: TimedWord, rows: int) -> slice:
    assert word.span
    return slice(word.span.start_ms // 10, word.span.start_ms // 10 + rows)


def pace(timed: tuple[TimedWord, ...] = TIMED) -> Pace:
    return Pace.of(TRANSCRIPT.words, timed)


def test_people_who_let_each_other_finish_are_never_heard_at_once() -> None:
    assert not Crosstalk.listen(TRANSCRIPT.turns, pace(), sound()).find(TRANSCRIPT.turns)


def test_a_stretch_in_which_both_are_heard_is_found_at_the_change_of_speakers() -> None:
    hearing = laid_over(sound(), BORDER - 3, BORDER)
    (overlap,) = Crosstalk.listen(TRANSCRIPT.turns, pace(), hearing).find(TRANSCRIPT.turns)
    first, last = TIMED[BORDER - 3].span, TIMED[BORDER - 1].span
    assert first
    assert last
    assert (overlap.first, overlap.second) == (0, 1)
    assert overlap.span.start_ms == pytest.approx(first.start_ms, abs=200)
    assert overlap.span.end_ms == pytest.approx(last.end_ms, abs=200)


def test_in_the_middle_of_what_one_says_nobody_looks() -> None:
    hearing = laid_over(sound(), 5, 8)
    assert not Crosstalk.listen(TRANSCRIPT.turns, pace(), hearing).find(TRANSCRIPT.turns)


def test_words_without_room_make_a_faint_stretch_an_overlap() -> None:
    hearing = laid_over(sound(), BORDER - 1, BORDER, rows=5)
    lost = tuple(
        TimedWord(status=WordStatus.NOT_SPOKEN) if BORDER <= index < BORDER + 3 else word
        for index, word in enumerate(TIMED)
    )
    close = tuple(
        replace(word, span=Span(start_ms=word.span.start_ms - 1000, end_ms=word.span.end_ms - 1000))
        if word.span and index >= BORDER
        else word
        for index, word in enumerate(lost)
    )
    assert not Crosstalk.listen(TRANSCRIPT.turns, pace(), hearing).find(TRANSCRIPT.turns)
    assert Crosstalk.listen(TRANSCRIPT.turns, pace(close), hearing).find(TRANSCRIPT.turns)


def test_speakers_with_recordings_of_their_own_and_those_hardly_heard_are_left_out() -> None:
    hearing = laid_over(sound(), BORDER - 3, BORDER)
    ada = frozenset({Speaker(name="Ada")})
    assert not Crosstalk.listen(TRANSCRIPT.turns, pace(), hearing, apart=ada).find(TRANSCRIPT.turns)
    short = (
        replace(TRANSCRIPT.turns[0], end_word=BORDER + 5),
        Turn(speaker=Speaker(name="Bob"), first_word=BORDER + 5, end_word=BORDER + 9),
        Turn(speaker=Speaker(name="Ada"), first_word=BORDER + 9, end_word=len(TIMED)),
    )
    assert not Crosstalk.listen(short, pace(), hearing).find(short)
