"""Every condition keeps the truth: what is spoken, unspoken, misheard, untranscribed and heard again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.bench import conditions
from tests.bench.beeps import assert_truth_holds, beeping_dialogue, pitch, pitch_heard
from tests.bench.conditions.paraphrase import reword, swap_clauses
from tests.bench.conditions.wording import sentences_of
from tests.bench.synth.dialogue import Dialogue, TrueWord


def said(text: str) -> list[TrueWord]:
    return [
        TrueWord(text=word, spoken=word, speaker="A", turn=0, start_ms=400 * n, end_ms=400 * n + 300)
        for n, word in enumerate(text.split())
    ]


def with_texts(dialogue: Dialogue, texts: dict[int, str]) -> Dialogue:
    return replace(dialogue, words=tuple(replace(w, text=texts.get(n, w.text)) for n, w in enumerate(dialogue.words)))


def test_a_cold_open_written_once_is_untranscribed_and_its_words_are_heard_again_there() -> None:
    after = conditions.add_cold_open(beeping_dialogue(), seconds=4)
    ((start, end),) = after.untranscribed
    again = [word for word in after.words if word.again]
    assert (again[0].again[0][0], again[-1].again[-1][1]) == (start, end)
    assert all(word.start_ms is not None and word.start_ms > end for word in again)
    assert_truth_holds(after)


def test_a_cold_open_written_twice_has_its_words_at_both_places() -> None:
    before = beeping_dialogue()
    after = conditions.add_cold_open(before, seconds=4, written=True)
    copies = after.words[: len(after.words) - len(before.words)]
    assert copies
    assert not after.untranscribed
    assert not any(word.again for word in after.words)
    assert [word.text for word in after.words[len(copies) :]] == [word.text for word in before.words]
    originals = [next(w for w in after.words[len(copies) :] if w.text == copy.text) for copy in copies]
    apart = {(b.start_ms or 0) - (a.start_ms or 0) for a, b in zip(copies, originals, strict=True)}
    assert len(apart) == 1
    assert after.turns[copies[0].turn].header_ms == copies[0].start_ms
    assert_truth_holds(after)


def test_lines_written_once_are_heard_again_where_their_copies_were() -> None:
    before = with_texts(beeping_dialogue(), {8: "la", 9: "lo.", 24: "la", 25: "lo.", 40: "la", 41: "lo."})
    after = conditions.write_once(before, ["la lo."])
    assert len(after.words) == len(before.words) - 4
    first = after.words[8]
    assert first.again == tuple((before.words[at].start_ms, before.words[at].end_ms) for at in (24, 40))
    assert [pitch_heard(after, start) for start, _ in first.again] == pytest.approx([pitch(24), pitch(40)], abs=6)
    assert after.untranscribed == tuple((before.words[at].start_ms, before.words[at + 1].end_ms) for at in (24, 40))


def test_second_places_move_with_the_sound() -> None:
    opened = conditions.add_cold_open(beeping_dialogue(), seconds=4)
    later = conditions.add_intro(opened, seconds=3)
    assert_truth_holds(later)
    (now,), (then,) = later.untranscribed, opened.untranscribed
    assert (now[0] - then[0], now[1] - then[1]) == (3000, 3000)
    shorter = conditions.remove_sound(opened, 0, (opened.untranscribed[0][0] + opened.untranscribed[0][1]) // 2)
    assert 0 < sum(map(len, (word.again for word in shorter.words))) < sum(map(len, (w.again for w in opened.words)))
    assert_truth_holds(shorter)


def test_words_left_out_of_the_text_are_untranscribed_as_one_passage() -> None:
    before = beeping_dialogue()
    after = conditions.leave_out(before, {3, 4, 5, 11})
    assert after.untranscribed == (
        (before.words[3].start_ms, before.words[5].end_ms),
        (before.words[11].start_ms, before.words[11].end_ms),
    )
    assert [w.text for w in after.words[:5]] == ["w0", "w1", "w2", "w6", "w7"]
    assert np.array_equal(after.samples, before.samples)


def test_a_tenth_of_the_words_is_wrong_in_three_ways() -> None:
    before = beeping_dialogue(turns=30, words=20)
    after = conditions.corrupt_words(before, share=0.1, seed=3)
    misheard = sum(word.misheard for word in after.words)
    unspoken = sum(word.start_ms is None for word in after.words)
    dropped = len(before.words) + unspoken - len(after.words)
    assert (misheard, unspoken, dropped) == pytest.approx((24, 18, 18), abs=10)
    assert misheard + unspoken + dropped == pytest.approx(60, abs=16)
    assert all(word.start_ms is not None for word in after.words if word.misheard)


def test_a_sentence_ends_at_its_mark_or_where_another_speaks() -> None:
    dialogue = with_texts(beeping_dialogue(turns=2, words=8), {2: "one.", 5: "two?"})
    assert sentences_of(dialogue) == [range(3), range(3, 6), range(6, 8), range(8, 16)]


def test_cut_sentences_leave_their_text_unspoken() -> None:
    before = with_texts(beeping_dialogue(), {n: f"w{n}." for n in range(7, 48, 8)})
    after = conditions.cut_sentences(before, count=2)
    unspoken = [word for word in after.words if word.start_ms is None]
    assert len(unspoken) == 16
    assert after.transcript() == before.transcript()
    assert before.duration_ms - after.duration_ms == pytest.approx(2 * (7 * 320 + 300 + 40), abs=4)


def test_dropped_sentences_stay_in_the_sound() -> None:
    before = with_texts(beeping_dialogue(), {n: f"w{n}." for n in range(7, 48, 8)})
    after = conditions.drop_sentences(before, count=2)
    assert len(after.words) == 32
    assert [end - start for start, end in after.untranscribed] == [7 * 320 + 300] * 2
    assert_truth_holds(replace(after, words=tuple(replace(w, text=w.text.strip(".")) for w in after.words)))


def test_a_cleaned_text_has_no_fillers_and_no_doubled_words() -> None:
    texts = dict(enumerate(["Um,", "the", "the", "fox,", "you", "know,", "ran.", "I", "mean,", "it", "ran"]))
    after = conditions.clean_text(with_texts(beeping_dialogue(turns=2, words=6), texts))
    assert [word.text for word in after.words][:6] == ["the", "fox,", "ran.", "it", "ran", "w11"]
    assert len(after.untranscribed) == 3


def test_excerpts_of_the_text_count_their_headers_from_zero() -> None:
    before = beeping_dialogue()
    start, end = before.words[8].start_ms, before.words[24].start_ms
    assert start is not None
    assert end is not None
    after = conditions.take_text(before, start, end)
    assert [word.text for word in after.words] == [f"w{n}" for n in range(8, 24)]
    assert after.turns[1].header_ms == 0
    assert after.untranscribed[-1][1] == before.words[-1].end_ms


def test_scattered_headers_stay_within_their_reach() -> None:
    before = beeping_dialogue()
    after = conditions.scatter_headers(before, within_ms=2000, seed=1)
    errors = [(b.header_ms or 0) - (a.header_ms or 0) for a, b in zip(before.turns, after.turns, strict=True)]
    assert any(errors)
    assert all(abs(error) <= 2000 for error in errors)


def test_reworded_phrases_are_misheard_and_the_rest_keeps_its_times() -> None:
    before = said("Nobody admired the enormous rat, because it is odd.")
    after = reword(before)
    assert " ".join(word.text for word in after) == "No one looked up to the huge rat, since it's strange."
    assert {word.text for word in after if not word.misheard} == {"the", "rat,"}
    kept = {word.text: word.start_ms for word in before}
    assert all(word.start_ms == kept[word.text] for word in after if not word.misheard)
    assert (after[0].start_ms, after[1].end_ms) == (before[0].start_ms, before[0].end_ms)
    assert (after[-2].start_ms, after[-2].end_ms) == (before[6].start_ms, before[7].end_ms)


def test_of_two_swapped_clauses_the_shorter_counts_as_moved() -> None:
    after = swap_clauses(said("the fox ran, and the very old dog slept."))
    assert " ".join(word.text for word in after) == "the very old dog slept, and the fox ran."
    assert [word.misheard for word in after] == [False] * 5 + [True] * 4


def test_channels_take_their_band_away_and_move_nothing() -> None:
    dialogue = beeping_dialogue()
    noisy = conditions.add_noise(dialogue, conditions.Noise.WHITE, snr_db=10)
    hz = np.fft.rfftfreq(len(noisy.samples), 1 / noisy.rate)
    for change, gone in ((conditions.muffle, hz > 3500), (conditions.radio, (hz < 90) | (hz > 5000))):
        after = change(noisy)
        before, heard = (np.abs(np.fft.rfft(talk.samples)) ** 2 for talk in (noisy, after))
        assert heard[gone].sum() < before[gone].sum() / 1000
        assert_truth_holds(change(dialogue))
