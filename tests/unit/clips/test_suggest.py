from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from clipper.clips.merits import POINTS
from clipper.clips.suggest import Suggestion, suggest_quotes
from clipper.model import Alignment, Overlap, Repeat, Span, TimedWord, WordStatus
from clipper.model.sound import Energy
from tests.talks import SPEECH_DB, loudness, talk

PLAIN = "The boat went along the coast towards the old harbour in the rain."  # 13 words, 5.7 s
POINT = "The steel was the easy part. The hard part was the silence."
GAP = {"word_ms": 300, "gap_ms": 140}


def suggest(alignment: Alignment, **given: object) -> list[Suggestion]:
    return list(suggest_quotes(alignment, **given))  # type: ignore[arg-type]


def names(one: Suggestion) -> set[str]:
    return {merit.name for merit in one.merits}


def test_the_passage_that_makes_a_point_comes_first_and_none_overlap() -> None:
    found = suggest(
        talk(
            f"{PLAIN} " * 6 + f"{POINT} Everybody in the valley had a telephone and an oven. {PLAIN} " + PLAIN,
            **GAP,
        )
    )
    assert POINT in found[0].quote.found
    assert {"contrast", "claim"} <= names(found[0])
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    spans = sorted(one.span for one in found)
    assert all(one.end_ms <= other.start_ms for one, other in pairwise(spans))


def test_the_score_is_the_sum_of_its_reasons_none_of_which_exceeds_its_weight() -> None:
    for one in suggest(talk(f"{PLAIN} {POINT} {PLAIN}", f"{POINT} {PLAIN} {PLAIN}", **GAP)):
        assert one.score == pytest.approx(sum(merit.points for merit in one.merits), abs=0.01)
        assert all(merit.reason and 0 < merit.points / POINTS[merit.name] <= 1 for merit in one.merits)


def test_lengths_are_kept() -> None:
    alignment = talk(f"{PLAIN} " * 12, **GAP)
    assert all(10_000 <= one.span.duration_ms <= 60_000 for one in suggest(alignment))
    assert all(
        5_000 <= one.span.duration_ms <= 6_000 for one in suggest(alignment, shortest_ms=5_000, longest_ms=6_000)
    )
    assert not suggest(alignment, shortest_ms=1_000, longest_ms=4_000)


def test_no_passage_begins_or_ends_where_words_touch() -> None:
    assert suggest(talk(f"{PLAIN} {PLAIN}", **GAP))
    touching = suggest(talk(f"{PLAIN} " * 4, word_ms=400, gap_ms=40))
    assert all(one.quote.first_word == 0 for one in touching)
    assert not [one for one in touching if one.quote.end_word < 52]


def test_no_passage_begins_with_what_leans_on_another() -> None:
    found = suggest(talk(f"{PLAIN} And {PLAIN.lower()} He left the boat in the rain that day. {PLAIN} {PLAIN}", **GAP))
    assert found
    assert all(one.quote.found.startswith("The boat") for one in found)


def test_a_question_is_suggested_with_its_answer_and_not_without_it() -> None:
    question = "What did you hear in the valley on that night?"
    found = suggest(talk(f"{PLAIN} {PLAIN} {question}", f"{PLAIN} {PLAIN}", **GAP))
    assert any(one.quote.found.startswith(question) and "exchange" in names(one) for one in found)
    assert not any(one.quote.found.endswith("?") for one in found)


def test_an_exchange_belongs_to_whoever_answers() -> None:
    alignment = talk(f"{PLAIN} {PLAIN} What did you hear in the valley?", f"{PLAIN} {PLAIN}", **GAP)
    hers, his = suggest(alignment, only="ada"), suggest(alignment, only="QUIST")
    assert all(alignment.speaker_of(one.quote.end_word - 1) == alignment.turns[0].speaker for one in hers)
    assert all(alignment.speaker_of(one.quote.end_word - 1) == alignment.turns[1].speaker for one in his)
    assert hers
    assert his


@pytest.mark.parametrize(
    ("answer", "expected"),
    [("[laughter] We left.", "laughter"), ("Wow!", "reaction"), ("That is the loveliest thing.", "reaction")],
)
def test_laughter_and_an_exclamation_after_it_speak_for_a_passage(answer: str, expected: str) -> None:
    (one,) = suggest(talk(f"{PLAIN} {PLAIN}", answer, **GAP))
    assert expected in names(one)
    assert expected not in names(*suggest(talk(f"{PLAIN} {PLAIN}", "We left it there.", **GAP)))


