"""How a speaker raises the voice, and what is heard where nobody says a word: from the loudness alone.

Levels are compared with the same speaker's own, so that a near microphone is no emphasis. Pitch is not measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clipper.clips.edges import speech_level
from clipper.clips.sentences import Sentence
from clipper.model import Alignment, Span
from clipper.model.sound import SAMPLE_RATE, Energy

_LEAST_WORDS = 4
"""Words of a sentence whose level says something: a single "No." is as loud as its vowel."""

_LEAST_SENTENCES = 5
"""Sentences from which a speaker's usual level is known."""

_LEAST_SPREAD_DB = 1.5
"""A speaker's sentences differ by at least so much; read-aloud speech would else make emphasis of every dB."""

_MAD_TO_SIGMA = 1.4826  # of a normal distribution

_RING_MS = 150
"""What follows a word's end and still belongs to it: it dies away, or was aligned a little short."""

_LISTENED_MS = 4000
"""How long after the last word laughter is listened for; what comes later answers something else. Set by judgement."""

_LOUD_BELOW_SPEECH_DB = 14.0
"""Laughter and applause lie at most so far below speech: about where a breath is told from a pause (``edges``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Emphasis:
    """A sentence beside its speaker's others: how much louder in dB, and in units of how much those differ."""

    louder_db: float
    deviations: float


def measure_emphasis(
    alignment: Alignment, sentences: Sequence[Sentence], energy: Energy
) -> tuple[Emphasis | None, ...]:
    """How much louder each sentence is than its speaker's usual one; None where too little is known.

    Args:
        alignment: Where the words are; ``energy`` is that of the first of its recordings, on its own timeline.
        sentences: All that are compared.
        energy: The loudness.
    """
    offset_ms = alignment.recordings[0].offset_ms
    levels = [_level(alignment, sentence, energy, offset_ms) for sentence in sentences]
    usual: dict[str, tuple[float, float]] = {}
    for name in {_name(sentence) for sentence in sentences}:
        hers = np.array(
            [db for one, db in zip(sentences, levels, strict=True) if db is not None and _name(one) == name]
        )
        if len(hers) >= _LEAST_SENTENCES:
            middle = float(np.median(hers))
            usual[name] = middle, max(_LEAST_SPREAD_DB, _MAD_TO_SIGMA * float(np.median(np.abs(hers - middle))))
    found: list[Emphasis | None] = []
    for sentence, db in zip(sentences, levels, strict=True):
        known = usual.get(_name(sentence))
        if db is None or known is None:
            found.append(None)
        else:
            found.append(Emphasis(louder_db=db - known[0], deviations=(db - known[0]) / known[1]))
    return tuple(found)


def loud_after_ms(energy: Energy, said: Span, until_ms: int) -> int:
    """How many ms are loud after ``said`` where nobody says a word: laughter, applause, music.

    Args:
        energy: The loudness of the recording.
        said: The passage, on the recording's timeline.
        until_ms: Where the next word begins.
    """
    rows_a_second = SAMPLE_RATE / energy.hop
    begun_ms, end_ms = said.end_ms + _RING_MS, min(until_ms - _RING_MS, said.end_ms + _LISTENED_MS)
    first = max(0, int((begun_ms * SAMPLE_RATE / 1000 - energy.start) / energy.hop))
    end = max(first, int((end_ms * SAMPLE_RATE / 1000 - energy.start) / energy.hop))
    limit = speech_level(energy, said) - _LOUD_BELOW_SPEECH_DB
    return int(1000 * np.sum(energy.db[first:end] > limit) / rows_a_second)


def _level(alignment: Alignment, sentence: Sentence, energy: Energy, offset_ms: int) -> float | None:
    """The level of a sentence's words, dBFS; None where it is too short or not on the recording."""
    spans = [span for index in sentence.words if (span := alignment.words[index].span) and span.start_ms >= offset_ms]
    if len(spans) < _LEAST_WORDS:
        return None
    level = speech_level(energy, *(span.shift(-offset_ms) for span in spans))
    return level or None  # 0 where none of it lies on the recording


def _name(sentence: Sentence) -> str:
    return sentence.speaker.name if sentence.speaker else ""
