from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipper.media.trim import FrameGrid, Trim, resolve_trim, write_seconds
from clipper.model import Clip, FrameRate, Recording, Span

RATES = tuple(Fraction(rate) for rate in ("24000/1001", "25", "30000/1001", "30", "50", "60000/1001"))


def clip(start_ms: int, end_ms: int, fade_ms: int = 5) -> Clip:
    recording = Recording(content_hash="sha256:0", path="a.mp4", duration_ms=10_000_000, streams=())
    return Clip(recording=recording, span=Span(start_ms=start_ms, end_ms=end_ms), fade_ms=fade_ms)


def grid(rate: Fraction, start: Fraction = Fraction(0)) -> FrameGrid:
    return FrameGrid(start=start, rate=FrameRate(fps=rate))


def test_sound_alone_is_cut_at_the_wished_milliseconds() -> None:
    assert resolve_trim(clip(1234, 2345), None) == Trim(
        start=Fraction(1234, 1000),
        rate=None,
        frames=None,
        samples=53328,
        first_sample=0,
        end_sample=53328,
        fade_samples=240,
    )


def test_a_picture_begins_with_the_frame_on_screen_and_ends_with_a_whole_one() -> None:
    trim = resolve_trim(clip(1234, 2345), grid(Fraction(25)))
    assert trim.start == Fraction(1200, 1000)
    assert trim.frames == 29  # 1200..2360 ms
    assert trim.samples == 29 * 1920


def test_sound_outside_the_wished_edges_is_silenced() -> None:
    trim = resolve_trim(clip(1234, 2345), grid(Fraction(25)))
    assert (trim.first_sample, trim.end_sample) == (34 * 48, 1145 * 48)


def test_a_time_that_came_from_a_frame_goes_back_to_it() -> None:
    rate = FrameRate(fps=Fraction(30000, 1001))
    for frame in range(1, 500):
        trim = resolve_trim(clip(rate.start_ms(frame), rate.start_ms(frame + 60)), grid(rate.fps))
        assert (trim.start, trim.frames) == (rate.seconds(frame), 60)


def test_frames_are_counted_from_where_the_picture_starts() -> None:
    trim = resolve_trim(clip(1000, 2000), grid(Fraction(25), Fraction(10, 1000)))
    assert trim.start == Fraction(970, 1000)


def test_a_clip_that_begins_before_the_picture_begins_a_whole_number_of_frames_before_it() -> None:
    trim = resolve_trim(clip(100, 900), grid(Fraction(25), Fraction(1, 2)))
    assert (trim.start, trim.frames) == (Fraction(1, 10), 20)
    trim = resolve_trim(clip(0, 900), grid(Fraction(25), Fraction(1, 100)))  # sound from 0, pictures from 10 ms
    assert (trim.start, trim.frames, trim.first_sample) == (Fraction(-3, 100), 24, 30 * 48)


def test_a_clip_shorter_than_a_frame_is_one_frame() -> None:
    trim = resolve_trim(clip(1001, 1002), grid(Fraction(25)))
    assert trim.frames == 1
    assert trim.end_sample - trim.first_sample == 48


@given(st.integers(0, 9_000_000), st.integers(1, 100_000), st.sampled_from(RATES), st.integers(0, 40))
def test_what_is_cut_holds_what_was_wished(start_ms: int, length_ms: int, rate: Fraction, late_ms: int) -> None:
    wished = clip(start_ms, start_ms + length_ms)
    trim = resolve_trim(wished, grid(rate, Fraction(late_ms, 1000)))
    half_ms, frame = Fraction(1, 2000), 1 / rate
    assert trim.frames is not None
    assert Fraction(start_ms, 1000) - frame < trim.start <= Fraction(start_ms, 1000) + half_ms
    assert trim.start + trim.seconds >= Fraction(wished.span.end_ms, 1000) - half_ms
    assert trim.start + trim.seconds < Fraction(wished.span.end_ms, 1000) + 2 * frame
    assert abs(trim.samples - trim.seconds * 48_000) <= Fraction(1, 2)
    assert 0 <= trim.first_sample < trim.end_sample <= trim.samples
    assert 1 <= trim.fade_samples <= max(1, (trim.end_sample - trim.first_sample) // 2)


@pytest.mark.parametrize(
    ("time", "text"),
    [(Fraction(1001, 30000), "0.033367"), (Fraction(12), "12.000000"), (Fraction(-1, 50), "-0.020000")],
)
def test_seconds_are_written_to_the_microsecond(time: Fraction, text: str) -> None:
    assert write_seconds(time) == text