def test_laughter_in_the_sound_speaks_for_a_passage() -> None:
    alignment = later(talk(f"{PLAIN} {PLAIN}", PLAIN, **GAP), 26, 3000)
    energy = loudness(alignment)
    assert not any("laughter" in names(one) for one in suggest(alignment, energy=energy))
    db, end_ms = energy.db.copy(), alignment.words[25].span.end_ms  # type: ignore[union-attr]
    db[end_ms // 10 + 40 : end_ms // 10 + 160] = SPEECH_DB - 6
    (one,) = suggest(alignment, energy=Energy(db=db, hop=160))
    assert "laughter" in names(one)


def later(alignment: Alignment, from_word: int, ms: int) -> Alignment:
    """The same, its words from one on said later."""
    words = tuple(
        replace(word, span=word.span.shift(ms)) if word.span and number >= from_word else word
        for number, word in enumerate(alignment.words)
    )
    recording = alignment.recordings[0]
    return replace(alignment, words=words, recordings=(replace(recording, duration_ms=recording.duration_ms + ms),))


def test_a_cold_open_is_the_strongest_evidence() -> None:
    alignment = later(talk(f"{PLAIN} " * 6, f"{POINT} {PLAIN} {POINT}", **GAP), 0, 20_000)
    repeat = Repeat(first_word=26, end_word=52, span=Span(start_ms=1000, end_ms=13_000), score=0.9)
    found = suggest(replace(alignment, repeats=(repeat,)))
    assert (found[0].quote.first_word, found[0].quote.end_word) == (26, 52)
    assert found[0].merits[0].name == "cold-open"
    again = replace(repeat, span=Span(start_ms=alignment.duration_ms - 500, end_ms=alignment.duration_ms))
    assert not any("cold-open" in names(one) for one in suggest(replace(alignment, repeats=(again,))))


def test_what_a_cold_open_plays_needs_no_judgement_of_whether_it_can_stand_alone() -> None:
    alignment = later(talk(f"{PLAIN} And {PLAIN} {PLAIN}", "Why did he go?", f"{PLAIN} {PLAIN}", **GAP), 0, 20_000)
    repeat = Repeat(first_word=13, end_word=44, span=Span(start_ms=1000, end_ms=14_000), score=0.9)
    (best, *_) = suggest(replace(alignment, repeats=(repeat,)))
    assert (best.quote.first_word, best.quote.end_word) == (13, 44)
    assert not any(one.quote.first_word == 13 for one in suggest(alignment))


def test_fillers_doubtful_words_and_two_at_once_speak_against_a_passage() -> None:
    alignment = talk(f"{PLAIN} {PLAIN}", PLAIN, **GAP)
    (usual,) = suggest(alignment)
    (cluttered,) = suggest(alignment, clutter=frozenset({3, 9}))
    doubtful = tuple(replace(word, confidence=0.1) if n < 5 else word for n, word in enumerate(alignment.words))
    (unsure,) = suggest(replace(alignment, words=doubtful))
    overlap = Overlap(first=0, second=1, span=Span(start_ms=3000, end_ms=3500))
    (overlapping,) = suggest(replace(alignment, overlaps=(overlap,)))
    for worse, name in ((cluttered, "clutter"), (unsure, "unsure"), (overlapping, "overlap")):
        assert names(worse) - names(usual) == {name}
        assert worse.score < usual.score


def test_with_the_sound_no_passage_is_cut_in_noise() -> None:
    alignment = talk(f"{PLAIN} {PLAIN}", **GAP)
    assert suggest(alignment, energy=loudness(alignment))
    assert not suggest(alignment, energy=Energy(db=np.full(2000, SPEECH_DB, dtype=np.float32), hop=160))


def test_a_talk_of_which_no_word_was_found_has_no_passages() -> None:
    alignment = talk(PLAIN, **GAP)
    unheard = (TimedWord(status=WordStatus.NOT_SPOKEN),) * len(alignment.words)
    assert not suggest(replace(alignment, words=unheard))


def test_of_a_track_of_one_speaker_only_hers_is_suggested() -> None:
    alignment = talk(f"{PLAIN} {PLAIN} What did you hear in the valley on that night?", f"{PLAIN} {PLAIN}", **GAP)
    track = replace(alignment.recordings[0], speaker="Milo Quist")
    found = suggest(replace(alignment, recordings=(track,)))
    assert found
    assert all(one.quote.found == f"{PLAIN} {PLAIN}" for one in found)
    assert all(one.quote.first_word >= alignment.turns[1].first_word for one in found)


def test_a_recording_that_begins_later_is_heard_on_its_own_time() -> None:
    alignment = talk(f"{PLAIN} {PLAIN}", PLAIN, **GAP)
    (usual,) = suggest(alignment, energy=loudness(alignment))
    moved = later(alignment, 0, 5000)
    begun_later = replace(alignment.recordings[0], offset_ms=5000)
    moved = replace(moved, recordings=(begun_later,))
    (one,) = suggest(moved, energy=loudness(moved))
    assert one.span == usual.span.shift(5000)
    assert one.merits == usual.merits
