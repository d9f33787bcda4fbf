from __future__ import annotations

from itertools import pairwise

from clipper.cues import NETFLIX_EN, sync_cues
from clipper.model import CueTrack
from tests.unit.cues.heard import Times, hear, read

TEXTS = ("Nobody had heard it.", "The keeper knew.", "He never told us.", "Then the sea came.", "It took the lamp.")
OLD = tuple((10_000 * n, 10_000 * n + 2_000, text) for n, text in enumerate(TEXTS, start=1))


def starts(track: CueTrack) -> list[int]:
    return [cue.start_ms for cue in track.cues]


def sync(*said: Times | None, missing: dict[int, list[int]] | None = None) -> tuple[list[int], tuple[int, ...]]:
    track, text = read(*OLD[: len(said)])
    found = sync_cues(track, hear(track, text, said, missing=missing), NETFLIX_EN)
    assert [cue.text for cue in found.track.cues] == list(TEXTS[: len(said)])
    return starts(found.track), found.guessed


def test_every_cue_begins_with_its_first_word_and_lingers_as_ours_do() -> None:
    track, text = read(*OLD[:2])
    found = sync_cues(track, hear(track, text, [(3_000, 4_500), (21_500, 23_000)]), NETFLIX_EN)
    assert [(cue.start_ms, cue.end_ms) for cue in found.track.cues] == [(3_000, 5_000), (21_500, 23_500)]
    assert found.guessed == ()


def test_a_cue_that_is_not_found_moves_as_its_neighbours_do() -> None:
    times, guessed = sync((15_000, 16_000), None, (35_000, 36_000))
    assert times == [15_000, 25_000, 35_000]
    assert guessed == (1,)


def test_on_a_drift_it_lies_between_them() -> None:
    times, _ = sync((10_400, 11_000), None, (31_200, 32_000))
    assert 20_750 <= times[1] <= 20_850


def test_beside_an_ad_break_it_goes_with_the_nearer() -> None:
    times, guessed = sync((10_000, 11_000), None, None, (70_000, 71_000))
    assert times == [10_000, 20_000, 60_000, 70_000]
    assert guessed == (1, 2)


def test_cues_of_a_passage_that_was_cut_out_push_nobody() -> None:
    track, text = read(*OLD)
    alignment = hear(track, text, [(10_000, 11_000), None, None, (11_500, 13_000), (21_500, 23_000)])
    synced = sync_cues(track, alignment, NETFLIX_EN)
    times = [(cue.start_ms, cue.end_ms) for cue in synced.track.cues]
    assert [times[0][0], times[3][0], times[4][0]] == [10_000, 11_500, 21_500]
    assert all(start < end for start, end in times)
    assert all(end <= after for (_, end), (after, _) in pairwise(times))
    assert times[0][1] >= 11_000 - NETFLIX_EN.min_gap_ms
    assert synced.guessed == (1, 2)


def test_at_the_ends_the_nearest_offset_holds() -> None:
    times, guessed = sync(None, (25_000, 26_000), (36_000, 37_000), None)
    assert times == [15_000, 25_000, 36_000, 46_000]
    assert guessed == (0, 3)


def test_a_cue_whose_first_word_is_missing_begins_where_its_neighbours_say() -> None:
    times, guessed = sync((15_000, 16_000), (25_000, 26_600), (35_000, 36_000), missing={1: [0]})
    assert times == [15_000, 25_000, 35_000]
    assert guessed == ()


def test_where_nothing_is_found_nothing_moves() -> None:
    assert sync(None, None) == ([10_000, 20_000], (0, 1))


def test_order_is_kept_where_words_are_said_the_other_way_round() -> None:
    times, _ = sync((30_000, 31_000), (20_000, 21_000), (40_000, 41_000))
    assert times == sorted(times)
    assert len(set(times)) == 3


def test_annotations_move_along_and_keep_their_length() -> None:
    track, text = read((10_000, 12_000, "Nobody."), (20_000, 23_000, "[music]"), (30_000, 32_000, "The keeper."))
    found = sync_cues(track, hear(track, text, [(15_000, 16_000), None, (35_000, 36_000)]), NETFLIX_EN)
    assert found.guessed == (1,)
    assert (found.track.cues[1].start_ms, found.track.cues[1].end_ms) == (25_000, 28_000)


def test_a_text_that_got_the_place_of_another_moves_as_its_neighbours_do() -> None:
    track, text = read(*OLD[:3])
    alignment = hear(track, text, [(15_000, 16_000), (27_000, 28_000), (35_000, 36_000)], unsure=[1])
    found = sync_cues(track, alignment, NETFLIX_EN)
    assert starts(found.track) == [15_000, 25_000, 35_000]
    assert found.guessed == (1,)
