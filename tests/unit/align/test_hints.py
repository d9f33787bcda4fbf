from __future__ import annotations

from clipper.align.hints import expected_times
from clipper.model import Speaker, Transcript, TranscriptFormat, Turn, Word


def transcript(*headers: int | None, words_each: int = 2) -> Transcript:
    count = len(headers) * words_each
    return Transcript(
        text="w " * count,
        words=tuple(Word(text="w", start_char=2 * i, end_char=2 * i + 1) for i in range(count)),
        turns=tuple(
            Turn(speaker=Speaker(name="A"), first_word=n * words_each, end_word=(n + 1) * words_each, header_ms=ms)
            for n, ms in enumerate(headers)
        ),
        format=TranscriptFormat.HEADER,
        source="t.txt",
    )


def test_words_between_two_headers_are_spread_evenly() -> None:
    assert expected_times(transcript(0, 1000, 3000)) == [0, 500, 1000, 2000, 3000, 3400]


def test_a_time_out_of_order_is_left_out() -> None:
    assert expected_times(transcript(0, 90_000, 2000, 3000)) == [0, 500, 1000, 1500, 2000, 2500, 3000, 3400]


def test_missing_times_are_no_hint() -> None:
    assert expected_times(transcript(None, None)) is None
    assert expected_times(transcript(500, None)) is None
    assert expected_times(transcript(None, 1000, 2000)) == [1000, 1000, 1000, 1500, 2000, 2400]
