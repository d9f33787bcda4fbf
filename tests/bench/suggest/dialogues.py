"""Dialogues in which one passage is known to be worth clipping: words with times, and a loudness drawn for them.

No sound is made: levels are drawn for words, rooms and laughter, so what is measured is what becomes of them, and not
how well they are heard.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clipper.clips.openings import Opening, judge_opening
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
from clipper.model.sound import SAMPLE_RATE, Energy

STATEMENTS = (
    (
        "My father kept bees for thirty years and was stung twice. He said that fear has a smell, and bees read it "
        "like a newspaper. I have run three companies by that rule. Calm people get stung less."
    ),
    (
        "We thought the bridge would fail in the wind. It failed on a quiet afternoon, with nobody on it, because of "
        "a bolt the size of my thumb. Big things rarely break in big ways. They break where no one is looking."
    ),
    (
        "Every teacher knows the child who asks too many questions. We used to send that child into the corridor. I "
        "was that child, and the corridor is where I learned to think. Please stop emptying the classroom of its best "
        "minds."
    ),
    (
        "The hospital gave my mother six months. She planted an orchard that spring, eleven apple trees, each of them "
        "a stick. People asked her why. I ate the first apple last week, and she picked it."
    ),
    (
        "People believe that courage feels like strength. In my experience courage feels exactly like being sick. The "
        "difference is that you do not lie down. You go on stage and you sing."
    ),
    (
        "A map is a promise that somebody has been there before you. When we reached the glacier, the map was wrong "
        "by a mile. The promise had melted. Since that day I carry a pencil."
    ),
    (
        "Our best product came from a mistake in a spreadsheet. An intern moved one comma and the whole plan became "
        "ridiculous. Then we looked at it for an hour and nobody laughed any more. That comma paid for this building."
    ),
    (
        "Money does not make you free. A closed door makes you free, and a morning without a telephone. I had the "
        "money for ten years before I bought the door. I should have started with the door."
    ),
    (
        "The village had one violin and nine children who wanted to play it. So each of us had it for one evening, "
        "and listened on the eight others. I tell my students that this is why I can play. Listening was most of the "
        "lesson."
    ),
    (
        "Nobody reads the last page of a contract. My grandfather wrote his on one page, in large letters, and read "
        "it aloud. In forty years he never went to court. If you cannot say it aloud, do not sign it."
    ),
    (
        "At the bottom of the ocean there is a sound like somebody breathing. We recorded it for two years and had "
        "eleven theories. It was our own pump. Most of science is finding out that you have been listening to "
        "yourself."
    ),
    (
        "The first time I lost a match I blamed the grass. The second time I blamed the judge. By the tenth time I "
        "had run out of things to blame, and that was the day I began to win."
    ),
)
"""Written before any of them was tried, and not changed since; 12 to 16 s each."""

SPEAKERS = (Speaker(name="Ada Brandt", role="Host"), Speaker(name="Milo Quist"))
HOP = SAMPLE_RATE // 200

_WORD_MS, _GAP_MS, _STOP_MS, _LAUGHTER_MS = 290, 20, 450, 1600
_ROOM_DB, _SPEECH_DB = -62.0, (-24.0, -20.0)
_SENTENCE_DB, _WORD_DB = 2.0, 2.5
"""Standard deviations of a sentence's level and of a word's around it: read-aloud speech of people varies so."""

_LAUGHTER_BELOW_DB = 6.0
_TURN_SENTENCES = (2, 8)
_ORDINARY_S = (12.0, 25.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """How the passage differs from the others: a statement in place of ordinary words, its level, laughter behind."""

    is_statement: bool = False
    louder_db: float = 0.0
    has_laughter: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """An episode, its loudness, the words that the planted passage holds, and those that begin and end a sentence."""

    alignment: Alignment
    energy: Energy
    planted: range
    begins: frozenset[int]
    ends: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    words: tuple[str, ...]
    speaker: int
    is_planted: bool = False


def make_dialogue(sentences: Sequence[Sequence[str]], plant: Plant, seed: int, *, minutes: float = 10) -> Dialogue:
    """A dialogue of ordinary sentences with one passage planted in what the guest says."""
    rng = random.Random(f"dialogue {seed}")
    said = _draw(sentences, rng, words=int(minutes * 60_000 / (_WORD_MS + _GAP_MS + 40)))
    places = [n for n, one in enumerate(said) if one.speaker and n and said[n - 1].speaker and n > 5]
    if plant.is_statement:
        at = rng.choice(places)
        statement = rng.choice(STATEMENTS)
        parts = [part.split() for part in statement.replace(". ", ".|").split("|")]
        said[at:at] = [_Said(words=tuple(part), speaker=1, is_planted=True) for part in parts]
    else:
        first, end = rng.choice(list(_ordinary(said)))
        said[first:end] = [_Said(words=one.words, speaker=one.speaker, is_planted=True) for one in said[first:end]]
    return _time(said, plant, rng)


def _draw(sentences: Sequence[Sequence[str]], rng: random.Random, *, words: int) -> list[_Said]:
    """Turns of the two by turns, of ordinary sentences in the order of their text."""
    said: list[_Said] = []
    at, speaker, count = rng.randrange(len(sentences)), 0, 0
    while count < words:
        for _ in range(rng.randint(*_TURN_SENTENCES)):
            one = tuple(sentences[at % len(sentences)])
            said.append(_Said(words=one, speaker=speaker))
            count, at = count + len(one), at + 1
        speaker = 1 - speaker
    return said


def _ordinary(said: Sequence[_Said]) -> list[tuple[int, int]]:
    """Runs of the guest's sentences, 12 to 25 s, that begin so that they could stand alone."""
    found = []
    for first, begun in enumerate(said):
        if not begun.speaker or judge_opening(begun.words, "en") is not Opening.FREE:
            continue
        seconds = 0.0
        for end in range(first, len(said)):
            if not said[end].speaker:
                break
            seconds += (len(said[end].words) * (_WORD_MS + _GAP_MS) + _STOP_MS) / 1000
            if _ORDINARY_S[0] <= seconds <= _ORDINARY_S[1] and not said[end].words[-1].endswith("?"):
                found.append((first, end + 1))
    return found


