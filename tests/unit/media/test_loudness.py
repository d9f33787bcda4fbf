import pytest

from clipper.media.loudness import Loudness, level_filters, parse_loudness

PRINTED = """[Parsed_loudnorm_9 @ 0x55] [info]
{
	"input_i" : "%s",
	"input_tp" : "%s",
	"input_lra" : "1.20",
	"output_i" : "-24.10"
}
"""


def test_what_loudnorm_prints_is_read() -> None:
    assert parse_loudness(PRINTED % ("-20.25", "-3.10")) == Loudness(integrated_lufs=-20.25, peak_dbtp=-3.1)


@pytest.mark.parametrize("numbers", [("-inf", "-inf"), ("-70.00", "-64.00"), ("-20.0", "inf")])
def test_silence_and_room_tone_have_no_loudness(numbers: tuple[str, str]) -> None:
    assert parse_loudness(PRINTED % numbers) is None


def test_nothing_printed_is_nothing_measured() -> None:
    assert parse_loudness("") is None


def test_a_steady_gain_is_enough_where_peaks_allow_it() -> None:
    assert level_filters(Loudness(integrated_lufs=-20.0, peak_dbtp=-8.0), -16.0) == "volume=4.00dB"


def test_peaks_are_limited_only_where_they_would_exceed_the_ceiling() -> None:
    filters = level_filters(Loudness(integrated_lufs=-26.0, peak_dbtp=-8.0), -16.0)
    assert filters == "volume=10.00dB,alimiter=limit=0.7943:level=disabled:latency=1"
