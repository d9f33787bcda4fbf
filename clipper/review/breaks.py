"""Speech that nobody wrote down: likely advertisements, and the rest."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from itertools import groupby

import numpy as np

from clipper.model import Alignment, Span
from clipper.model.diagnosis import SpeechBreak
from clipper.model.envelope import Envelope
from clipper.review.repeats import unexplained_speech

_JOIN_MS = 3000  # a pause within an advertisement is shorter
_LEAST_MS = 15_000  # spots last 15, 30 or 60 s; a remark that the transcript leaves out is shorter
_LEAST_MS_BY_MUSIC = 8000  # beside music half of that is suspicious
_BESIDE_MS = 2000
_MUSIC_MS = 4000  # shorter loud sounds are laughter, applause, a chair
_CHUNK_MS = 1000
_BELOW_SPEECH_DB = 12  # music between parts is as loud as the talk; a room's noise lies 30 dB and more below it
_STEADY_DB = 25  # between two words there is a pause; in music there is not


def split_speech(alignment: Alignment, envelope: Envelope | None) -> tuple[tuple[SpeechBreak, ...], tuple[Span, ...]]:
    """Part the untranscribed speech, without what is heard again in it, into likely breaks and the rest.

    A break lasts 15 s between found words, or anywhere 8 s beside other loud sound that is no speech (which only the
    envelope of the episode's main recording can tell).
    """
    words = sorted(word.span for word in alignment.words if word.span)
    music = find_music(envelope, [*words, *alignment.untranscribed]) if envelope else ()
    breaks: list[SpeechBreak] = []
    rest: list[Span] = []
    starts = sorted(span.start_ms for span in [*words, *(repeat.span for repeat in alignment.repeats)])
    for group in _join(unexplained_speech(alignment), starts, music):
        span = Span(start_ms=group[0].start_ms, end_ms=group[-1].end_ms)
        speech_ms = sum(part.duration_ms for part in group)
        near = Span(start_ms=max(0, span.start_ms - _BESIDE_MS), end_ms=span.end_ms + _BESIDE_MS)
        near_music = any(near.overlaps(sound) for sound in music)
        inside = bool(words) and words[0].start_ms < span.start_ms and span.end_ms < words[-1].end_ms
        if speech_ms >= (_LEAST_MS_BY_MUSIC if near_music else _LEAST_MS) and (near_music or inside):
            breaks.append(SpeechBreak(span=span, speech_ms=speech_ms, near_music=near_music))
        else:
            rest += group
    return tuple(breaks), tuple(rest)


def _join(spans: Sequence[Span], word_starts: Sequence[int], music: Sequence[Span]) -> list[list[Span]]:
    """Neighbouring spans with neither a found word nor a long silence between them."""
    groups: list[list[Span]] = []
    for span in sorted(spans):
        if groups:
            before = groups[-1][-1]
            spoken = bisect_left(word_starts, span.start_ms) - bisect_left(word_starts, before.start_ms)
            gap_ms = before.gap_to(span)
            played_ms = sum(_shared(before.end_ms, span.start_ms, sound) for sound in music)
            if not spoken and gap_ms - played_ms <= _JOIN_MS:
                groups[-1].append(span)
                continue
        groups.append([span])
    return groups


def _shared(start_ms: int, end_ms: int, span: Span) -> int:
    return max(0, min(end_ms, span.end_ms) - max(start_ms, span.start_ms))


def find_music(envelope: Envelope, speech: Sequence[Span]) -> tuple[Span, ...]:
    """Stretches of 4 s and more that are about as loud as the talk, without its pauses, and hold no speech."""
    column_ms = envelope.duration_ms / len(envelope.middle)
    per_chunk = max(1, math.ceil(_CHUNK_MS / column_ms))
    edges = range(0, len(envelope.middle), per_chunk)
    middle = np.array([np.median(envelope.middle[k : k + per_chunk]) for k in edges])
    low = np.array([np.median(envelope.low[k : k + per_chunk]) for k in edges])
    chunk_ms = column_ms * per_chunk
    spoken = _shares(speech, chunk_ms, len(middle))
    talk = spoken > 0.5
    if not talk.any():
        return ()
    loud = middle >= np.median(middle[talk]) - _BELOW_SPEECH_DB
    steady = low >= middle - _STEADY_DB
    sounding = loud & steady & (spoken < 0.1)
    found = []
    for is_sound, run in groupby(range(len(middle)), key=lambda k: bool(sounding[k])):
        chunks = list(run)
        span = Span(start_ms=round(chunks[0] * chunk_ms), end_ms=round((chunks[-1] + 1) * chunk_ms))
        if is_sound and span.duration_ms >= _MUSIC_MS:
            found.append(span)
    return tuple(found)


def _shares(spans: Sequence[Span], chunk_ms: float, count: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The share of each chunk that the spans fill."""
    shares = np.zeros(count)
    for span in spans:
        for chunk in range(int(span.start_ms / chunk_ms), min(count, int(span.end_ms / chunk_ms) + 1)):
            shared = min(span.end_ms, (chunk + 1) * chunk_ms) - max(span.start_ms, chunk * chunk_ms)
            shares[chunk] += max(0.0, shared) / chunk_ms
    return np.minimum(shares, 1.0)
