from __future__ import annotations

import numpy as np

from clipper.clips.sentences import split_sentences
from clipper.clips.voice import loud_after_ms, measure_emphasis
from clipper.model import Alignment, Span
from clipper.model.sound import Energy
from tests.talks import ROOM_DB, SPEECH_DB, loudness, talk

TALK = talk("We left the harbour. " * 8, "And the sea rose. " * 8)


def raised(alignment: Alignment, first_word: int, end_word: int, db: float) -> Energy:
    levels = loudness(alignment).db.copy()
    for word in alignment.words[first_word:end_word]:
        assert word.span is not None
        levels[word.span.start_ms // 10 : word.span.end_ms // 10] += db
    return Energy(db=levels, hop=160)


def test_a_sentence_is_louder_than_its_speakers_others() -> None:
    sentences = split_sentences(TALK)
    found = measure_emphasis(TALK, sentences, raised(TALK, 8, 12, 6.0))
    loud = [one.louder_db if one else None for one in found]
    assert loud[2] == 6.0
    assert loud[:2] + loud[3:] == [0.0] * 15
    assert found[2] is not None
    assert found[2].deviations == 4.0  # 6 dB, in units of the least spread


def test_a_speaker_with_a_near_microphone_does_not_speak_with_emphasis() -> None:
    found = measure_emphasis(TALK, split_sentences(TALK), raised(TALK, 32, 64, 12.0))
    assert all(one is not None and one.louder_db == 0.0 for one in found)


def test_of_few_or_short_sentences_nothing_is_known() -> None:
    alignment = talk("No. " * 8, "We left the harbour. " * 3)
    found = measure_emphasis(alignment, split_sentences(alignment), loudness(alignment))
    assert set(found) == {None}


def test_what_is_loud_after_the_words_is_measured_up_to_the_next_word() -> None:
    db = np.full(1000, ROOM_DB, dtype=np.float32)
    db[0:200] = db[600:800] = SPEECH_DB  # words at 0 to 2 s and from 6 s on
    db[300:400] = SPEECH_DB - 8  # a second of laughter
    energy, said = Energy(db=db, hop=160), Span(start_ms=0, end_ms=2000)
    assert loud_after_ms(energy, said, 6000) == 1000
    assert loud_after_ms(energy, said, 3500) == 350
    assert loud_after_ms(energy, said, 2100) == 0