def _time(said: Sequence[_Said], plant: Plant, rng: random.Random) -> Dialogue:
    words, timed, turns, levels, begins, ends = [], [], [], [], set(), set()
    now_ms, chars, last = 1000, 0, -1
    for number, one in enumerate(said):
        if one.speaker != last:
            turns.append(Turn(speaker=SPEAKERS[one.speaker], first_word=len(words), end_word=len(words) + 1))
            last = one.speaker
        begins.add(len(words))
        level = rng.gauss(_SPEECH_DB[one.speaker], _SENTENCE_DB) + plant.louder_db * one.is_planted
        for word in one.words:
            words.append(Word(text=word, start_char=chars, end_char=chars + len(word)))
            chars += len(word) + 1
            span = Span(start_ms=now_ms, end_ms=now_ms + _WORD_MS)
            timed.append(TimedWord(status=WordStatus.ALIGNED, span=span, confidence=0.9))
            levels.append((span, rng.gauss(level, _WORD_DB)))
            now_ms += _WORD_MS + _GAP_MS
        ends.add(len(words))
        turns[-1] = Turn(speaker=turns[-1].speaker, first_word=turns[-1].first_word, end_word=len(words))
        now_ms += _STOP_MS
        if plant.has_laughter and one.is_planted and not (number + 1 < len(said) and said[number + 1].is_planted):
            loud = Span(start_ms=now_ms, end_ms=now_ms + _LAUGHTER_MS)
            levels.append((loud, _SPEECH_DB[1] - _LAUGHTER_BELOW_DB))
            now_ms += _LAUGHTER_MS + _STOP_MS
    alignment = _align(words, timed, turns, now_ms)
    counts = [(len(one.words), one.is_planted) for one in said]
    flags = [is_planted for count, is_planted in counts for _ in range(count)]
    return Dialogue(
        alignment=alignment,
        energy=_draw_energy(levels, alignment.recordings[0].duration_ms, rng),
        planted=range(flags.index(True), len(flags) - flags[::-1].index(True)),
        begins=frozenset(begins),
        ends=frozenset(ends),
    )


def _align(words: list[Word], timed: list[TimedWord], turns: list[Turn], end_ms: int) -> Alignment:
    transcript = Transcript(
        text=" ".join(word.text for word in words),
        words=tuple(words),
        turns=tuple(turns),
        format=TranscriptFormat.PLAIN,
        source="bench",
    )
    recording = Recording(content_hash="sha256:" + "0" * 64, path="bench", duration_ms=end_ms + 1000, streams=())
    return Alignment(transcript=transcript, recordings=(recording,), words=tuple(timed))


def _draw_energy(levels: Sequence[tuple[Span, float]], duration_ms: int, rng: random.Random) -> Energy:
    noise = np.random.default_rng(rng.randrange(2**32))
    rows_a_second = SAMPLE_RATE // HOP
    db = noise.normal(_ROOM_DB, 1.5, duration_ms * rows_a_second // 1000)
    for span, level in levels:
        rows = slice(span.start_ms * rows_a_second // 1000, span.end_ms * rows_a_second // 1000)
        db[rows] = noise.normal(level, 3.0, len(db[rows]))
    return Energy(db=db.astype(np.float32), hop=HOP)
