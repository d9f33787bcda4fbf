"""Talks of an hour and more, joined from dialogues of five minutes that are all different."""

from __future__ import annotations

from collections.abc import Callable

from tests.bench import conditions as world
from tests.bench.synth import Dialogue, make_dialogue
from tests.bench.talks import CHORUS, MINUTES, SAME_SENTENCE, YOU_KNOW

CAST = ("heart", "joe", "heart-deep", "joe-bright")
HOUR_PARTS = 11  # of some five and a third minutes
_FIRST_SEED, _FIRST_SEED_OF_EVERYTHING = 101, 201


def parts_of_hours(hours: int) -> list[Dialogue]:
    """The parts of so many hours of four voices; no text comes twice."""
    return [make_dialogue(MINUTES, _FIRST_SEED + number, cast=CAST) for number in range(HOUR_PARTS * hours)]


def hour_of_everything() -> Dialogue:
    """An hour in which everything that happens to a recording and its transcript has happened."""
    parts = [_afflicted(number) for number in range(HOUR_PARTS)]
    talk = world.join_dialogues(parts)
    talk = world.add_ads(talk, count=4, seconds=30, voice="heart", music_db=-12, seed=5)
    talk = world.add_intro(talk, seconds=30, seed=6)
    talk = world.add_cold_open(talk, seconds=25, seed=7)
    return world.scatter_headers(talk, within_ms=20_000, seed=8)


def _afflicted(number: int) -> Dialogue:
    """A part of the hour under its own condition."""
    said = make_dialogue(MINUTES, _FIRST_SEED_OF_EVERYTHING + number, cast=CAST, refrain=_REFRAINS.get(number))
    change = _AFFLICTIONS.get(number)
    return change(said) if change else said


_REFRAINS = {7: YOU_KNOW, 8: SAME_SENTENCE, 9: CHORUS}

_AFFLICTIONS: dict[int, Callable[[Dialogue], Dialogue]] = {
    1: lambda said: world.corrupt_words(said, share=0.1, seed=1),
    2: lambda said: world.add_noise(said, world.Noise.MUSIC, snr_db=5, seed=2),
    3: lambda said: world.remove_turns(said, count=3, seed=3),
    4: lambda said: world.add_noise(said, world.Noise.BABBLE, snr_db=5, seed=4),
    5: world.telephone,
    6: lambda said: world.drop_stretch(said, seconds=62, seed=6),
    9: lambda said: world.write_once(said, CHORUS.lines),
    10: lambda said: world.cut_sentences(world.drop_sentences(said, seed=10), seed=11),
}
"""By the number of the part; the others are as they were said."""
