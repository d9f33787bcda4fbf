"""Laws of placing decoded sound on the timeline."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from clipper.media.timeline import Timeline, fill_blocks
from clipper.model.sound import Samples

lengths = st.lists(st.integers(min_value=1, max_value=3000), min_size=1, max_size=30)
holes = st.lists(st.integers(min_value=1601, max_value=20_000), min_size=30, max_size=30)


def chunks_at(lengths: list[int], holes: list[int], start: int) -> list[tuple[int, Samples]]:
    """Chunks of ones; the hole before each is more than 100 ms, or 0."""
    chunks, time = [], start
    for number, (length, hole) in enumerate(zip(lengths, holes, strict=False)):
        time += hole if number % 3 == 2 else 0
        chunks.append((time, np.ones((length, 1), np.float32)))
        time += length
    return chunks


def place(chunks: list[tuple[int, Samples]], step: int = 500) -> Samples:
    return np.concatenate(list(Timeline().place(chunks, step=step)))[:, 0]


@given(lengths, holes, st.integers(min_value=0, max_value=50_000))
def test_every_chunk_stands_where_its_timestamp_says(lengths: list[int], holes: list[int], start: int) -> None:
    chunks = chunks_at(lengths, holes, start)
    sound = place(chunks)
    expected = np.zeros_like(sound)
    for time, chunk in chunks:
        expected[time : time + len(chunk)] = 1
    assert np.array_equal(sound, expected)


@given(lengths, holes, st.integers(min_value=0, max_value=50_000))
def test_silence_in_front_shifts_everything_by_its_length(lengths: list[int], holes: list[int], shift: int) -> None:
    chunks = chunks_at(lengths, holes, 0)
    shifted = place([(time + shift, chunk) for time, chunk in chunks])
    assert np.array_equal(shifted, np.concatenate([np.zeros(shift, np.float32), place(chunks)]))


@given(st.lists(st.integers(-40_000, 400_000), max_size=30), st.integers(min_value=500, max_value=50_000))
def test_any_timestamps_give_one_unbroken_run_and_the_count_is_true(times: list[int], step: int) -> None:
    timeline = Timeline()
    pieces = list(timeline.place([(time, np.ones((100, 2), np.float32)) for time in times], step=step))
    assert sum(len(piece) for piece in pieces) == timeline.position
    assert all(len(piece) <= max(step, 100) for piece in pieces)


@given(lengths, st.integers(min_value=1, max_value=5000))
def test_blocks_in_a_row_are_the_pieces_in_a_row(lengths: list[int], block_samples: int) -> None:
    pieces = [np.full((length, 2), number, np.float32) for number, length in enumerate(lengths)]
    blocks = list(fill_blocks(pieces, block_samples=block_samples))
    assert np.array_equal(np.concatenate(blocks), np.concatenate(pieces))
    assert all(len(block) == block_samples for block in blocks[:-1])
    assert 0 < len(blocks[-1]) <= block_samples
