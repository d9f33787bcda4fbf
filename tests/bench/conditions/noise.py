"""What else is heard: white and pink noise, a crowd, music, a hum under the speech."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

import numpy as np

from tests.bench.synth.dialogue import Dialogue
from tests.bench.synth.sentences import SentenceMaker
from tests.bench.synth.sound import Samples, at_level, level_db, resample, shape_spectrum, white_noise
from tests.bench.synth.voices import Heart

_CROWD = (0.7, 0.8, 0.9, 1.0, 1.12, 1.25)  # one voice at six rates: six people, none of them a speaker of the dialogue


class Noise(Enum):
    """Kinds of noise."""

    WHITE = "white"
    BABBLE = "babble"
    MUSIC = "music"
    PINK = "pink"
    HUM = "hum"


def add_noise(dialogue: Dialogue, kind: Noise, *, snr_db: float, seed: int = 0) -> Dialogue:
    """Mix noise under the whole recording, ``snr_db`` below the active level of its speech."""
    noise = make_noise(kind, len(dialogue.samples), dialogue.rate, seed=seed)
    wanted = level_db(dialogue.samples) - snr_db
    gain = 10 ** (wanted / 20) / max(float(np.sqrt(np.mean(np.square(noise, dtype=np.float64)))), 1e-9)
    return replace(dialogue, samples=_without_overload(dialogue.samples + (gain * noise).astype(np.float32)))


def make_noise(kind: Noise, length: int, rate: int, *, seed: int) -> Samples:
    """``length`` samples of noise at no particular level."""
    rng = np.random.default_rng((seed, list(Noise).index(kind)))
    match kind:
        case Noise.WHITE:
            return white_noise(length, rng)
        case Noise.BABBLE:
            return make_babble(length, rate, seed=seed)
        case Noise.MUSIC:
            return np.resize(make_music(min(length, 180 * rate), rate, rng), length)  # a song of three minutes, again
        case Noise.PINK:
            fall = {0: -20, **{20 * 2**octave: -3 * octave for octave in range(10)}}
            return shape_spectrum(white_noise(length, rng), rate, fall)
        case Noise.HUM:
            return make_hum(length, rate)


def make_hum(length: int, rate: int) -> Samples:
    """The mains: 50 Hz and its first eleven overtones."""
    time = np.arange(length) / rate
    return np.sum([np.sin(2 * np.pi * 50 * k * time + k) / k for k in range(1, 13)], axis=0, dtype=np.float32)


def make_babble(length: int, rate: int, *, seed: int) -> Samples:
    """Six people who talk at once without a pause. Half a minute of each is said and then repeats, out of step."""
    rng = np.random.default_rng((seed, 77))
    out = np.zeros(length, np.float32)
    for number, factor in enumerate(_CROWD):
        voice, sentences = Heart(rate_factor=factor), SentenceMaker(1000 * seed + number, filler_share=0)
        pieces: list[Samples] = []
        while sum(map(len, pieces)) < 30 * rate:
            said = voice.say(sentences.sentence(), rng)
            spans = [span for span in said.spans if span]
            first, last = round(spans[0][0] * said.rate), round(spans[-1][1] * said.rate)
            pieces.append(at_level(resample(said.samples[first:last], said.rate, rate), -23))
        person = np.concatenate(pieces)
        start = int(rng.integers(len(person)))
        out += np.resize(np.roll(person, -start), length)
    return out


def make_music(length: int, rate: int, rng: np.random.Generator) -> Samples:
    """A small band: chords, a bass, a tune and a drum at some 100 beats a minute; bars are drawn by chance."""
    beat = 60 / float(rng.uniform(88, 120))
    root = float(rng.choice([110.0, 123.47, 130.81, 146.83]))
    out = np.zeros(length + 4 * rate, np.float32)
    chords = ((0, 4, 7), (5, 9, 12), (7, 11, 14), (-3, 0, 4))
    for number in range(int(length / rate / beat) + 1):
        chord = chords[(number // 4) % 4] if number % 16 < 12 else chords[int(rng.integers(4))]
        at = round(number * beat * rate)
        if number % 4 == 0:
            for step in chord:
                _ring(out, at, rate, root * 2 ** (step / 12), seconds=4 * beat, gain=0.12)
        _ring(out, at, rate, root / 2 * 2 ** (chord[0] / 12), seconds=beat, gain=0.25)
        step = chord[int(rng.integers(3))] + 12
        _ring(
            out,
            at + round(float(rng.choice([0, 0.5])) * beat * rate),
            rate,
            root * 2 ** (step / 12),
            seconds=beat,
            gain=0.2,
        )
        hit = rng.standard_normal(round(0.06 * rate)).astype(np.float32)
        hit *= np.exp(-np.arange(len(hit)) / (0.012 * rate)).astype(np.float32)
        out[at : at + len(hit)] += (0.3 if number % 2 else 0.15) * hit
    return out[:length]


def _ring(out: Samples, at: int, rate: int, hz: float, *, seconds: float, gain: float) -> None:
    """A plucked note with six overtones."""
    time = np.arange(round(seconds * rate)) / rate
    note = sum(np.sin(2 * np.pi * hz * k * time + k) * np.exp(-time * (1 + k)) / k for k in range(1, 7))
    attack = min(len(time), round(0.01 * rate))
    note = np.asarray(note, np.float32)
    note[:attack] *= np.linspace(0, 1, attack, dtype=np.float32)
    end = min(len(out), at + len(note))
    if at < end:
        out[at:end] += gain * note[: end - at]


def _without_overload(samples: Samples) -> Samples:
    """The samples, quieter as a whole where they would clip."""
    peak = float(np.abs(samples).max(initial=0.0))
    return (samples / peak * 0.98).astype(np.float32) if peak > 0.98 else samples.astype(np.float32)
