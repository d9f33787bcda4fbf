from __future__ import annotations

import itertools

import numpy as np

from clipper.align.anchors import SEED, chain_seeds, hear_symbols, write_symbols
from clipper.align.sections import cut_sections, sure_words
from clipper.model import PHONES
from clipper.model.sound import Alphabet
from tests.unit.align.emission_maker import SYMBOLS, make_emissions, say


def make_words(count: int, seed: int) -> list[str]:
    rng = np.random.default_rng(seed)
    return [" ".join(rng.choice(PHONES, size=rng.integers(2, 7))) for _ in range(count)]


def chain(frames: list[str], words: list[str]):
    emissions = make_emissions(frames)
    heard, written = hear_symbols(emissions), write_symbols([tuple(word.split()) for word in words], emissions)
    return chain_seeds(heard, written, emissions), heard, written


def word_frames(words: list[str]) -> list[int]:
    starts, at = [], 3
    for word in words:
        starts.append(at)
        at += 3 * len(word.split()) + 4
    return starts


def test_hearing_collapses_repeats_and_drops_gaps() -> None:
    heard = hear_symbols(make_emissions(["", "K", "K", "", "AE", "|", "T", "T"]))
    assert [SYMBOLS[s] for s in heard.symbol] == ["K", "AE", "T"]
    assert heard.place.tolist() == [1, 4, 6]


def test_every_seed_of_the_chain_joins_a_word_to_its_own_place() -> None:
    words = make_words(80, seed=1)
    found, heard, written = chain(say(*words), words)
    starts = word_frames(words)
    for a, p in zip(found.heard, found.written, strict=True):
        word = written.place[p]
        assert 0 <= heard.place[a] - starts[word] < 3 * len(words[word].split())


def test_text_that_is_not_spoken_and_speech_that_is_not_written_make_two_stretches() -> None:
    words, foreign = make_words(90, seed=2), make_words(60, seed=3)
    said = words[:40] + foreign + words[60:]
    found, _, written = chain(say(*said), words)
    assert len(found.weight) == 2
    assert set(written.place[found.written]).isdisjoint(range(41, 59))


def test_a_stranger_text_has_no_sure_words() -> None:
    found, _, written = chain(say(*make_words(200, seed=4)), make_words(200, seed=5))
    assert sure_words(found, written) == 0


def test_nothing_heard_gives_an_empty_chain() -> None:
    found, _, written = chain([""] * 50, make_words(10, seed=6))
    assert len(found.heard) == 0
    assert sure_words(found, written) == 0


def test_sections_cover_everything_and_are_cut_at_word_starts() -> None:
    words = make_words(700, seed=7)
    frames = say(*words)
    found, heard, written = chain(frames, words)
    sections = cut_sections(found, heard, written, make_emissions(frames), words=len(words))
    assert len(sections) > 3
    assert sections[0].first_frame == sections[0].first_word == 0
    assert sections[-1].end_frame == len(frames)
    assert sections[-1].end_word == len(words)
    starts = word_frames(words)
    for before, after in itertools.pairwise(sections):
        assert before.end_frame == after.first_frame == starts[after.first_word]
        assert before.end_word == after.first_word


def test_header_times_choose_between_two_places_that_sound_alike() -> None:
    words, phrase = make_words(400, seed=8), make_words(12, seed=9)
    said = words[:150] + phrase + words[150:300] + phrase + words[300:]
    text = words[:150] + words[150:300] + words[300:]
    # The text has the phrase once, in a place of its own where nothing else decides.
    alone = make_emissions(say(*said))
    heard = hear_symbols(alone)
    written = write_symbols([tuple(word.split()) for word in phrase], alone)
    starts = word_frames(said)
    for at in (150, 312):
        expected = np.full(len(written.symbol), starts[at], np.int64)
        found = chain_seeds(heard, written, alone, expected=expected)
        assert abs(heard.place[found.heard[0]] - starts[at]) < 5
    assert len(text) == 400


def test_letters_make_longer_seeds_and_weigh_less_than_phones() -> None:
    letters = "thequickbrownfoxjumps"
    for alphabet, frames, words in (
        (Alphabet.PHONES, say(" ".join(PHONES[:24])), [tuple(PHONES[:24])]),
        (Alphabet.LETTERS, say(" ".join(letters)), [tuple(letters)]),
    ):
        emissions = make_emissions(frames, alphabet=alphabet)
        heard, written = hear_symbols(emissions), write_symbols(words, emissions)
        found = chain_seeds(heard, written, emissions)
        matched = len(written.symbol)
        assert len(found.heard) == matched - SEED[alphabet] + 1
        assert found.weight.tolist() == [matched * SEED[Alphabet.PHONES] // SEED[alphabet]]


def test_letters_that_meet_by_chance_do_not_make_a_text_sure() -> None:
    """A hundred English words in one order are heard, in another order written."""
    rng = np.random.default_rng(10)
    words = [word for word in dir(str) + dir(list) + dir(dict) if word.isalpha()]
    said, wanted = ([words[i] for i in rng.integers(0, len(words), 600)] for _ in range(2))
    emissions = make_emissions(say(*(" ".join(word) for word in said)), alphabet=Alphabet.LETTERS)
    written = write_symbols([tuple(word) for word in wanted], emissions)
    assert sure_words(chain_seeds(hear_symbols(emissions), written, emissions), written) <= 0.05 * len(wanted)
    same = write_symbols([tuple(word) for word in said], emissions)
    assert sure_words(chain_seeds(hear_symbols(emissions), same, emissions), same) == len(said)


def test_sections_are_as_long_in_time_whatever_a_models_frames_are() -> None:
    words = make_words(700, seed=7)
    frames = say(*words)
    counts = {}
    for hop in (160, 320):
        emissions = make_emissions(frames, hop=hop)
        heard = hear_symbols(emissions)
        written = write_symbols([tuple(word.split()) for word in words], emissions)
        counts[hop] = len(
            cut_sections(chain_seeds(heard, written, emissions), heard, written, emissions, words=len(words))
        )
    assert counts[320] > counts[160] > 1
