from fractions import Fraction

import pytest

from clipper.media.loudness import (
    LIMITER,
    MOST_GIVEN_BACK_DB,
    NEAR_LU,
    Level,
    Loudness,
    describe_level,
    give_back,
    level_filters,
    parse_loudness,
)
from clipper.media.trim import Trim

PRINTED = """[Parsed_ebur128_9 @ 0x55] [info] Summary:

  Integrated loudness:
    I:         %s LUFS
    Threshold: -33.7 LUFS

  True peak:
    Peak:      %s dBFS
"""


def sound(ms: int) -> Trim:
    return Trim(
        start=Fraction(0), rate=None, frames=None, samples=48 * ms, first_sample=0, end_sample=48 * ms, fade_samples=240
    )


def test_what_ebur128_prints_is_read() -> None:
    assert parse_loudness(PRINTED % ("-20.2", "-3.1")) == Loudness(integrated_lufs=-20.2, peak_dbtp=-3.1)


@pytest.mark.parametrize("numbers", [("-inf", "-inf"), ("-70.0", "-64.0"), ("-20.0", "-inf")])
def test_silence_and_room_tone_have_no_loudness(numbers: tuple[str, str]) -> None:
    assert parse_loudness(PRINTED % numbers) is None


def test_nothing_printed_is_nothing_measured() -> None:
    assert parse_loudness("") is None


def test_a_steady_gain_is_enough_where_peaks_allow_it() -> None:
    assert level_filters(Loudness(integrated_lufs=-20.0, peak_dbtp=-8.0), 4.0) == "volume=4.00dB"


def test_peaks_are_limited_only_where_they_would_exceed_the_ceiling() -> None:
    assert level_filters(Loudness(integrated_lufs=-26.0, peak_dbtp=-8.0), 10.0) == f"volume=10.00dB,{LIMITER}"


def limited(gain_db: float) -> Loudness:
    """Claps: beyond 4 dB a dB of gain brings .4 LU."""
    return Loudness(integrated_lufs=-30 + min(gain_db, 4) + 0.4 * max(0.0, gain_db - 4), peak_dbtp=-2.2)


def test_what_the_limiter_takes_is_given_back() -> None:
    gain_db, reached = give_back(8.0, -22.0, limited)
    assert reached == limited(gain_db).integrated_lufs
    assert abs(reached + 22) <= NEAR_LU


def test_no_more_is_given_back_than_a_voice_stands() -> None:
    gain_db, reached = give_back(8.0, -5.0, limited)
    assert gain_db == 8 + MOST_GIVEN_BACK_DB
    assert reached == limited(gain_db).integrated_lufs


def test_what_was_not_levelled_is_said_with_its_reason() -> None:
    (short,) = describe_level(Level(), [sound(300)], -16.0, where="a.m4a")
    (silent,) = describe_level(Level(), [sound(3000)], -16.0, where="a.m4a")
    assert (short.code, silent.code) == ("clip-not-levelled", "clip-not-levelled")
    assert "too short" in short.message
    assert "no voice" in silent.message
    assert not describe_level(Level(), [sound(300)], None, where="a.m4a")


def test_a_loudness_that_was_not_reached_is_said() -> None:
    before = Loudness(integrated_lufs=-30.0, peak_dbtp=-1.0)
    (told,) = describe_level(
        Level(loudness=before, filters="x", reached_lufs=-18.1), [sound(3000)], -16.0, where="a.m4a"
    )
    assert told.code == "loudness-not-reached"
    assert "-18.1" in told.message
    assert not describe_level(Level(loudness=before, reached_lufs=-16.1), [sound(3000)], -16.0, where="a.m4a")
