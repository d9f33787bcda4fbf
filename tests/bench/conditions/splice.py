"""What is put into a recording, taken out of it, or heard twice; the truth moves along."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

import numpy as np

from tests.bench.conditions.noise import make_music
from tests.bench.synth.cast import hire
from tests.bench.synth.dialogue import ROOM_DB, SPEECH_DB, Dialogue, HeaderTurn, TrueWord
from tests.bench.synth.sentences import SentenceMaker
from tests.bench.synth.sound import Samples, amplify, at_level, resample, room_tone

_Item = TypeVar("_Item")
_SEAM_MS = 20  # kept before the first and after the last word when sound is cut out


def insert_sound(
    dialogue: Dialogue,
    at_ms: int,
    sound: Samples,
    *,
    speech: Sequence[tuple[int, int]] = (),
    headers_follow: bool = True,
) -> Dialogue:
    """Put ``sound`` in at ``at_ms`` (best in a pause: see ``pauses``) over the room's tone.

    Args:
        dialogue: What it is put into.
        at_ms: Where.
        sound: Samples at the dialogue's rate.
        speech: [start, end) ms within ``sound`` in which somebody speaks: untranscribed.
        headers_follow: Whether the header times behind it move along; False is a transcript made of another cut.
    """
    rate = dialogue.rate
    tone = room_tone(len(sound), rate, ROOM_DB, np.random.default_rng(at_ms))
    cut = round(at_ms * rate / 1000)
    by_ms = round(len(sound) * 1000 / rate)
    samples = np.concatenate([dialogue.samples[:cut], sound + tone, dialogue.samples[cut:]]).astype(np.float32)
    moved = _moved_after(dialogue, at_ms, by_ms, headers_follow=headers_follow)
    heard = [*moved.untranscribed, *((at_ms + start, at_ms + end) for start, end in speech)]
    return replace(moved, samples=np.clip(samples, -1, 1), untranscribed=tuple(sorted(heard)))


def remove_sound(dialogue: Dialogue, start_ms: int, end_ms: int, *, headers_follow: bool = True) -> Dialogue:
    """Cut [start_ms, end_ms) out; words that lie in it to more than a half are no longer spoken."""
    rate = dialogue.rate
    first, last = round(start_ms * rate / 1000), round(end_ms * rate / 1000)
    samples = np.concatenate([dialogue.samples[:first], dialogue.samples[last:]])
    words = tuple(
        _silenced(word) if _inside(word, start_ms, end_ms) else _clipped(word, start_ms, end_ms)
        for word in dialogue.words
    )
    cut = replace(dialogue, samples=samples, words=words)
    return _moved_after(cut, end_ms, start_ms - end_ms, headers_follow=headers_follow)


def pauses(dialogue: Dialogue, *, least_ms: int = 200) -> list[int]:
    """The middles of the pauses between two words of at least ``least_ms``, in ms."""
    spans = sorted(
        [(w.start_ms, w.end_ms) for w in dialogue.words if w.start_ms is not None and w.end_ms is not None]
        + list(dialogue.untranscribed)
    )
    ends = np.maximum.accumulate([end for _, end in spans])
    return [
        round((int(end) + start) / 2)
        for end, (start, _) in zip(ends, spans[1:], strict=False)
        if start - end >= least_ms
    ]


def insert_silences(
    dialogue: Dialogue, *, count: int, seconds: tuple[float, float] = (2, 15), seed: int = 0
) -> Dialogue:
    """Lengthen ``count`` pauses by ``seconds``."""
    rng = random.Random(f"silences {seed}")
    for at in sorted(_choose(rng, pauses(dialogue), count), reverse=True):
        length = round(rng.uniform(*seconds) * dialogue.rate)
        dialogue = insert_sound(dialogue, at, np.zeros(length, np.float32))
    return dialogue


def add_intro(dialogue: Dialogue, *, seconds: float = 25, headers_follow: bool = True, seed: int = 0) -> Dialogue:
    """Music before everything, as loud as the speech and faded at both ends."""
    music = _faded(
        at_level(make_music(round(seconds * dialogue.rate), dialogue.rate, np.random.default_rng(seed)), SPEECH_DB)
    )
    return insert_sound(dialogue, 0, music, headers_follow=headers_follow)


def add_ads(
    dialogue: Dialogue,
    *,
    count: int = 2,
    seconds: float = 20,
    voice: str = "heart-deep",
    music_db: float | None = None,
    headers_follow: bool = True,
    seed: int = 0,
) -> Dialogue:
    """Somebody who is not in the text reads advertisements in ``count`` pauses.

    Args:
        dialogue: What they are put into.
        count: How many.
        seconds: About how long each is.
        voice: A name of the cast.
        music_db: Level of music under the ad beside its speech (-12 is usual), or None.
        headers_follow: Whether the header times know of the ads.
        seed: Of text, places and music.
    """
    rng = random.Random(f"ads {seed}")
    for number, at in enumerate(sorted(_choose(rng, pauses(dialogue), count), reverse=True)):
        sound, speech = _advertisement(dialogue.rate, seconds, voice, 1000 * seed + number)
        if music_db is not None:
            bed = make_music(len(sound), dialogue.rate, np.random.default_rng(seed + number))
            sound = sound + _faded(at_level(bed, SPEECH_DB + music_db))
        dialogue = insert_sound(dialogue, at, sound, speech=speech, headers_follow=headers_follow)
    return dialogue


def _advertisement(rate: int, seconds: float, voice: str, seed: int) -> tuple[Samples, list[tuple[int, int]]]:
    speaker, sentences = hire(voice), SentenceMaker(90_000 + seed, filler_share=0)
    rng = np.random.default_rng(seed)
    pieces: list[Samples] = [np.zeros(round(0.4 * rate), np.float32)]
    speech: list[tuple[int, int]] = []
    while sum(map(len, pieces)) < seconds * rate:
        said = speaker.say(sentences.sentence(), rng)
        spans = [span for span in said.spans if span]
        piece = said.samples[round(max(0, spans[0][0] - 0.02) * said.rate) : round((spans[-1][1] + 0.05) * said.rate)]
        begun = sum(map(len, pieces))
        pieces.append(at_level(resample(piece, said.rate, rate), SPEECH_DB + 2))
        speech.append((round(begun * 1000 / rate), round((begun + len(pieces[-1])) * 1000 / rate)))
        pieces.append(np.zeros(round(0.3 * rate), np.float32))
    return np.concatenate(pieces), speech


def remove_turns(dialogue: Dialogue, *, count: int = 3, headers_follow: bool = False, seed: int = 0) -> Dialogue:
    """Cut the sound of ``count`` turns out: their text was never spoken (in this recording)."""
    rng = random.Random(f"turns {seed}")
    spans = [_turn_span(dialogue, number) for number in range(len(dialogue.turns))]
    able = [span for span in spans[1:-1] if span is not None and span[1] - span[0] >= 2000]
    for start, end in sorted(_choose(rng, able, count), reverse=True):
        dialogue = remove_sound(dialogue, start - _SEAM_MS, end + _SEAM_MS, headers_follow=headers_follow)
    return dialogue


def join_dialogues(dialogues: Sequence[Dialogue]) -> Dialogue:
    """One after another, as parts of one long dialogue: how an hour is made of dialogues of a few minutes."""
    turns: list[HeaderTurn] = []
    words: list[TrueWord] = []
    heard: list[tuple[int, int]] = []
    length = 0
    for dialogue in dialogues:
        by_ms = round(length * 1000 / dialogue.rate)
        later = _moved_after(dialogue, 0, by_ms, headers_follow=True)
        words += [replace(word, turn=word.turn + len(turns)) for word in later.words]
        turns += later.turns
        heard += later.untranscribed
        length += len(dialogue.samples)
    samples = np.concatenate([dialogue.samples for dialogue in dialogues])
    return replace(dialogues[0], samples=samples, turns=tuple(turns), words=tuple(words), untranscribed=tuple(heard))


def _moved_after(dialogue: Dialogue, at_ms: int, by_ms: int, *, headers_follow: bool) -> Dialogue:
    """Move every time at or after ``at_ms`` by ``by_ms``; one that lies in what is cut out comes to its seam."""

    def moved(time: int | None) -> int | None:
        if time is None or time < min(at_ms, at_ms + by_ms):
            return time
        return time + by_ms if time >= at_ms else at_ms + by_ms

    def moved_spans(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        if by_ms >= 0:
            return tuple((s + by_ms, e + by_ms) if s >= at_ms else (s, e) for s, e in spans)
        kept = ((moved(s), moved(e)) for s, e in spans)
        return tuple((s, e) for s, e in kept if s is not None and e is not None and e > s)

    words = tuple(
        replace(w, start_ms=moved(w.start_ms), end_ms=moved(w.end_ms), again=moved_spans(w.again))
        for w in dialogue.words
    )
    turns = dialogue.turns
    if headers_follow:
        turns = tuple(replace(turn, header_ms=moved(turn.header_ms)) for turn in turns)
    heard = moved_spans(dialogue.untranscribed)
    return replace(dialogue, words=words, turns=turns, untranscribed=heard)


def _turn_span(dialogue: Dialogue, number: int) -> tuple[int, int] | None:
    said = [word for word in dialogue.words if word.turn == number and word.start_ms is not None]
    if not said or said[0].start_ms is None or said[-1].end_ms is None:
        return None
    return said[0].start_ms, said[-1].end_ms


def _inside(word: TrueWord, start_ms: int, end_ms: int) -> bool:
    if word.start_ms is None or word.end_ms is None:
        return False
    return start_ms <= (word.start_ms + word.end_ms) / 2 < end_ms


def _silenced(word: TrueWord) -> TrueWord:
    return replace(word, start_ms=None, end_ms=None)


def _clipped(word: TrueWord, start_ms: int, end_ms: int) -> TrueWord:
    """A word that reaches into the cut loses what is cut."""
    if word.start_ms is None or word.end_ms is None or word.end_ms <= start_ms or word.start_ms >= end_ms:
        return word
    if word.start_ms < start_ms:
        return replace(word, end_ms=start_ms)
    return replace(word, start_ms=end_ms)


def _choose(rng: random.Random, items: Sequence[_Item], count: int) -> list[_Item]:
    """``count`` of ``items``, spread over them: one from each equal share."""
    count = min(count, len(items))
    borders = [round(part * len(items) / count) for part in range(count + 1)] if count else []
    return [items[rng.randrange(low, high)] for low, high in pairwise(borders)]


def _faded(sound: Samples) -> Samples:
    out = amplify(sound, 0)
    edge = min(len(out) // 2, 16_000)
    out[:edge] *= np.linspace(0, 1, edge, dtype=np.float32)
    out[len(out) - edge :] *= np.linspace(1, 0, edge, dtype=np.float32)
    return out
