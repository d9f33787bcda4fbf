import numpy as np
import pytest

from clipper.errors import MediaError
from clipper.media.timeline import LONGEST_SAMPLES, Timeline, fill_blocks
from clipper.model.sound import Samples

CHUNK = 320  # 20 ms, an Opus packet


def chunk(value: float = 1.0, length: int = CHUNK) -> Samples:
    return np.full((length, 1), value, np.float32)


def placed(chunks: list[tuple[int, Samples]]) -> tuple[Samples, Timeline]:
    timeline = Timeline()
    pieces = list(timeline.place(chunks, step=1000))
    return np.concatenate(pieces)[:, 0], timeline


def test_a_late_beginning_is_led_in_by_silence_to_the_sample() -> None:
    sound, timeline = placed([(5, chunk()), (5 + CHUNK, chunk())])
    assert len(sound) == 5 + 2 * CHUNK
    assert not sound[:5].any()
    assert sound[5:].all()
    assert timeline.gaps == timeline.filled == timeline.dropped == 0


def test_what_lies_before_time_zero_is_left_out() -> None:
    sound, _ = placed([(-400, chunk(1)), (-80, chunk(2)), (240, chunk(3))])
    assert len(sound) == 240 + CHUNK
    assert set(sound[:240]) == {2.0}


def test_a_hole_is_filled_and_counted() -> None:
    sound, timeline = placed([(0, chunk()), (CHUNK + 16_000, chunk(2))])
    assert not sound[CHUNK : CHUNK + 16_000].any()
    assert sound[CHUNK + 16_000] == 2
    assert (timeline.gaps, timeline.filled) == (1, 16_000)


def test_silence_comes_in_bounded_pieces() -> None:
    pieces = list(Timeline().place([(100_000_000, chunk())], step=1_000_000))
    assert [len(piece) for piece in pieces] == [1_000_000] * 100 + [CHUNK]


def test_an_overlap_is_left_out_and_counted() -> None:
    sound, timeline = placed([(0, chunk(1, 4000)), (2000, chunk(2, 4000))])
    assert list(sound[3999:4001]) == [1, 2]
    assert len(sound) == 6000
    assert timeline.dropped == 2000


def test_one_lost_packet_is_made_up_for_before_the_next_second() -> None:
    times = [n * CHUNK for n in range(100) if n != 10]
    sound, timeline = placed([(time, chunk()) for time in times])
    assert len(sound) == 100 * CHUNK
    assert timeline.filled == CHUNK


def test_timestamps_that_jitter_leave_the_sound_alone() -> None:
    jitter = np.random.default_rng(3).integers(-600, 600, 500)  # up to 38 ms either way
    jitter[0] = 0
    sound, timeline = placed([(n * CHUNK + int(j), chunk()) for n, j in enumerate(jitter)])
    assert len(sound) == 500 * CHUNK
    assert timeline.filled == timeline.dropped == 0


def test_a_clock_that_leaps_beyond_a_day_is_refused() -> None:
    with pytest.raises(MediaError, match="24 hours"):
        placed([(0, chunk()), (LONGEST_SAMPLES + 1, chunk())])


def test_blocks_have_one_length_but_for_the_last() -> None:
    pieces = [chunk(n, length) for n, length in enumerate([3, 0, 7, 1, 12])]
    blocks = list(fill_blocks(pieces, block_samples=10))
    assert [len(block) for block in blocks] == [10, 10, 3]
    assert np.array_equal(np.concatenate(blocks), np.concatenate(pieces))
    assert list(fill_blocks([], block_samples=10)) == []
