"""Invented talk with exact word times, and its loudness: what tests of clips are planned from."""

from __future__ import annotations

import numpy as np

from clipper.model import (
    Alignment,
    Recording,
    Span,
    Speaker,
    TimedWord,
    Transcript,
    TranscriptFormat,
    Turn,
    Word,
    WordStatus,
)
from clipper.model.sound import Energy

HOP = 160
SPEECH_DB, ROOM_DB = -20.0, -65.0
SPEAKERS = (Speaker(name="Ada Brandt", role="Host"), Speaker(name="Milo Quist"))


def talk(
    *turns: str, word_ms: int = 300, gap_ms: int = 100, start_ms: int = 1000, unspoken: frozenset[str] = frozenset()
) -> Alignment:
    """Turns of alternating speakers, each word ``word_ms`` long and followed by ``gap_ms`` of silence.

    Tokens in square brackets are not searched, tokens in ``unspoken`` were not heard; neither takes time.
    """
    text, words, timed, made = "", [], [], []
    now_ms = start_ms
    for number, turn in enumerate(turns):
        first_word, header_char = len(words), len(text)
        for token in turn.split():
            searched = not token.startswith("[")
            words.append(Word(text=token, start_char=len(text), end_char=len(text) + len(token), searched=searched))
            text += token + " "
            if not searched or token in unspoken:
                timed.append(TimedWord(status=WordStatus.NOT_SPOKEN if searched else WordStatus.UNSEARCHED))
                continue
            span = Span(start_ms=now_ms, end_ms=now_ms + word_ms)
            timed.append(TimedWord(status=WordStatus.ALIGNED, span=span, confidence=0.9))
            now_ms += word_ms + gap_ms
        made.append(
            Turn(speaker=SPEAKERS[number % 2], first_word=first_word, end_word=len(words), header_char=header_char)
        )
    return Alignment(
        transcript=Transcript(
            text=text, words=tuple(words), turns=tuple(made), format=TranscriptFormat.HEADER, source="talk.txt"
        ),
        recordings=(
            Recording(content_hash="sha256:" + "0" * 64, path="talk.wav", duration_ms=now_ms + 1000, streams=()),
        ),
        words=tuple(timed),
    )


def loudness(alignment: Alignment) -> Energy:
    """Loud where a word is, room tone elsewhere, in rows of 10 ms of the first recording."""
    recording = alignment.recordings[0]
    db = np.full(recording.duration_ms // 10, ROOM_DB, dtype=np.float32)
    for word in alignment.words:
        if word.span is not None:
            start_ms, end_ms = word.span.start_ms - recording.offset_ms, word.span.end_ms - recording.offset_ms
            db[max(0, start_ms // 10) : max(0, end_ms // 10)] = SPEECH_DB
    return Energy(db=db, hop=HOP)
